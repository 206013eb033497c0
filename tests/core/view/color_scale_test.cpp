#include "core/view/color_scale.hpp"

#include <array>
#include <catch_amalgamated.hpp>

#include "core/image/well_known_color_map.hpp"
#include "tests/core/image/made_frames.hpp"

namespace overread {
namespace {

using Catch::Matchers::WithinAbs;
using Color = std::array<std::uint8_t, 3>;

/// A map of floats, shown from `low` to `high`.
Frame map_of(double low, double high) {
  PixelTransform transform;
  transform.voi_function = VoiFunction::kLinearExact;
  transform.windows = {{.center = (low + high) / 2, .width = high - low}};
  transform.color_map = well_known_color_map(kHotIronUid);
  return made::frame<float>(2, 1, {0.0F, 1.0F}, transform);
}

ColorScale scale_of(const Frame& frame, const RealWorldValueMapping* mapping = nullptr,
                    int most_ticks = 6, const ViewportState& state = {}) {
  const auto scale = color_scale(frame, state, mapping, most_ticks, DecimalMark::kPoint);
  REQUIRE(scale);
  return *scale;
}

void check_ticks(const ColorScale& scale,
                 const std::vector<std::pair<double, std::string>>& expected) {
  REQUIRE(scale.ticks.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    INFO(i << ": " << scale.ticks[i].text << " at " << scale.ticks[i].place);
    CHECK(scale.ticks[i].text == expected[i].second);
    CHECK_THAT(scale.ticks[i].place, WithinAbs(expected[i].first, 1e-4));
  }
}

TEST_CASE("Color scale: round numbers from one end of the window to the other", "[view][scale]") {
  check_ticks(scale_of(map_of(0, 0.003)), {{0, "0"},
                                           {1 / 6.0, "0.0005"},
                                           {2 / 6.0, "0.001"},
                                           {3 / 6.0, "0.0015"},
                                           {4 / 6.0, "0.002"},
                                           {5 / 6.0, "0.0025"},
                                           {1, "0.003"}});
  // 170 over 6 is 28.3: every 50.
  check_ticks(scale_of(map_of(-70, 100)),
              {{20 / 170.0, "−50"}, {70 / 170.0, "0"}, {120 / 170.0, "50"}, {1, "100"}});
  // A billionth: 2.4 over 6 is 0.4, every half.
  check_ticks(scale_of(map_of(0, 2.4e-9)), {{0, "0"},
                                            {5 / 24.0, "5e−10"},
                                            {10 / 24.0, "1e−9"},
                                            {15 / 24.0, "1.5e−9"},
                                            {20 / 24.0, "2e−9"}});
}

TEST_CASE("Color scale: ticks in real-world values, linear", "[view][scale][rwvm]") {
  // Stored 0 to 4000 is -2 to 38; a tick every 10.
  PixelTransform transform;
  transform.rescale_slope = 0.5;
  transform.rescale_intercept = 100;
  transform.voi_function = VoiFunction::kLinearExact;
  transform.windows = {{.center = 1100, .width = 2000}};  // modality 100 to 2100
  transform.color_map = well_known_color_map(kHotIronUid);
  const Frame frame = made::frame<std::uint16_t>(2, 1, {0, 4000}, transform);
  const RealWorldValueMapping mapping{
      .slope = 0.01, .intercept = -2, .unit = "ms", .quantity = "T2"};
  const ColorScale scale = scale_of(frame, &mapping, 5);
  check_ticks(scale, {{0.05, "0"}, {0.3, "10"}, {0.55, "20"}, {0.8, "30"}});
  CHECK(scale.unit == "ms");
  CHECK(scale.quantity == "T2");
  // A slope below zero: large values at the lower end.
  const RealWorldValueMapping falling{.slope = -0.01, .intercept = 40};
  check_ticks(scale_of(frame, &falling, 4),
              {{0, "40"}, {0.25, "30"}, {0.5, "20"}, {0.75, "10"}, {1, "0"}});
}

TEST_CASE("Color scale: no ticks where the mapping does not speak", "[view][scale][rwvm]") {
  const RealWorldValueMapping mapping{.first_value_mapped = 0, .last_value_mapped = 1};
  check_ticks(scale_of(map_of(-2, 2), &mapping, 4), {{0.5, "0"}, {0.75, "1"}});
}

TEST_CASE("Color scale: along a LUT the bar is parted evenly", "[view][scale][rwvm]") {
  PixelTransform transform;
  transform.voi_function = VoiFunction::kLinearExact;
  transform.windows = {{.center = 2, .width = 4}};
  transform.color_map = well_known_color_map(kHotIronUid);
  const Frame frame = made::frame<std::uint8_t>(2, 1, {0, 4}, transform);
  const RealWorldValueMapping mapping{.first_value_mapped = 0,
                                      .last_value_mapped = 4,
                                      .lut_data = {0.0, 0.12345, 1.5, 77.777, 123456.7}};
  check_ticks(scale_of(frame, &mapping),
              {{0, "0"}, {0.25, "0.1235"}, {0.5, "1.5"}, {0.75, "77.78"}, {1, "123457"}});
}

TEST_CASE("Color scale: the colors are those of the picture", "[view][scale]") {
  const ColorScale scale = scale_of(map_of(0, 1));
  REQUIRE(scale.colors.size() == 128);
  // The middle of the first of 128 parts is at 255 / 256 of the way to the second entry of Hot
  // Iron, that of the last one hardly beyond the last entry but one.
  CHECK(scale.colors.front() == Color{2, 0, 0});
  CHECK(scale.colors.back() == Color{255, 252, 252});
  ViewportState inverted;
  inverted.inverted = true;
  CHECK(scale_of(map_of(0, 1), nullptr, 6, inverted).colors.back() == Color{2, 0, 0});
  // The reader's own window moves the numbers.
  ViewportState windowed;
  windowed.window = Window{.center = 5, .width = 10};
  const ColorScale moved = scale_of(map_of(0, 1), nullptr, 5, windowed);
  check_ticks(moved, {{0, "0"}, {0.2, "2"}, {0.4, "4"}, {0.6, "6"}, {0.8, "8"}, {1, "10"}});
}

TEST_CASE("Color scale: modality values where nothing is mapped, US is no unit", "[view][scale]") {
  Frame frame = map_of(0, 1);
  frame.transform.rescale_type = "US";
  CHECK(scale_of(frame).unit.empty());
  frame.transform.rescale_type = "HU";
  CHECK(scale_of(frame).unit == "HU");
}

TEST_CASE("Color scale: sigmoid, tables and a width of nothing have one too", "[view][scale]") {
  Frame sigmoid = map_of(0, 10);
  sigmoid.transform.voi_function = VoiFunction::kSigmoid;
  check_ticks(scale_of(sigmoid, nullptr, 4),
              {{0, "−5"}, {0.25, "0"}, {0.5, "5"}, {0.75, "10"}, {1, "15"}});
  Frame table = map_of(0, 10);
  table.transform.windows.clear();
  table.transform.voi_luts = {{.first_mapped = 100, .bits = 8, .entries = {0, 50, 200, 255, 255}}};
  check_ticks(scale_of(table, nullptr, 4),
              {{0, "100"}, {0.25, "101"}, {0.5, "102"}, {0.75, "103"}, {1, "104"}});
  PixelTransform step;
  step.windows = {{.center = 10, .width = 1}};  // LINEAR: all above 9.5
  step.color_map = well_known_color_map(kHotIronUid);
  const ColorScale scale = scale_of(made::frame<std::uint8_t>(1, 1, {0}, step), nullptr, 4);
  CHECK(scale.colors.front() == Color{0, 0, 0});
  CHECK(scale.colors.back() == Color{255, 255, 255});
}

TEST_CASE("Color scale: grays and true colors have none", "[view][scale]") {
  const auto has_scale = [](const Frame& frame) {
    return color_scale(frame, {}, nullptr, 6, DecimalMark::kPoint).has_value();
  };
  CHECK_FALSE(has_scale(made::frame<std::uint8_t>(1, 1, {0})));
  PixelTransform transform;
  transform.color_map = well_known_color_map(kHotIronUid);
  CHECK_FALSE(has_scale(made::frame<std::uint8_t>(1, 1, {1, 2, 3}, transform, 3, 8, "RGB")));
}

TEST_CASE("Color scale: comma where the language has it", "[view][scale]") {
  const auto scale = color_scale(map_of(0, 1), {}, nullptr, 2, DecimalMark::kComma);
  REQUIRE(scale);
  check_ticks(*scale, {{0, "0"}, {0.5, "0,5"}, {1, "1"}});
}

}  // namespace
}  // namespace overread
