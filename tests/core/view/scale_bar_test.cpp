#include "core/view/scale_bar.hpp"

#include <catch_amalgamated.hpp>

#include "core/base/random.hpp"

namespace overread {
namespace {

using Catch::Matchers::WithinRel;

void check_bar(double mm_per_px, double longest_px, double mm, const char* value,
               const char* unit) {
  const auto bar = scale_bar(mm_per_px, longest_px);
  REQUIRE(bar);
  CHECK_THAT(bar->length_mm, WithinRel(mm, 1e-9));
  CHECK_THAT(bar->length_px, WithinRel(mm / mm_per_px, 1e-9));
  CHECK(bar->value == value);
  CHECK(bar->unit == unit);
}

TEST_CASE("The longest round length that fits", "[view][scale]") {
  check_bar(0.5, 300, 100, "10", "cm");  // 150 mm fit
  check_bar(0.5, 200, 100, "10", "cm");  // exactly 100 mm
  check_bar(0.5, 199, 50, "5", "cm");
  check_bar(0.5, 99, 20, "2", "cm");
  check_bar(0.1, 150, 10, "1", "cm");
  check_bar(0.1, 99, 5, "5", "mm");
  check_bar(0.001, 300, 0.2, "0.2", "mm");
}

TEST_CASE("No bar without a scale", "[view][scale]") {
  CHECK_FALSE(scale_bar(0, 100));
  CHECK_FALSE(scale_bar(-1, 100));
  CHECK_FALSE(scale_bar(1, 0));
}

TEST_CASE("Any bar fits and is at least two fifths of the room", "[view][scale][property]") {
  Random random(5);
  for (int round = 0; round < 300; ++round) {
    const double mm_per_px = random.uniform(0.001, 3);
    const double room = random.uniform(20, 800);
    const auto bar = scale_bar(mm_per_px, room);
    REQUIRE(bar);
    CHECK(bar->length_px <= room * (1 + 1e-6));
    CHECK(bar->length_px > 0.4 * room * (1 - 1e-6));
  }
}

TEST_CASE("mm of a device pixel follows zoom; without spacing there is none", "[view][scale]") {
  InstanceHeader header;
  ViewportState state;
  const ViewGeometry geometry{
      .columns = 100, .rows = 50, .pixel_aspect = 2, .viewport_width = 400, .viewport_height = 400};
  CHECK_FALSE(mm_per_viewport_px(header, 1, state, geometry));
  header.pixel_spacing = {1.0, 0.5};
  CHECK(mm_per_viewport_px(header, 1, state, geometry) == 0.125);
  state.zoom = 2;
  CHECK(mm_per_viewport_px(header, 1, state, geometry) == 0.0625);
}

}  // namespace
}  // namespace overread
