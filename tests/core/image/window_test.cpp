#include "core/image/window.hpp"

#include <catch_amalgamated.hpp>

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
  CHECK(dragged_window(start, 10, 0) == Window{.center = 40, .width = 410});
  CHECK(dragged_window(start, 0, 10) == Window{.center = 50, .width = 400});
  CHECK(dragged_window(start, -100000, 0).width == 1.0);
}

}  // namespace
}  // namespace overread
