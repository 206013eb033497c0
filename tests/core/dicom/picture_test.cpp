#include <catch_amalgamated.hpp>
#include <string>

#include "core/base/uid.hpp"
#include "core/dicom/deflate.hpp"
#include "core/dicom/file.hpp"
#include "core/dicom/tags.hpp"
#include "tests/core/dicom/picture_fixtures.hpp"
#include "tests/support/elements.hpp"

namespace overread {

TEST_CASE("Picture: a color PNG becomes an RGB Secondary Capture", "[dicom][picture]") {
  const auto file = secondary_capture_from_picture(testing::kRgbPng, "Снимок.png");
  REQUIRE(file.has_value());
  const auto frame = decode_frame(*file);
  REQUIRE(frame.has_value());
  CHECK(frame->photometric_interpretation == "RGB");
  CHECK(frame->pixels == Bytes{255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30});
  const auto header = read_dicom_file(*file, {.with_pixel_data = false});
  REQUIRE(header.has_value());
  CHECK(header->dataset.text(tags::kSopClassUid) == "1.2.840.10008.5.1.4.1.1.7");
  CHECK(header->dataset.text(tags::kSeriesDescription) == "Снимок.png");
  CHECK(header->dataset.text(tags::kConversionType) == "WSD");
  CHECK(!header->dataset.contains(tags::kPixelSpacing));
  CHECK(is_valid_uid(header->dataset.text(tags::kStudyInstanceUid)));
  // The same bytes are the same instance.
  CHECK(*secondary_capture_from_picture(testing::kRgbPng, "Снимок.png") == *file);
}

TEST_CASE("Picture: 16-bit gray keeps its values", "[dicom][picture]") {
  const auto file = secondary_capture_from_picture(testing::kGray16Png, "gray.png");
  REQUIRE(file.has_value());
  const auto frame = decode_frame(*file);
  REQUIRE(frame.has_value());
  CHECK(frame->rows == 2);
  CHECK(frame->columns == 3);
  CHECK(frame->sample_type == SampleType::kUint16);
  CHECK(frame->pixels == Bytes{0, 0, 1, 0, 0, 1, 0x34, 0x12, 0xFF, 0xFF, 7, 0});
}

TEST_CASE("Picture: a JPEG is turned upright by its Exif orientation", "[dicom][picture]") {
  const auto file = secondary_capture_from_picture(testing::kTurnedJpeg, "turned.jpg");
  REQUIRE(file.has_value());
  const auto frame = decode_frame(*file);
  REQUIRE(frame.has_value());
  // Stored 8 × 16, black on the left; turned right, black is on top.
  CHECK(frame->rows == 16);
  CHECK(frame->columns == 8);
  CHECK(frame->samples_per_pixel == 1);
  CHECK(frame->pixels[0] < 8);
  CHECK(frame->pixels[7] < 8);
  CHECK(frame->pixels[15 * 8] > 247);
  const auto header = read_dicom_file(*file, {.with_pixel_data = false});
  CHECK(header->dataset.text(tags::kLossyImageCompression) == "01");
}

TEST_CASE("Picture: a PNG chunk that says more bytes than there are is refused before it is read",
          "[dicom][picture]") {
  // The length of IDAT, 22 at bytes 33–36, of 38 to the end of the file; 0x28000016 is 671088662.
  Bytes claiming(testing::kRgbPng.begin(), testing::kRgbPng.end());
  claiming[33] = 0x28;
  const auto file = secondary_capture_from_picture(claiming, "a.png");
  REQUIRE(!file.has_value());
  CHECK(file.error().code == ErrorCode::kTruncated);
  CHECK(file.error().message == "A chunk of the picture says 671088662 bytes, 38 are left");
}

TEST_CASE("Picture: a PNG of one pixel whose data unpack to 64 MiB is refused",
          "[dicom][picture]") {
  const auto number = [](Bytes& out, std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.push_back(static_cast<std::uint8_t>(value >> shift));
    }
  };
  for (const std::size_t unpacked : {std::size_t{2}, std::size_t{64} << 20}) {
    // Signature, IHDR of 1 × 1 gray pixels of 8 bits without its checksum, which nobody reads.
    Bytes png(testing::kRgbPng.begin(), testing::kRgbPng.begin() + 33);
    png[19] = png[23] = 1;
    png[25] = 0;
    // A zlib header of no checks, then the data; RFC 1950. The checksum is not read either.
    Bytes data{0x78, 0x9C};
    testing::append(data, *deflate_bytes(Bytes(unpacked, 0)));
    number(png, static_cast<std::uint32_t>(data.size()));
    testing::append(png, {'I', 'D', 'A', 'T'});
    testing::append(png, data);
    testing::append(png, {0, 0, 0, 0, 0, 0, 0, 0, 'I', 'E', 'N', 'D', 0, 0, 0, 0});
    const bool is_read = secondary_capture_from_picture(png, "a.png").has_value();
    CHECK(is_read == (unpacked == 2));
  }
}

TEST_CASE("Picture: broken and other files are refused", "[dicom][picture]") {
  CHECK(!looks_like_picture(Bytes{}));
  CHECK(looks_like_picture(testing::kRgbPng));
  CHECK(looks_like_picture(testing::kTurnedJpeg));
  const Bytes text{'G', 'I', 'F', '8', '9', 'a'};
  CHECK(secondary_capture_from_picture(text, "a.gif").error().code == ErrorCode::kNotDicom);
  for (std::size_t length = 8; length < testing::kRgbPng.size() - 20; ++length) {
    const auto part = ByteView(testing::kRgbPng).first(length);
    CHECK(!secondary_capture_from_picture(part, "part.png").has_value());
  }
  // A header that claims 60000 × 60000 pixels (width and height at bytes 16 and 20).
  Bytes huge(testing::kRgbPng.begin(), testing::kRgbPng.end());
  huge[18] = huge[22] = 0xEA;
  huge[19] = huge[23] = 0x60;
  CHECK(!secondary_capture_from_picture(huge, "huge.png").has_value());
}

}  // namespace overread
