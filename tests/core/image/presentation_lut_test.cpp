#include "core/image/presentation_lut.hpp"

#include <catch_amalgamated.hpp>

#include "core/image/window.hpp"
#include "tests/core/image/made_frames.hpp"

namespace overread {
namespace {

using Catch::Matchers::WithinAbs;

constexpr double kMiddle = 100.0 / 255.0;

LookUpTable three_steps() { return {.first_mapped = 0, .bits = 8, .entries = {0, 100, 255}}; }

void check_at(const VoiStage& stage, float value, double expected) {
  INFO("value " << value);
  CHECK_THAT(apply_voi(value, stage), WithinAbs(expected, 1e-6));
}

TEST_CASE("Presentation LUT: what a window gives is spread over the entries",
          "[presentation][PS3.3 C.11.6.1.1]") {
  // Window 40, 400 runs from -160 to 239; three entries are nearest below a quarter (-60.25), up to
  // three quarters (139.25), and above.
  const VoiStage stage = with_presentation_lut(
      voi_stage({.center = 40, .width = 400}, VoiFunction::kLinear), three_steps());
  check_at(stage, -3000, 0);
  check_at(stage, -61, 0);
  check_at(stage, -60, kMiddle);
  check_at(stage, 139, kMiddle);
  check_at(stage, 140, 1);
  check_at(stage, 3000, 1);
}

TEST_CASE("Presentation LUT: LINEAR_EXACT has its own ends", "[presentation][PS3.3 C.11.2.1.3.2]") {
  // Window 0, 4 runs from -2 to 2: a quarter at -1, three quarters at 1.
  const VoiStage stage = with_presentation_lut(
      voi_stage({.center = 0, .width = 4}, VoiFunction::kLinearExact), three_steps());
  check_at(stage, -1.01F, 0);
  check_at(stage, -0.99F, kMiddle);
  check_at(stage, 0.99F, kMiddle);
  check_at(stage, 1.01F, 1);
}

TEST_CASE("Presentation LUT: a window of one value has two sides",
          "[presentation][PS3.3 C.11.2.1.2.1]") {
  const VoiStage stage = with_presentation_lut(
      voi_stage({.center = 10, .width = 1}, VoiFunction::kLinear), three_steps());
  check_at(stage, 9, 0);
  check_at(stage, 10, 1);
}

TEST_CASE("Presentation LUT: behind a sigmoid", "[presentation][PS3.3 C.11.2.1.3.1]") {
  // Three quarters of a sigmoid lie at ln(3) / 4 widths: 109.86 beside the center.
  const VoiStage stage = with_presentation_lut(
      voi_stage({.center = 40, .width = 400}, VoiFunction::kSigmoid), three_steps());
  check_at(stage, 40.0F - 110, 0);
  check_at(stage, 40.0F - 109.7F, kMiddle);
  check_at(stage, 40, kMiddle);
  check_at(stage, 40.0F + 109.7F, kMiddle);
  check_at(stage, 40.0F + 110, 1);
  check_at(stage, 30000, 1);
}

TEST_CASE("Presentation LUT: behind a VOI LUT", "[presentation][PS3.3 C.11.6.1.1]") {
  const LookUpTable voi{.first_mapped = 5, .bits = 8, .entries = {0, 64, 255}};
  const LookUpTable lut{.first_mapped = 0, .bits = 16, .entries = {0, 1000, 2000, 3000, 65535}};
  const VoiStage stage = with_presentation_lut(voi_stage(voi), lut);
  // 64 / 255 of the way through five entries is 1.004: the second.
  check_at(stage, 4, 0);
  check_at(stage, 6, 1000.0 / 65535);
  check_at(stage, 7, 1);
}

TEST_CASE("Presentation LUT: a reader's window keeps it", "[presentation][window]") {
  PixelTransform transform;
  transform.windows = {{.center = 40, .width = 400}};
  transform.presentation_lut = three_steps();
  const Frame frame = made::frame<std::int16_t>(1, 1, {0}, transform);
  check_at(frame_voi_stage(frame), 0, kMiddle);
  check_at(frame_voi_stage(frame, Window{.center = -1000, .width = 100}), 0, 1);
}

TEST_CASE("The full range of float pixels is that of the frame", "[image][window]") {
  const Frame frame = made::frame<float>(2, 1, {0.0F, 1.0F}, {}, 1, 32);
  CHECK(full_range_window(frame) == default_window(frame));
}

}  // namespace
}  // namespace overread
