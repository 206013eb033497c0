#include "core/image/window.hpp"

#include <catch_amalgamated.hpp>
#include <limits>

#include "core/image/presentation_lut.hpp"
#include "tests/core/image/made_frames.hpp"

namespace overread {
namespace {

using Catch::Matchers::WithinAbs;

TEST_CASE("The file's first window comes first", "[image][window]") {
  PixelTransform transform;
  transform.windows = {{.center = -600, .width = 1500}, {.center = 40, .width = 400}};
  transform.voi_luts = {LookUpTable{.first_mapped = 0, .bits = 8, .entries = {0, 255}}};
  const Frame frame = made::frame<std::int16_t>(1, 1, {0}, transform);
  CHECK(default_window(frame) == Window{.center = -600, .width = 1500});
  const VoiStage stage = frame_voi_stage(frame);
  CHECK_FALSE(stage.table);
  CHECK(stage.offset == -600.5F);
  CHECK(stage.scale == 1499.0F);
}

TEST_CASE("A chosen window comes before the file's, with the file's function", "[image][window]") {
  PixelTransform transform;
  transform.windows = {{.center = 10, .width = 20}};
  transform.voi_function = VoiFunction::kSigmoid;
  const Frame frame = made::frame<std::int16_t>(1, 1, {0}, transform);
  const VoiStage stage = frame_voi_stage(frame, Window{.center = 5, .width = 7});
  CHECK(stage.function == VoiFunction::kSigmoid);
  CHECK(stage.offset == 5.0F);
  CHECK(stage.scale == 7.0F);
}

TEST_CASE("A VOI LUT serves where the file has no window", "[image][window]") {
  PixelTransform transform;
  transform.voi_luts = {LookUpTable{.first_mapped = 0, .bits = 8, .entries = {255, 0}}};
  const Frame frame = made::frame<std::int16_t>(1, 1, {0}, transform);
  REQUIRE(frame_voi_stage(frame).table);
  CHECK(apply_voi(0, frame_voi_stage(frame)) == 1.0F);
  CHECK_FALSE(frame_voi_stage(frame, Window{.center = 5, .width = 7}).table);
}

TEST_CASE("A chosen VOI LUT comes before the file's windows and after a chosen window",
          "[image][window][PS3.3 C.11.2]") {
  PixelTransform transform;
  transform.windows = {{.center = 10, .width = 20}};
  transform.voi_luts = {LookUpTable{.first_mapped = 0, .bits = 8, .entries = {255, 0}},
                        LookUpTable{.first_mapped = 0, .bits = 8, .entries = {51, 204}}};
  const Frame frame = made::frame<std::int16_t>(1, 1, {0}, transform);
  // 51 / 255 and 255 / 255.
  CHECK(apply_voi(0, frame_voi_stage(frame, std::nullopt, 2)) == 0.2F);
  CHECK(apply_voi(0, frame_voi_stage(frame, std::nullopt, 1)) == 1.0F);
  CHECK_FALSE(frame_voi_stage(frame, std::nullopt, 3).table);
  CHECK_FALSE(frame_voi_stage(frame, Window{.center = 5, .width = 7}, 2).table);
}

TEST_CASE("Which VOI LUT is in force", "[image][window]") {
  const std::optional<Window> none, window = Window{.center = 5, .width = 7};
  PixelTransform both;
  both.windows = {{.center = 10, .width = 20}};
  both.voi_luts.resize(2);
  PixelTransform tables;
  tables.voi_luts.resize(2);
  struct Case {
    const PixelTransform& transform;
    const std::optional<Window>& chosen;
    int chosen_number, in_force;
  };
  const PixelTransform nothing;
  for (const Case& c :
       {Case{both, none, 0, 0}, Case{both, none, 1, 1}, Case{both, none, 2, 2},
        Case{both, none, 3, 0}, Case{both, none, -1, 0}, Case{both, window, 2, 0},
        Case{tables, none, 0, 1}, Case{tables, none, 2, 2}, Case{tables, none, 3, 1},
        Case{tables, window, 0, 0}, Case{nothing, none, 1, 0}}) {
    INFO(c.transform.windows.size()
         << " windows, " << c.transform.voi_luts.size() << " tables, chosen " << c.chosen_number);
    CHECK(voi_lut_in_force(c.transform, c.chosen, c.chosen_number) == c.in_force);
  }
}

TEST_CASE("Pictures of 8 bits are shown as they are", "[image][window]") {
  const Frame frame = made::frame<std::uint8_t>(3, 1, {90, 100, 110});
  CHECK(default_window(frame) == Window{.center = 128, .width = 256});
}

TEST_CASE("Without a window the middle 99 % of the values is shown", "[image][window]") {
  // 1001 values 0 … 1000 in disorder: the 0.5 % and 99.5 % ranks are 5 and 995.
  std::vector<std::uint16_t> values(1001);
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = static_cast<std::uint16_t>(i * 379 % 1001);
  }
  const Frame frame = made::frame<std::uint16_t>(1001, 1, values);
  const Window window = default_window(frame);
  CHECK_THAT(window.center, WithinAbs(500.5, 1e-9));
  CHECK_THAT(window.width, WithinAbs(991, 1e-9));
  const VoiStage stage = voi_stage(window, VoiFunction::kLinear);
  CHECK(apply_voi(5, stage) == 0.0F);
  CHECK(apply_voi(995, stage) == 1.0F);
  CHECK(apply_voi(6, stage) > 0.0F);
  CHECK(apply_voi(994, stage) < 1.0F);
}

TEST_CASE("The middle 99 % of a large frame is estimated from pixels all over it",
          "[image][window]") {
  // A ramp of 0 to 999 from top to bottom: ranks 5 and 995 of 1000, within one row.
  std::vector<std::uint16_t> values;
  for (int i = 0; i < 1000 * 700; ++i) values.push_back(static_cast<std::uint16_t>(i / 700));
  const Window window = default_window(made::frame<std::uint16_t>(700, 1000, values));
  CHECK_THAT(window.center, WithinAbs(500, 2));
  CHECK_THAT(window.width, WithinAbs(990, 3));
}

TEST_CASE("Padding does not count for the default window", "[image][window]") {
  PixelTransform transform;
  transform.pixel_padding_value = -2000;
  std::vector<std::int16_t> values(1000, -2000);
  values[400] = 10;
  values[500] = 30;
  const Window window = default_window(made::frame<std::int16_t>(1000, 1, values, transform));
  CHECK_THAT(window.center, WithinAbs(20.5, 1e-9));
  CHECK_THAT(window.width, WithinAbs(21, 1e-9));
}

TEST_CASE("A frame of one value, or of padding only, still has a window", "[image][window]") {
  PixelTransform transform;
  transform.pixel_padding_value = 7;
  CHECK(default_window(made::frame<std::uint16_t>(2, 1, {9, 9})).width == 1.0);
  CHECK(default_window(made::frame<std::uint16_t>(2, 1, {7, 7}, transform)).width == 1.0);
}

TEST_CASE("CT has presets by name, other modalities none", "[image][window]") {
  REQUIRE(window_presets("CT").size() >= 4);
  CHECK(window_presets("MR").empty());
  for (const WindowPreset& preset : window_presets("CT")) {
    CHECK(preset.key.starts_with("window."));
    CHECK(preset.window.width >= 1.0);
  }
  CHECK(window_presets("CT")[1].key == "window.lung");
  CHECK(window_presets("CT")[1].window == Window{.center = -600, .width = 1500});
}

TEST_CASE("Dragging: right widens, down darkens, width never below 1", "[image][window]") {
  const Window start{.center = 40, .width = 400};
  CHECK(dragged_window(start, VoiFunction::kLinear, 10, 0) == Window{.center = 40, .width = 410});
  CHECK(dragged_window(start, VoiFunction::kLinear, 0, 10) == Window{.center = 50, .width = 400});
  CHECK(dragged_window(start, VoiFunction::kLinear, -100000, 0).width == 1.0);
}

TEST_CASE("Floats: the middle 99 % of what is finite, to the digit", "[image][window]") {
  // 0, 0.000003, ... 0.003 in disorder: ranks 5 and 995 of 1001 are 0.000015 and 0.002985.
  std::vector<float> values;
  for (int i = 0; i < 1001; ++i) values.push_back(static_cast<float>(i * 379 % 1001 * 3e-6));
  values.push_back(std::numeric_limits<float>::quiet_NaN());
  values.push_back(std::numeric_limits<float>::infinity());
  values.push_back(-std::numeric_limits<float>::infinity());
  const Frame frame = made::frame<float>(1004, 1, values);
  const Window window = default_window(frame);
  CHECK_THAT(window.center, WithinAbs(0.0015, 1e-9));
  CHECK_THAT(window.width, WithinAbs(0.00297, 1e-9));
  CHECK(window_function(frame) == VoiFunction::kLinearExact);
  const VoiStage stage = frame_voi_stage(frame);
  CHECK_THAT(apply_voi(0.0015F, stage), WithinAbs(0.5, 1e-6));
  CHECK(apply_voi(0.002986F, stage) == 1.0F);
  CHECK_THAT(apply_voi(0.002F, frame_voi_stage(frame, Window{.center = 0.002, .width = 0.001})),
             WithinAbs(0.5, 1e-6));
}

TEST_CASE("Floats without a window: one value, few values, none", "[image][window]") {
  const auto constant = default_window(made::frame<float>(2, 1, {4.0F, 4.0F}));
  CHECK(constant.center == 4.0);
  CHECK(constant.width == 0.004);
  // Half of a percent of a map holds all there is.
  std::vector<float> sparse(1000, 0.0F);
  sparse[17] = 0.25F;
  CHECK(default_window(made::frame<float>(1000, 1, sparse)) ==
        Window{.center = 0.125, .width = 0.25});
  const float none = std::numeric_limits<float>::quiet_NaN();
  CHECK(default_window(made::frame<float>(2, 1, {none, none})).width == 1.0);
  const auto large = default_window(made::frame<double>(2, 1, {-1e308, 1e308}));
  CHECK(large == Window{.center = 0, .width = 2e30});
}

TEST_CASE("Whole numbers that stand for small ones are windowed as floats", "[image][window]") {
  PixelTransform transform;
  transform.rescale_slope = 0.001;
  const Frame frame = made::frame<std::uint16_t>(3, 1, {0, 1000, 3000}, transform);
  CHECK(window_function(frame) == VoiFunction::kLinearExact);
  CHECK_THAT(default_window(frame).width, WithinAbs(3, 1e-12));
  CHECK_THAT(default_window(frame).center, WithinAbs(1.5, 1e-12));
  // What the file states stays as it states it.
  transform.windows = {{.center = 2, .width = 4}};
  const Frame stated = made::frame<std::uint16_t>(3, 1, {0, 1000, 3000}, transform);
  CHECK(window_function(stated) == VoiFunction::kLinear);
  CHECK(frame_voi_stage(stated).scale == 3.0F);
}

TEST_CASE("Dragging a fractional window: as fine as it is narrow, never to nothing",
          "[image][window]") {
  const Window start{.center = 0.0015, .width = 0.003};
  const Window wider = dragged_window(start, VoiFunction::kLinearExact, 40, 0);
  CHECK_THAT(wider.width, WithinAbs(0.0033, 1e-12));
  const Window darker = dragged_window(start, VoiFunction::kLinearExact, 0, 40);
  CHECK_THAT(darker.center, WithinAbs(0.0018, 1e-12));
  const Window narrowest = dragged_window(start, VoiFunction::kLinearExact, -100000, 0);
  CHECK(narrowest.width > 0.0);
  CHECK_THAT(narrowest.width, WithinAbs(1.5e-8, 1e-15));
  // Dragged at while the pixels are not here, it is left as narrow as it is.
  CHECK(dragged_window(start, VoiFunction::kLinear, -100000, 0).width == 0.003);
}

}  // namespace
}  // namespace overread
