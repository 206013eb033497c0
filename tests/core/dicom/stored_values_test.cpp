#include "core/dicom/stored_values.hpp"

#include <catch_amalgamated.hpp>
#include <cstring>
#include <vector>

#include "core/dicom/rle.hpp"

namespace overread {
namespace {

template <class Word>
Bytes word_bytes(const std::vector<Word>& words) {
  Bytes bytes(words.size() * sizeof(Word));
  std::memcpy(bytes.data(), words.data(), bytes.size());
  return bytes;
}

struct Case {
  WordLayout layout;
  std::vector<std::uint16_t> in, out;
  int bits_in_use;
};

TEST_CASE("Stored values: bits outside High Bit and Bits Stored go, the sign fills the word",
          "[dicom][PS3.5 8.1.1]") {
  const auto& [layout, in, out, bits] = GENERATE(values<Case>({
      // 12 bits from bit 0 with an overlay above them.
      {{2, 12, 11, false}, {0xF123, 0x0FFF, 0x8000}, {0x0123, 0x0FFF, 0x0000}, 12},
      // 12 bits in the upper part of the word.
      {{2, 12, 15, false}, {0x1230, 0xFFFF, 0x000F}, {0x0123, 0x0FFF, 0x0000}, 12},
      // Signed: 0x800 is -2048, 0x7FF is 2047; an overlay bit above is no sign.
      {{2, 12, 11, true}, {0x0800, 0x07FF, 0x1001}, {0xF800, 0x07FF, 0x0001}, 12},
      // Already extended: left as they are, and 0x0FFF needs more than 12 bits.
      {{2, 12, 11, true}, {0xF800, 0x07FF}, {0xF800, 0x07FF}, 12},
      {{2, 12, 11, true}, {0xF800, 0x0FFF}, {0xF800, 0x0FFF}, 16},
      // Nothing to take out.
      {{2, 16, 15, true}, {0x8000, 0x7FFF}, {0x8000, 0x7FFF}, 16},
  }));
  Bytes pixels = word_bytes(in);
  CHECK(extract_stored_values(pixels, layout) == bits);
  CHECK(pixels == word_bytes(out));
}

TEST_CASE("Stored values: bytes and 32-bit words follow the same rule", "[dicom][PS3.5 8.1.1]") {
  Bytes bytes{0x5A, 0x07, 0x08};
  CHECK(extract_stored_values(bytes, {1, 4, 3, true}) == 4);
  CHECK(bytes == Bytes{0xFA, 0x07, 0xF8});
  Bytes words = word_bytes<std::uint32_t>({0x80123456, 0x00800000});
  CHECK(extract_stored_values(words, {4, 24, 23, false}) == 24);
  CHECK(words == word_bytes<std::uint32_t>({0x00123456, 0x00800000}));
}

TEST_CASE("Stored values: a value beyond Bits Stored takes the whole word", "[dicom]") {
  CHECK(bits_in_use(word_bytes<std::uint16_t>({4095, 0}), {2, 12, 11, false}) == 12);
  CHECK(bits_in_use(word_bytes<std::uint16_t>({4096, 0}), {2, 12, 11, false}) == 16);
  CHECK(bits_in_use(word_bytes<std::int16_t>({-2048, 2047}), {2, 12, 11, true}) == 12);
  CHECK(bits_in_use(word_bytes<std::int16_t>({-2049, 0}), {2, 12, 11, true}) == 16);
  CHECK(bits_in_use(word_bytes<std::int16_t>({2048, 0}), {2, 12, 11, true}) == 16);
  CHECK(bits_in_use(Bytes{200}, {1, 8, 7, false}) == 8);
}

/// A frame of one segment.
Bytes rle_frame(const Bytes& packed) {
  Bytes frame(64, 0);
  frame[0] = 1;
  frame[4] = 64;
  frame.insert(frame.end(), packed.begin(), packed.end());
  return frame;
}

TEST_CASE("RLE: runs and literals of every length end where they should", "[dicom][PS3.5 G.3.2]") {
  // The same bytes far from the segment's end, where blocks are copied, and near it.
  const std::size_t tail = GENERATE(0U, 400U);
  for (std::size_t length = 1; length <= 128; ++length) {
    CAPTURE(length, tail);
    Bytes packed, expected;
    packed.push_back(static_cast<std::uint8_t>(length - 1));
    for (std::size_t i = 0; i < length; ++i) {
      packed.push_back(static_cast<std::uint8_t>(i));
      expected.push_back(static_cast<std::uint8_t>(i));
    }
    if (length > 1) {
      packed.push_back(static_cast<std::uint8_t>(257 - length));
      packed.push_back(0xEE);
      expected.insert(expected.end(), length, 0xEE);
    }
    packed.push_back(128);  // Nothing, by G.3.2.
    for (std::size_t i = 0; i < tail; ++i) {
      packed.push_back(0);
      packed.push_back(0x55);
      expected.push_back(0x55);
    }
    const auto pixels = decode_rle(rle_frame(packed), expected.size(), 1, 1);
    REQUIRE(pixels.has_value());
    CHECK(*pixels == expected);
  }
}

TEST_CASE("RLE: a run past the end of its plane spoils no other plane", "[dicom][PS3.5 G.3]") {
  Bytes frame(64, 0);
  frame[0] = 3;
  frame[4] = 64;
  frame[8] = 66;
  frame[12] = 68;
  // Each run is 128 long, the planes 4 pixels.
  for (const std::uint8_t value : {10, 20, 30}) {
    frame.push_back(129);
    frame.push_back(value);
  }
  const auto pixels = decode_rle(frame, 4, 3, 1);
  REQUIRE(pixels.has_value());
  CHECK(*pixels == Bytes{10, 20, 30, 10, 20, 30, 10, 20, 30, 10, 20, 30});
}

}  // namespace
}  // namespace overread
