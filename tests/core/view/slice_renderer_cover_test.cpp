#include <algorithm>
#include <catch_amalgamated.hpp>
#include <string>

#include "core/view/slice_renderer.hpp"
#include "tests/core/image/made_frames.hpp"

namespace overread {
namespace {

/// Identity from modality value to gray level.
PixelTransform plain_pixels() {
  PixelTransform transform;
  transform.windows = {{.center = 128, .width = 256}};
  return transform;
}

Frame flat(int columns, int rows, std::int16_t value = 90) {
  return made::frame<std::int16_t>(
      columns, rows,
      std::vector<std::int16_t>(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows),
                                value),
      plain_pixels());
}

/// A plane from rows of "*" and ".", "/" between them.
OverlayPlane plane_of(const std::string& rows, int left = 0, int top = 0,
                      OverlayUse use = OverlayUse::kGraphics) {
  OverlayPlane plane{.left = left, .top = top, .use = use};
  plane.columns = static_cast<int>(std::min(rows.find('/'), rows.size()));
  plane.rows = static_cast<int>(std::ranges::count(rows, '/')) + 1;
  plane.bits.resize(static_cast<std::size_t>(plane.columns * plane.rows + 7) / 8);
  std::size_t bit = 0;
  for (const char c : rows) {
    if (c == '/') continue;
    if (c == '*')
      plane.bits[bit / 8] = static_cast<std::uint8_t>(plane.bits[bit / 8] | 1 << bit % 8);
    ++bit;
  }
  return plane;
}

Frame with_planes(Frame frame, std::vector<OverlayPlane> planes) {
  frame.overlays = std::make_shared<const std::vector<OverlayPlane>>(std::move(planes));
  return frame;
}

Picture render_covered(const Frame& frame, int width, int height,
                       OverlayPlanes overlay_planes = OverlayPlanes::kShown,
                       ViewportState state = {}) {
  const auto image = prepare_slice(frame);
  REQUIRE(image);
  Presentation presentation = presentation_of(frame, state);
  presentation.overlay_planes = overlay_planes;
  return render_slice(*image, state,
                      {.columns = frame.columns(),
                       .rows = frame.rows(),
                       .pixel_aspect = 1.0,
                       .viewport_width = width,
                       .viewport_height = height},
                      presentation);
}

/// The picture's pixels: * overlay, o the flat 90, # black, - anything else.
std::string drawn_picture(const Picture& picture) {
  std::string text;
  for (std::size_t i = 0; i < picture.rgba.size(); i += 4) {
    if (i > 0 && i / 4 % static_cast<std::size_t>(picture.columns) == 0) text += '/';
    const std::array rgb{picture.rgba[i], picture.rgba[i + 1], picture.rgba[i + 2]};
    text += rgb == kOverlayRgb                               ? '*'
            : rgb == std::array<std::uint8_t, 3>{90, 90, 90} ? 'o'
            : rgb == std::array<std::uint8_t, 3>{}           ? '#'
                                                             : '-';
  }
  return text;
}

TEST_CASE("An overlay lies where its origin says and is cut off at the frame",
          "[view][overlay][PS3.3 C.9.2]") {
  const std::string x = "*.*/.*./*.*";
  const auto at = [&](int left, int top) {
    return drawn_picture(render_covered(with_planes(flat(4, 3), {plane_of(x, left, top)}), 4, 3));
  };
  CHECK(at(0, 0) == "*o*o/o*oo/*o*o");
  CHECK(at(1, 0) == "o*o*/oo*o/o*o*");
  CHECK(at(-1, -1) == "*ooo/o*oo/oooo");
  CHECK(at(2, 1) == "oooo/oo*o/ooo*");
  CHECK(at(-3, 0) == "oooo/oooo/oooo");
  CHECK(at(4, 3) == "oooo/oooo/oooo");
  CHECK(at(32766, -32769) == "oooo/oooo/oooo");
}

TEST_CASE("Overlay planes are drawn when they are shown, whatever the window and polarity",
          "[view][overlay]") {
  Frame frame = with_planes(flat(3, 3), {plane_of("*../.../..."), plane_of("..*", 0, 2)});
  CHECK(drawn_picture(render_covered(frame, 3, 3)) == "*oo/ooo/oo*");
  CHECK(drawn_picture(render_covered(frame, 3, 3, OverlayPlanes::kHidden)) == "ooo/ooo/ooo");
  frame.transform.inverted = true;
  CHECK(drawn_picture(render_covered(frame, 3, 3)) == "*--/---/--*");
}

TEST_CASE("Of a region the border is drawn, not what it marks",
          "[view][overlay][PS3.3 C.9.2.1.1]") {
  const std::string disk = ".***./*****/*****/*****/.***.";
  const Frame frame = with_planes(flat(5, 5), {plane_of(disk, 0, 0, OverlayUse::kRegion)});
  CHECK(drawn_picture(render_covered(frame, 5, 5)) == "o***o/*ooo*/*ooo*/*ooo*/o***o");
}

TEST_CASE("A line of one pixel is not lost in a small picture, nor doubled in a large one",
          "[view][overlay]") {
  std::string line = "....*.......";
  for (int row = 1; row < 12; ++row) line += "/....*.......";
  const Frame frame = with_planes(flat(12, 12), {plane_of(line)});
  // Column 4 is in the second of four, the first of two and the third of six parts.
  CHECK(drawn_picture(render_covered(frame, 4, 4)) == "o*oo/o*oo/o*oo/o*oo");
  CHECK(drawn_picture(render_covered(frame, 2, 2)) == "*o/*o");
  CHECK(drawn_picture(render_covered(frame, 6, 6)).substr(0, 6) == "oo*ooo");
  CHECK(drawn_picture(render_covered(frame, 1, 1)) == "*");
  CHECK(drawn_picture(render_covered(frame, 36, 36)).substr(0, 36) ==
        std::string(12, 'o') + "***" + std::string(21, 'o'));
  for (int turns = 0; turns < 4; ++turns) {
    ViewportState turned;
    turned.orientation.quarter_turns = turns;
    turned.center_offset = Vector<Image>(0.5, 0.5);  // Every place is an exact tie.
    const Picture picture = render_covered(frame, 12, 12, OverlayPlanes::kShown, turned);
    // One line of twelve, or eleven where the frame has moved out.
    const auto count = std::ranges::count(drawn_picture(picture), '*');
    CHECK(count >= 11);
    CHECK(count <= 12);
  }
}

TEST_CASE("Behind the shutter is its presentation value: not windowed, not inverted, not blended",
          "[view][shutter][PS3.3 C.7.6.11]") {
  Frame frame = flat(4, 3);
  frame.shutter.rectangle =
      DisplayShutter::Rectangle{.left = 1, .right = 2, .upper = 1, .lower = 1};
  CHECK(drawn_picture(render_covered(frame, 4, 3)) == "####/#oo#/####");
  CHECK(drawn_picture(render_covered(frame, 8, 6)) ==
        "########/########/##oooo##/##oooo##/########/########");
  ViewportState inverted;
  inverted.inverted = true;
  CHECK(drawn_picture(render_covered(frame, 4, 3, OverlayPlanes::kShown, inverted)) ==
        "####/#--#/####");
  frame.shutter.presentation_value = 0x8000;
  const Picture gray = render_covered(frame, 4, 3, OverlayPlanes::kShown, inverted);
  CHECK(gray.rgba[0] == 128);  // 255 · 32768 / 65535 = 127.502
  CHECK(gray.rgba[4 * 5] == 165);
  // The values stay.
  CHECK(frame.stored_value(0, 0) == 90);
}

TEST_CASE("Marks in the shuttered part are seen", "[view][shutter][overlay][PS3.4 N.2.3.1]") {
  Frame frame = with_planes(flat(3, 1), {plane_of("*..")});
  frame.shutter.rectangle =
      DisplayShutter::Rectangle{.left = 1, .right = 1, .upper = 0, .lower = 0};
  CHECK(drawn_picture(render_covered(frame, 3, 1)) == "*o#");
  CHECK(drawn_picture(render_covered(frame, 3, 1, OverlayPlanes::kHidden)) == "#o#");
}

TEST_CASE("A bitmap shutter hides its pixels and is no overlay to be turned off",
          "[view][shutter][PS3.3 C.7.6.15]") {
  const Frame frame = with_planes(flat(3, 2), {plane_of("**./*..", 0, 0, OverlayUse::kShutter)});
  CHECK(drawn_picture(render_covered(frame, 3, 2, OverlayPlanes::kHidden)) == "##o/#oo");
  CHECK_FALSE(has_overlay_graphics(frame));
  CHECK(has_overlay_graphics(with_planes(flat(1, 1), {plane_of("*")})));
  CHECK_FALSE(has_overlay_graphics(flat(1, 1)));
}

TEST_CASE("Color frames have shutters and overlays too", "[view][shutter][overlay]") {
  Frame frame = made::frame<std::uint8_t>(3, 1, std::vector<std::uint8_t>(9, 90), {}, 3, 8, "RGB");
  frame = with_planes(frame, {plane_of(".*.")});
  frame.shutter.rectangle =
      DisplayShutter::Rectangle{.left = 0, .right = 1, .upper = 0, .lower = 0};
  CHECK(drawn_picture(render_covered(frame, 3, 1)) == "o*#");
  CHECK(drawn_picture(*render_frame(frame, {.overlay_planes = OverlayPlanes::kShown})) == "o*#");
}

TEST_CASE("render_frame draws the same cover as render_slice at the frame's own size",
          "[view][shutter][overlay]") {
  Frame frame = with_planes(flat(40, 30), {plane_of("**.*/*..*/.**.", 17, 28),
                                           plane_of("***/***/***", 5, 6, OverlayUse::kRegion)});
  frame.shutter.circle = DisplayShutter::Circle{.column = 20, .row = 15, .radius = 12};
  frame.shutter.presentation_value = 20000;
  ViewportState nearest;
  nearest.interpolation = Interpolation::kNearest;
  for (const OverlayPlanes planes : {OverlayPlanes::kHidden, OverlayPlanes::kShown}) {
    CHECK(render_covered(frame, 40, 30, planes, nearest).rgba ==
          render_frame(frame, {.overlay_planes = planes})->rgba);
  }
  CHECK(render_frame(frame)->rgba ==
        render_frame(frame, {.overlay_planes = OverlayPlanes::kHidden})->rgba);
}

}  // namespace
}  // namespace overread
