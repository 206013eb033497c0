#include "core/phantom/spine_truth.hpp"

#include <catch_amalgamated.hpp>

#include <cmath>
#include <numbers>

namespace overread {
namespace {

// Vertebrae as upright boxes 20 wide and 20 high, 25 apart, each turned by `tilt` degrees and
// standing at `x`.
SpineVertebra box(int index, double x, double tilt_deg) {
  const double angle = tilt_deg * std::numbers::pi / 180.0, c = std::cos(angle),
               s = std::sin(angle);
  SpineVertebra v;
  v.name = spine_level_name(index);
  const double u[4] = {-10, 10, 10, -10}, w[4] = {-10, -10, 10, 10};
  for (std::size_t i = 0; i < 4; ++i)
    v.corners[i] = {x + u[i] * c - w[i] * s, 25.0 * index + u[i] * s + w[i] * c};
  return v;
}

}  // namespace

TEST_CASE("an S-shaped spine has two curves with the angles between its turning vertebrae") {
  // Tilt: rises to +15 at T4 (index 4), falls to -20 at T12 (12), rises to +5 at L5 (17).
  std::vector<SpineVertebra> vertebrae;
  double x = 0.0;
  for (int i = 0; i < 18; ++i) {
    double tilt = 0.0;
    if (i <= 4)
      tilt = 12.0 + 3.0 * i / 4.0;
    else if (i <= 12)
      tilt = 15.0 - 35.0 * (i - 4) / 8.0;
    else
      tilt = -20.0 + 25.0 * (i - 12) / 5.0;
    x -= 25.0 * std::tan(tilt * std::numbers::pi / 180.0);
    vertebrae.push_back(box(i, x, tilt));
  }
  const auto curves = spine_true_curves(vertebrae);
  REQUIRE(curves.size() == 2);
  CHECK(curves[0].upper == 4);
  CHECK(curves[0].lower == 12);
  CHECK(curves[0].cobb_deg == Catch::Approx(35.0));
  CHECK(curves[0].convex_right);
  CHECK(curves[1].upper == 12);
  CHECK(curves[1].lower == 17);
  CHECK(curves[1].cobb_deg == Catch::Approx(25.0));
  CHECK_FALSE(curves[1].convex_right);
}

TEST_CASE("a reversal of less than 4 degrees does not split a curve") {
  std::vector<SpineVertebra> vertebrae;
  for (int i = 0; i < 18; ++i) {
    double tilt = 20.0 - 40.0 * i / 17.0;
    if (i == 9) tilt += 3.0;  // 3 degrees against the trend of 2.35 a level
    vertebrae.push_back(box(i, 0.0, tilt));
  }
  const auto curves = spine_true_curves(vertebrae);
  REQUIRE(curves.size() == 1);
  CHECK(curves[0].cobb_deg == Catch::Approx(40.0));
}

TEST_CASE("regions follow the apex") {
  CHECK(spine_region_of_apex(3) == "proximal thoracic");
  CHECK(spine_region_of_apex(6) == "thoracic");
  CHECK(spine_region_of_apex(11) == "thoracic");
  CHECK(spine_region_of_apex(12) == "thoracolumbar");
  CHECK(spine_region_of_apex(13) == "thoracolumbar");
  CHECK(spine_region_of_apex(14) == "lumbar");
}

}  // namespace overread
