#include "core/view/slice_renderer.hpp"

#include <catch_amalgamated.hpp>
#include <cmath>
#include <limits>

#include "core/image/well_known_color_map.hpp"
#include "tests/core/image/made_frames.hpp"

namespace overread {
namespace {

/// Identity from modality value to gray level.
PixelTransform plain() {
  PixelTransform transform;
  transform.windows = {{.center = 128, .width = 256}};
  return transform;
}

std::array<int, 4> pixel(const Picture& picture, int column, int row) {
  const auto at = static_cast<std::size_t>(4 * (row * picture.columns + column));
  return {picture.rgba[at], picture.rgba[at + 1], picture.rgba[at + 2], picture.rgba[at + 3]};
}

int gray(const Picture& picture, int column, int row) { return pixel(picture, column, row)[0]; }

Picture render(const Frame& frame, const ViewportState& state, int width, int height,
               double aspect = 1.0) {
  const auto image = prepare_slice(frame);
  REQUIRE(image);
  const ViewGeometry geometry{.columns = frame.columns(),
                              .rows = frame.rows(),
                              .pixel_aspect = aspect,
                              .viewport_width = width,
                              .viewport_height = height};
  return render_slice(*image, state, geometry, presentation_of(frame, state));
}

ViewportState nearest() {
  ViewportState state;
  state.interpolation = Interpolation::kNearest;
  return state;
}

TEST_CASE("At its own size every pixel is itself, in both interpolations", "[view][renderer]") {
  const Frame frame = made::frame<std::int16_t>(3, 2, {0, 50, 100, 150, 200, 255}, plain());
  for (const Interpolation interpolation : {Interpolation::kNearest, Interpolation::kBilinear}) {
    ViewportState state;
    state.interpolation = interpolation;
    const Picture picture = render(frame, state, 3, 2);
    REQUIRE(picture.rgba.size() == 24);
    for (int i = 0; i < 6; ++i) {
      const int expected = static_cast<int>(frame.stored_value(i % 3, i / 3));
      CHECK(pixel(picture, i % 3, i / 3) == std::array{expected, expected, expected, 255});
    }
  }
}

TEST_CASE("Every turn and mirror puts pixels where they belong", "[view][renderer]") {
  // a b c        values 10 20 30
  // d e f               40 50 60
  const Frame frame = made::frame<std::int16_t>(3, 2, {10, 20, 30, 40, 50, 60}, plain());
  struct Case {
    int turns;
    bool horizontal, vertical;
    std::vector<int> expected;  ///< In rows, of 3 × 2 or 2 × 3.
  };
  const std::vector<Case> cases{
      {0, false, false, {10, 20, 30, 40, 50, 60}}, {0, true, false, {30, 20, 10, 60, 50, 40}},
      {0, false, true, {40, 50, 60, 10, 20, 30}},  {0, true, true, {60, 50, 40, 30, 20, 10}},
      {1, false, false, {40, 10, 50, 20, 60, 30}}, {1, true, false, {10, 40, 20, 50, 30, 60}},
      {1, false, true, {60, 30, 50, 20, 40, 10}},  {2, false, false, {60, 50, 40, 30, 20, 10}},
      {2, true, false, {40, 50, 60, 10, 20, 30}},  {3, false, false, {30, 60, 20, 50, 10, 40}},
      {3, true, false, {60, 30, 50, 20, 40, 10}},  {3, false, true, {10, 40, 20, 50, 30, 60}}};
  for (const Case& c : cases) {
    for (const Interpolation interpolation : {Interpolation::kNearest, Interpolation::kBilinear}) {
      INFO("turns " << c.turns << " flips " << c.horizontal << c.vertical);
      ViewportState state;
      state.interpolation = interpolation;
      state.orientation = {
          .quarter_turns = c.turns, .flip_horizontal = c.horizontal, .flip_vertical = c.vertical};
      const bool lying = c.turns % 2 != 0;
      const int width = lying ? 2 : 3;
      const Picture picture = render(frame, state, width, lying ? 3 : 2);
      for (std::size_t i = 0; i < 6; ++i) {
        const int at = static_cast<int>(i);
        CHECK(gray(picture, at % width, at / width) == c.expected[i]);
      }
    }
  }
}

TEST_CASE("Bilinear at twice the size: quarters between pixel centers, edges held",
          "[view][renderer]") {
  // Viewport pixel x has u = (x + 0.5) / 2 - 0.5: -0.25, 0.25, 0.75, 1.25.
  const Frame frame = made::frame<std::int16_t>(2, 1, {0, 200}, plain());
  const Picture picture = render(frame, {}, 4, 2);
  for (int row = 0; row < 2; ++row) {
    CHECK(gray(picture, 0, row) == 0);
    CHECK(gray(picture, 1, row) == 50);
    CHECK(gray(picture, 2, row) == 150);
    CHECK(gray(picture, 3, row) == 200);
  }
}

TEST_CASE("A ramp in both directions is rendered exactly, whatever the view", "[view][renderer]") {
  // value = 3 column + 5 row is linear, so bilinear gives it everywhere between pixel centers.
  std::vector<std::int16_t> values;
  for (int row = 0; row < 20; ++row) {
    for (int column = 0; column < 25; ++column) {
      values.push_back(static_cast<std::int16_t>(3 * column + 5 * row));
    }
  }
  const Frame frame = made::frame<std::int16_t>(25, 20, values, plain());
  int compared = 0;
  for (int turns = 0; turns < 4; ++turns) {
    for (const bool flip : {false, true}) {
      ViewportState state;
      state.zoom = 1.7;
      state.center_offset = Vector<Image>(1.3, -2.1);
      state.orientation = {.quarter_turns = turns, .flip_horizontal = flip};
      const Picture picture = render(frame, state, 61, 47, 1.25);
      // The view worked out once more: 25 × 20 pixels of aspect 1.25 are a square of 25, so the
      // lower side of the viewport decides, turned or not.
      const double scale = 1.7 * 47 / 25;
      for (int y = 0; y < 47; ++y) {
        for (int x = 0; x < 61; ++x) {
          double dx = (x + 0.5 - 30.5) / scale, dy = (y + 0.5 - 23.5) / scale;
          if (flip) dx = -dx;
          for (int t = 0; t < turns; ++t) {
            const double old_x = dx;
            dx = dy;
            dy = -old_x;
          }
          const double u = 12.0 + 1.3 + dx;
          const double v = 9.5 - 2.1 + dy / 1.25;
          if (u < 0 || v < 0 || u > 24 || v > 19) continue;
          const double exact = 3 * u + 5 * v;
          if (std::fabs(exact - std::floor(exact) - 0.5) < 1e-3) continue;
          CHECK(gray(picture, x, y) == static_cast<int>(std::floor(exact + 0.5)));
          ++compared;
        }
      }
    }
  }
  CHECK(compared > 8000);
}

TEST_CASE("Interpolation happens before the window", "[view][renderer]") {
  // Between 0 and 1000 a quarter of the way: 250, white in a window of 200 to 220. Blending after
  // the window would give a gray of a quarter.
  PixelTransform transform;
  transform.windows = {{.center = 210, .width = 20}};
  const Frame frame = made::frame<std::int16_t>(2, 1, {0, 1000}, transform);
  const Picture picture = render(frame, {}, 4, 2);
  CHECK(gray(picture, 0, 0) == 0);
  CHECK(gray(picture, 1, 0) == 255);
}

TEST_CASE("Nearest at half the size takes the later pixel of an exact tie", "[view][renderer]") {
  const Frame frame = made::frame<std::int16_t>(4, 2, {1, 2, 3, 4, 5, 6, 7, 8}, plain());
  const Picture picture = render(frame, nearest(), 2, 1);
  CHECK(gray(picture, 0, 0) == 6);
  CHECK(gray(picture, 1, 0) == 8);
}

TEST_CASE("Outside the frame it is black and opaque", "[view][renderer]") {
  const Frame frame = made::frame<std::int16_t>(2, 2, {255, 255, 255, 255}, plain());
  const Picture picture = render(frame, {}, 4, 2);
  CHECK(pixel(picture, 0, 0) == std::array{0, 0, 0, 255});
  CHECK(pixel(picture, 1, 0) == std::array{255, 255, 255, 255});
  CHECK(pixel(picture, 2, 1) == std::array{255, 255, 255, 255});
  CHECK(pixel(picture, 3, 1) == std::array{0, 0, 0, 255});
}

TEST_CASE("MONOCHROME1 and the reader's inversion each turn grays round", "[view][renderer]") {
  PixelTransform transform = plain();
  ViewportState state;
  const auto level = [&] {
    return gray(render(made::frame<std::int16_t>(1, 1, {40}, transform), state, 1, 1), 0, 0);
  };
  CHECK(level() == 40);
  transform.inverted = true;
  CHECK(level() == 215);
  state.inverted = true;
  CHECK(level() == 40);
  transform.inverted = false;
  CHECK(level() == 215);
}

TEST_CASE("The reader's window goes before the file's", "[view][renderer]") {
  ViewportState state;
  state.window = Window{.center = 1000.5, .width = 101};
  const Frame frame = made::frame<std::int16_t>(3, 1, {950, 1000, 1050}, plain());
  const Picture picture = render(frame, state, 3, 1);
  CHECK(gray(picture, 0, 0) == 0);
  CHECK(gray(picture, 1, 0) == 128);  // 0.5 · 255 = 127.5
  CHECK(gray(picture, 2, 0) == 255);
}

TEST_CASE("Padding is black, inverted or not, and is not blended into its neighbors",
          "[view][renderer]") {
  PixelTransform transform = plain();
  transform.pixel_padding_value = 0;
  transform.inverted = true;
  const Frame frame = made::frame<std::int16_t>(2, 1, {0, 55}, transform);
  const Picture picture = render(frame, {}, 4, 2);
  CHECK(gray(picture, 0, 0) == 0);
  CHECK(gray(picture, 1, 0) == 0);
  CHECK(gray(picture, 2, 0) == 200);
  CHECK(gray(picture, 3, 0) == 200);
}

TEST_CASE("Color is blended channel by channel, without a window", "[view][renderer]") {
  PixelTransform transform = plain();
  transform.windows = {{.center = 1, .width = 1}};
  const Frame frame =
      made::frame<std::uint8_t>(2, 1, {0, 100, 255, 200, 100, 55}, transform, 3, 8, "RGB");
  const Picture picture = render(frame, {}, 4, 2);
  CHECK(pixel(picture, 0, 0) == std::array{0, 100, 255, 255});
  CHECK(pixel(picture, 1, 0) == std::array{50, 100, 205, 255});
  ViewportState inverted;
  inverted.inverted = true;
  CHECK(pixel(render(frame, inverted, 4, 2), 3, 0) == std::array{55, 155, 200, 255});
}

TEST_CASE("render_frame: a gray frame at its own size", "[view][renderer]") {
  PixelTransform transform = plain();
  transform.pixel_padding_value = 7;
  const Frame frame = made::frame<std::int16_t>(2, 2, {0, 7, 100, 300}, transform);
  const auto picture = render_frame(frame);
  REQUIRE(picture);
  CHECK(picture->columns == 2);
  CHECK(picture->rgba == std::vector<std::uint8_t>{0, 0, 0, 255, 0, 0, 0, 255,  //
                                                   100, 100, 100, 255, 255, 255, 255, 255});
  const auto inverted = render_frame(frame, {.inverted = true});
  CHECK(gray(*inverted, 0, 0) == 255);
  CHECK(gray(*inverted, 1, 0) == 0);
  CHECK(gray(*inverted, 0, 1) == 155);
  const auto windowed = render_frame(frame, {.window = Window{.center = 50.5, .width = 101}});
  CHECK(gray(*windowed, 0, 1) == 255);
  CHECK(gray(*windowed, 0, 0) == 0);
}

TEST_CASE("render_frame equals render_slice at the frame's own size", "[view][renderer]") {
  // Small, and large enough for levels to be looked up by value.
  const int width = GENERATE(64, 300);
  const int height = GENERATE(48, 280);
  std::vector<std::int16_t> values;
  for (int i = 0; i < width * height; ++i) {
    values.push_back(static_cast<std::int16_t>(i * 7919 % 4096 - 1024));
  }
  PixelTransform transform;
  transform.windows = {{.center = 40, .width = 400}};
  transform.rescale_slope = 0.7;
  transform.pixel_padding_value = -1000;
  const Frame frame = made::frame<std::int16_t>(width, height, values, transform);
  CHECK(render(frame, nearest(), width, height).rgba == render_frame(frame)->rgba);
}

TEST_CASE("A color map colors gray levels, after window and inversion", "[view][renderer]") {
  PixelTransform transform = plain();
  transform.color_map = well_known_color_map(kHotIronUid);
  transform.pixel_padding_value = 77;
  // The window gives level and index the same number: 64, 128 and 224 of Hot Iron.
  const Frame frame = made::frame<std::int16_t>(4, 1, {64, 128, 224, 77}, transform);
  const std::array expected{std::array{128, 0, 0, 255}, std::array{255, 0, 0, 255},
                            std::array{255, 192, 132, 255}, std::array{0, 0, 0, 255}};
  const Picture drawn = render(frame, nearest(), 4, 1);
  const auto whole = render_frame(frame);
  REQUIRE(whole);
  for (int i = 0; i < 4; ++i) {
    CHECK(pixel(drawn, i, 0) == expected[static_cast<std::size_t>(i)]);
    CHECK(pixel(*whole, i, 0) == expected[static_cast<std::size_t>(i)]);
  }
  ViewportState inverted = nearest();
  inverted.inverted = true;
  // 255 - 64 = 191: green 126.
  CHECK(pixel(render(frame, inverted, 4, 1), 0, 0) == std::array{255, 126, 0, 255});
  CHECK(pixel(render(frame, inverted, 4, 1), 3, 0) == std::array{0, 0, 0, 255});
  CHECK(pixel(*render_frame(frame, {.inverted = true}), 0, 0) == std::array{255, 126, 0, 255});
}

TEST_CASE("A color map is between its entries where values are interpolated", "[view][renderer]") {
  PixelTransform transform = plain();
  transform.color_map = well_known_color_map(kHotIronUid);
  // Four times as wide, pixel 3 is at u = 0.375: 0 + 100 × 0.375 = 37.5, red 75.
  const Frame frame = made::frame<std::int16_t>(2, 1, {0, 100}, transform);
  CHECK(pixel(render(frame, {}, 8, 4), 3, 2) == std::array{75, 0, 0, 255});
}

TEST_CASE("What is no number in a map is black", "[view][renderer]") {
  PixelTransform transform;
  transform.voi_function = VoiFunction::kLinearExact;
  transform.windows = {{.center = 0.0015, .width = 0.003}};
  transform.color_map = well_known_color_map(kHotIronUid);
  const float none = std::numeric_limits<float>::quiet_NaN();
  const float endless = std::numeric_limits<float>::infinity();
  const Frame frame = made::frame<float>(4, 1, {none, endless, -endless, 0.0015F}, transform);
  const auto whole = render_frame(frame);
  REQUIRE(whole);
  CHECK(pixel(*whole, 0, 0) == std::array{0, 0, 0, 255});
  CHECK(pixel(*whole, 1, 0) == std::array{255, 255, 255, 255});
  CHECK(pixel(*whole, 2, 0) == std::array{0, 0, 0, 255});
  CHECK(pixel(*whole, 3, 0) == std::array{255, 0, 0, 255});
}

}  // namespace
}  // namespace overread
