#include "core/dicom/frame_reader.hpp"

#include <catch_amalgamated.hpp>
#include <utility>

#include "tests/support/elements.hpp"

namespace overread {
namespace {

using testing::SmallImage;

/// One RLE segment of four literal bytes, filled up to an even length (PS3.5 G.3, G.5).
Bytes one_segment_frame(std::uint8_t first) {
  Bytes frame(64, 0);
  frame[0] = 1;
  frame[4] = 64;
  for (const int byte : {3, first + 0, first + 1, first + 2, first + 3, 0}) {
    frame.push_back(static_cast<std::uint8_t>(byte));
  }
  return frame;
}

TEST_CASE("Frame reader: frames of one file come in any order", "[dicom][frame]") {
  const Bytes file = testing::native_file({.number_of_frames = "3 "},
                                          {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, "OB");
  const auto reader = FrameReader::open(file);
  REQUIRE(reader.has_value());
  CHECK(reader->frame(3)->pixels == Bytes{9, 10, 11, 12});
  CHECK(reader->frame(1)->pixels == Bytes{1, 2, 3, 4});
  CHECK(reader->frame(1)->frame_count == 3);
  CHECK(reader->attributes().integer({0x0028, 0x0010}) == 2);
  for (const int number : {0, 4}) {
    const auto none = reader->frame(number);
    REQUIRE_FALSE(none.has_value());
    CHECK(none.error().code == ErrorCode::kInvalidArgument);
    CHECK(none.error().message.contains("1–3"));
  }
}

TEST_CASE("Frame reader: a broken frame leaves the others readable", "[dicom][frame]") {
  const Bytes file = testing::encapsulated_file(
      "1.2.840.10008.1.2.5", {.number_of_frames = "3 "},
      {Bytes{}, one_segment_frame(10), Bytes(64, 0xFF), one_segment_frame(20)});
  const auto reader = FrameReader::open(file);
  REQUIRE(reader.has_value());
  CHECK(reader->frame(1)->pixels == Bytes{10, 11, 12, 13});
  CHECK_FALSE(reader->frame(2).has_value());
  CHECK(reader->frame(3)->pixels == Bytes{20, 21, 22, 23});
}

TEST_CASE("Frame reader: the Basic Offset Table says which fragments are a frame",
          "[dicom][frame][PS3.5 A.4]") {
  // Two frames of two fragments of two bytes: items of 10 bytes, so the second begins at 20.
  const Bytes file = testing::encapsulated_file(
      "1.2.840.10008.1.2.1.98", {.number_of_frames = "2 "},
      {Bytes{0, 0, 0, 0, 20, 0, 0, 0}, Bytes{1, 2}, Bytes{3, 4}, Bytes{5, 6}, Bytes{7, 8}});
  const auto reader = FrameReader::open(file);
  REQUIRE(reader.has_value());
  CHECK(reader->frame(2)->pixels == Bytes{5, 6, 7, 8});
  CHECK(reader->frame(1)->pixels == Bytes{1, 2, 3, 4});
}

TEST_CASE("Frame reader: one that was moved still reads an inflated data set", "[dicom][frame]") {
  const Bytes dataset =
      testing::joined({testing::image_attributes({}),
                       testing::long_element({0x7FE0, 0x0010}, "OB", {30, 31, 32, 33})});
  // A stored block, the last: RFC 1951 3.2.4.
  Bytes deflated{0x01};
  testing::append_u16(deflated, static_cast<unsigned>(dataset.size()));
  testing::append_u16(deflated, ~static_cast<unsigned>(dataset.size()) & 0xFFFF);
  testing::append(deflated, dataset);
  const Bytes file = testing::part10("1.2.840.10008.1.2.1.99", deflated);
  auto opened = FrameReader::open(file);
  REQUIRE(opened.has_value());
  const FrameReader moved = std::move(*opened);
  CHECK(moved.frame(1)->pixels == Bytes{30, 31, 32, 33});
}

}  // namespace
}  // namespace overread
