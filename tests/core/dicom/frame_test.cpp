#include <catch_amalgamated.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/dicom/file.hpp"
#include "core/dicom/fragments.hpp"
#include "core/dicom/rle.hpp"
#include "tests/support/elements.hpp"

namespace overread {

using testing::SmallImage;

TEST_CASE("Decode: 8-bit gray as stored", "[dicom][pixels]") {
  const auto frame = decode_frame(testing::native_file({}, {1, 2, 3, 255}));
  REQUIRE(frame.has_value());
  CHECK(frame->rows == 2);
  CHECK(frame->columns == 2);
  CHECK(frame->sample_type == SampleType::kUint8);
  CHECK(frame->photometric_interpretation == "MONOCHROME2");
  CHECK(frame->pixels == Bytes{1, 2, 3, 255});
}

TEST_CASE("Decode: a stray byte behind the pixels does not matter", "[dicom][pixels]") {
  Bytes file = testing::native_file({}, {1, 2, 3, 255});
  file.push_back(0x0A);
  const auto frame = decode_frame(file);
  REQUIRE(frame.has_value());
  CHECK(frame->pixels == Bytes{1, 2, 3, 255});
}

TEST_CASE("Decode: bits above Bits Stored are dropped and the sign is extended",
          "[dicom][pixels][PS3.5 8.1.1]") {
  const SmallImage image{.rows = 1,
                         .columns = 3,
                         .bits_allocated = 16,
                         .bits_stored = 12,
                         .high_bit = 11,
                         .pixel_representation = 1};
  // 0x1800: an overlay bit above a value of -2048; 0x07FF: 2047; 0xF001: 1 under four strange bits.
  const auto frame =
      decode_frame(testing::native_file(image, {0x00, 0x18, 0xFF, 0x07, 0x01, 0xF0}));
  REQUIRE(frame.has_value());
  CHECK(frame->sample_type == SampleType::kInt16);
  CHECK(frame->bits_stored == 12);
  CHECK(frame->pixels == Bytes{0x00, 0xF8, 0xFF, 0x07, 0x01, 0x00});
}

TEST_CASE("Decode: words that a writer extended beyond Bits Stored stay as they are",
          "[dicom][pixels]") {
  const SmallImage image{.rows = 1,
                         .columns = 2,
                         .bits_allocated = 16,
                         .bits_stored = 12,
                         .high_bit = 11,
                         .pixel_representation = 1};
  // 0xF800 is -2048 with its sign extended, so 0x0FFF is 4095 and not -1.
  const auto frame = decode_frame(testing::native_file(image, {0x00, 0xF8, 0xFF, 0x0F}));
  REQUIRE(frame.has_value());
  CHECK(frame->pixels == Bytes{0x00, 0xF8, 0xFF, 0x0F});
  CHECK(frame->bits_stored == 16);
  // Without any extended word, bit 11 is the sign.
  const auto bare = decode_frame(testing::native_file(image, {0x00, 0x08, 0xFF, 0x07}));
  REQUIRE(bare.has_value());
  CHECK(bare->pixels == Bytes{0x00, 0xF8, 0xFF, 0x07});
  CHECK(bare->bits_stored == 12);
}

TEST_CASE("Decode: a value that lies above bit 0 is shifted down", "[dicom][pixels][PS3.5 8.1.1]") {
  const SmallImage image{
      .rows = 1, .columns = 2, .bits_allocated = 16, .bits_stored = 8, .high_bit = 15};
  const auto frame = decode_frame(testing::native_file(image, {0xEE, 0x12, 0x00, 0xFF}));
  REQUIRE(frame.has_value());
  CHECK(frame->pixels == Bytes{0x12, 0x00, 0xFF, 0x00});
}

TEST_CASE("Decode: one-bit frames follow each other without a gap",
          "[dicom][pixels][PS3.5 8.1.1]") {
  const SmallImage image{.rows = 1,
                         .columns = 3,
                         .bits_allocated = 1,
                         .bits_stored = 1,
                         .high_bit = 0,
                         .number_of_frames = "2 "};
  // Six bits from the lowest up: 1 0 1, then 1 1 0.
  const Bytes file = testing::native_file(image, {0b00011101, 0}, "OB");
  const auto first = decode_frame(file, 1);
  const auto second = decode_frame(file, 2);
  REQUIRE(first.has_value());
  REQUIRE(second.has_value());
  CHECK(first->pixels == Bytes{1, 0, 1});
  CHECK(second->pixels == Bytes{1, 1, 0});
  CHECK(first->bits_stored == 1);
}

TEST_CASE("Decode: 12 bits allocated are two values in three bytes, the lowest bits first",
          "[dicom][pixels][PS3.5 8.1.1]") {
  const SmallImage image{.rows = 1,
                         .columns = 3,
                         .bits_allocated = 12,
                         .bits_stored = 12,
                         .high_bit = 11,
                         .number_of_frames = "2 "};
  // 0xDAB 0xEFC 0x123, then 0x456 0x789 0xABC: the second frame begins inside a byte.
  const Bytes file =
      testing::native_file(image, {0xAB, 0xCD, 0xEF, 0x23, 0x61, 0x45, 0x89, 0xC7, 0xAB, 0x00});
  const auto first = decode_frame(file, 1);
  const auto second = decode_frame(file, 2);
  REQUIRE(first.has_value());
  REQUIRE(second.has_value());
  CHECK(first->sample_type == SampleType::kUint16);
  CHECK(first->bits_stored == 12);
  CHECK(first->pixels == Bytes{0xAB, 0x0D, 0xFC, 0x0E, 0x23, 0x01});
  CHECK(second->pixels == Bytes{0x56, 0x04, 0x89, 0x07, 0xBC, 0x0A});
}

TEST_CASE("Decode: planes become interleaved pixels", "[dicom][pixels][PS3.3 C.7.6.3.1.3]") {
  const SmallImage image{.rows = 1,
                         .columns = 2,
                         .samples = 3,
                         .planar_configuration = 1,
                         .photometric_interpretation = "RGB "};
  const auto frame = decode_frame(testing::native_file(image, {1, 2, 10, 20, 100, 200}, "OB"));
  REQUIRE(frame.has_value());
  CHECK(frame->pixels == Bytes{1, 10, 100, 2, 20, 200});
}

TEST_CASE("Decode: YBR_FULL_422 repeats the chrominance", "[dicom][pixels][PS3.3 C.7.6.3.1.2]") {
  const SmallImage image{
      .rows = 1, .columns = 2, .samples = 3, .photometric_interpretation = "YBR_FULL_422"};
  const auto frame = decode_frame(testing::native_file(image, {10, 20, 30, 40}, "OB"));
  REQUIRE(frame.has_value());
  CHECK(frame->pixels == Bytes{10, 30, 40, 20, 30, 40});
  CHECK(frame->photometric_interpretation == "YBR_FULL");
}

TEST_CASE("Decode: float pixels", "[dicom][pixels][PS3.3 C.7.6.24]") {
  const SmallImage image{
      .rows = 1, .columns = 1, .bits_allocated = 32, .bits_stored = 32, .high_bit = 31};
  const Bytes one{0x00, 0x00, 0x80, 0x3F};
  const Bytes file =
      testing::part10(testing::kExplicitLittle,
                      testing::joined({testing::image_attributes(image),
                                       testing::long_element({0x7FE0, 0x0008}, "OF", one)}));
  const auto frame = decode_frame(file);
  REQUIRE(frame.has_value());
  CHECK(frame->sample_type == SampleType::kFloat32);
  CHECK(frame->pixels == one);
}

namespace {

/// A file of one pixel or more in a row, written byte by byte in big endian.
Bytes big_endian_file(unsigned columns, unsigned bits, std::uint16_t pixel_element,
                      std::string_view vr, const Bytes& pixels) {
  Bytes dataset;
  const auto u16 = [&dataset](unsigned value) {
    dataset.push_back(static_cast<std::uint8_t>(value >> 8));
    dataset.push_back(static_cast<std::uint8_t>(value));
  };
  const auto text = [&dataset](std::string_view value) {
    dataset.insert(dataset.end(), value.begin(), value.end());
  };
  const auto us = [&](unsigned group, unsigned element, unsigned value) {
    u16(group);
    u16(element);
    text("US");
    u16(2);
    u16(value);
  };
  const auto ui = [&](unsigned element, std::string_view uid) {
    u16(0x0008);
    u16(element);
    text("UI");
    u16(static_cast<unsigned>(uid.size()));
    text(uid);
  };
  ui(0x0016, "1.2.840.10008.5.1.4.1.1.481.20");
  ui(0x0018, "1.2.34");
  us(0x0028, 0x0002, 1);
  us(0x0028, 0x0010, 1);
  us(0x0028, 0x0011, columns);
  us(0x0028, 0x0100, bits);
  us(0x0028, 0x0101, bits);
  us(0x0028, 0x0102, bits - 1);
  us(0x0028, 0x0103, 0);
  u16(0x7FE0);
  u16(pixel_element);
  text(vr);
  u16(0);
  u16(0);
  u16(static_cast<unsigned>(pixels.size()));
  dataset.insert(dataset.end(), pixels.begin(), pixels.end());
  return testing::part10("1.2.840.10008.1.2.2", dataset);
}

}  // namespace

TEST_CASE("Decode: big endian turns round the words of the VR", "[dicom][pixels][PS3.5 7.3]") {
  struct Row {
    unsigned columns;
    unsigned bits;
    std::uint16_t pixel_element;
    std::string vr;
    Bytes stored;
    Bytes expected;
  };
  const std::vector<Row> rows{
      {2, 16, 0x0010, "OW", {0x12, 0x34, 0xAB, 0xCD}, {0x34, 0x12, 0xCD, 0xAB}},
      // 8 bits in OW: two pixels a word, the first in its low byte.
      {4, 8, 0x0010, "OW", {2, 1, 4, 3}, {1, 2, 3, 4}},
      {4, 8, 0x0010, "OB", {1, 2, 3, 4}, {1, 2, 3, 4}},
      // 0x01020304 in OW: the words 0x0304 and 0x0102, low one first in either byte order.
      {1, 32, 0x0010, "OW", {3, 4, 1, 2}, {4, 3, 2, 1}},
      // 1.0 in OF is one word of 32 bits, in OD of 64.
      {1, 32, 0x0008, "OF", {0x3F, 0x80, 0, 0}, {0, 0, 0x80, 0x3F}},
      {1, 64, 0x0009, "OD", {0x3F, 0xF0, 0, 0, 0, 0, 0, 0}, {0, 0, 0, 0, 0, 0, 0xF0, 0x3F}},
  };
  for (const Row& row : rows) {
    INFO(row.vr << " of " << row.bits << " bits");
    const Bytes file =
        big_endian_file(row.columns, row.bits, row.pixel_element, row.vr, row.stored);
    const auto frame = decode_frame(file);
    REQUIRE(frame.has_value());
    CHECK(frame->pixels == row.expected);

    // Reading makes the same words of it, and so does writing.
    const auto read = read_dicom_file(file);
    REQUIRE(read.has_value());
    const ByteView bytes = read->dataset.bytes(Tag{0x7FE0, row.pixel_element});
    CHECK(Bytes(bytes.begin(), bytes.end()) == row.expected);
    for (const std::string syntax : {"1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2"}) {
      const auto written = write_dicom_file(read->dataset, syntax);
      REQUIRE(written.has_value());
      const auto again = decode_frame(*written);
      REQUIRE(again.has_value());
      CHECK(again->pixels == row.expected);
    }
  }
}

TEST_CASE("RLE: literal and repeated runs, high byte first", "[dicom][pixels][PS3.5 G]") {
  // Two segments of a 16-bit frame of four pixels: high bytes 1 1 1 1, low bytes 5 6 7 7.
  Bytes frame(64, 0);
  frame[0] = 2;
  frame[4] = 64;
  frame[8] = 66;
  testing::append(frame, {0xFD, 1});                    // 257 - 253 = 4 times 1
  testing::append(frame, {0x01, 5, 6, 0x80, 0xFF, 7});  // two literals, a no-op, twice 7
  const auto pixels = decode_rle(frame, 4, 1, 2);
  REQUIRE(pixels.has_value());
  CHECK(*pixels == Bytes{5, 1, 6, 1, 7, 1, 7, 1});

  const auto whole = decode_frame(testing::encapsulated_file(
      testing::kRleLossless,
      {.rows = 2, .columns = 2, .bits_allocated = 16, .bits_stored = 16, .high_bit = 15},
      {Bytes{}, frame}));
  REQUIRE(whole.has_value());
  CHECK(whole->pixels == *pixels);
}

TEST_CASE("RLE: broken frames are refused", "[dicom][pixels]") {
  Bytes frame(64, 0);
  CHECK(!decode_rle(Bytes(63, 0), 4, 1, 1).has_value());
  CHECK(!decode_rle(frame, 4, 1, 1).has_value());  // no segments
  frame[0] = 1;
  frame[4] = 65;
  CHECK(!decode_rle(frame, 4, 1, 1).has_value());  // begins behind its end
  frame[4] = 64;
  CHECK(!decode_rle(frame, 4, 1, 1).has_value());  // empty
  testing::append(frame, {0xFE});
  CHECK(!decode_rle(frame, 4, 1, 1).has_value());  // a run without its value
  testing::append(frame, {9});
  CHECK(!decode_rle(frame, 4, 1, 1).has_value());  // three of four pixels
}

TEST_CASE("Fragments: assigned to frames by offset table, by count, by markers",
          "[dicom][pixels][PS3.5 A.4]") {
  const Bytes a{0xFF, 0xD8, 0xFF, 0xE0};
  const Bytes b{1, 2};
  const Bytes c{0xFF, 0xD8, 0xFF, 0xE1};
  const auto frame_of = [](const Bytes& items, int frames,
                           int frame) -> Result<std::vector<ByteView>> {
    OVERREAD_TRY(const Fragments fragments, split_fragments(items));
    OVERREAD_TRY(const std::vector<std::size_t> bounds,
                 frame_bounds(fragments, Dataset(), Compression::kJpeg, frames));
    return fragments_of_frame(fragments, bounds, frame);
  };
  // Offsets 0 and 22: the first frame has items of 8 + 4 and 8 + 2 bytes.
  const Bytes table{0, 0, 0, 0, 22, 0, 0, 0};
  const Bytes with_table =
      testing::joined({testing::item(table), testing::item(a), testing::item(b), testing::item(c)});
  const auto first = frame_of(with_table, 2, 1);
  REQUIRE(first.has_value());
  CHECK(first->size() == 2);
  CHECK(frame_of(with_table, 2, 2)->size() == 1);
  const Bytes by_markers =
      testing::joined({testing::item({}), testing::item(a), testing::item(b), testing::item(c)});
  CHECK(frame_of(by_markers, 2, 1)->size() == 2);
  CHECK(frame_of(by_markers, 2, 2)->size() == 1);
  CHECK(frame_of(by_markers, 1, 1)->size() == 3);
  CHECK(frame_of(by_markers, 3, 2)->size() == 1);
  CHECK(!frame_of(by_markers, 4, 1).has_value());
}

TEST_CASE("Decode: frame numbers are 1 to Number of Frames", "[dicom][pixels]") {
  const SmallImage image{.number_of_frames = "2 "};
  const Bytes file = testing::native_file(image, {1, 2, 3, 4, 5, 6, 7, 8});
  CHECK(decode_frame(file, 2)->pixels == Bytes{5, 6, 7, 8});
  CHECK(decode_frame(file, 2)->frame_count == 2);
  CHECK(decode_frame(file, 0).error().code == ErrorCode::kInvalidArgument);
  CHECK(decode_frame(file, 3).error().code == ErrorCode::kInvalidArgument);
}

TEST_CASE("Decode: what is out of range is named with value and bounds", "[dicom][pixels]") {
  const auto message = [](const SmallImage& image) {
    const auto frame = decode_frame(testing::native_file(image, {1, 2, 3, 4}));
    REQUIRE(!frame.has_value());
    return frame.error().message;
  };
  CHECK(message({.bits_stored = 17}) == "Bits Stored (0028,0101) is 17, must be 1–8");
  CHECK(message({.bits_allocated = 10}) ==
        "Bits Allocated (0028,0100) is 10, must be 1, 12 or a multiple of 8");
  CHECK(message({.rows = 0}) == "Rows (0028,0010) is 0, must be 1–65535");
  CHECK(message({.high_bit = 3}) == "High Bit (0028,0102) is 3, must be 7–7");
  CHECK(message({.samples = 2}) == "Samples Per Pixel (0028,0002) is 2, only 1 and 3 are read");
  CHECK(message({.rows = 3}) ==
        "Pixel Data (7FE0,0010) has 4 bytes, one frame needs 6: frame 1 of 1 is not whole");
  CHECK(
      message({.number_of_frames = "1A"}).starts_with("Number Of Frames (0028,0008) is no number"));
}

}  // namespace overread
