#include <catch_amalgamated.hpp>
#include <cstring>
#include <functional>

#include "core/app/update.hpp"
#include "core/app/view_models.hpp"
#include "core/image/well_known_color_map.hpp"
#include "study.hpp"

namespace overread {
namespace {

using Catch::Matchers::WithinAbs;
using testing::ct_series;

constexpr const char* kMap = "1.2.3.1.1";

std::shared_ptr<const DecodedFrame> float_frame(std::vector<float> values) {
  auto frame = std::make_shared<DecodedFrame>();
  frame->rows = frame->columns = 4;
  frame->bits_allocated = frame->bits_stored = 32;
  frame->sample_type = SampleType::kFloat32;
  frame->photometric_interpretation = "MONOCHROME2";
  values.resize(16);
  frame->pixels.resize(16 * sizeof(float));
  std::memcpy(frame->pixels.data(), values.data(), frame->pixels.size());
  return frame;
}

/// A map of 4 × 4 floats in a viewport of 400 × 400: 0.0009 and 0.0021, then zeros.
State state_with_map(const std::function<void(InstanceHeader&)>& change = [](InstanceHeader&) {}) {
  InstanceHeader header = ct_series(1).front();
  header.sop_class_uid = "1.2.840.10008.5.1.4.1.1.30";
  header.bits_allocated = header.bits_stored = 32;
  header.pixels = PixelTransform{};
  header.pixels.rescale_type = "US";
  header.pixels.voi_function = VoiFunction::kLinearExact;
  header.pixels.windows = {{.center = 0.0015, .width = 0.003}};
  header.pixels.color_map = well_known_color_map(kHotIronUid);
  header.real_world_values = {
      {{.slope = 1000, .unit = "um2/ms", .quantity = "Apparent Diffusion Coefficient"}}};
  change(header);
  State state;
  update(state, command::AddInstances{{header}}, "");
  update(state, command::ResizeViewport{0, 400, 400}, "");
  update(state, command::FrameDecoded{kMap, 1, float_frame({0.0009F, 0.0021F})}, "");
  return state;
}

std::string cursor_at(State& state, double x) {
  update(state, command::MoveCursor{0, Point<Viewport>(x, 50)}, "");
  return bottom_line_model(state).cursor;
}

std::string window_line(const State& state) {
  for (const CornerLine& line : viewport_model(state, 0, 1.0).corners.bottom_right) {
    if (line.key == "image.window") return line.value;
  }
  return "(none)";
}

TEST_CASE("Map: the scale is in real-world values, with unit and quantity", "[app][map]") {
  const State state = state_with_map();
  const ViewportModel model = viewport_model(state, 0, 1.0);
  REQUIRE(model.color_scale);
  CHECK(model.color_scale->unit == "um2/ms");
  CHECK(model.color_scale->quantity == "Apparent Diffusion Coefficient");
  REQUIRE(model.color_scale->ticks.size() == 7);
  CHECK(model.color_scale->ticks.front().text == "0");
  CHECK(model.color_scale->ticks[5].text == "2.5");
  CHECK(window_line(state) == "C 0.0015 W 0.003");
}

TEST_CASE("Map: the pointer reads the real-world value, its unit and its name", "[app][map]") {
  State state = state_with_map();
  CHECK(cursor_at(state, 50) == "0.9\u2009um2/ms · Apparent Diffusion Coefficient  (0, 0)");
  CHECK(cursor_at(state, 150) == "2.1\u2009um2/ms · Apparent Diffusion Coefficient  (1, 0)");
  state.language = Language::kRussian;
  CHECK(cursor_at(state, 150) == "2,1\u2009um2/ms · Apparent Diffusion Coefficient  (1, 0)");
}

TEST_CASE("Map without a mapping: modality values, no unit that is none", "[app][map]") {
  State state = state_with_map([](InstanceHeader& header) { header.real_world_values.clear(); });
  CHECK(cursor_at(state, 150) == "0.0021  (1, 0)");
  const ViewportModel model = viewport_model(state, 0, 1.0);
  REQUIRE(model.color_scale);
  CHECK(model.color_scale->unit.empty());
  REQUIRE(model.color_scale->ticks.size() == 7);
  CHECK(model.color_scale->ticks[5].text == "0.0025");
}

TEST_CASE("Map without a window: one from its values, dragged in their measure", "[app][map]") {
  State state = state_with_map([](InstanceHeader& header) { header.pixels.windows.clear(); });
  CHECK(window_line(state) == "C 0.00105 W 0.0021");
  update(state, command::DragWindow{0, 40, 0}, "");
  const ViewportModel model = viewport_model(state, 0, 1.0);
  CHECK_THAT(model.window.width, WithinAbs(0.00231, 1e-9));
  CHECK_THAT(model.window.center, WithinAbs(0.00105, 1e-9));
  REQUIRE(model.color_scale);
}

TEST_CASE("Map with several mappings: the scale is of the first that speaks of the window",
          "[app][map]") {
  const State state = state_with_map([](InstanceHeader& header) {
    header.real_world_values = {{{.first_value_mapped = 1, .last_value_mapped = 2, .unit = "a"},
                                 {.first_value_mapped = 0, .last_value_mapped = 1, .unit = "b"}}};
  });
  REQUIRE(viewport_model(state, 0, 1.0).color_scale);
  CHECK(viewport_model(state, 0, 1.0).color_scale->unit == "b");
}

TEST_CASE("Map: presets in HU are none of its", "[app][map]") {
  CHECK(window_presets(state_with_map(), 0).empty());
}

TEST_CASE("An image with a mapping keeps its grays; the pointer gives both values", "[app][map]") {
  InstanceHeader header = ct_series(1).front();
  header.modality = "PT";
  header.pixels.rescale_intercept = 0;
  header.pixels.rescale_type = "BQML";
  header.real_world_values = {
      {{.slope = 0.5, .intercept = 3, .unit = "g/ml", .quantity = "Standardized Uptake Value"}}};
  State state;
  update(state, command::AddInstances{{header}}, "");
  update(state, command::ResizeViewport{0, 400, 400}, "");
  update(state, command::FrameDecoded{kMap, 1, testing::blank_frame()}, "");
  CHECK_FALSE(viewport_model(state, 0, 1.0).color_scale);
  CHECK(cursor_at(state, 50) == "0\u2009BQML · 3\u2009g/ml · Standardized Uptake Value  (0, 0)");
}

TEST_CASE("A mapping that says what the modality value says is not told twice", "[app][map]") {
  InstanceHeader header = ct_series(1).front();
  header.real_world_values = {{{.intercept = -1024, .unit = "HU", .quantity = "Attenuation"}}};
  State state;
  update(state, command::AddInstances{{header}}, "");
  update(state, command::ResizeViewport{0, 400, 400}, "");
  update(state, command::FrameDecoded{kMap, 1, testing::blank_frame()}, "");
  CHECK(cursor_at(state, 50) == "−1024\u2009HU  (0, 0)");
}

}  // namespace
}  // namespace overread
