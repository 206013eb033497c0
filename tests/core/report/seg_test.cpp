#include "core/report/seg.hpp"

#include <catch_amalgamated.hpp>

#include "core/dicom/tags.hpp"
#include "core/report/seg_frames.hpp"
#include "tests/core/report/report_examples.hpp"

namespace overread {
namespace {

SegmentationOptions options() {
  return {.name = "cct-emphysema",
          .service = {"cct-emphysema", "1.0.0", "", "teaching"},
          .description = "Emphysema",
          .origin = {"20260111", "101500", "0.1.0", "ct-example"}};
}

Error error_of(const LabelMask& mask, const Series& series) {
  const auto dataset = segmentation(mask, series, options());
  REQUIRE_FALSE(dataset.has_value());
  return dataset.error();
}

TEST_CASE("SEG: bits run lowest first through frames without filling",
          "[report][seg][PS3.5 8.1.1]") {
  // Two frames of 3 × 3: the second begins in the middle of a byte.
  LabelMask mask;
  mask.columns = 3;
  mask.rows = 3;
  mask.slices = 2;
  mask.labels = {{1, "a", {}, {}, {}}};
  mask.values = {1, 0, 1, 0, 0, 0, 0, 0, 1,   // bits 0, 2, 8
                 0, 1, 0, 0, 0, 0, 0, 0, 1};  // bits 10, 17
  const auto frames = occupied_frames(mask);
  REQUIRE(frames.has_value());
  const auto packed = packed_frames(mask, *frames);
  REQUIRE(packed.has_value());
  // 18 bits are 3 bytes, filled to 4.
  CHECK(*packed == Bytes{0b00000101, 0b00000101, 0b00000010, 0});
}

TEST_CASE("SEG: empty frames are left out, the others say where they are", "[report][seg]") {
  const auto seg = segmentation(examples::ct_mask(), examples::ct_series(), options());
  REQUIRE(seg.has_value());
  CHECK(seg->text(tags::kNumberOfFrames) == "3");
  CHECK(seg->text(tags::kSopInstanceUid) ==
        segmentation_instance_uid("ct-example", "cct-emphysema"));
  CHECK(seg->text(tags::kSeriesInstanceUid) ==
        segmentation_series_uid("ct-example", "cct-emphysema"));
  const auto frames = seg->sequence(tags::kPerFrameFunctionalGroupsSequence);
  REQUIRE(frames.size() == 3);
  const auto position = [&](std::size_t i) {
    return frames[i].sequence(tags::kPlanePositionSequence)[0].numbers(tags::kImagePositionPatient);
  };
  CHECK(position(0) == std::vector{-10.0, -20.5, 102.0});
  CHECK(position(1) == std::vector{-10.0, -20.5, 104.0});
  CHECK(position(2) == std::vector{-10.0, -20.5, 106.0});
  const Dataset& source =
      frames[2].sequence(tags::kDerivationImageSequence)[0].sequence(tags::kSourceImageSequence)[0];
  CHECK(source.text(tags::kReferencedSopInstanceUid) == "1.2.826.0.1.3680043.10.1.2.4");
  CHECK(frames[2].sequence(tags::kSegmentIdentificationSequence)[0].integer(
            tags::kReferencedSegmentNumber) == 2);
  const Dataset& measures = seg->sequence(tags::kSharedFunctionalGroupsSequence)[0].sequence(
      tags::kPixelMeasuresSequence)[0];
  CHECK(measures.numbers(tags::kPixelSpacing) == std::vector{0.7, 0.8});
  CHECK(measures.number(tags::kSpacingBetweenSlices) == 2.0);
  CHECK(measures.number(tags::kSliceThickness) == 1.25);
  // 3 frames × 143 pixels = 429 bits = 54 bytes.
  CHECK(seg->bytes(tags::kPixelData).size() == 54);
}

TEST_CASE("SEG: what it cannot be made of", "[report][seg][bad input]") {
  LabelMask mask = examples::ct_mask();
  Series series = examples::ct_series();
  SECTION("fewer slices than frames") {
    series.frames.pop_back();
    CHECK(error_of(mask, series).code == ErrorCode::kInvalidGeometry);
  }
  SECTION("another size") {
    series.instances[3].rows = 12;
    CHECK(error_of(mask, series).message == "The mask is 13 × 11, a frame of the series 13 × 12");
  }
  SECTION("no geometry") {
    series.instances[0].planes.clear();
    CHECK(error_of(mask, series).code == ErrorCode::kInvalidGeometry);
  }
  SECTION("a value without label") {
    mask.values[0] = 7;
    CHECK(error_of(mask, series).message == "The mask has value 7, which is no label");
  }
  SECTION("nothing in it") {
    mask.values.assign(mask.values.size(), 0);
    CHECK(error_of(mask, series).message == "The mask is empty");
  }
  SECTION("values that do not fill it") {
    mask.values.pop_back();
    CHECK(error_of(mask, series).code == ErrorCode::kInvalidArgument);
  }
}

}  // namespace
}  // namespace overread
