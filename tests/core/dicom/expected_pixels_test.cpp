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
    const std::string hash = pixels ? testing::sha256_hex(*pixels) : std::string();
    const std::string expected = table.cell(row, "gdcm_sha256_le");
    const std::string second = table.cell(row, "second_sha256_le");
    const bool same = pixels && hash == expected;
    if (verdict == "exact") {
      ++exact;
      equal += same ? 1 : 0;
      if (!same) {
        std::printf("DIFFERS %s: %s\n", path.c_str(),
                    pixels ? "other values" : pixels.error().message.c_str());
      }
    } else {
      std::printf("%s [%s]: %s\n", path.c_str(), verdict.c_str(),
                  !pixels          ? pixels.error().message.c_str()
                  : same           ? "as the first decoder"
                  : hash == second ? "as the second decoder"
                                   : "unlike either");
    }
  }
  std::printf("%d of %d files marked exact decode to the same values\n", equal, exact);
  CHECK(exact == 247);
  CHECK(equal == exact);
}

}  // namespace overread
