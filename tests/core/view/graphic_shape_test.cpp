#include "core/view/graphic_shape.hpp"

#include <catch_amalgamated.hpp>

namespace overread {
namespace {

using Catch::Matchers::WithinAbs;

constexpr int kQuarter = kRoundPoints / 4;

void check_point(const std::vector<Point<Image>>& line, int index, double column, double row) {
  INFO("point " << index);
  REQUIRE(index < static_cast<int>(line.size()));
  CHECK_THAT(line[static_cast<std::size_t>(index)].x(), WithinAbs(column, 1e-9));
  CHECK_THAT(line[static_cast<std::size_t>(index)].y(), WithinAbs(row, 1e-9));
}

TEST_CASE("CIRCLE: center and a point of it", "[view][annotation][PS3.3 C.10.5.1.2]") {
  const auto line = circle_line({10, 20}, {13, 20}, 1.0);
  CHECK(line.size() == kRoundPoints);
  check_point(line, 0, 13, 20);
  check_point(line, kQuarter, 10, 23);
  check_point(line, 2 * kQuarter, 7, 20);
  check_point(line, 3 * kQuarter, 10, 17);
}

TEST_CASE("CIRCLE: in tall pixels it takes fewer rows", "[view][annotation]") {
  check_point(circle_line({10, 20}, {13, 20}, 2.0), kQuarter, 10, 21.5);
  // Two rows down are four columns long.
  const auto line = circle_line({10, 20}, {10, 22}, 2.0);
  check_point(line, 0, 10, 22);
  check_point(line, kQuarter, 6, 20);
}

TEST_CASE("ELLIPSE: major axis, then minor axis", "[view][annotation][PS3.3 C.10.5.1.2]") {
  const auto line = ellipse_line({{{0, 5}, {10, 5}, {5, 2}, {5, 8}}});
  check_point(line, 0, 0, 5);
  check_point(line, kQuarter, 5, 2);
  check_point(line, 2 * kQuarter, 10, 5);
  check_point(line, 3 * kQuarter, 5, 8);
  // Turned: the major axis runs from (0, 0) to (8, 6), the minor one across it.
  const auto turned = ellipse_line({{{0, 0}, {8, 6}, {2.5, 5}, {5.5, 1}}});
  check_point(turned, kQuarter, 2.5, 5);
  check_point(turned, 2 * kQuarter, 8, 6);
}

TEST_CASE("INTERPOLATED: through all points, smoothly", "[view][annotation][PS3.3 C.10.5.1.2]") {
  const std::vector<Point<Image>> points{{0, 0}, {10, 10}, {20, 0}, {30, 0}};
  const auto line = curve_line(points);
  REQUIRE(line.size() == 3 * 12 + 1);
  check_point(line, 0, 0, 0);
  check_point(line, 12, 10, 10);
  check_point(line, 24, 20, 0);
  check_point(line, 36, 30, 0);
  // Half way: (-a + 9 b + 9 c - d) / 16.
  check_point(line, 18, 15, 5.625);
  CHECK(curve_line(std::vector<Point<Image>>{{1, 1}, {2, 2}}).size() == 2);
}

TEST_CASE("INTERPOLATED: a curve that ends where it began has no corner there",
          "[view][annotation]") {
  const std::vector<Point<Image>> points{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}};
  const auto line = curve_line(points);
  CHECK(line.front() == line.back());
  // By symmetry the sides bulge alike: the first at (5, -1.25), the last at (-1.25, 5).
  check_point(line, 6, 5, -1.25);
  check_point(line, 3 * 12 + 6, -1.25, 5);
}

}  // namespace
}  // namespace overread
