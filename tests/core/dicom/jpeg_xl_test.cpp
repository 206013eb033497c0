#include "core/dicom/jpeg_xl.hpp"

#include <catch_amalgamated.hpp>
#include <vector>

#include "core/dicom/tags.hpp"
#include "tests/support/elements.hpp"

namespace overread {
namespace {

constexpr std::string_view kLosslessXl = "1.2.840.10008.1.2.4.110";

/// One row of two pixels, in JPEG XL by name only: what a code-stream says is the browser's
/// business.
DicomFile xl_file(int samples, std::initializer_list<Bytes> streams) {
  const testing::SmallImage image{.rows = 1,
                                  .columns = 2,
                                  .samples = static_cast<unsigned>(samples),
                                  .number_of_frames = streams.size() == 1 ? "1 " : "2 "};
  Bytes value = testing::item({});
  for (const Bytes& stream : streams) testing::append(value, testing::item(stream));
  testing::append(value, testing::sequence_delimiter());
  const auto file = read_dicom_file(testing::part10(
      kLosslessXl,
      testing::joined({testing::image_attributes(image),
                       testing::long_element({0x7FE0, 0x0010}, "OB", value, 0xFFFFFFFF)})));
  REQUIRE(file);
  return *file;
}

Result<Dataset> uncompressed(const DicomFile& file, const std::vector<Bytes>& rgba) {
  return with_decoded_frames(file.dataset, std::vector<ByteView>(rgba.begin(), rgba.end()));
}

Bytes xl_pixels(const Dataset& dataset) {
  const ByteView pixels = dataset.bytes(tags::kPixelData);
  return {pixels.begin(), pixels.end()};
}

TEST_CASE("JPEG XL: each frame's fragment is handed out as it is", "[dicom][jxl][PS3.5 A.4]") {
  const DicomFile file = xl_file(1, {{0xFF, 0x0A, 1, 2}, {0xFF, 0x0A}});
  const auto frames = jpeg_xl_frames(file);
  REQUIRE(frames);
  CHECK(*frames == std::vector<Bytes>{{0xFF, 0x0A, 1, 2}, {0xFF, 0x0A}});
  CHECK(jpeg_xl_frame(file, 3).error().code == ErrorCode::kInvalidArgument);
  CHECK(jpeg_xl_frame(file, 0).error().code == ErrorCode::kInvalidArgument);
}

TEST_CASE("JPEG XL: no decoder of 8 bits for what has other values", "[dicom][jxl]") {
  struct Other {
    Tag tag;
    double value;
  };
  for (const Other& other : {Other{tags::kBitsAllocated, 16}, Other{tags::kBitsStored, 7},
                             Other{tags::kPixelRepresentation, 1}}) {
    DicomFile file = xl_file(1, {{0xFF, 0x0A}});
    file.dataset.set_number(other.tag, Vr::kUS, other.value);
    CHECK(jpeg_xl_frames(file).error().code == ErrorCode::kUnsupported);
  }
  DicomFile large = xl_file(1, {{0xFF, 0x0A}});
  large.dataset.set_number(tags::kRows, Vr::kUS, 16384);
  large.dataset.set_number(tags::kColumns, Vr::kUS, 4097);
  CHECK(jpeg_xl_frames(large).error().code == ErrorCode::kTooLarge);
  DicomFile other = xl_file(1, {{0xFF, 0x0A}});
  other.transfer_syntax_uid = "1.2.840.10008.1.2.4.90";
  CHECK(jpeg_xl_frames(other).error().code == ErrorCode::kInvalidAttribute);
}

TEST_CASE("JPEG XL: decoded frames take the place of the compressed ones", "[dicom][jxl]") {
  const auto gray =
      uncompressed(xl_file(1, {{0xFF, 0x0A}, {0xFF, 0x0A}}),
                   {{7, 7, 7, 255, 0, 0, 0, 255}, {9, 9, 9, 255, 255, 255, 255, 255}});
  REQUIRE(gray);
  CHECK(xl_pixels(*gray) == Bytes{7, 0, 9, 255});
  CHECK(gray->text(tags::kPhotometricInterpretation) == "MONOCHROME2");
  auto color = uncompressed(xl_file(3, {{0xFF, 0x0A}}), {{1, 2, 3, 255, 4, 5, 6, 255}});
  REQUIRE(color);
  CHECK(xl_pixels(*color) == Bytes{1, 2, 3, 4, 5, 6});
  CHECK(color->text(tags::kPhotometricInterpretation) == "RGB");
  color->set_text(tags::kSopClassUid, Vr::kUI, "1.2.840.10008.5.1.4.1.1.7");
  color->set_text(tags::kSopInstanceUid, Vr::kUI, "1.2.3");
  const auto written = write_dicom_file(*color);
  REQUIRE(written);
  const auto frame = decode_frame(*written);
  REQUIRE(frame);
  CHECK(frame->pixels == Bytes{1, 2, 3, 4, 5, 6});
}

TEST_CASE("JPEG XL: frames that cannot be the image's are refused", "[dicom][jxl]") {
  const DicomFile gray = xl_file(1, {{0xFF, 0x0A}});
  for (const std::vector<Bytes>& frames : std::vector<std::vector<Bytes>>{
           {},
           {{7, 7, 7, 255}},
           {{7, 7, 7, 255, 7, 7, 7, 255, 7}},
           {{7, 7, 7, 255, 7, 8, 7, 255}},
           {{7, 7, 7, 255, 7, 7, 7, 254}},
           {{7, 7, 7, 255, 7, 7, 7, 255}, {7, 7, 7, 255, 7, 7, 7, 255}},
       }) {
    CHECK(uncompressed(gray, frames).error().code == ErrorCode::kDecodeFailed);
  }
}

}  // namespace
}  // namespace overread
