#include <catch_amalgamated.hpp>
#include <cstdio>
#include <filesystem>
#include <string>

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

/// Packs one-bit values as the table's source leaves them, eight to a byte.
Bytes packed_bits(const Bytes& values) {
  Bytes packed((values.size() + 7) / 8);
  for (std::size_t i = 0; i < values.size(); ++i) {
    packed[i / 8] = static_cast<std::uint8_t>(packed[i / 8] | (values[i] & 1) << (i % 8));
  }
  return packed;
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
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const std::string path = table.cell(row, "path");
    const std::string verdict = table.cell(row, "verdict");
    const auto bytes = testing::load_file(root / path);
    REQUIRE(bytes.has_value());
    const auto pixels = decode_all(*bytes);
    std::string hash = pixels ? testing::sha256_hex(*pixels) : std::string();
    std::string packed_hash;
    if (pixels && table.cell(row, "bits") == "1/1") {
      packed_hash = testing::sha256_hex(packed_bits(*pixels));
    }
    const std::string expected = table.cell(row, "gdcm_sha256_le");
    const std::string second = table.cell(row, "second_sha256_le");
    const bool same = pixels && (hash == expected || packed_hash == expected);
    if (verdict == "exact") {
      ++exact;
      equal += same ? 1 : 0;
      if (!same) {
        std::printf("DIFFERS %s: %s\n", path.c_str(),
                    pixels ? "other values" : pixels.error().message.c_str());
      }
    } else {
      std::printf("%s [%s]: %s\n", path.c_str(), verdict.c_str(),
                  !pixels                                   ? pixels.error().message.c_str()
                  : same                                    ? "as the first decoder"
                  : hash == second || packed_hash == second ? "as the second decoder"
                                                            : "unlike either");
    }
  }
  std::printf("%d of %d files marked exact decode to the same values\n", equal, exact);
  CHECK(exact == 247);
  CHECK(equal == exact);
}

}  // namespace overread
