#include <algorithm>
#include <array>
#include <catch_amalgamated.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/dicom/file.hpp"
#include "tests/support/files.hpp"
#include "tests/support/sha256.hpp"

namespace overread {
namespace {

/// All frames, one after the other, as the table's hashes take them.
Result<Bytes> decode_all(ByteView file) {
  OVERREAD_TRY(DecodedFrame first, decode_frame(file, 1));
  Bytes pixels = std::move(first.pixels);
  for (int frame = 2; frame <= first.frame_count; ++frame) {
    OVERREAD_TRY(const DecodedFrame next, decode_frame(file, frame));
    pixels.insert(pixels.end(), next.pixels.begin(), next.pixels.end());
  }
  return pixels;
}

constexpr std::string_view kSignMismatch = "corrupt/J2K_pixelrep_mismatch.dcm";
constexpr const char* kLossyHtj2k = "transfer-syntax/HTJ2K_08_RGB.dcm";

/// The four forms of one segmentation, of which every decoder reads the uncompressed one.
constexpr std::string_view kLiver =
    "86ceb97b138085d01b005c48e893bb4348fcdcf6a9c5c73c54d4efaa0288a1f2";

/// Files on which the table's decoders do not agree: what is right, and how that is known.
struct Judged {
  std::string_view path;
  /// A SHA-256 of the stored values, the column of the table that has it, or the reason for which
  /// the file is refused.
  std::string_view right;
};
constexpr std::string_view kFirst = "gdcm_sha256_le";
constexpr std::string_view kSecond = "second_sha256_le";

constexpr auto kJudged = std::to_array<Judged>({
    // The code-stream has unsigned values of 13 bits, whose highest is the sign: air is -2000.
    {kSignMismatch, kSecond},
    // GDCM gives up on fragments without an offset table, on 16-bit color of several frames and on
    // label maps. pydicom reads those of them that need no JPEG-LS as DCMTK does.
    {"fragments/CT0012.fragmented_no_bot_jpeg_ls.80.dcm", kSecond},
    {"fragments/CT0012.fragmented_no_bot_jpeg_ls.81.dcm", kSecond},
    {"multiframe/SC_rgb_16bit_2frame.dcm", kSecond},
    {"multiframe/SC_rgb_rle_16bit_2frame.dcm", kSecond},
    {"objects/nested_priv_SQ.dcm", "Rows (0028,0010) is missing"},
    {"objects/seg_image_sm_control_labelmap.dcm", kSecond},
    {"objects/seg_image_sm_control_labelmap_palette_color.dcm", kSecond},
    // FFmpeg 5.1 gives GDCM's values.
    {"photometric/GDCMJ2K_TextGBR.dcm", kFirst},
    // pydicom with Pillow gives GDCM's values.
    {"photometric/SC_rgb_jpeg.dcm", kFirst},
    // pydicom's own RLE decoder gives DCMTK's values: GDCM mixes the segments of wide samples.
    {"photometric/SC_rgb_rle_16bit.dcm", kSecond},
    {"photometric/SC_rgb_rle_32bit.dcm", kSecond},
    // The values of process 2 & 4, on which GDCM and DCMTK agree.
    {"transfer-syntax/CTImage_1.2.4.53_JPEGProcess6_8.dcm", kFirst},
    {"transfer-syntax/CTImage_1.2.4.55_JPEGProcess10_12.dcm", kFirst},
    // ojph_expand and opj_decompress 2.5.0 agree.
    {"transfer-syntax/HTJ2KLossless_08_RGB.dcm",
     "9d87240604f5d7522c6a8056ace6cefc2c8d6d0b07bd6e7303d5e5b21af9a49e"},
    // FFmpeg 5.1 gives GDCM's values times two: it makes 8 bits of 7.
    {"transfer-syntax/JLSL_08_07_0_1F.dcm", kFirst},
    {"transfer-syntax/liver_deflate.dcm", kLiver},
    {"transfer-syntax/liver_j2k.dcm", kLiver},
    {"transfer-syntax/liver_rle.dcm", kLiver},
});

/// The pixels of a file of the collection; nothing when there is no collection.
std::optional<Bytes> pixels_of(const char* path) {
  const std::filesystem::path root = std::filesystem::path(OVERREAD_SHARED_DATA) / "dicom";
  const auto bytes = testing::load_file(root / path);
  if (!bytes) return std::nullopt;
  auto pixels = decode_all(*bytes);
  REQUIRE(pixels.has_value());
  return std::move(*pixels);
}

}  // namespace

TEST_CASE("Decode: stored values equal two independent decoders'", "[dicom][pixels][data]") {
  const std::filesystem::path root = std::filesystem::path(OVERREAD_SHARED_DATA) / "dicom";
  if (!std::filesystem::exists(root / "expected_pixels.tsv")) {
    SKIP("no test data: set OVERREAD_SHARED_DATA");
  }
  const testing::Table table = testing::load_table(root / "expected_pixels.tsv");
  int exact = 0;
  int equal = 0;
  std::size_t judged_count = 0;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const std::string path = table.cell(row, "path");
    const std::string verdict = table.cell(row, "verdict");
    const auto bytes = testing::load_file(root / path);
    REQUIRE(bytes.has_value());
    const auto pixels = decode_all(*bytes);
    const std::string hash = pixels ? testing::sha256_hex(*pixels) : std::string();
    if (verdict == "exact") {
      ++exact;
      const bool same = hash == table.cell(row, "gdcm_sha256_le");
      equal += same ? 1 : 0;
      if (!same) {
        std::printf("DIFFERS %s: %s\n", path.c_str(),
                    pixels ? "other values" : pixels.error().message.c_str());
      }
      continue;
    }
    // Damaged files are hostile_test's; the lossy one has no exact values and is judged below.
    const bool is_damaged = path.starts_with("corrupt/") && path != kSignMismatch;
    if (is_damaged || path == kLossyHtj2k) continue;
    INFO(path);
    const auto judged = std::ranges::find(kJudged, path, &Judged::path);
    REQUIRE(judged != kJudged.end());
    const bool is_column = judged->right == kFirst || judged->right == kSecond;
    const std::string right =
        is_column ? table.cell(row, std::string(judged->right)) : std::string(judged->right);
    CHECK((pixels ? hash : pixels.error().message) == right);
    ++judged_count;
  }
  std::printf("%d of %d files marked exact decode to the same values\n", equal, exact);
  CHECK(exact == 247);
  CHECK(equal == exact);
  CHECK(judged_count == kJudged.size());
}

TEST_CASE("Decode: lossy HTJ2K is as near to the lossless form as OpenJPH finds it",
          "[dicom][pixels][data]") {
  const auto lossy = pixels_of(kLossyHtj2k);
  const auto lossless = pixels_of("transfer-syntax/HTJ2KLossless_08_RGB.dcm");
  if (!lossy || !lossless) SKIP("no test data: set OVERREAD_SHARED_DATA");
  REQUIRE(lossy->size() == lossless->size());
  int largest = 0;
  int sum = 0;
  for (std::size_t i = 0; i < lossy->size(); ++i) {
    const int difference = std::abs((*lossy)[i] - (*lossless)[i]);
    largest = std::max(largest, difference);
    sum += difference;
  }
  // ojph_expand 0.32: 4 at most, 0.44924 on the average. The inverse transform may round either
  // way.
  CHECK(largest <= 4);
  CHECK(std::abs(sum / static_cast<double>(lossy->size()) - 0.44924) < 0.001);
}

}  // namespace overread
