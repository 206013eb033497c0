#include "core/objects/segmentation.hpp"

#include <catch_amalgamated.hpp>

#include "made_segmentation.hpp"

namespace overread {
namespace {

using testing::frame_group;
using testing::segment_item;
using testing::two_crosses;
using Plane = std::vector<std::uint8_t>;

Result<DecodedFrame> no_decoder(int) {
  return fail(ErrorCode::kInternal, "native pixels need no decoder");
}

std::string error_of(const DicomFile& file, ErrorCode code = ErrorCode::kInvalidAttribute) {
  const auto read = segmentation_object(file, no_decoder);
  REQUIRE_FALSE(read);
  CHECK(read.error().code == code);
  return read.error().message;
}

TEST_CASE("SEG: frames follow one another without filling, the lowest bit first",
          "[objects][seg][PS3.5 8.1.1]") {
  const auto read = segmentation_object(two_crosses(), no_decoder);
  INFO((read ? "" : read.error().message));
  REQUIRE(read);
  CHECK(segment_plane(*read, 0, 1) == Plane{1, 0, 0, 0, 1, 0, 0, 0, 1});
  CHECK(segment_plane(*read, 0, 2) == Plane(9, 0));
  CHECK(segment_plane(*read, 1, 2) == Plane{0, 1, 0, 1, 1, 1, 0, 1, 0});
  CHECK(segments_in_frame(*read, 1) == std::vector<int>{2});
}

TEST_CASE("SEG: a frame knows its segment, its source and its plane", "[objects][seg]") {
  const auto read = segmentation_object(two_crosses(), no_decoder);
  REQUIRE(read);
  REQUIRE(read->segments.size() == 2);
  CHECK(read->segments[1].label == "Plus");
  CHECK(read->segments[1].type == Concept{"SCT", "10200004", "Liver"});
  CHECK(read->segments[1].algorithm_type == "MANUAL");
  CHECK(read->spacing == PixelSpacing{0.5, 0.7});
  CHECK(read->frame_of_reference_uid == "1.2.9");
  CHECK(read->frames[1].segment_number == 2);
  CHECK(read->frames[1].sources.front().sop_instance_uid == "1.2.3.2");
  REQUIRE(read->frames[1].plane);
  CHECK(read->frames[1].plane->image_position_patient == std::array<double, 3>{0, 0, 12.5});
}

TEST_CASE("SEG: a fractional pixel is inside from half of the maximum on", "[objects][seg]") {
  DicomFile file = two_crosses();
  file.dataset.set_text(tags::kSegmentationType, Vr::kCS, "FRACTIONAL");
  file.dataset.set_number(tags::kMaximumFractionalValue, Vr::kUS, 200);
  file.dataset.set_number(tags::kBitsAllocated, Vr::kUS, 8);
  Bytes pixels(18, 0);
  pixels[0] = 99;
  pixels[1] = 100;
  pixels[2] = 200;
  file.dataset.set_bytes(tags::kPixelData, Vr::kOB, pixels);
  const auto read = segmentation_object(file, no_decoder);
  REQUIRE(read);
  CHECK(segment_plane(*read, 0, 1) == Plane{0, 1, 1, 0, 0, 0, 0, 0, 0});
  CHECK(read->value(0, 0, 0) == 99);
  CHECK(segments_in_frame(*read, 1).empty());
}

TEST_CASE("SEG: a label map's pixels tell the segment, its padding value is none",
          "[objects][seg][PS3.3 C.8.20.4]") {
  DicomFile file = two_crosses();
  file.dataset.set_text(tags::kSegmentationType, Vr::kCS, "LABELMAP");
  file.dataset.set_number(tags::kBitsAllocated, Vr::kUS, 16);
  file.dataset.set_number(tags::kPixelPaddingValue, Vr::kUS, 7);
  file.dataset.set_sequence(
      tags::kSegmentSequence,
      {segment_item(300, "Far"), segment_item(7, "Background"), segment_item(2, "Near")});
  Bytes pixels(36, 0);
  for (std::size_t i = 0; i < 18; ++i) pixels[2 * i] = 7;
  pixels[0] = 300 & 0xFF;
  pixels[1] = 300 >> 8;
  pixels[2] = 2;
  file.dataset.set_bytes(tags::kPixelData, Vr::kOW, pixels);
  const auto read = segmentation_object(file, no_decoder);
  INFO((read ? "" : read.error().message));
  REQUIRE(read);
  REQUIRE(read->segments.size() == 2);
  CHECK(read->segments[0].number == 2);
  CHECK(segments_in_frame(*read, 0) == std::vector<int>{2, 300});
  CHECK(segments_in_frame(*read, 1).empty());
  CHECK(segment_plane(*read, 0, 300) == Plane{1, 0, 0, 0, 0, 0, 0, 0, 0});
}

TEST_CASE("SEG: encapsulated frames are decoded and packed as native ones", "[objects][seg]") {
  DicomFile file = two_crosses();
  const auto native = segmentation_object(file, no_decoder);
  REQUIRE(native);
  file.transfer_syntax_uid = "1.2.840.10008.1.2.5";
  const auto decode = [&](int number) -> Result<DecodedFrame> {
    DecodedFrame frame;
    frame.rows = frame.columns = 3;
    frame.sample_type = SampleType::kUint8;
    frame.pixels = segment_plane(*native, static_cast<std::size_t>(number - 1), number);
    return frame;
  };
  const auto read = segmentation_object(file, decode);
  REQUIRE(read);
  CHECK(read->pixels == Bytes{0b00010001, 0b01110101, 0b00000001});
  CHECK(read->pixels == native->pixels);
  const auto wrong_size = [&](int number) {
    auto frame = decode(number);
    frame->columns = 4;
    return frame;
  };
  const auto refused = segmentation_object(file, wrong_size);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.contains("3 × 4"));
}

TEST_CASE("SEG: in TILED_FULL the frames of one segment follow one another",
          "[objects][seg][PS3.3 C.7.6.17.3]") {
  DicomFile file = two_crosses();
  file.dataset.set_text(tags::kDimensionOrganizationType, Vr::kCS, "TILED_FULL");
  file.dataset.remove(tags::kPerFrameFunctionalGroupsSequence);
  const auto read = segmentation_object(file, no_decoder);
  REQUIRE(read);
  CHECK(read->frames[0].segment_number == 1);
  CHECK(read->frames[1].segment_number == 2);
}

TEST_CASE("SEG: sizes that do not agree are refused with both numbers", "[objects][seg]") {
  DicomFile file = two_crosses();
  file.dataset.set_bytes(tags::kPixelData, Vr::kOB, {0, 0});
  CHECK(error_of(file, ErrorCode::kTruncated)
            .contains("has 2 bytes, 2 frames of 3 × 3 pixels of 1 bits need 3"));
  // Each frame filled to a whole byte, as some writers do, would shift the second.
  file.dataset.set_bytes(tags::kPixelData, Vr::kOB, Bytes(8, 0));
  CHECK(error_of(file).contains("has 8 bytes"));
  file = two_crosses();
  file.dataset.set_number(tags::kNumberOfFrames, Vr::kIS, 3);
  CHECK(error_of(file).contains("has 2 items"));
  file = two_crosses();
  file.dataset.set_number(tags::kBitsAllocated, Vr::kUS, 16);
  CHECK(error_of(file).contains("must be 1 or 8 for BINARY"));
  file = two_crosses();
  file.dataset.set_number(tags::kRows, Vr::kUS, 65535);
  file.dataset.set_number(tags::kColumns, Vr::kUS, 65535);
  CHECK(error_of(file, ErrorCode::kTooLarge).contains("512 MiB"));
}

TEST_CASE("SEG: a missing Number of Frames is taken for 1 where there are pixels of one frame",
          "[objects][seg]") {
  DicomFile file = two_crosses();
  file.dataset.remove(tags::kNumberOfFrames);
  CHECK(error_of(file).contains("has 4 bytes, 1 frames of 3 × 3 pixels of 1 bits need 2"));
  // The first of two that are described.
  file.dataset.set_bytes(tags::kPixelData, Vr::kOB, {0b00010001, 0b00000001});
  const auto first = segmentation_object(file, no_decoder);
  REQUIRE(first);
  REQUIRE(first->frames.size() == 1);
  CHECK(first->frames[0].segment_number == 1);
  CHECK(first->frames[0].plane->image_position_patient[2] == 10);
  CHECK(first->problems ==
        std::vector<std::string>{"Number Of Frames (0028,0008) is missing, taken for 1, though 2 "
                                 "frames are described"});

  file = two_crosses();
  file.dataset.remove(tags::kNumberOfFrames);
  file.dataset.set_sequence(tags::kPerFrameFunctionalGroupsSequence,
                            {frame_group(1, "1.2.3.1", 10)});
  // Two frames in three bytes, one described.
  CHECK(error_of(file).contains("has 4 bytes, 1 frames of 3 × 3 pixels of 1 bits need 2"));
  file.dataset.set_bytes(tags::kPixelData, Vr::kOB, {0b00010001, 0b00000001});
  const auto read = segmentation_object(file, no_decoder);
  REQUIRE(read);
  CHECK(read->frames.size() == 1);
  CHECK(segment_plane(*read, 0, 1) == Plane{1, 0, 0, 0, 1, 0, 0, 0, 1});
  CHECK(read->problems ==
        std::vector<std::string>{"Number Of Frames (0028,0008) is missing, taken for 1"});
}

TEST_CASE("SEG: a frame of no segment and a segment described twice are refused",
          "[objects][seg]") {
  DicomFile file = two_crosses();
  file.dataset.set_sequence(tags::kPerFrameFunctionalGroupsSequence,
                            {frame_group(1, "1.2.3.1", 0), frame_group(9, "1.2.3.2", 0)});
  CHECK(error_of(file).contains("Frame 2 is of segment 9"));
  file = two_crosses();
  file.dataset.set_sequence(tags::kSegmentSequence, {segment_item(1, "a"), segment_item(1, "b")});
  CHECK(error_of(file).contains("is there twice"));
  file = two_crosses();
  file.dataset.set_text(tags::kSegmentationType, Vr::kCS, "SURFACE");
  CHECK(error_of(file).contains("\"SURFACE\""));
}

}  // namespace
}  // namespace overread
