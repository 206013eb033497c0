#include "core/image/volume.hpp"

#include <catch_amalgamated.hpp>
#include <cmath>
#include <numbers>

#include "tests/core/image/made_frames.hpp"

namespace overread {
namespace {

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::WithinAbs;

constexpr std::array<double, 6> kTransverse{1, 0, 0, 0, 1, 0};

/// A stack of 3 × 2 pixels whose stored values say where they are: 100 slice + 10 row + column.
struct DecodedStack {
  Series series;
  std::vector<Frame> frames;
};

DecodedStack decoded_stack(const std::vector<double>& heights,
                           const std::array<double, 6>& orientation = kTransverse) {
  std::vector<InstanceHeader> headers;
  for (std::size_t i = 0; i < heights.size(); ++i) {
    InstanceHeader h;
    h.sop_instance_uid = std::to_string(i);
    h.instance_number = static_cast<int>(i);
    h.columns = 3;
    h.rows = 2;
    h.pixel_spacing = {0.8, 0.5};
    h.planes = {FramePlane{{-10, -20, heights[i]}, orientation}};
    h.pixels.rescale_slope = 2;
    h.pixels.rescale_intercept = -1000;
    headers.push_back(h);
  }
  DecodedStack made{.series = std::move(group_into_series(headers).front()), .frames = {}};
  for (const SeriesFrame& f : made.series.frames) {
    const auto s = static_cast<std::int16_t>(100 * f.instance);
    std::vector<std::int16_t> values;
    for (int row = 0; row < 2; ++row) {
      for (int column = 0; column < 3; ++column) {
        values.push_back(static_cast<std::int16_t>(s + 10 * row + column));
      }
    }
    made.frames.push_back(made::frame<std::int16_t>(
        3, 2, values, made.series.instances[static_cast<std::size_t>(f.instance)].pixels));
  }
  return made;
}

std::string refusal(const DecodedStack& s, ErrorCode code = ErrorCode::kInvalidGeometry) {
  const auto volume = build_volume(s.series, s.frames);
  REQUIRE_FALSE(volume);
  CHECK(volume.error().code == code);
  return volume.error().message;
}

TEST_CASE("A volume holds modality values where its transform says", "[image][volume]") {
  const DecodedStack s = decoded_stack({30, 31.5, 33});
  const auto volume = build_volume(s.series, s.frames);
  REQUIRE(volume);
  CHECK(volume->columns == 3);
  CHECK(volume->rows == 2);
  CHECK(volume->slices == 3);
  CHECK(volume->at(0, 0, 0) == -1000);
  CHECK(volume->at(2, 1, 2) == 2 * 212 - 1000);
  const Point<Patient> p = volume->patient_from_voxel * Point<Voxel>(2, 1, 2);
  CHECK_THAT(p.x(), WithinAbs(-9, 1e-12));
  CHECK_THAT(p.y(), WithinAbs(-19.2, 1e-12));
  CHECK_THAT(p.z(), WithinAbs(33, 1e-12));
  CHECK_THAT(volume->spacing_mm()[0], WithinAbs(0.5, 1e-12));
  CHECK_THAT(volume->spacing_mm()[1], WithinAbs(0.8, 1e-12));
  CHECK_THAT(volume->spacing_mm()[2], WithinAbs(1.5, 1e-12));
  CHECK_THAT(volume->voxel_volume_ml(), WithinAbs(0.5 * 0.8 * 1.5 / 1000, 1e-15));
  CHECK(volume->patient_from_voxel.determinant() > 0);
}

TEST_CASE("Slices given from head to feet make the same volume", "[image][volume]") {
  const auto volume =
      build_volume(decoded_stack({33, 31.5, 30}).series, decoded_stack({33, 31.5, 30}).frames);
  REQUIRE(volume);
  CHECK_THAT((volume->patient_from_voxel * Point<Voxel>(0, 0, 0)).z(), WithinAbs(30, 1e-12));
  CHECK(volume->at(0, 0, 0) == 2 * 200 - 1000);
}

TEST_CASE("A tilted gantry makes a sheared grid: places exact, volume the determinant",
          "[image][volume]") {
  // Rows fall by 18.5 degrees while the table steps 4.22 mm: the head CT of the test data.
  const double a = 18.5 * std::numbers::pi / 180.0;
  const DecodedStack s = decoded_stack({0, 4.22, 8.44}, {1, 0, 0, 0, std::cos(a), -std::sin(a)});
  const auto volume = build_volume(s.series, s.frames);
  REQUIRE(volume);
  // Column 2, row 1, slice 2, by hand: x = -10 + 2 * 0.5, y = -20 + 0.8 cos, z = 8.44 - 0.8 sin.
  const Point<Patient> p = volume->patient_from_voxel * Point<Voxel>(2, 1, 2);
  CHECK_THAT(p.x(), WithinAbs(-9, 1e-12));
  CHECK_THAT(p.y(), WithinAbs(-20 + 0.8 * 0.94832366, 1e-8));
  CHECK_THAT(p.z(), WithinAbs(8.44 - 0.8 * 0.31730466, 1e-8));
  // The slices step 4.22 mm, and are 4.22 cos 18.5° = 4.00193 mm apart.
  CHECK_THAT(volume->spacing_mm()[2], WithinAbs(4.22, 1e-12));
  CHECK_THAT(volume->slice_distance_mm(), WithinAbs(4.00192583, 1e-8));
  CHECK_THAT(volume->voxel_volume_ml(), WithinAbs(0.5 * 0.8 * 4.00192583 / 1000, 1e-11));
  // Nothing was resampled.
  CHECK(volume->at(2, 1, 2) == 2 * 212 - 1000);
}

TEST_CASE("Stacks that are not regular are refused, with the reason, the value and the limit",
          "[image][volume]") {
  CHECK(refusal(decoded_stack({5})) == "1 slices, must be at least 2");
  CHECK(refusal(decoded_stack({0, 4, 8, 9.08, 16.08, 23.08})) ==
        "slices are unevenly spaced: 1.08 to 7.00 mm, must be 4.00 ± 0.08 mm");
  CHECK(refusal(decoded_stack({0, 2, 4, 8, 10})) ==
        "1 slices are missing: a step is 4.00 mm, must be 2.00 ± 0.05 mm");
  CHECK(refusal(decoded_stack({0, 2, 2, 4})) == "1 slices lie where another one is, must be 0");
  const double a = 50.0 * std::numbers::pi / 180.0;
  CHECK(refusal(decoded_stack({0, 5, 10}, {1, 0, 0, 0, std::cos(a), -std::sin(a)})) ==
        "slices step 50.0° off their normal, must be at most 45°");
  DecodedStack s = decoded_stack({0, 5, 10});
  s.series.instances[1].planes[0].image_position_patient[0] += 0.25;
  CHECK(refusal(s) == "a slice lies 0.25 mm off a straight line, must be at most 0.1 mm");
  s = decoded_stack({0, 5, 10});
  const double turn = 0.3 * std::numbers::pi / 180.0;
  s.series.instances[1].planes[0].image_orientation_patient = {std::cos(turn),  std::sin(turn), 0,
                                                               -std::sin(turn), std::cos(turn), 0};
  CHECK(refusal(s) == "slices are turned against each other by 0.30°, must be at most 0.1°");
}

TEST_CASE("Frames must fit the series", "[image][volume]") {
  DecodedStack s = decoded_stack({0, 1, 2});
  s.frames.pop_back();
  CHECK(refusal(s, ErrorCode::kInvalidArgument) == "2 frames for a series of 3");
  s = decoded_stack({0, 1, 2});
  s.series.instances[1].planes.clear();
  CHECK_THAT(refusal(s), ContainsSubstring("Image Position (Patient) (0020,0032)"));
  s = decoded_stack({0, 1, 2});
  s.series.instances[2].pixel_spacing = {0.8, 0.6};
  CHECK(refusal(s) ==
        "slices differ in Pixel Spacing (0028,0030): 0.8000 × 0.6000 mm, must be 0.8000 × 0.5000");
  s = decoded_stack({0, 1, 2});
  for (InstanceHeader& header : s.series.instances) header.pixel_spacing.reset();
  CHECK(refusal(s) == "Pixel Spacing (0028,0030) is missing");
  s = decoded_stack({0, 1, 2});
  s.frames[1] = made::frame<std::int16_t>(2, 2, {1, 2, 3, 4});
  CHECK(refusal(s) == "a slice has 2 × 2 pixels, must have 3 × 2");
  s = decoded_stack({0, 1, 2});
  s.frames[1] = made::frame<std::uint8_t>(3, 2, std::vector<std::uint8_t>(18), {}, 3, 8, "RGB");
  CHECK(refusal(s) == "slices are in color, must be gray");
}

TEST_CASE("A volume takes the spacing that each frame of an enhanced instance has",
          "[image][volume]") {
  InstanceHeader h;
  h.sop_instance_uid = "1";
  h.columns = 3;
  h.rows = 2;
  h.frame_count = 2;
  h.pixel_spacing = {{9, 9}};
  h.frame_measures = {{.pixel_spacing = {{0.8, 0.5}}}, {.pixel_spacing = {{0.8, 0.5}}}};
  h.planes = {FramePlane{{0, 0, 0}, kTransverse}, FramePlane{{0, 0, 2}, kTransverse}};
  DecodedStack s{.series = group_into_series({h}).front(), .frames = {}};
  for (int i = 0; i < 2; ++i) {
    s.frames.push_back(made::frame<std::int16_t>(3, 2, {0, 1, 2, 3, 4, 5}));
  }
  const auto volume = build_volume(s.series, s.frames);
  REQUIRE(volume);
  CHECK(volume->spacing_mm() == std::array{0.5, 0.8, 2.0});
  s.series.instances[0].frame_measures[1].pixel_spacing.reset();
  CHECK(refusal(s) == "Pixel Spacing (0028,0030) is missing");
}

TEST_CASE("Values out of 16 bits are held at the ends, halves rounded up", "[image][volume]") {
  DecodedStack s = decoded_stack({0, 1});
  PixelTransform transform;
  transform.rescale_slope = 0.5;
  s.frames[0] = made::frame<std::int32_t>(3, 2, {100000, -100000, 3, -3, 4, 5}, transform);
  const auto volume = build_volume(s.series, s.frames);
  REQUIRE(volume);
  CHECK(volume->at(0, 0, 0) == 32767);
  CHECK(volume->at(1, 0, 0) == -32768);
  CHECK(volume->at(2, 0, 0) == 2);
  CHECK(volume->at(0, 1, 0) == -1);
}

}  // namespace
}  // namespace overread
