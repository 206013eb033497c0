#include "core/geometry/measure.hpp"

#include <catch_amalgamated.hpp>
#include <cmath>
#include <numbers>
#include <vector>

namespace overread {
namespace {

using Catch::Matchers::WithinAbs;

ImageLine line(double x0, double y0, double x1, double y1) {
  return {Point<Image>(x0, y0), Point<Image>(x1, y1)};
}

/// A line through (100, 100) rising or falling by `degrees`, in square pixels.
ImageLine tilted(double degrees) {
  const double a = degrees * std::numbers::pi / 180.0;
  return line(100, 100, 100 + 50 * std::cos(a), 100 + 50 * std::sin(a));
}

TEST_CASE("Length takes the spacing of rows down and of columns across", "[geometry][measure]") {
  // 30 columns of 0.1 mm and 4 rows of 1 mm: 3 mm by 4 mm.
  CHECK_THAT(length_mm(Point<Image>(5, 5), Point<Image>(35, 9), {1.0, 0.1}), WithinAbs(5, 1e-12));
}

TEST_CASE("A polyline is as long as its parts", "[geometry][measure]") {
  const std::vector points{Point<Image>(0, 0), Point<Image>(3, 4), Point<Image>(3, 10)};
  CHECK_THAT(polyline_length_mm(points, {1, 1}), WithinAbs(11, 1e-12));
  CHECK(polyline_length_mm(std::vector{Point<Image>(3, 3)}, {1, 1}) == 0.0);
}

TEST_CASE("Area of a polygon, either way round, far from the origin", "[geometry][measure]") {
  std::vector points{Point<Image>(1e6, 1e6), Point<Image>(1e6 + 4, 1e6),
                     Point<Image>(1e6 + 4, 1e6 + 3)};
  // Half of 4 × 3 pixels of 0.5 × 2 mm².
  CHECK_THAT(polygon_area_mm2(points, {0.5, 2.0}), WithinAbs(6, 1e-9));
  std::swap(points[0], points[1]);
  CHECK_THAT(polygon_area_mm2(points, {0.5, 2.0}), WithinAbs(6, 1e-9));
  points.pop_back();
  CHECK(polygon_area_mm2(points, {1, 1}) == 0.0);
}

TEST_CASE("Area of a polygon with a bay", "[geometry][measure]") {
  // A square of 4 with a triangle of area 4 (base 4, height 2) cut out of its top.
  const std::vector points{Point<Image>(0, 0), Point<Image>(2, 2), Point<Image>(4, 0),
                           Point<Image>(4, 4), Point<Image>(0, 4)};
  CHECK_THAT(polygon_area_mm2(points, {1, 1}), WithinAbs(12, 1e-12));
}

TEST_CASE("The angle between lines is at most 90 degrees and blind to direction",
          "[geometry][measure]") {
  CHECK_THAT(angle_between_lines_deg(line(0, 0, 10, 0), line(0, 0, 10, 10), {1, 1}),
             WithinAbs(45, 1e-12));
  CHECK_THAT(angle_between_lines_deg(line(0, 0, 10, 0), line(10, 10, 0, 0), {1, 1}),
             WithinAbs(45, 1e-12));
  CHECK_THAT(angle_between_lines_deg(tilted(10), tilted(150), {1, 1}), WithinAbs(40, 1e-9));
  CHECK_THAT(angle_between_lines_deg(line(0, 0, 10, 0), line(3, 5, 3, 9), {1, 1}),
             WithinAbs(90, 1e-12));
}

TEST_CASE("Angles are angles in the body, not in the pixel grid", "[geometry][measure]") {
  // A pixel diagonal where rows are sqrt(3) times as far apart as columns: 60 degrees.
  CHECK_THAT(angle_between_lines_deg(line(0, 0, 10, 0), line(0, 0, 10, 10), {std::sqrt(3.0), 1.0}),
             WithinAbs(60, 1e-9));
}

TEST_CASE("Cobb angle: end plates tilted towards each other", "[geometry][measure][cobb]") {
  CHECK_THAT(cobb_angle_deg(tilted(12), tilted(-15), {1, 1}), WithinAbs(27, 1e-9));
  CHECK_THAT(cobb_angle_deg(tilted(12), tilted(5), {1, 1}), WithinAbs(7, 1e-9));
}

TEST_CASE("Cobb angle does not depend on which end of a plate was set first",
          "[geometry][measure][cobb]") {
  const ImageLine a = tilted(20);
  const ImageLine b = tilted(-30);
  CHECK_THAT(cobb_angle_deg({a.to, a.from}, b, {1, 1}), WithinAbs(50, 1e-9));
  CHECK_THAT(cobb_angle_deg(a, {b.to, b.from}, {1, 1}), WithinAbs(50, 1e-9));
}

TEST_CASE("Cobb angle goes beyond 90 degrees", "[geometry][measure][cobb]") {
  CHECK_THAT(cobb_angle_deg(tilted(58), tilted(-47), {1, 1}), WithinAbs(105, 1e-9));
}

TEST_CASE("Angle at a vertex", "[geometry][measure]") {
  const Point<Image> v(10, 10);
  CHECK_THAT(angle_at_vertex_deg(Point<Image>(20, 10), v, Point<Image>(0, 10), {1, 1}),
             WithinAbs(180, 1e-12));
  CHECK_THAT(angle_at_vertex_deg(Point<Image>(20, 10), v, Point<Image>(5, 15), {1, 1}),
             WithinAbs(135, 1e-12));
  CHECK(angle_at_vertex_deg(v, v, Point<Image>(5, 15), {1, 1}) == 0.0);
}

}  // namespace
}  // namespace overread
