#include "core/view/probe.hpp"

#include <catch_amalgamated.hpp>
#include <limits>

#include "tests/core/image/made_frames.hpp"

namespace overread {
namespace {

using Catch::Matchers::WithinAbs;

/// Four device pixels a frame pixel: viewport (2, 2) is the center of frame pixel (0, 0).
Transform<Image, Viewport> image_from_viewport() {
  glm::dmat3 m(1.0);
  m[0][0] = m[1][1] = 0.25;
  m[2] = glm::dvec3(-0.5, -0.5, 1);
  return Transform<Image, Viewport>(m);
}

TEST_CASE("The probe reads the pixel under the cursor, its value and its place", "[view][probe]") {
  PixelTransform transform;
  transform.rescale_intercept = -1024;
  transform.rescale_type = "HU";
  transform.pixel_padding_value = 0;
  const Frame frame = made::frame<std::int16_t>(3, 2, {0, 1, 2, 10, 1100, 12}, transform);
  InstanceHeader header;
  header.pixel_spacing = {2.0, 0.5};
  header.planes = {FramePlane{{10, 20, 30}, {1, 0, 0, 0, 1, 0}}};
  const auto found = probe(frame, header, 1, image_from_viewport(), Point<Viewport>(7, 6));
  REQUIRE(found);
  CHECK(found->column == 1);
  CHECK(found->row == 1);
  CHECK(found->stored_value == 1100);
  CHECK(found->modality_value == 76);
  CHECK(found->unit == "HU");
  CHECK_FALSE(found->is_padding);
  // Image (1.25, 1): 10 + 0.5 · 1.25, 20 + 2 · 1.
  REQUIRE(found->patient);
  CHECK_THAT(found->patient->x(), WithinAbs(10.625, 1e-12));
  CHECK_THAT(found->patient->y(), WithinAbs(22, 1e-12));
  CHECK_THAT(found->patient->z(), WithinAbs(30, 1e-12));
  CHECK(probe(frame, header, 1, image_from_viewport(), Point<Viewport>(0.1, 0.1))->is_padding);
}

TEST_CASE("The probe finds nothing outside the frame", "[view][probe]") {
  const Frame frame = made::frame<std::int16_t>(3, 2, {1, 2, 3, 4, 5, 6});
  const InstanceHeader header;
  const auto at = [&](double x, double y) {
    return probe(frame, header, 1, image_from_viewport(), Point<Viewport>(x, y)).has_value();
  };
  CHECK(at(0.01, 0.01));
  CHECK(at(11.99, 7.99));
  CHECK_FALSE(at(-0.01, 1));
  CHECK_FALSE(at(12.01, 1));
  CHECK_FALSE(at(1, 8.01));
  CHECK_FALSE(at(std::numeric_limits<double>::quiet_NaN(), 1));
}

TEST_CASE("In a color frame the probe reads red, green and blue", "[view][probe]") {
  const Frame frame = made::frame<std::uint8_t>(2, 1, {1, 2, 3, 76, 85, 255}, {}, 3, 8, "YBR_FULL");
  const auto found =
      probe(frame, InstanceHeader{}, 1, image_from_viewport(), Point<Viewport>(5, 1));
  REQUIRE(found);
  CHECK(found->rgb == std::array<std::uint8_t, 3>{254, 0, 0});
  CHECK_FALSE(found->patient);
}

TEST_CASE("The probe gives the real-world value of the stored one", "[view][probe][rwvm]") {
  PixelTransform transform;
  transform.rescale_slope = 10;
  transform.pixel_padding_value = 3;
  const Frame frame = made::frame<std::int16_t>(3, 1, {1, 2, 3}, transform);
  InstanceHeader header;
  header.real_world_values = {
      {{.first_value_mapped = 2, .slope = 0.5, .intercept = 1, .unit = "ms", .quantity = "T2"}}};
  const auto at = [&](double x) {
    return probe(frame, header, 1, image_from_viewport(), Point<Viewport>(x, 2));
  };
  CHECK_FALSE(at(2)->real_world);
  CHECK(at(6)->modality_value == 20);
  CHECK(at(6)->real_world == RealWorldValue{.value = 2, .unit = "ms", .quantity = "T2"});
  CHECK(at(10)->is_padding);
  CHECK_FALSE(at(10)->real_world);
}

}  // namespace
}  // namespace overread
