#include <catch_amalgamated.hpp>

#include "core/dicom/file.hpp"
#include "core/dicom/tags.hpp"
#include "tests/support/elements.hpp"

namespace overread {

using testing::SmallImage;

namespace {

constexpr SmallImage kTwelveBits{
    .rows = 1, .columns = 3, .bits_allocated = 16, .bits_stored = 12, .high_bit = 11};

/// Group 6000 of an overlay in one bit of the pixels.
Bytes overlay_in_bit(unsigned position) {
  return testing::joined(
      {testing::us_element({0x6000, 0x0010}, 1), testing::us_element({0x6000, 0x0011}, 3),
       testing::us_element({0x6000, 0x0100}, 16), testing::us_element({0x6000, 0x0102}, position)});
}

Bytes file_of(const SmallImage& image, const Bytes& overlay, const Bytes& pixels) {
  return testing::part10(testing::kExplicitLittle,
                         testing::joined({testing::image_attributes(image), overlay,
                                          testing::long_element({0x7FE0, 0x0010}, "OW", pixels)}));
}

}  // namespace

TEST_CASE("Decode: overlay bits above the values are no part of them", "[dicom][overlay]") {
  // 0x1123, 0x8FFF, 0xF000: overlays in bits 12 to 15.
  const Bytes pixels{0x23, 0x11, 0xFF, 0x8F, 0x00, 0xF0};
  const auto frame = decode_frame(file_of(kTwelveBits, overlay_in_bit(12), pixels));
  REQUIRE(frame.has_value());
  CHECK(frame->pixels == Bytes{0x23, 0x01, 0xFF, 0x0F, 0x00, 0x00});
  CHECK(frame->bits_stored == 12);
}

TEST_CASE("Decode: an overlay that looks like signs is still an overlay", "[dicom][overlay]") {
  SmallImage image = kTwelveBits;
  image.pixel_representation = 1;
  image.bits_stored = 15;
  image.high_bit = 14;
  // 0x8123 has the overlay's bit, 0x4000 is -16384 without it, 0x0001 is 1.
  const Bytes pixels{0x23, 0x81, 0x00, 0x40, 0x01, 0x00};
  const auto frame = decode_frame(file_of(image, overlay_in_bit(15), pixels));
  REQUIRE(frame.has_value());
  CHECK(frame->pixels == Bytes{0x23, 0x01, 0x00, 0xC0, 0x01, 0x00});
  CHECK(frame->bits_stored == 15);
  // Without an overlay the bit is taken for a sign that a writer extended.
  const auto bare = decode_frame(file_of(image, {}, pixels));
  REQUIRE(bare.has_value());
  CHECK(bare->pixels == pixels);
}

TEST_CASE("Decode: whole words keep the bits beside the values", "[dicom][overlay]") {
  const Bytes pixels{0x23, 0x11, 0xFF, 0x8F, 0x00, 0xF0};
  const Bytes file = file_of(kTwelveBits, overlay_in_bit(12), pixels);
  const auto words = decode_frame(file, 1, {.whole_words = true});
  REQUIRE(words.has_value());
  CHECK(words->pixels == pixels);
  CHECK(words->bits_stored == 16);
}

TEST_CASE("Decode: RLE takes overlay bits along and leaves them out of the values",
          "[dicom][overlay]") {
  SmallImage image = kTwelveBits;
  image.columns = 2;
  Bytes rle(64, 0);
  rle[0] = 2;
  rle[4] = 64;
  rle[8] = 68;
  testing::append(rle, {1, 0x11, 0x8F, 0, 1, 0x23, 0xFF, 0});
  Bytes items = testing::item({});
  testing::append(items, testing::item(rle));
  testing::append(items, testing::sequence_delimiter());
  const Bytes file = testing::part10(
      testing::kRleLossless,
      testing::joined({testing::image_attributes(image), overlay_in_bit(15),
                       testing::long_element({0x7FE0, 0x0010}, "OB", items, 0xFFFFFFFF)}));
  const auto frame = decode_frame(file);
  REQUIRE(frame.has_value());
  CHECK(frame->pixels == Bytes{0x23, 0x01, 0xFF, 0x0F});
  const auto words = decode_frame(file, 1, {.whole_words = true});
  REQUIRE(words.has_value());
  CHECK(words->pixels == Bytes{0x23, 0x11, 0xFF, 0x8F});
}

TEST_CASE("Reading the image only keeps pixels' attributes, overlays and the shutter",
          "[dicom][overlay]") {
  const Bytes dataset = testing::joined(
      {testing::text_element({0x0008, 0x0060}, "CS", "OT"),
       testing::text_element({0x0010, 0x0010}, "PN", "Doe^Jane"),
       testing::text_element({0x0018, 0x1600}, "CS", "BITMAP"),
       testing::us_element({0x0018, 0x1623}, 0x6000), testing::us_element({0x0028, 0x0010}, 2),
       testing::us_element({0x6000, 0x0010}, 3),
       testing::long_element({0x6000, 0x3000}, "OW", {0x55, 0x01}),
       testing::us_element({0x6001, 0x0010}, 4),
       testing::long_element({0x7FE0, 0x0010}, "OW", {1, 2})});
  const auto file = read_dicom_file(testing::part10(testing::kExplicitLittle, dataset),
                                    {.with_pixel_data = false, .scope = ReadScope::kImage});
  REQUIRE(file.has_value());
  CHECK(file->dataset.bytes(tags::kOverlayData).size() == 2);
  CHECK(file->dataset.integer(tags::kOverlayRows) == 3);
  CHECK(file->dataset.integer(tags::kShutterOverlayGroup) == 0x6000);
  CHECK_FALSE(file->dataset.contains(tags::kPatientName));
  CHECK_FALSE(file->dataset.contains({0x6001, 0x0010}));
  CHECK_FALSE(file->dataset.contains(tags::kPixelData));
}

TEST_CASE("Overlay Data in words of a big-endian file comes as bits from the lowest on",
          "[dicom][overlay][PS3.5 8.1.2]") {
  // Explicit VR big endian: group, element, VR, two reserved bytes, length, words swapped.
  const Bytes overlay{0x60, 0x00, 0x30, 0x00, 'O', 'W', 0, 0, 0, 0, 0, 4, 0xAA, 0x00, 0x07, 0xFE};
  const Bytes modality{0x00, 0x08, 0x00, 0x60, 'C', 'S', 0, 2, 'O', 'T'};
  const auto file =
      read_dicom_file(testing::part10("1.2.840.10008.1.2.2", testing::joined({modality, overlay})));
  REQUIRE(file.has_value());
  const ByteView bits = file->dataset.bytes(tags::kOverlayData);
  CHECK(Bytes(bits.begin(), bits.end()) == Bytes{0x00, 0xAA, 0xFE, 0x07});
}

}  // namespace overread
