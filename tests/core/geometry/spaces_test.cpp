#include "core/geometry/spaces.hpp"

#include <catch_amalgamated.hpp>
#include <type_traits>

namespace overread {
namespace {

using Catch::Matchers::WithinAbs;

static_assert(!std::is_convertible_v<Point<Image>, Point<Viewport>>);
static_assert(!std::is_convertible_v<Point<Voxel>, Point<Patient>>);
static_assert(!std::is_convertible_v<Vector<Image>, Point<Image>>);
static_assert(!std::is_invocable_v<std::multiplies<>, Transform<Patient, Voxel>, Point<Patient>>);
static_assert(std::is_invocable_v<std::multiplies<>, Transform<Patient, Voxel>, Point<Voxel>>);

/// Half a turn about z, then a shift by (10, 20, 30), with spacing (2, 3, 4).
Transform<Patient, Voxel> turned() {
  glm::dmat4 m(1.0);
  m[0] = glm::dvec4(-2, 0, 0, 0);
  m[1] = glm::dvec4(0, -3, 0, 0);
  m[2] = glm::dvec4(0, 0, 4, 0);
  m[3] = glm::dvec4(10, 20, 30, 1);
  return Transform<Patient, Voxel>(m);
}

TEST_CASE("A transform moves points and only turns and scales vectors", "[geometry][spaces]") {
  const Point<Patient> p = turned() * Point<Voxel>(1, 2, 3);
  CHECK(p == Point<Patient>(8, 14, 42));
  const Vector<Patient> v = turned() * Vector<Voxel>(1, 2, 3);
  CHECK(v == Vector<Patient>(-2, -6, 12));
}

TEST_CASE("The inverse of a transform leads back", "[geometry][spaces]") {
  const Point<Voxel> back = turned().inverse() * Point<Patient>(8, 14, 42);
  CHECK_THAT(back.x(), WithinAbs(1, 1e-12));
  CHECK_THAT(back.y(), WithinAbs(2, 1e-12));
  CHECK_THAT(back.z(), WithinAbs(3, 1e-12));
  CHECK_THAT(turned().determinant(), WithinAbs(24, 1e-12));
}

TEST_CASE("Transforms chain from right to left", "[geometry][spaces]") {
  glm::dmat3 scale(1.0);
  scale[0][0] = 2;
  scale[1][1] = 5;
  glm::dmat3 shift(1.0);
  shift[2] = glm::dvec3(7, 8, 1);
  const Transform<Viewport, Image> viewport_from_image(scale);
  const Transform<Image, Image> image_from_image(shift);
  const Point<Viewport> p = viewport_from_image * image_from_image * Point<Image>(1, 1);
  CHECK(p == Point<Viewport>(16, 45));
}

}  // namespace
}  // namespace overread
