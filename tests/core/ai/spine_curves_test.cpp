#include "core/ai/spine_curves.hpp"

#include <catch_amalgamated.hpp>
#include <cmath>
#include <numbers>

using namespace overread;

namespace {

constexpr double kRadians = std::numbers::pi / 180.0;

/// A spine from C7 to L5 whose axis is `x(y)`, 128 rows 4 pixels apart, tilt from the axis' slope:
/// the plates stand square on it.
template <class Axis>
std::vector<SpineRow> spine_along(Axis x) {
  std::vector<SpineRow> rows;
  for (int i = 0; i < 128; ++i) {
    const double y = 4.0 * i;
    SpineRow row;
    row.y = y;
    row.x = x(y);
    row.tilt_deg = -std::atan((x(y + 0.01) - x(y - 0.01)) / 0.02) / kRadians;
    row.level = -0.4 + 17.8 * i / 127.0;
    rows.push_back(row);
  }
  return rows;
}

}  // namespace

TEST_CASE("A sine's Cobb angle is that between its steepest points", "[ai][spine]") {
  // x = 100 + A sin(2 pi y / P): slopes of +-2 pi A / P at y = 0, P/2, P, so each half wave between
  // them turns through 2 atan(2 pi A / P). P = 508 rows' pixels, A = 20: 2 atan(0.24737) = 27.80.
  const double amplitude = 20.0, period = 508.0;
  const auto rows = spine_along(
      [&](double y) { return 100.0 + amplitude * std::sin(2.0 * std::numbers::pi * y / period); });
  SpineCurveParameters parameters;
  parameters.smoothing_levels = 0.2;
  const auto curves = find_spine_curves(rows, parameters);
  REQUIRE(curves.size() == 2);
  // The axis leaves to the picture's right first.
  CHECK_FALSE(curves[0].convex_to_picture_left);
  CHECK(curves[1].convex_to_picture_left);
  for (const SpineCurveFound& curve : curves) CHECK(std::abs(curve.cobb_deg - 27.80) < 0.6);
  // Apexes at a quarter and three quarters of the way: levels 4.05 and 12.95.
  CHECK(curves[0].apex_vertebra == 4);
  CHECK(curves[1].apex_vertebra == 13);
  CHECK(curves[0].upper_vertebra == 0);
  CHECK(curves[1].lower_vertebra == 17);
}

TEST_CASE("The angle is that between the two lines that are drawn", "[ai][spine]") {
  const auto rows = spine_along([](double y) { return 150.0 + 25.0 * std::sin(y / 70.0); });
  for (const SpineCurveFound& curve : find_spine_curves(rows)) {
    CHECK(curve.cobb_deg ==
          Catch::Approx(std::abs(curve.upper.tilt_deg - curve.lower.tilt_deg)).margin(1e-9));
    CHECK(curve.upper.y < curve.lower.y);
    CHECK(curve.upper_vertebra < curve.lower_vertebra);
  }
}

TEST_CASE("Mirroring the picture changes sides, not angles", "[ai][spine]") {
  const auto axis = [](double y) { return 30.0 * std::sin(y / 90.0) + 0.02 * y; };
  const auto curves = find_spine_curves(spine_along(axis));
  const auto mirrored = find_spine_curves(spine_along([&](double y) { return 255.0 - axis(y); }));
  REQUIRE(curves.size() == mirrored.size());
  REQUIRE_FALSE(curves.empty());
  for (std::size_t i = 0; i < curves.size(); ++i) {
    CHECK(curves[i].cobb_deg == Catch::Approx(mirrored[i].cobb_deg).margin(1e-6));
    CHECK(curves[i].convex_to_picture_left != mirrored[i].convex_to_picture_left);
  }
}

TEST_CASE("A spine that leans but is straight has no curve", "[ai][spine]") {
  CHECK(find_spine_curves(spine_along([](double y) { return 100.0 + 0.1 * y; })).empty());
}

TEST_CASE("A wobble below the reversal does not split a curve", "[ai][spine]") {
  auto rows =
      spine_along([](double y) { return 100.0 - 60.0 * std::sin(std::numbers::pi * y / 508.0); });
  for (SpineRow& row : rows) row.tilt_deg += 1.0 * std::sin(row.level * 3.0);
  const auto curves = find_spine_curves(rows);
  REQUIRE(curves.size() == 1);
  // 2 atan(60 pi / 508) = 40.7, give or take the wobble.
  CHECK(std::abs(curves[0].cobb_deg - 40.7) < 3.0);
}

TEST_CASE("Too little spine gives no curve", "[ai][spine]") {
  auto rows = spine_along([](double y) { return 30.0 * std::sin(y / 90.0); });
  rows.resize(5);
  CHECK(find_spine_curves(rows).empty());
  CHECK(find_spine_curves({}).empty());
}

TEST_CASE("Levels and regions have their names", "[ai][spine]") {
  CHECK(vertebra_name(0) == "C7");
  CHECK(vertebra_name(1) == "T1");
  CHECK(vertebra_name(12) == "T12");
  CHECK(vertebra_name(13) == "L1");
  CHECK(vertebra_name(17) == "L5");
  CHECK(spine_region(4) == "proximal thoracic");
  CHECK(spine_region(8) == "thoracic");
  CHECK(spine_region(12) == "thoracolumbar");
  CHECK(spine_region(15) == "lumbar");
}
