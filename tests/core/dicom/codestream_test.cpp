#include <catch_amalgamated.hpp>
#include <filesystem>
#include <string>

#include "core/dicom/codestream.hpp"
#include "tests/core/dicom/codestream_fixtures.hpp"
#include "tests/support/files.hpp"

namespace overread {

TEST_CASE("Decode: bare code-streams give their own raw pixels", "[dicom][pixels][data]") {
  const std::filesystem::path root =
      std::filesystem::path(OVERREAD_SHARED_DATA) / "dicom" / "codestream";
  if (!std::filesystem::exists(root)) SKIP("no test data: set OVERREAD_SHARED_DATA");
  struct Pair {
    const char* stream;
    const char* raw;
  };
  // CT1.j2c is High-Throughput JPEG 2000 (ISO/IEC 15444-15).
  for (const Pair& pair : {Pair{"CT1.j2c", "CT1.RAW"}, Pair{"CT1-0decomp.j2k", "CT1.RAW"},
                           Pair{"CT2.j2k", "CT2.RAW"}, Pair{"CT2.JLS", "CT2.RAW"}}) {
    INFO(pair.stream);
    const auto stream = testing::load_file(root / pair.stream);
    const auto raw = testing::load_file(root / pair.raw);
    REQUIRE(stream.has_value());
    REQUIRE(raw.has_value());
    const bool is_jpeg_ls = std::string(pair.stream).ends_with("JLS");
    const auto header = is_jpeg_ls ? jpeg_header(*stream) : jpeg2000_header(*stream);
    REQUIRE(header.has_value());
    CHECK(header->rows == 512);
    CHECK(header->columns == 512);
    const auto samples =
        is_jpeg_ls ? decode_jpeg_ls(*stream, *header) : decode_jpeg_2000(*stream, *header);
    REQUIRE(samples.has_value());
    CHECK((samples->pixels == *raw));
  }
}

TEST_CASE(
    "Decode: a coarse JPEG 2000 has the values of every 2^n-th sample, each pixel the nearest",
    "[dicom][pixels]") {
  const Bytes stream(testing::kRampJpeg2000.begin(), testing::kRampJpeg2000.end());
  const auto header = jpeg2000_header(stream);
  REQUIRE(header.has_value());
  struct Row {
    int side;
    int step;
  };
  // Of 64 samples; three levels are all there are. A side of 33 leaves none out.
  for (const Row row :
       {Row{64, 1}, Row{33, 1}, Row{32, 2}, Row{17, 2}, Row{16, 4}, Row{8, 8}, Row{1, 8}}) {
    CAPTURE(row.side);
    const auto coarse = decode_coarse_jpeg_2000(stream, *header, row.side);
    REQUIRE(coarse.has_value());
    REQUIRE(coarse->bytes_per_sample == 2);
    REQUIRE(coarse->pixels.size() == 64 * 64 * 2);
    // The reversible low-pass keeps the samples of a plane, but the last, which takes its mirror
    // in.
    const int last = row.step == 1 ? 64 : 64 - row.step - row.step / 2;
    int wrong = 0;
    for (int y = 0; y < last; ++y) {
      for (int x = 0; x < last; ++x) {
        const auto at = [&](int place) { return (place + row.step / 2) / row.step * row.step; };
        const auto index = static_cast<std::size_t>(y * 64 + x) * 2;
        wrong += (coarse->pixels[index] | coarse->pixels[index + 1] << 8) != 8 * at(y) + 16 * at(x);
      }
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("JPEG 2000: a comment behind the last tile-part does not matter",
          "[dicom][pixels][ISO 15444-1 A.9.2]") {
  const Bytes comment{0xFF, 0x64, 0, 11, 0, 1, 'P', 'A', 'D', 'D', 'I', 'N', 'G'};
  Bytes stream(testing::kRampJpeg2000.begin(), testing::kRampJpeg2000.end());
  stream.insert(stream.end() - 2, comment.begin(), comment.end());
  const auto header = jpeg2000_header(stream);
  REQUIRE(header.has_value());
  CHECK(header->end == stream.size() - comment.size());
  const auto decoded = decode_jpeg_2000(stream, *header);
  REQUIRE(decoded.has_value());
  int wrong = 0;
  for (int y = 0; y < 64; ++y) {
    for (int x = 0; x < 64; ++x) {
      const auto index = static_cast<std::size_t>(y * 64 + x) * 2;
      wrong += (decoded->pixels[index] | decoded->pixels[index + 1] << 8) != 8 * y + 16 * x;
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("Code-stream headers: broken ones are refused before a decoder sees them", "[dicom]") {
  CHECK(!jpeg_header(Bytes{}).has_value());
  CHECK(!jpeg_header(Bytes{0xFF, 0xD8, 0xFF, 0xDA}).has_value());
  CHECK(!jpeg_header(Bytes{0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xFF}).has_value());
  CHECK(!jpeg2000_header(Bytes{0xFF, 0x4F, 0xFF, 0x51}).has_value());

  // SOF0: 8 bits, 16 rows, 32 columns, three components, the second and third at half resolution.
  const Bytes jpeg{0xFF, 0xD8, 0xFF, 0xC0, 0, 17,   8, 0, 16,   0, 32,
                   3,    1,    0x22, 0,    2, 0x11, 1, 3, 0x11, 1};
  const auto header = jpeg_header(jpeg);
  REQUIRE(header.has_value());
  CHECK(header->rows == 16);
  CHECK(header->columns == 32);
  CHECK(header->samples_per_pixel == 3);
  CHECK(header->bits == 8);
  CHECK(header->is_jpeg_ycc);

  // SIZ: 4 × 4 pixels in tiles of 1 × 1, which 60 bytes cannot hold.
  Bytes siz{0xFF, 0x4F, 0xFF, 0x51, 0, 41, 0, 0, 0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0,
            0,    0,    0,    0,    1, 0,  0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 7, 1, 1};
  siz.resize(60);
  const auto tiles = jpeg2000_header(siz);
  REQUIRE(!tiles.has_value());
  CHECK(tiles.error().message.find("tiles") != std::string::npos);
}

}  // namespace overread
