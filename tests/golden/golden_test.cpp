#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "core/view/slice_renderer.hpp"
#include "tests/golden/scenes.hpp"

namespace overread {
namespace {

/// numpy works in double precision, the renderer in single: a level that lies on a half may go
/// either way, and so may the place of a pixel that lies on an edge of the mask's contour.
constexpr int kLevelTolerance = 1;
constexpr double kDifferentShare = 0.01;

using Row = std::map<std::string, std::string>;

std::string path_of(const std::string& name) {
  return std::string(OVERREAD_SOURCE_DIR) + "/tests/golden/" + name;
}

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> parts;
  std::istringstream in(line);
  for (std::string part; std::getline(in, part, '\t');) parts.push_back(part);
  return parts;
}

std::vector<Row> views() {
  std::ifstream in(path_of("views.tsv"));
  std::string line;
  std::getline(in, line);
  const auto keys = split(line);
  std::vector<Row> rows;
  while (std::getline(in, line)) {
    const auto parts = split(line);
    Row& row = rows.emplace_back();
    for (std::size_t i = 0; i < parts.size(); ++i) row[keys[i]] = parts[i];
  }
  return rows;
}

/// The RGB bytes of a binary PPM of the golden size.
std::vector<std::uint8_t> golden_picture(const std::string& name) {
  std::ifstream in(path_of(name + ".ppm"), std::ios::binary);
  std::string magic;
  int width = 0, height = 0, largest = 0;
  in >> magic >> width >> height >> largest;
  in.get();
  REQUIRE(magic == "P6");
  REQUIRE(width == golden::kWidth);
  REQUIRE(height == golden::kHeight);
  std::vector<std::uint8_t> rgb(static_cast<std::size_t>(width * height * 3));
  in.read(reinterpret_cast<char*>(rgb.data()), static_cast<std::streamsize>(rgb.size()));
  REQUIRE(in.gcount() == static_cast<std::streamsize>(rgb.size()));
  return rgb;
}

double number(const Row& row, const char* key) { return std::strtod(row.at(key).c_str(), nullptr); }

VoiFunction function_of(const Row& row) {
  return row.at("function") == "sigmoid"        ? VoiFunction::kSigmoid
         : row.at("function") == "linear-exact" ? VoiFunction::kLinearExact
                                                : VoiFunction::kLinear;
}

Picture rendered(const Row& row) {
  PixelTransform transform;
  transform.windows = {
      {.center = number(row, "window_center"), .width = number(row, "window_width")}};
  transform.voi_function = function_of(row);
  const Frame frame =
      row.at("source") == "color" ? golden::color_scene() : golden::gray_scene(transform);
  ViewportState state;
  state.zoom = number(row, "zoom");
  state.center_offset = Vector<Image>(number(row, "offset_x"), number(row, "offset_y"));
  state.orientation = {.quarter_turns = static_cast<int>(number(row, "turns")),
                       .flip_horizontal = row.at("flip_h") == "1",
                       .flip_vertical = row.at("flip_v") == "1"};
  state.inverted = row.at("inverted") == "1";
  state.interpolation =
      row.at("interpolation") == "nearest" ? Interpolation::kNearest : Interpolation::kBilinear;
  const ViewGeometry geometry{.columns = golden::kColumns,
                              .rows = golden::kRows,
                              .pixel_aspect = number(row, "aspect"),
                              .viewport_width = golden::kWidth,
                              .viewport_height = golden::kHeight};
  const auto image = prepare_slice(frame);
  REQUIRE(image);
  const LabelMask mask = golden::mask_scene();
  const MaskLayer layer{.mask = &mask, .slice = 0, .opacity = 0.3F, .contour_px = 2.0F};
  return render_slice(*image, state, geometry, presentation_of(frame, state),
                      row.at("mask") == "1" ? &layer : nullptr);
}

TEST_CASE("The reference renderer draws what numpy draws", "[view][renderer][golden]") {
  const auto rows = views();
  REQUIRE(rows.size() == 9);
  for (const Row& row : rows) {
    const std::string& name = row.at("name");
    INFO(name);
    const auto expected = golden_picture(name);
    const Picture picture = rendered(row);
    REQUIRE(picture.rgba.size() / 4 == expected.size() / 3);
    int largest = 0;
    std::size_t different = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const int got = picture.rgba[i / 3 * 4 + i % 3];
      const int difference = std::abs(got - expected[i]);
      largest = std::max(largest, difference);
      if (difference != 0) ++different;
    }
    CHECK(largest <= kLevelTolerance);
    CHECK(static_cast<double>(different) <= kDifferentShare * static_cast<double>(expected.size()));
    // A picture with nothing in it would agree with anything black.
    const auto bright = std::ranges::count_if(expected, [](std::uint8_t v) { return v > 20; });
    CHECK(bright > 500);
  }
}

}  // namespace
}  // namespace overread
