#include "core/view/line_style.hpp"

#include <catch_amalgamated.hpp>
#include <set>

namespace overread {
namespace {

using Catch::Matchers::WithinAbs;

std::vector<Point<Viewport>> straight(double length) {
  return {Point<Viewport>(0, 0), Point<Viewport>(length, 0)};
}

double length_of(const DrawnLine& line) {
  double length = 0.0;
  for (std::size_t i = 1; i < line.points.size(); ++i) {
    length += (line.points[i] - line.points[i - 1]).length();
  }
  return length;
}

TEST_CASE("The palette has six colors, each with a style of its own", "[view][style]") {
  std::set<ContourStyle> styles;
  for (const OverlayColor& color : overlay_palette()) styles.insert(color.style);
  CHECK(styles.size() == 6);
  CHECK(overlay_color(0).rgb == std::array<std::uint8_t, 3>{0xE6, 0x9F, 0x00});
  CHECK(overlay_color(5).style == ContourStyle::kThick);
  CHECK(overlay_color(6).rgb == overlay_color(0).rgb);
}

TEST_CASE("Dashes of 8 with gaps of 5", "[view][style]") {
  const auto lines = styled_lines(straight(30), false, ContourStyle::kDashed, 1.0);
  REQUIRE(lines.size() == 3);
  CHECK_THAT(lines[0].points.back().x(), WithinAbs(8, 1e-9));
  CHECK_THAT(lines[1].points.front().x(), WithinAbs(13, 1e-9));
  CHECK_THAT(lines[1].points.back().x(), WithinAbs(21, 1e-9));
  CHECK_THAT(lines[2].points.front().x(), WithinAbs(26, 1e-9));
  CHECK_THAT(lines[2].points.back().x(), WithinAbs(30, 1e-9));
}

TEST_CASE("Dashes grow with the device's pixels", "[view][style]") {
  const auto lines = styled_lines(straight(30), false, ContourStyle::kDashed, 2.0);
  REQUIRE(lines.size() == 2);
  CHECK_THAT(length_of(lines[0]), WithinAbs(16, 1e-9));
  CHECK_THAT(lines[1].points.front().x(), WithinAbs(26, 1e-9));
}

TEST_CASE("A dash bends round a corner", "[view][style]") {
  const std::vector points{Point<Viewport>(0, 0), Point<Viewport>(5, 0), Point<Viewport>(5, 5)};
  const auto lines = styled_lines(points, false, ContourStyle::kDashed, 1.0);
  REQUIRE(lines.size() == 1);
  REQUIRE(lines[0].points.size() == 3);
  CHECK(lines[0].points[1] == Point<Viewport>(5, 0));
  CHECK_THAT(lines[0].points[2].y(), WithinAbs(3, 1e-9));
}

TEST_CASE("A closed dashed line goes all the way round", "[view][style]") {
  const std::vector square{Point<Viewport>(0, 0), Point<Viewport>(13, 0), Point<Viewport>(13, 13),
                           Point<Viewport>(0, 13)};
  const auto lines = styled_lines(square, true, ContourStyle::kDashed, 1.0);
  REQUIRE(lines.size() == 4);
  for (const DrawnLine& line : lines) CHECK_THAT(length_of(line), WithinAbs(8, 1e-9));
}

TEST_CASE("A double line runs 2 px to both sides, its corners square", "[view][style]") {
  const std::vector square{Point<Viewport>(0, 0), Point<Viewport>(10, 0), Point<Viewport>(10, 10),
                           Point<Viewport>(0, 10)};
  const auto lines = styled_lines(square, true, ContourStyle::kDouble, 1.0);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].closed);
  CHECK_THAT(lines[0].points[0].x(), WithinAbs(2, 1e-9));
  CHECK_THAT(lines[0].points[0].y(), WithinAbs(2, 1e-9));
  CHECK_THAT(lines[1].points[2].x(), WithinAbs(12, 1e-9));
  CHECK_THAT(lines[1].points[2].y(), WithinAbs(12, 1e-9));
}

TEST_CASE("Solid and thick lines stay whole", "[view][style]") {
  const auto solid = styled_lines(straight(30), false, ContourStyle::kSolid, 1.0);
  const auto thick = styled_lines(straight(30), false, ContourStyle::kThick, 1.0);
  REQUIRE(solid.size() == 1);
  REQUIRE(thick.size() == 1);
  CHECK(thick[0].width > 2 * solid[0].width);
}

TEST_CASE("A line of one point is no line", "[view][style]") {
  CHECK(styled_lines(std::vector{Point<Viewport>(1, 1)}, true, ContourStyle::kDouble, 1).empty());
  const std::vector same{Point<Viewport>(1, 1), Point<Viewport>(1, 1)};
  for (const OverlayColor& color : overlay_palette()) {
    for (const DrawnLine& line : styled_lines(same, false, color.style, 1)) {
      for (const Point<Viewport>& p : line.points) CHECK(std::isfinite(p.x()));
    }
  }
}

}  // namespace
}  // namespace overread
