#include <catch_amalgamated.hpp>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>

#include "core/dicom/file.hpp"
#include "core/view/slice_renderer.hpp"
#include "tests/reference/shared_files.hpp"

namespace overread {
namespace {

/// Single against double precision, and levels on a half.
constexpr double kGrayTolerance = 0.51;
/// pydicom rounds each step of the color conversion and leaves 16-bit palettes unscaled.
constexpr double kColorTolerance = 1.01;

struct Expected {
  std::string file;
  int frame = 1, column = 0, row = 0;
  std::string stored, modality;
  std::array<std::string, 3> levels;
};

std::vector<Expected> expectations() {
  std::ifstream in(std::string(OVERREAD_SOURCE_DIR) + "/tests/reference/display_reference.tsv");
  std::string line;
  std::getline(in, line);
  std::vector<Expected> all;
  while (std::getline(in, line)) {
    std::istringstream fields(line);
    Expected e;
    std::getline(fields, e.file, '\t');
    fields >> e.frame >> e.column >> e.row >> e.stored >> e.modality >> e.levels[0] >>
        e.levels[1] >> e.levels[2];
    all.push_back(e);
  }
  return all;
}

struct Shown {
  Frame frame;
  Picture picture;
};

Shown shown(const std::string& file, int frame_number) {
  const Bytes bytes = shared_data::bytes(shared_data::path(file));
  const auto read = read_dicom_file(bytes, {.with_pixel_data = false});
  INFO(file << (read ? "" : ": " + read.error().message));
  REQUIRE(read);
  const auto header = instance_header(read->dataset, read->transfer_syntax_uid);
  INFO((header ? "" : header.error().message));
  REQUIRE(header);
  auto decoded = decode_frame(bytes, frame_number);
  INFO((decoded ? "" : decoded.error().message));
  REQUIRE(decoded);
  auto frame = make_frame(std::make_shared<const DecodedFrame>(std::move(*decoded)),
                          header->pixel_transform(frame_number));
  REQUIRE(frame);
  auto picture = render_frame(*frame);
  INFO((picture ? "" : picture.error().message));
  REQUIRE(picture);
  return {std::move(*frame), std::move(*picture)};
}

TEST_CASE("Real files come out as pydicom and numpy make them", "[reference][pipeline]") {
  if (!shared_data::present()) SKIP("no shared test data");
  std::string file;
  Shown now;
  int compared = 0;
  for (const Expected& e : expectations()) {
    if (e.file != file) {
      now = shown(e.file, e.frame);
      file = e.file;
    }
    INFO(e.file << " frame " << e.frame << " at (" << e.column << ", " << e.row << ")");
    if (e.stored != "-") {
      CHECK(now.frame.stored_value(e.column, e.row) == std::strtod(e.stored.c_str(), nullptr));
      const double modality = std::strtod(e.modality.c_str(), nullptr);
      CHECK(std::fabs(now.frame.modality_value(e.column, e.row) - modality) <=
            1e-5 * std::max(1.0, std::fabs(modality)));
    }
    const double tolerance = now.frame.is_color() ? kColorTolerance : kGrayTolerance;
    for (std::size_t k = 0; k < 3; ++k) {
      if (e.levels[k] == "-") continue;
      const auto at = static_cast<std::size_t>(e.row * now.picture.columns + e.column) * 4 + k;
      const double expected = std::strtod(e.levels[k].c_str(), nullptr);
      CHECK(std::fabs(now.picture.rgba[at] - expected) <= tolerance);
      ++compared;
    }
  }
  CHECK(compared > 1000);
}

}  // namespace
}  // namespace overread
