#include <algorithm>
#include <catch_amalgamated.hpp>
#include <format>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>

#include "core/dicom/file.hpp"
#include "core/image/overlay_plane.hpp"
#include "core/view/slice_renderer.hpp"
#include "tests/reference/shared_files.hpp"
#include "tests/support/sha256.hpp"

namespace overread {
namespace {

using Rows = std::map<std::string, std::vector<std::string>>;

/// The lines of overlay_reference.tsv by file, without the file's name.
Rows overlay_lines() {
  std::ifstream in(std::string(OVERREAD_SOURCE_DIR) + "/tests/reference/overlay_reference.tsv");
  std::string line;
  std::getline(in, line);
  Rows rows;
  while (std::getline(in, line)) {
    const std::size_t tab = line.find('\t');
    rows[line.substr(0, tab)].push_back(line.substr(tab + 1));
  }
  return rows;
}

/// A plane as a line of the table, but for its group.
std::string described(const OverlayPlane& plane) {
  Bytes bytes;
  for (int row = 0; row < plane.rows; ++row) {
    for (int column = 0; column < plane.columns; ++column) {
      bytes.push_back(plane.is_set(column, row) ? 1 : 0);
    }
  }
  return std::format("{}\t{}\t{}\t{}\t{}\t{}", plane.rows, plane.columns, plane.left, plane.top,
                     std::ranges::count(bytes, 1), testing::sha256_hex(bytes));
}

TEST_CASE("Overlay planes of real files are those of pydicom", "[reference][overlay]") {
  if (!shared_data::present()) SKIP("no shared test data");
  const Rows rows = overlay_lines();
  REQUIRE(rows.size() == 7);
  for (const auto& [name, expected] : rows) {
    INFO(name);
    const Bytes bytes = shared_data::bytes(shared_data::path(name));
    const auto file =
        read_dicom_file(bytes, {.with_pixel_data = false, .scope = ReadScope::kImage});
    REQUIRE(file);
    CHECK_FALSE(has_overlays_in_pixels(file->dataset));
    const FrameOverlays overlays = frame_overlays(file->dataset, 1);
    CHECK(overlays.problems.empty());
    if (expected.front().starts_with('-')) {
      CHECK(overlays.planes.empty());
      continue;
    }
    REQUIRE(overlays.planes.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      CHECK(described(overlays.planes[i]) == expected[i].substr(5));
    }
  }
}

TEST_CASE("A mammogram's overlay beyond the image is cut off; its shutter hides nothing",
          "[reference][overlay][shutter]") {
  if (!shared_data::present()) SKIP("no shared test data");
  const Bytes bytes = shared_data::bytes(shared_data::path("radiograph/OutOfBoundsOverlay.dcm"));
  const auto file = read_dicom_file(bytes, {.with_pixel_data = false});
  REQUIRE(file);
  const auto header = instance_header(file->dataset, file->transfer_syntax_uid);
  REQUIRE(header);
  auto decoded = decode_frame(bytes);
  REQUIRE(decoded);
  auto frame = make_frame(std::make_shared<const DecodedFrame>(std::move(*decoded)),
                          header->pixel_transform(1));
  REQUIRE(frame);
  const auto bare = render_frame(*frame);
  REQUIRE(bare);
  // Left and upper edge 0, right and lower edge the numbers of columns and rows.
  frame->shutter = header->shutter(1);
  REQUIRE(frame->shutter.rectangle);
  CHECK(render_frame(*frame)->rgba == bare->rgba);
  auto planes = frame_overlays(file->dataset, 1).planes;
  frame->overlays = std::make_shared<const std::vector<OverlayPlane>>(planes);
  const auto marked = render_frame(*frame, {.overlay_planes = OverlayPlanes::kShown});
  REQUIRE(marked);
  std::size_t expected = 0, drawn = 0, stray = 0;
  for (int row = 0; row < frame->rows(); ++row) {
    for (int column = 0; column < frame->columns(); ++column) {
      const bool is_set = std::ranges::any_of(planes, [&](const OverlayPlane& plane) {
        return plane.is_set(column - plane.left, row - plane.top);
      });
      const auto at = 4 * (static_cast<std::ptrdiff_t>(row) * frame->columns() + column);
      const bool is_marked =
          std::equal(kOverlayRgb.begin(), kOverlayRgb.end(), marked->rgba.begin() + at);
      expected += is_set ? 1 : 0;
      drawn += is_set && is_marked ? 1 : 0;
      stray += !is_set && is_marked ? 1 : 0;
    }
  }
  CHECK(expected > 100);
  CHECK(drawn == expected);
  CHECK(stray == 0);
}

}  // namespace
}  // namespace overread
