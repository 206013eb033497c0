#include "core/geometry/image_plane.hpp"

#include <catch_amalgamated.hpp>
#include <cmath>
#include <numbers>

namespace overread {
namespace {

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::WithinAbs;

constexpr std::array<double, 6> kAxial{1, 0, 0, 0, 1, 0};

void check_point(Point<Patient> p, double x, double y, double z) {
  CHECK_THAT(p.x(), WithinAbs(x, 1e-9));
  CHECK_THAT(p.y(), WithinAbs(y, 1e-9));
  CHECK_THAT(p.z(), WithinAbs(z, 1e-9));
}

TEST_CASE("Column index goes with the second spacing along the row cosines",
          "[geometry][PS3.3 C.7.6.2.1.1]") {
  const auto plane = ImagePlane::create({-100, -80, 50}, kAxial, {0.5, 2.0});
  REQUIRE(plane);
  check_point(plane->patient_from_image(Point<Image>(0, 0)), -100, -80, 50);
  check_point(plane->patient_from_image(Point<Image>(10, 0)), -80, -80, 50);
  check_point(plane->patient_from_image(Point<Image>(0, 10)), -100, -75, 50);
}

TEST_CASE("A coronal plane: columns to the left, rows down to the feet",
          "[geometry][PS3.3 C.7.6.2.1.1]") {
  const auto plane = ImagePlane::create({0, 5, 100}, {1, 0, 0, 0, 0, -1}, {1, 1});
  REQUIRE(plane);
  check_point(plane->patient_from_image(Point<Image>(3, 4)), 3, 5, 96);
  // x cross -z is y: the normal looks to the back.
  CHECK(plane->normal() == Vector<Patient>(0, 1, 0));
  CHECK_THAT(plane->distance_mm(Point<Patient>(9, 9, 9)), WithinAbs(4, 1e-9));
}

TEST_CASE("A place off the plane drops onto it perpendicularly", "[geometry]") {
  // Rows tilted by 30 degrees about x.
  const double c = std::cos(std::numbers::pi / 6), s = std::sin(std::numbers::pi / 6);
  const auto plane = ImagePlane::create({10, 20, 30}, {1, 0, 0, 0, c, s}, {0.7, 0.4});
  REQUIRE(plane);
  const Point<Patient> on = plane->patient_from_image(Point<Image>(12.5, 7.25));
  const Point<Patient> off = on + 6.0 * plane->normal();
  const Point<Image> back = plane->image_from_patient(off);
  CHECK_THAT(back.x(), WithinAbs(12.5, 1e-9));
  CHECK_THAT(back.y(), WithinAbs(7.25, 1e-9));
  CHECK_THAT(plane->distance_mm(off), WithinAbs(6, 1e-9));
}

TEST_CASE("Broken planes are refused with a reason", "[geometry]") {
  const auto message = [](const std::array<double, 6>& o, const PixelSpacing& spacing) {
    const auto plane = ImagePlane::create({0, 0, 0}, o, spacing);
    REQUIRE_FALSE(plane);
    CHECK(plane.error().code == ErrorCode::kInvalidGeometry);
    return plane.error().message;
  };
  CHECK_THAT(message({1, 0, 0, 1, 0, 0}, {1, 1}), ContainsSubstring("not perpendicular"));
  CHECK_THAT(message({2, 0, 0, 0, 1, 0}, {1, 1}), ContainsSubstring("length 2.0000"));
  CHECK_THAT(message({0, 0, 0, 0, 1, 0}, {1, 1}), ContainsSubstring("length 0.0000"));
  CHECK_THAT(message(kAxial, {0, 1}), ContainsSubstring("is 0 mm"));
  CHECK_THAT(message({1, 0, 0, 0, NAN, 0}, {1, 1}), ContainsSubstring("finite"));
}

TEST_CASE("Angles between directions", "[geometry]") {
  CHECK_THAT(angle_deg({1, 0, 0}, {1, 1, 0}), WithinAbs(45, 1e-12));
  CHECK_THAT(angle_deg({1, 0, 0}, {-2, 0, 0}), WithinAbs(180, 1e-12));
  CHECK_THAT(angle_deg({0, 0, 3}, {0, 2, 0}), WithinAbs(90, 1e-12));
}

}  // namespace
}  // namespace overread
