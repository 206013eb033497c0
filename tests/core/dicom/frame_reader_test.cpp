#include "core/dicom/frame_reader.hpp"

#include <catch_amalgamated.hpp>
#include <string>
#include <utility>
#include <vector>

#include "core/dicom/fragments.hpp"
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

/// The file with its last `count` bytes missing.
Bytes without_last(Bytes file, std::size_t count) {
  file.resize(file.size() - count);
  return file;
}

/// The first byte of each frame, or what the error says.
std::vector<std::string> read_all(const Bytes& file, int frames) {
  const auto reader = FrameReader::open(file);
  REQUIRE(reader.has_value());
  std::vector<std::string> found;
  for (int number = 1; number <= frames; ++number) {
    const auto frame = reader->frame(number);
    if (!frame) CHECK(frame.error().code == ErrorCode::kTruncated);
    found.push_back(frame ? std::to_string(frame->pixels[0]) : frame.error().message);
  }
  return found;
}

TEST_CASE("Frame reader: of uncompressed pixel data that are cut the whole frames are read",
          "[dicom][frame][truncated]") {
  const Bytes whole = testing::native_file({.number_of_frames = "3 "},
                                           {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, "OB");
  const std::string cut = "Pixel Data (7FE0,0010) has ";
  using Found = std::vector<std::string>;
  CHECK(read_all(without_last(whole, 1), 3) ==
        Found{"1", "5",
              cut + "11 bytes, one frame needs 4: frame 3 of 3 is not whole; "
                    "frames 1–2 are whole"});
  CHECK(read_all(without_last(whole, 5), 3) ==
        Found{"1", cut + "7 bytes, one frame needs 4: frame 2 of 3 is not whole; frame 1 is whole",
              cut + "7 bytes, one frame needs 4: frame 3 of 3 is not whole; frame 1 is whole"});
}

TEST_CASE("Frame reader: uncompressed pixel data of a single frame are not cut",
          "[dicom][frame][truncated]") {
  // The second has all pixels of the frame, and a length that says more.
  for (const std::size_t left : {3, 4}) {
    const Bytes whole = testing::native_file({}, {1, 2, 3, 4, 5, 6});
    const auto reader = FrameReader::open(without_last(whole, 6 - left));
    REQUIRE_FALSE(reader.has_value());
    CHECK(reader.error().code == ErrorCode::kTruncated);
    CHECK(reader.error().message == "Pixel Data (7FE0,0010) has length 6, but only " +
                                        std::to_string(left) + " bytes are left");
  }
}

TEST_CASE("Frame reader: half a word of high byte first is no pixel", "[dicom][frame][truncated]") {
  // Big endian OW: 1 2 3 | 4 5 6 lie as 2 1, 4 3, 6 5. With three bytes left, 3 is not there.
  const auto us = [](std::uint8_t element, std::uint8_t value) {
    return Bytes{0x00,
                 0x28,
                 element >= 0x80 ? std::uint8_t{1} : std::uint8_t{0},
                 static_cast<std::uint8_t>(element & 0x7F),
                 'U',
                 'S',
                 0,
                 2,
                 0,
                 value};
  };
  Bytes dataset{0x00, 0x08, 0x00, 0x60, 'C', 'S', 0, 2, 'O', 'T'};
  testing::append(dataset, us(0x02, 1));
  testing::append(dataset, {0x00, 0x28, 0x00, 0x08, 'I', 'S', 0, 2, '2', ' '});
  for (const Bytes& element : {us(0x10, 1), us(0x11, 3), us(0x80, 8), us(0x81, 8), us(0x82, 7)}) {
    testing::append(dataset, element);
  }
  testing::append(dataset, {0x7F, 0xE0, 0x00, 0x10, 'O', 'W', 0, 0, 0, 0, 0, 6, 2, 1, 4, 3, 6, 5});
  const Bytes whole = testing::part10("1.2.840.10008.1.2.2", dataset);
  CHECK(read_all(whole, 2) == std::vector<std::string>{"1", "4"});
  CHECK(FrameReader::open(without_last(whole, 2))->frame(1)->pixels == Bytes{1, 2, 3});
  CHECK(read_all(without_last(whole, 3), 1).front().contains("has 2 bytes, one frame needs 3"));
}

TEST_CASE("Frame reader: RLE frames before the cut are read", "[dicom][frame][truncated]") {
  const Bytes whole = testing::encapsulated_file(
      testing::kRleLossless, {.number_of_frames = "3 "},
      {Bytes{}, one_segment_frame(10), one_segment_frame(20), one_segment_frame(30)});
  const auto inside = [](const std::string& frame, int left, const std::string& rest) {
    return "Pixel Data (7FE0,0010) is cut: the last of its " + frame +
           " fragments needs 70 bytes, but only " + std::to_string(left) + " are left; frame " +
           rest;
  };
  using Found = std::vector<std::string>;
  // Delimiter of 8 bytes; items of 8 + 70.
  CHECK(read_all(without_last(whole, 8), 3) == Found{"10", "20", "30"});
  CHECK(read_all(without_last(whole, 9), 3) ==
        Found{"10", "20", inside("3", 69, "3 of 3 is not whole; frames 1–2 are whole")});
  CHECK(read_all(without_last(whole, 8 + 78 + 20), 3) ==
        Found{"10", inside("2", 50, "2 of 3 is not whole; frame 1 is whole"),
              inside("2", 50, "3 of 3 is not whole; frame 1 is whole")});
  // Between items, and inside the header of one.
  for (const std::size_t count : {8 + 78, 8 + 78 - 5}) {
    CHECK(read_all(without_last(whole, count), 3) ==
          Found{"10", "20",
                "Pixel Data (7FE0,0010) is cut: it ends after 2 fragments; frame 3 of 3 is not "
                "whole; frames 1–2 are whole"});
  }
  CHECK(read_all(without_last(whole, 8 + 3 * 78), 1).front().contains("it ends after 0 fragments"));
}

TEST_CASE("Frame reader: a table tells which frames have all their fragments before the cut",
          "[dicom][frame][truncated][PS3.5 A.4]") {
  // Three frames of two fragments of two bytes: items of 10 bytes.
  const Bytes whole = testing::encapsulated_file(
      "1.2.840.10008.1.2.1.98", {.number_of_frames = "3 "},
      {Bytes{0, 0, 0, 0, 20, 0, 0, 0, 40, 0, 0, 0}, Bytes{1, 2}, Bytes{3, 4}, Bytes{5, 6},
       Bytes{7, 8}, Bytes{9, 10}, Bytes{11, 12}});
  const auto count_of = [&](std::size_t missing) {
    const Bytes file = without_last(whole, missing);
    const auto reader = FrameReader::open(file);
    REQUIRE(reader.has_value());
    int count = 0;
    while (count < 3 && reader->frame(count + 1)) ++count;
    return count;
  };
  CHECK(count_of(0) == 3);
  CHECK(count_of(8) == 3);       // the delimiter
  CHECK(count_of(8 + 1) == 2);   // inside the last fragment
  CHECK(count_of(8 + 10) == 2);  // without it
  CHECK(count_of(8 + 20) == 2);  // exactly behind the second frame
  CHECK(count_of(8 + 21) == 1);
  CHECK(count_of(8 + 30) == 1);  // the second frame lacks a fragment
  CHECK(count_of(8 + 40) == 1);
  CHECK(count_of(8 + 41) == 0);
}

TEST_CASE("Fragments: without a table the markers of code-streams tell which frames a cut leaves",
          "[dicom][pixels][truncated][PS3.5 A.4]") {
  const Bytes begin{0xFF, 0xD8, 0xFF, 0xE0, 1, 2};
  const Bytes middle{1, 2, 3, 4};
  const Bytes end{5, 0xFF, 0xD9, 0x00};
  // Frames of 2, 3 and 2 fragments, of which the last is missing. Items of 14 and 12 bytes.
  const Bytes items = testing::joined({testing::item({}), testing::item(begin), testing::item(end),
                                       testing::item(begin), testing::item(middle),
                                       testing::item(end), testing::item(begin)});
  const auto bounds_of = [&](std::size_t missing) {
    const Bytes left = without_last(items, missing);
    const auto fragments = split_fragments(left, ItemsEnd::kEndOfFile);
    REQUIRE(fragments.has_value());
    return frame_bounds(*fragments, Dataset(), Compression::kJpeg, 3).value();
  };
  using Bounds = std::vector<std::size_t>;
  CHECK(bounds_of(0) == Bounds{0, 2, 5});     // the third frame has no end
  CHECK(bounds_of(1) == Bounds{0, 2, 5});     // its fragment is cut behind the marker
  CHECK(bounds_of(14) == Bounds{0, 2, 5});    // the second ends with its marker
  CHECK(bounds_of(14 + 1) == Bounds{0, 2});   // its last fragment is cut
  CHECK(bounds_of(14 + 12) == Bounds{0, 2});  // it has no end: three fragments are not frames
  CHECK(bounds_of(4 * 13) == Bounds{0, 2});   // the first has
  CHECK(bounds_of(4 * 13 + 12) == Bounds{0});
}

TEST_CASE("Frame reader: without its delimiter a file of one JPEG fragment a frame is whole",
          "[dicom][pixels][truncated]") {
  const Bytes one{0xFF, 0xD8, 0xFF, 0xE0, 1, 2};
  const Bytes items = testing::joined({testing::item({}), testing::item(one), testing::item(one)});
  const auto fragments = split_fragments(items, ItemsEnd::kEndOfFile);
  REQUIRE(fragments.has_value());
  CHECK(frame_bounds(*fragments, Dataset(), Compression::kJpeg, 2).value() ==
        std::vector<std::size_t>{0, 1, 2});
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
