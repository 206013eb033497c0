#include <catch_amalgamated.hpp>
#include <functional>

#include "core/dicom/tags.hpp"
#include "core/image/instance_header.hpp"
#include "tests/core/image/header_of.hpp"

namespace overread {
namespace {

using Fill = std::function<void(Dataset& frame_groups, int frame)>;

void macro(Dataset& groups, Tag sequence, const std::function<void(Dataset&)>& fill) {
  Dataset item;
  fill(item);
  groups.set_sequence(sequence, {item});
}

/// Three frames of 4 × 4 pixels; the shared and per-frame groups are filled by the test.
Dataset enhanced(const std::function<void(Dataset&)>& fill_shared, const Fill& fill_frame) {
  Dataset d;
  d.set_text(tags::kModality, Vr::kCS, "MR");
  d.set_number(tags::kRows, Vr::kUS, 4);
  d.set_number(tags::kColumns, Vr::kUS, 4);
  d.set_number(tags::kBitsAllocated, Vr::kUS, 16);
  d.set_number(tags::kNumberOfFrames, Vr::kIS, 3);
  Dataset shared;
  fill_shared(shared);
  d.set_sequence(tags::kSharedFunctionalGroupsSequence, {shared});
  std::vector<Dataset> frames(3);
  for (int i = 0; i < 3; ++i) fill_frame(frames[static_cast<std::size_t>(i)], i);
  d.set_sequence(tags::kPerFrameFunctionalGroupsSequence, frames);
  return d;
}

void set_spacing(Dataset& groups, double rows, double columns, double thickness) {
  macro(groups, tags::kPixelMeasuresSequence, [&](Dataset& item) {
    item.set_numbers(tags::kPixelSpacing, Vr::kDS, std::array{rows, columns});
    item.set_number(tags::kSliceThickness, Vr::kDS, thickness);
  });
}

TEST_CASE("Pixel Measures per frame: each frame has its own millimeters",
          "[image][header][PS3.3 C.7.6.16.2.1]") {
  const InstanceHeader header = header_of(enhanced(
      [](Dataset&) {}, [](Dataset& groups, int i) { set_spacing(groups, 0.5 + i, 0.25, 2 + i); }));
  CHECK(header.pixel_spacing == std::array{0.5, 0.25});
  CHECK(header.measures(1).pixel_spacing == std::array{0.5, 0.25});
  CHECK(header.measures(3).pixel_spacing == std::array{2.5, 0.25});
  CHECK(header.measures(3).slice_thickness == 4);
  CHECK(header.pixel_aspect(1) == 2);
  CHECK(header.pixel_aspect(3) == 10);
  CHECK(header.measures(4).pixel_spacing == std::array{0.5, 0.25});
}

TEST_CASE("Pixel Measures that all frames share make no table", "[image][header]") {
  const InstanceHeader shared = header_of(
      enhanced([](Dataset& groups) { set_spacing(groups, 0.5, 0.25, 2); }, [](Dataset&, int) {}));
  CHECK(shared.frame_measures.empty());
  CHECK(shared.measures(2).pixel_spacing == std::array{0.5, 0.25});
  const InstanceHeader repeated = header_of(
      enhanced([](Dataset&) {}, [](Dataset& groups, int) { set_spacing(groups, 0.5, 0.25, 2); }));
  CHECK(repeated.frame_measures.empty());
  CHECK(repeated.slice_thickness == 2);
}

void set_imager_spacing(Dataset& groups, double rows, double columns) {
  macro(groups, tags::kFramePixelDataPropertiesSequence, [&](Dataset& item) {
    item.set_numbers(tags::kImagerPixelSpacing, Vr::kDS, std::array{rows, columns});
  });
}

TEST_CASE("Enhanced XA: Imager Pixel Spacing of the functional groups is one at the detector",
          "[image][header][PS3.3 C.8.19.6.4]") {
  Dataset xa =
      enhanced([](Dataset& groups) { set_imager_spacing(groups, 0.3, 0.2); }, [](Dataset&, int) {});
  xa.set_text(tags::kModality, Vr::kCS, "XA");
  const InstanceHeader header = header_of(xa);
  CHECK(header.pixel_spacing == std::array{0.3, 0.2});
  CHECK(header.spacing_source == SpacingSource::kImagerPixelSpacing);
  CHECK(header.frame_measures.empty());

  // Beside a spacing of another plane it says that this one is calibrated.
  xa.set_numbers(tags::kPixelSpacing, Vr::kDS, std::array{0.15, 0.1});
  const InstanceHeader calibrated = header_of(xa);
  CHECK(calibrated.pixel_spacing == std::array{0.15, 0.1});
  CHECK(calibrated.spacing_source == SpacingSource::kPixelSpacingCalibrated);
}

TEST_CASE("Enhanced XA: each frame has its own Imager Pixel Spacing",
          "[image][header][PS3.3 C.8.19.6.4]") {
  Dataset xa = enhanced([](Dataset&) {},
                        [](Dataset& groups, int i) {
                          if (i != 1) set_imager_spacing(groups, 0.25 * (i + 1), 0.5);
                        });
  xa.set_text(tags::kModality, Vr::kCS, "XA");
  const InstanceHeader header = header_of(xa);
  CHECK(header.spacing_source == SpacingSource::kImagerPixelSpacing);
  CHECK(header.measures(1).pixel_spacing == std::array{0.25, 0.5});
  CHECK_FALSE(header.measures(2).pixel_spacing);
  CHECK(header.measures(3).pixel_spacing == std::array{0.75, 0.5});
}

TEST_CASE("Imager Pixel Spacing of each frame is divided by the estimated magnification",
          "[image][header][PS3.3 C.8.7.5]") {
  Dataset xa =
      enhanced([](Dataset&) {},
               [](Dataset& groups, int i) { set_imager_spacing(groups, 0.25 * (i + 1), 0.5); });
  xa.set_text(tags::kModality, Vr::kCS, "XA");
  xa.set_number(tags::kEstimatedRadiographicMagnificationFactor, Vr::kDS, 1.25);
  const InstanceHeader header = header_of(xa);
  CHECK(header.spacing_source == SpacingSource::kEstimatedMagnification);
  CHECK(header.measures(1).pixel_spacing == std::array{0.2, 0.4});
  CHECK(header.measures(2).pixel_spacing == std::array{0.4, 0.4});
}

void set_window(Dataset& groups, double center, double width, const char* explanation) {
  macro(groups, tags::kFrameVoiLutSequence, [&](Dataset& item) {
    item.set_number(tags::kWindowCenter, Vr::kDS, center);
    item.set_number(tags::kWindowWidth, Vr::kDS, width);
    item.set_text(tags::kWindowCenterWidthExplanation, Vr::kLO, explanation);
  });
}

TEST_CASE("Enhanced XA: a run has spacing at the detector, windows per frame and no planes",
          "[image][header][PS3.3 A.47]") {
  Dataset xa = enhanced(
      [](Dataset& groups) { set_imager_spacing(groups, 0.4, 0.4); },
      [](Dataset& groups, int i) {
        macro(groups, tags::kFrameContentSequence,
              [&](Dataset& item) { item.set_number(tags::kFrameAcquisitionNumber, Vr::kUS, 2); });
        macro(groups, tags::kPixelValueTransformationSequence, [&](Dataset& item) {
          item.set_number(tags::kRescaleSlope, Vr::kDS, 0.5);
          item.set_number(tags::kRescaleIntercept, Vr::kDS, -10 * i);
          item.set_text(tags::kRescaleType, Vr::kLO, "US");
        });
        set_window(groups, 500 + 100 * i, 200, i == 0 ? "MASK" : "CONTRAST");
      });
  xa.set_text(tags::kModality, Vr::kCS, "XA");
  xa.set_text(tags::kSopClassUid, Vr::kUI, "1.2.840.10008.5.1.4.1.1.12.1.1");
  const InstanceHeader header = header_of(xa);
  CHECK(header.planes.empty());
  CHECK(header.pixel_spacing == std::array{0.4, 0.4});
  CHECK(header.spacing_source == SpacingSource::kImagerPixelSpacing);
  CHECK(header.content(3).acquisition_number == 2);
  CHECK(header.pixel_transform(1).windows ==
        std::vector{Window{.center = 500, .width = 200, .explanation = "MASK"}});
  CHECK(header.pixel_transform(3).windows ==
        std::vector{Window{.center = 700, .width = 200, .explanation = "CONTRAST"}});
  CHECK(header.pixel_transform(3).rescale_slope == 0.5);
  CHECK(header.pixel_transform(3).rescale_intercept == -20);
}

constexpr Tag kPlanePositionVolumeSequence{0x0020, 0x930E};
constexpr Tag kPlaneOrientationVolumeSequence{0x0020, 0x930F};
constexpr Tag kImagePositionVolume{0x0020, 0x9301};
constexpr Tag kImageOrientationVolume{0x0020, 0x9302};

TEST_CASE("Enhanced US: planes of the volume are none of the patient, its pixels are measured",
          "[image][header][PS3.3 A.59]") {
  Dataset us = enhanced(
      [](Dataset& groups) {
        set_spacing(groups, 0.5, 0.25, 1);
        macro(groups, kPlaneOrientationVolumeSequence, [](Dataset& item) {
          item.set_numbers(kImageOrientationVolume, Vr::kFD,
                           std::array{1.0, 0.0, 0.0, 0.0, 1.0, 0.0});
        });
      },
      [](Dataset& groups, int i) {
        macro(groups, kPlanePositionVolumeSequence, [&](Dataset& item) {
          item.set_numbers(kImagePositionVolume, Vr::kFD, std::array{0.0, 0.0, 1.5 * i});
        });
        macro(groups, tags::kFrameContentSequence, [&](Dataset& item) {
          item.set_number(tags::kInStackPositionNumber, Vr::kUL, 1 + i);
          item.set_number(tags::kTemporalPositionIndex, Vr::kUL, 1);
        });
        set_window(groups, 128, 256 - 64 * i, "");
      });
  us.set_text(tags::kModality, Vr::kCS, "US");
  us.set_text(tags::kSopClassUid, Vr::kUI, "1.2.840.10008.5.1.4.1.1.6.2");
  us.set_number(tags::kBitsAllocated, Vr::kUS, 8);
  const InstanceHeader header = header_of(us);
  // Without Image Position (Patient) nothing says where the body's left is.
  CHECK(header.planes.empty());
  CHECK(header.pixel_spacing == std::array{0.5, 0.25});
  CHECK(header.spacing_source == SpacingSource::kPixelSpacing);
  CHECK(header.slice_thickness == 1);
  CHECK(header.frame_measures.empty());
  CHECK(header.content(3).in_stack_position_number == 3);
  CHECK(header.content(3).temporal_position == 1);
  CHECK(header.pixel_transform(1).windows.at(0).width == 256);
  CHECK(header.pixel_transform(3).windows.at(0).width == 128);
}

TEST_CASE("Enhanced US: each frame has its own Pixel Measures", "[image][header][PS3.3 A.59]") {
  Dataset us = enhanced(
      [](Dataset&) {},
      [](Dataset& groups, int i) { set_spacing(groups, 0.5 * (i + 1), 0.25 * (i + 1), 1); });
  us.set_text(tags::kModality, Vr::kCS, "US");
  const InstanceHeader header = header_of(us);
  CHECK(header.measures(2).pixel_spacing == std::array{1.0, 0.5});
  CHECK(header.measures(3).pixel_spacing == std::array{1.5, 0.75});
  CHECK(header.pixel_aspect(3) == 2);
}

TEST_CASE("Functional groups count before what stands outside them", "[image][header]") {
  Dataset d = enhanced([](Dataset& groups) { set_spacing(groups, 0.5, 0.25, 2); },
                       [](Dataset& groups, int i) {
                         macro(groups, tags::kPlanePositionSequence, [&](Dataset& item) {
                           item.set_numbers(tags::kImagePositionPatient, Vr::kDS,
                                            std::array{0.0, 0.0, 3.0 * i});
                         });
                         macro(groups, tags::kPlaneOrientationSequence, [](Dataset& item) {
                           item.set_numbers(tags::kImageOrientationPatient, Vr::kDS,
                                            std::array{1.0, 0.0, 0.0, 0.0, 1.0, 0.0});
                         });
                       });
  d.set_numbers(tags::kPixelSpacing, Vr::kDS, std::array{9.0, 9.0});
  d.set_numbers(tags::kImagePositionPatient, Vr::kDS, std::array{7.0, 7.0, 7.0});
  d.set_numbers(tags::kImageOrientationPatient, Vr::kDS, std::array{1.0, 0.0, 0.0, 0.0, 0.0, -1.0});
  const InstanceHeader header = header_of(d);
  CHECK(header.pixel_spacing == std::array{0.5, 0.25});
  REQUIRE(header.planes.size() == 3);
  CHECK(header.plane(3)->image_position_patient == std::array{0.0, 0.0, 6.0});
}

TEST_CASE("A plane that all frames share is one plane", "[image][header]") {
  const InstanceHeader header = header_of(enhanced(
      [](Dataset& groups) {
        macro(groups, tags::kPlanePositionSequence, [](Dataset& item) {
          item.set_numbers(tags::kImagePositionPatient, Vr::kDS, std::array{1.0, 2.0, 3.0});
        });
        macro(groups, tags::kPlaneOrientationSequence, [](Dataset& item) {
          item.set_numbers(tags::kImageOrientationPatient, Vr::kDS,
                           std::array{1.0, 0.0, 0.0, 0.0, 1.0, 0.0});
        });
      },
      [](Dataset&, int) {}));
  REQUIRE(header.planes.size() == 1);
  CHECK(header.plane(3)->image_position_patient[2] == 3);
}

TEST_CASE("VOI LUT Function per frame goes with the windows of its frame",
          "[image][header][PS3.3 C.7.6.16.2.10]") {
  constexpr std::array<const char*, 3> kFunctions{"LINEAR", "SIGMOID", "LINEAR_EXACT"};
  const InstanceHeader header = header_of(enhanced(
      [](Dataset&) {},
      [&](Dataset& groups, int i) {
        macro(groups, tags::kFrameVoiLutSequence, [&](Dataset& item) {
          item.set_number(tags::kWindowCenter, Vr::kDS, 100);
          // Half a unit is a width for SIGMOID and LINEAR_EXACT, not for LINEAR.
          item.set_number(tags::kWindowWidth, Vr::kDS, 0.5);
          item.set_text(tags::kVoiLutFunction, Vr::kCS, kFunctions[static_cast<std::size_t>(i)]);
        });
      }));
  CHECK(header.pixel_transform(1).voi_function == VoiFunction::kLinear);
  CHECK(header.pixel_transform(2).voi_function == VoiFunction::kSigmoid);
  CHECK(header.pixel_transform(3).voi_function == VoiFunction::kLinearExact);
  CHECK(header.pixel_transform(1).windows.empty());
  CHECK(header.pixel_transform(2).windows.size() == 1);
  CHECK(header.pixel_transform(3).windows.size() == 1);
}

TEST_CASE("Rescale Type and VOI LUT per frame", "[image][header][PS3.3 C.7.6.16.2.9]") {
  const InstanceHeader header = header_of(
      enhanced([](Dataset&) {},
               [](Dataset& groups, int i) {
                 macro(groups, tags::kPixelValueTransformationSequence, [&](Dataset& item) {
                   item.set_number(tags::kRescaleSlope, Vr::kDS, 1);
                   item.set_number(tags::kRescaleIntercept, Vr::kDS, 0);
                   item.set_text(tags::kRescaleType, Vr::kLO, i == 2 ? "US" : "HU");
                 });
                 macro(groups, tags::kFrameVoiLutSequence, [&](Dataset& item) {
                   Dataset table;
                   table.set_numbers(tags::kLutDescriptor, Vr::kUS, std::array{2.0, 5.0 + i, 16.0});
                   table.set_numbers(tags::kLutData, Vr::kUS, std::array{1.0, 2.0});
                   item.set_sequence(tags::kVoiLutSequence, {table});
                 });
               }));
  CHECK(header.pixel_transform(1).rescale_type == "HU");
  CHECK(header.pixel_transform(3).rescale_type == "US");
  REQUIRE(header.pixel_transform(3).voi_luts.size() == 1);
  CHECK(header.pixel_transform(1).voi_luts.at(0).first_mapped == 5);
  CHECK(header.pixel_transform(3).voi_luts.at(0).first_mapped == 7);
}

TEST_CASE("Frame content: stack, place in it, time, echo, b-value, segment and type",
          "[image][header][PS3.3 C.7.6.16.2.2]") {
  const InstanceHeader header = header_of(enhanced(
      [](Dataset& groups) {
        macro(groups, tags::kMrEchoSequence,
              [](Dataset& item) { item.set_number(tags::kEffectiveEchoTime, Vr::kFD, 2.46); });
      },
      [](Dataset& groups, int i) {
        macro(groups, tags::kFrameContentSequence, [&](Dataset& item) {
          item.set_text(tags::kStackId, Vr::kSH, "left");
          item.set_number(tags::kInStackPositionNumber, Vr::kUL, 3 - i);
          item.set_number(tags::kTemporalPositionIndex, Vr::kUL, 1 + i);
          item.set_number(tags::kFrameAcquisitionNumber, Vr::kUS, 5);
        });
        macro(groups, tags::kMrDiffusionSequence,
              [&](Dataset& item) { item.set_number(tags::kDiffusionBValue, Vr::kFD, 500 * i); });
        macro(groups, tags::kSegmentIdentificationSequence,
              [&](Dataset& item) { item.set_number(tags::kReferencedSegmentNumber, Vr::kUS, 7); });
        macro(groups, tags::kCtImageFrameTypeSequence, [](Dataset& item) {
          item.set_texts(tags::kFrameType, Vr::kCS, {"ORIGINAL", "PRIMARY", "AXIAL", "NONE"});
        });
      }));
  REQUIRE(header.frame_contents.size() == 3);
  const FrameContent& content = header.content(2);
  CHECK(content.stack_id == "left");
  CHECK(content.in_stack_position_number == 2);
  CHECK(content.temporal_position == 2);
  CHECK(content.acquisition_number == 5);
  CHECK(content.echo_time == 2.46);
  CHECK(content.diffusion_b_value == 500);
  CHECK(content.segment_number == 7);
  CHECK(content.image_type == "ORIGINAL\\PRIMARY\\AXIAL\\NONE");
  CHECK(header.content(4) == FrameContent{});
}

TEST_CASE("Dimension Index Values without those that count places", "[image][header]") {
  Dataset d = enhanced([](Dataset&) {},
                       [](Dataset& groups, int i) {
                         macro(groups, tags::kFrameContentSequence, [&](Dataset& item) {
                           item.set_numbers(tags::kDimensionIndexValues, Vr::kUL,
                                            std::array{9.0, 1.0 + i, 4.0 + i});
                         });
                       });
  const auto index = [](Tag pointer) {
    Dataset item;
    item.set(tags::kDimensionIndexPointer, {Vr::kAT, Element::Tags{pointer}});
    return item;
  };
  CHECK(header_of(d).frame_contents.empty());  // Nothing says what the values count.
  d.set_sequence(tags::kDimensionIndexSequence,
                 {index(tags::kStackId), index(tags::kInStackPositionNumber),
                  index(tags::kTemporalPositionIndex)});
  CHECK(header_of(d).content(3).dimension_index_values == std::vector<std::uint32_t>{9, 6});
}

TEST_CASE("A classic slice says what it is outside functional groups", "[image][header]") {
  Dataset d;
  d.set_number(tags::kRows, Vr::kUS, 4);
  d.set_number(tags::kColumns, Vr::kUS, 4);
  d.set_number(tags::kBitsAllocated, Vr::kUS, 16);
  CHECK(header_of(d).frame_contents.empty());
  d.set_texts(tags::kImageType, Vr::kCS, {"ORIGINAL", "PRIMARY", "LOCALIZER"});
  d.set_number(tags::kTemporalPositionIdentifier, Vr::kIS, 4);
  d.set_number(tags::kEchoTime, Vr::kDS, 30);
  d.set_number(tags::kAcquisitionNumber, Vr::kIS, 2);
  const InstanceHeader header = header_of(d);
  REQUIRE(header.frame_contents.size() == 1);
  CHECK(header.content(1).image_type == "ORIGINAL\\PRIMARY\\LOCALIZER");
  CHECK(header.content(1).temporal_position == 4);
  CHECK(header.content(1).echo_time == 30);
  CHECK(header.content(1).acquisition_number == 2);
}

TEST_CASE("Which part of a concatenation an instance is", "[image][header][PS3.3 C.7.6.16.2.2.4]") {
  Dataset d = enhanced([](Dataset&) {}, [](Dataset&, int) {});
  CHECK(header_of(d).concatenation == Concatenation{});
  d.set_text(tags::kConcatenationUid, Vr::kUI, "1.2.9");
  d.set_number(tags::kInConcatenationNumber, Vr::kUS, 2);
  d.set_number(tags::kInConcatenationTotalNumber, Vr::kUS, 3);
  d.set_number(tags::kConcatenationFrameOffsetNumber, Vr::kUL, 40);
  CHECK(header_of(d).concatenation ==
        Concatenation{.uid = "1.2.9", .number = 2, .total_number = 3, .frame_offset = 40});
}

}  // namespace
}  // namespace overread
