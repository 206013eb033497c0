#include "core/image/instance_header.hpp"

#include <catch_amalgamated.hpp>

#include "core/dicom/tags.hpp"
#include "tests/core/image/header_of.hpp"

namespace overread {
namespace {

using Catch::Matchers::WithinAbs;

void set_numbers(Dataset& dataset, Tag tag, Vr vr, std::vector<double> values) {
  dataset.set_numbers(tag, vr, values);
}

/// A CT slice with everything in it.
Dataset ct_slice() {
  Dataset d;
  d.set_text(tags::kSopInstanceUid, Vr::kUI, "1.2.3");
  d.set_text(tags::kModality, Vr::kCS, "CT");
  d.set_text(tags::kPatientName, Vr::kPN, "DOE^JANE");
  d.set_text(tags::kContrastBolusAgent, Vr::kLO, "Iohexol");
  d.set_texts(tags::kPatientOrientation, Vr::kCS, {"L", "P"});
  d.set_number(tags::kInstanceNumber, Vr::kIS, 17);
  d.set_number(tags::kRows, Vr::kUS, 400);
  d.set_number(tags::kColumns, Vr::kUS, 512);
  d.set_number(tags::kBitsAllocated, Vr::kUS, 16);
  d.set_number(tags::kBitsStored, Vr::kUS, 12);
  d.set_number(tags::kPixelRepresentation, Vr::kUS, 1);
  d.set_number(tags::kSamplesPerPixel, Vr::kUS, 1);
  d.set_text(tags::kPhotometricInterpretation, Vr::kCS, "MONOCHROME2");
  set_numbers(d, tags::kPixelSpacing, Vr::kDS, {0.7, 0.6});
  set_numbers(d, tags::kImagePositionPatient, Vr::kDS, {-100, -90, 55.5});
  set_numbers(d, tags::kImageOrientationPatient, Vr::kDS, {1, 0, 0, 0, 1, 0});
  set_numbers(d, tags::kWindowCenter, Vr::kDS, {40, -600});
  set_numbers(d, tags::kWindowWidth, Vr::kDS, {400, 1500});
  d.set_texts(tags::kWindowCenterWidthExplanation, Vr::kLO, {"WINDOW1", "LUNG"});
  d.set_number(tags::kRescaleSlope, Vr::kDS, 2);
  d.set_number(tags::kRescaleIntercept, Vr::kDS, -1024);
  d.set_number(tags::kPixelPaddingValue, Vr::kSS, -2000);
  d.set_number(tags::kSliceThickness, Vr::kDS, 2.5);
  return d;
}

std::string error_of(const Dataset& dataset, ErrorCode code = ErrorCode::kInvalidAttribute) {
  const auto header = instance_header(dataset, "");
  REQUIRE_FALSE(header);
  CHECK(header.error().code == code);
  return header.error().message;
}

TEST_CASE("An image is lossy by what the file says, or by a syntax that always is",
          "[image][header][PS3.3 C.7.6.1.1.5]") {
  struct Case {
    const char* transfer_syntax_uid;
    const char* lossy_image_compression;
    bool lossy;
  };
  const Case cases[] = {
      {"1.2.840.10008.1.2.1", "", false},      {"1.2.840.10008.1.2.1", "00", false},
      {"1.2.840.10008.1.2.1", "01", true},     {"1.2.840.10008.1.2.4.50", "", true},
      {"1.2.840.10008.1.2.4.50", "00", true},  {"1.2.840.10008.1.2.4.51", "", true},
      {"1.2.840.10008.1.2.4.53", "", true},    {"1.2.840.10008.1.2.4.56", "", true},
      {"1.2.840.10008.1.2.4.57", "", false},   {"1.2.840.10008.1.2.4.70", "", false},
      {"1.2.840.10008.1.2.4.70", "01", true},  {"1.2.840.10008.1.2.4.81", "", false},
      {"1.2.840.10008.1.2.4.81", "01", true},  {"1.2.840.10008.1.2.4.91", "00", false},
      {"1.2.840.10008.1.2.4.91", "01", true},  {"1.2.840.10008.1.2.4.203", "", false},
      {"1.2.840.10008.1.2.4.203", "01", true}, {"1.2.840.10008.1.2.5", "", false}};
  for (const Case& c : cases) {
    INFO(c.transfer_syntax_uid << " " << c.lossy_image_compression);
    Dataset d = ct_slice();
    d.set_text(tags::kLossyImageCompression, Vr::kCS, c.lossy_image_compression);
    const auto header = instance_header(d, c.transfer_syntax_uid);
    REQUIRE(header);
    CHECK(header->lossy_compressed == c.lossy);
  }
}

TEST_CASE("A header carries texts, numbers, geometry and the pixel transform", "[image][header]") {
  const InstanceHeader header = header_of(ct_slice());
  CHECK(header.transfer_syntax_uid == "1.2.840.10008.1.2.1");
  CHECK(header.patient_name == "DOE^JANE");
  CHECK(header.contrast_bolus_agent == "Iohexol");
  CHECK(header.patient_orientation_row == "L");
  CHECK(header.patient_orientation_column == "P");
  CHECK(header.instance_number == 17);
  CHECK(header.rows == 400);
  CHECK(header.columns == 512);
  CHECK(header.frame_count == 1);
  CHECK(header.has_image());
  CHECK(header.slice_thickness == 2.5);
  CHECK(header.pixel_spacing == std::array{0.7, 0.6});
  CHECK(header.spacing_source == SpacingSource::kPixelSpacing);
  CHECK_THAT(header.pixel_aspect(), WithinAbs(7.0 / 6.0, 1e-12));
  REQUIRE(header.plane(1) != nullptr);
  CHECK(header.plane(1)->image_position_patient == std::array{-100.0, -90.0, 55.5});
  CHECK(header.plane(0) == nullptr);
  CHECK(header.pixels.rescale_type == "HU");
  CHECK(header.pixels.rescale_slope == 2);
  CHECK(header.pixels.rescale_intercept == -1024);
  CHECK(header.pixels.pixel_padding_value == -2000);
  REQUIRE(header.pixels.windows.size() == 2);
  CHECK(header.pixels.windows[1] == Window{.center = -600, .width = 1500, .explanation = "LUNG"});
  CHECK_FALSE(header.pixels.inverted);
}

TEST_CASE("Numbers a picture needs are refused by name, value and range", "[image][header]") {
  const auto with = [](Tag tag, double value) {
    Dataset d = ct_slice();
    d.set_number(tag, Vr::kUS, value);
    return error_of(d);
  };
  CHECK(with(tags::kBitsStored, 17) == "Bits Stored (0028,0101) is 17, must be 1–16");
  CHECK(with(tags::kBitsStored, 0) == "Bits Stored (0028,0101) is 0, must be 1–16");
  CHECK(with(tags::kRows, 0) == "Rows (0028,0010) is 0, must be 1–65535");
  CHECK(with(tags::kSamplesPerPixel, 4) == "Samples Per Pixel (0028,0002) is 4, must be 1 or 3");
  CHECK(with(tags::kBitsAllocated, 17) ==
        "Bits Allocated (0028,0100) is 17, must be 1, 12 or a multiple of 8");
  CHECK(with(tags::kPixelRepresentation, 2) ==
        "Pixel Representation (0028,0103) is 2, must be 0–1");
  Dataset missing = ct_slice();
  missing.remove(tags::kColumns);
  CHECK(error_of(missing) == "Columns (0028,0011) is missing, must be 1–65535");
  Dataset many = ct_slice();
  many.set_text(tags::kNumberOfFrames, Vr::kIS, "2147483647");
  CHECK(error_of(many, ErrorCode::kTooLarge) ==
        "Number Of Frames (0028,0008) is 2147483647, must be 1–1000000");
}

TEST_CASE("A number beyond 32 bits is none", "[image][header][PS3.5 6.2]") {
  const auto [text, expected] = GENERATE(table<std::string, int>({{"2147483647", 2147483647},
                                                                  {"-2147483647", -2147483647},
                                                                  {"2147483648", 0},
                                                                  {"01160501010100", 0}}));
  Dataset d = ct_slice();
  d.set_text(tags::kInstanceNumber, Vr::kIS, text);
  CHECK(header_of(d).instance_number == expected);
}

TEST_CASE("Bits Allocated is 1, 12 or a multiple of 8", "[image][header][PS3.5 8.1.1]") {
  for (const int bits : {1, 8, 12, 16, 24, 32}) {
    Dataset d = ct_slice();
    d.set_number(tags::kBitsAllocated, Vr::kUS, bits);
    d.set_number(tags::kBitsStored, Vr::kUS, 1);
    CHECK(header_of(d).bits_allocated == bits);
  }
}

TEST_CASE("A report has a header without an image", "[image][header]") {
  Dataset d;
  d.set_text(tags::kModality, Vr::kCS, "SR");
  const InstanceHeader header = header_of(d);
  CHECK_FALSE(header.has_image());
  CHECK(header.plane(1) == nullptr);
}

TEST_CASE("Broken geometry and spacing count as none", "[image][header]") {
  Dataset d = ct_slice();
  set_numbers(d, tags::kImageOrientationPatient, Vr::kDS, {1, 0, 0, 1, 0, 0});
  set_numbers(d, tags::kPixelSpacing, Vr::kDS, {0, 0.6});
  const InstanceHeader header = header_of(d);
  CHECK(header.planes.empty());
  CHECK_FALSE(header.pixel_spacing);
  CHECK(header.spacing_source == SpacingSource::kNone);
  CHECK(header.pixel_aspect() == 1.0);
}

TEST_CASE("Spacing of radiographs says how it was calibrated", "[image][header][PS3.3 10.7.1]") {
  Dataset d = ct_slice();
  d.set_text(tags::kModality, Vr::kCS, "DX");
  d.remove(tags::kPixelSpacing);
  set_numbers(d, tags::kImagerPixelSpacing, Vr::kDS, {0.14, 0.14});
  CHECK(header_of(d).spacing_source == SpacingSource::kImagerPixelSpacing);
  CHECK(header_of(d).pixel_spacing == std::array{0.14, 0.14});
  // The same value in both: not calibrated either.
  set_numbers(d, tags::kPixelSpacing, Vr::kDS, {0.14, 0.14});
  CHECK(header_of(d).spacing_source == SpacingSource::kImagerPixelSpacing);
  set_numbers(d, tags::kPixelSpacing, Vr::kDS, {0.12, 0.12});
  CHECK(header_of(d).spacing_source == SpacingSource::kPixelSpacingCalibrated);
  CHECK(header_of(d).pixel_spacing == std::array{0.12, 0.12});
  d.remove(tags::kImagerPixelSpacing);
  CHECK(header_of(d).spacing_source == SpacingSource::kPixelSpacing);
  d.set_text(tags::kPixelSpacingCalibrationType, Vr::kCS, "FIDUCIAL");
  CHECK(header_of(d).spacing_source == SpacingSource::kPixelSpacingCalibrated);
}

TEST_CASE("Imager Pixel Spacing over the estimated magnification is the spacing in the patient",
          "[image][header][PS3.3 C.8.7.5]") {
  Dataset d = ct_slice();
  d.set_text(tags::kModality, Vr::kCS, "XA");
  d.remove(tags::kPixelSpacing);
  set_numbers(d, tags::kImagerPixelSpacing, Vr::kDS, {0.3, 0.15});
  const auto with = [&](double factor) {
    d.set_number(tags::kEstimatedRadiographicMagnificationFactor, Vr::kDS, factor);
    return header_of(d);
  };
  // SID 1200 mm over SOD 800 mm.
  CHECK_THAT((*with(1.5).pixel_spacing)[0], WithinAbs(0.2, 1e-12));
  CHECK_THAT((*with(1.5).pixel_spacing)[1], WithinAbs(0.1, 1e-12));
  CHECK(with(1.5).spacing_source == SpacingSource::kEstimatedMagnification);
  // No magnification, and what is none.
  for (const double factor : {1.0, 0.0, 0.5, -1.5, 11.0}) {
    CHECK(with(factor).pixel_spacing == std::array{0.3, 0.15});
    CHECK(with(factor).spacing_source == SpacingSource::kImagerPixelSpacing);
  }
  // Who gives Pixel Spacing has taken it into account.
  set_numbers(d, tags::kPixelSpacing, Vr::kDS, {0.25, 0.125});
  CHECK(with(1.5).pixel_spacing == std::array{0.25, 0.125});
  CHECK(with(1.5).spacing_source == SpacingSource::kPixelSpacingCalibrated);
}

TEST_CASE("Pixel Aspect Ratio serves where there is no spacing", "[image][header]") {
  Dataset d = ct_slice();
  d.remove(tags::kPixelSpacing);
  d.set_texts(tags::kPixelAspectRatio, Vr::kIS, {"4", "3"});
  CHECK_THAT(header_of(d).pixel_aspect(), WithinAbs(4.0 / 3.0, 1e-12));
}

TEST_CASE("Low is bright for MONOCHROME1 and for an inverse Presentation LUT Shape",
          "[image][header]") {
  Dataset d = ct_slice();
  d.set_text(tags::kPhotometricInterpretation, Vr::kCS, "MONOCHROME1");
  CHECK(header_of(d).pixels.inverted);
  d.set_text(tags::kPresentationLutShape, Vr::kCS, "INVERSE");
  CHECK(header_of(d).pixels.inverted);
  d.set_text(tags::kPhotometricInterpretation, Vr::kCS, "MONOCHROME2");
  CHECK(header_of(d).pixels.inverted);
  d.set_text(tags::kPresentationLutShape, Vr::kCS, "IDENTITY");
  CHECK_FALSE(header_of(d).pixels.inverted);
}

TEST_CASE("Padding written unsigned in a signed picture is read signed", "[image][header]") {
  Dataset d = ct_slice();
  d.set_number(tags::kPixelPaddingValue, Vr::kUS, 63536);
  CHECK(header_of(d).pixels.pixel_padding_value == -2000);
}

TEST_CASE("Windows without a usable width are left out", "[image][header]") {
  Dataset d = ct_slice();
  set_numbers(d, tags::kWindowCenter, Vr::kDS, {40, 50, 60});
  set_numbers(d, tags::kWindowWidth, Vr::kDS, {0, 0.5, 300});
  REQUIRE(header_of(d).pixels.windows.size() == 1);
  CHECK(header_of(d).pixels.windows[0].center == 60);
  d.set_text(tags::kVoiLutFunction, Vr::kCS, "LINEAR_EXACT");
  CHECK(header_of(d).pixels.windows.size() == 2);
  CHECK(header_of(d).pixels.voi_function == VoiFunction::kLinearExact);
}

Dataset lut_item(std::vector<double> descriptor, std::vector<double> entries) {
  Dataset item;
  set_numbers(item, tags::kLutDescriptor, Vr::kUS, std::move(descriptor));
  set_numbers(item, tags::kLutData, Vr::kUS, std::move(entries));
  return item;
}

TEST_CASE("Modality and VOI tables are read from their sequences", "[image][header]") {
  Dataset d = ct_slice();
  Dataset modality = lut_item({2, 64512, 16}, {5, 6});
  modality.set_text(tags::kModalityLutType, Vr::kLO, "OD");
  d.set_sequence(tags::kModalityLutSequence, {modality});
  Dataset named = lut_item({2, 9, 8}, {255, 0});
  named.set_text(tags::kLutExplanation, Vr::kLO, "HARD");
  d.set_sequence(tags::kVoiLutSequence, {lut_item({2, 7, 8}, {0, 255}), named});
  const InstanceHeader header = header_of(d);
  REQUIRE(header.pixels.modality_lut);
  CHECK(header.pixels.modality_lut->first_mapped == -1024);
  CHECK(header.pixels.rescale_type == "OD");
  REQUIRE(header.pixels.voi_luts.size() == 2);
  CHECK(header.pixels.voi_luts[0].first_mapped == 7);
  CHECK(header.pixels.voi_luts[0].explanation.empty());
  CHECK(header.pixels.voi_luts[1].first_mapped == 9);
  CHECK(header.pixels.voi_luts[1].explanation == "HARD");
}

TEST_CASE("A Modality LUT of empty attributes is none, one of which a part is there is broken",
          "[image][header]") {
  Dataset d = ct_slice();
  Dataset item = lut_item({}, {});
  item.set_text(tags::kModalityLutType, Vr::kLO, "");
  d.set_sequence(tags::kModalityLutSequence, {item});
  const InstanceHeader header = header_of(d);
  CHECK_FALSE(header.pixels.modality_lut);
  CHECK(header.pixels.rescale_type == "HU");
  d.set_sequence(tags::kModalityLutSequence, {lut_item({}, {5, 6})});
  CHECK_THAT(error_of(d),
             Catch::Matchers::ContainsSubstring("LUT Descriptor (0028,3002) of the Modality LUT"));
}

TEST_CASE("The Modality LUT of an angiogram is not for display", "[image][header][PS3.3 C.8.7.1]") {
  Dataset d = ct_slice();
  d.set_sequence(tags::kModalityLutSequence, {lut_item({2, 0, 16}, {5, 6})});
  d.set_text(tags::kSopClassUid, Vr::kUI, "1.2.840.10008.5.1.4.1.1.12.1");
  CHECK_FALSE(header_of(d).pixels.modality_lut);
  d.set_text(tags::kSopClassUid, Vr::kUI, "1.2.840.10008.5.1.4.1.1.1");
  CHECK(header_of(d).pixels.modality_lut);
}

TEST_CASE("A broken VOI LUT leaves the windows and the other tables", "[image][header]") {
  Dataset d = ct_slice();
  d.set_sequence(tags::kVoiLutSequence,
                 {lut_item({2, 7, 40}, {0, 255}), lut_item({2, 7, 8}, {0, 255})});
  const InstanceHeader header = header_of(d);
  CHECK(header.pixels.windows.size() == 2);
  CHECK(header.pixels.voi_luts.size() == 1);
}

TEST_CASE("Numbers that no table and no window can have are not cast", "[image][header][hostile]") {
  Dataset d = ct_slice();
  set_numbers(d, tags::kWindowCenter, Vr::kDS, {1e39, 40});
  set_numbers(d, tags::kWindowWidth, Vr::kDS, {1e39, 400});
  CHECK(header_of(d).pixels.windows.size() == 1);
  Dataset item = lut_item({2, 0, 16}, {5, 6});
  set_numbers(item, tags::kLutDescriptor, Vr::kFD, {1e300, 0, 16});
  d.set_sequence(tags::kModalityLutSequence, {item});
  CHECK_THAT(error_of(d), Catch::Matchers::ContainsSubstring("out of 16 bits"));
}

/// An enhanced CT of three frames; each item of the per-frame groups is built by the test.
Dataset enhanced_stack() {
  Dataset d = ct_slice();
  for (const Tag tag :
       {tags::kPixelSpacing, tags::kImagePositionPatient, tags::kImageOrientationPatient,
        tags::kWindowCenter, tags::kWindowWidth, tags::kRescaleSlope, tags::kRescaleIntercept}) {
    d.remove(tag);
  }
  d.set_number(tags::kNumberOfFrames, Vr::kIS, 3);
  Dataset measures;
  set_numbers(measures, tags::kPixelSpacing, Vr::kDS, {0.5, 0.25});
  measures.set_number(tags::kSpacingBetweenSlices, Vr::kDS, 3);
  Dataset orientation;
  set_numbers(orientation, tags::kImageOrientationPatient, Vr::kDS, {1, 0, 0, 0, 1, 0});
  Dataset shared;
  shared.set_sequence(tags::kPixelMeasuresSequence, {measures});
  shared.set_sequence(tags::kPlaneOrientationSequence, {orientation});
  d.set_sequence(tags::kSharedFunctionalGroupsSequence, {shared});
  std::vector<Dataset> frames;
  for (int i = 0; i < 3; ++i) {
    Dataset position;
    set_numbers(position, tags::kImagePositionPatient, Vr::kDS, {0, 0, 10.0 + 3 * i});
    Dataset values;
    values.set_number(tags::kRescaleSlope, Vr::kDS, 1 + i);
    values.set_number(tags::kRescaleIntercept, Vr::kDS, -10 * i);
    Dataset window;
    window.set_number(tags::kWindowCenter, Vr::kDS, 100 + i);
    window.set_number(tags::kWindowWidth, Vr::kDS, 50);
    Dataset frame;
    frame.set_sequence(tags::kPlanePositionSequence, {position});
    frame.set_sequence(tags::kPixelValueTransformationSequence, {values});
    frame.set_sequence(tags::kFrameVoiLutSequence, {window});
    frames.push_back(frame);
  }
  d.set_sequence(tags::kPerFrameFunctionalGroupsSequence, frames);
  return d;
}

TEST_CASE("Functional groups: shared orientation and spacing, a position per frame",
          "[image][header][PS3.3 C.7.6.16]") {
  const InstanceHeader header = header_of(enhanced_stack());
  CHECK(header.frame_count == 3);
  CHECK(header.pixel_spacing == std::array{0.5, 0.25});
  CHECK(header.spacing_between_slices == 3);
  REQUIRE(header.planes.size() == 3);
  CHECK(header.plane(2)->image_position_patient[2] == 13);
  CHECK(header.plane(3)->image_position_patient[2] == 16);
  CHECK(header.plane(4) == nullptr);
}

TEST_CASE("Functional groups: rescale and window per frame", "[image][header][PS3.3 C.7.6.16]") {
  const InstanceHeader header = header_of(enhanced_stack());
  CHECK(header.pixel_transform(1).rescale_slope == 1);
  CHECK(header.pixel_transform(3).rescale_slope == 3);
  CHECK(header.pixel_transform(3).rescale_intercept == -20);
  REQUIRE(header.pixel_transform(2).windows.size() == 1);
  CHECK(header.pixel_transform(2).windows[0].center == 101);
  CHECK(header.pixel_transform(2).rescale_type == "HU");
}

TEST_CASE("Functional groups that do not fit the number of frames give no planes",
          "[image][header]") {
  Dataset d = enhanced_stack();
  d.set_number(tags::kNumberOfFrames, Vr::kIS, 4);
  const InstanceHeader header = header_of(d);
  CHECK(header.planes.empty());
  CHECK(header.frame_scaling.empty());
}

TEST_CASE("Grid Frame Offset Vector steps along the normal", "[image][header][PS3.3 C.8.8.3.2]") {
  Dataset d = ct_slice();
  d.set_number(tags::kNumberOfFrames, Vr::kIS, 3);
  set_numbers(d, tags::kGridFrameOffsetVector, Vr::kDS, {0, 5, 10});
  const InstanceHeader header = header_of(d);
  REQUIRE(header.planes.size() == 3);
  CHECK(header.plane(3)->image_position_patient == std::array{-100.0, -90.0, 65.5});
}

}  // namespace
}  // namespace overread
