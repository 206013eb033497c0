#include "core/view/viewport_state.hpp"

#include <catch_amalgamated.hpp>

#include "core/base/random.hpp"

namespace overread {
namespace {

using Catch::Matchers::WithinAbs;

constexpr ViewGeometry kWide{
    .columns = 100, .rows = 50, .pixel_aspect = 1, .viewport_width = 400, .viewport_height = 400};

void check_at(const ViewportState& state, const ViewGeometry& geometry, Point<Image> from, double x,
              double y) {
  const Point<Viewport> at = viewport_from_image(state, geometry) * from;
  CHECK_THAT(at.x(), WithinAbs(x, 1e-9));
  CHECK_THAT(at.y(), WithinAbs(y, 1e-9));
}

ViewportState turned(int turns, bool horizontal = false, bool vertical = false) {
  ViewportState state;
  state.orientation = {
      .quarter_turns = turns, .flip_horizontal = horizontal, .flip_vertical = vertical};
  return state;
}

TEST_CASE("A fitted frame touches the nearer sides of the viewport", "[view][viewport]") {
  // Scale 4: the frame's left edge (-0.5) at 0, its right edge (99.5) at 400; 100 px above it.
  const ViewportState state;
  CHECK(viewport_scale(state, kWide) == 4.0);
  check_at(state, kWide, Point<Image>(-0.5, -0.5), 0, 100);
  check_at(state, kWide, Point<Image>(99.5, 49.5), 400, 300);
  check_at(state, kWide, Point<Image>(0, 0), 2, 102);
}

TEST_CASE("Pixels that are taller than wide are stretched down", "[view][viewport]") {
  // 100 × 50 pixels of aspect 2 fill a square.
  ViewGeometry geometry = kWide;
  geometry.pixel_aspect = 2;
  check_at({}, geometry, Point<Image>(-0.5, -0.5), 0, 0);
  check_at({}, geometry, Point<Image>(99.5, 49.5), 400, 400);
}

TEST_CASE("Quarter turns are clockwise", "[view][viewport]") {
  // The top left corner goes to the top right, the bottom right, the bottom left.
  check_at(turned(1), kWide, Point<Image>(-0.5, -0.5), 300, 0);
  check_at(turned(2), kWide, Point<Image>(-0.5, -0.5), 400, 300);
  check_at(turned(3), kWide, Point<Image>(-0.5, -0.5), 100, 400);
  check_at(turned(-3), kWide, Point<Image>(-0.5, -0.5), 300, 0);
}

TEST_CASE("Mirrors act on the screen after turning", "[view][viewport][PS3.3 C.10.6]") {
  check_at(turned(0, true), kWide, Point<Image>(-0.5, -0.5), 400, 100);
  check_at(turned(0, false, true), kWide, Point<Image>(-0.5, -0.5), 0, 300);
  check_at(turned(1, true), kWide, Point<Image>(-0.5, -0.5), 100, 0);
  check_at(turned(1, false, true), kWide, Point<Image>(-0.5, -0.5), 300, 400);
}

TEST_CASE("Turning a mirrored picture is still clockwise on the screen", "[view][viewport]") {
  for (const auto& [h, v] : {std::pair{false, false}, {true, false}, {false, true}, {true, true}}) {
    const ViewportState before = turned(1, h, v);
    const ViewportState after = rotated(before, 1);
    const Transform<Viewport, Image> a = viewport_from_image(before, kWide);
    const Transform<Viewport, Image> b = viewport_from_image(after, kWide);
    // A way (x, y) on the screen becomes (-y, x), but for the scale.
    const Vector<Viewport> from = a * Vector<Image>(1, 0);
    const Vector<Viewport> to = b * Vector<Image>(1, 0);
    CHECK_THAT(to.x() / to.length(), WithinAbs(-from.y() / from.length(), 1e-12));
    CHECK_THAT(to.y() / to.length(), WithinAbs(from.x() / from.length(), 1e-12));
  }
}

/// A random view of a random frame.
struct Sample {
  ViewportState state;
  ViewGeometry geometry;
};
Sample sample(Random& random) {
  Sample s;
  s.geometry = {.columns = random.integer(1, 3000),
                .rows = random.integer(1, 3000),
                .pixel_aspect = random.uniform(0.2, 5.0),
                .viewport_width = random.integer(1, 2500),
                .viewport_height = random.integer(1, 2500)};
  s.state = turned(random.integer(-5, 5), random.chance(0.5), random.chance(0.5));
  s.state.zoom = random.uniform(kMinZoom, 20.0);
  s.state.center_offset = Vector<Image>(random.uniform(-500, 500), random.uniform(-500, 500));
  return s;
}

TEST_CASE("Every view has a way back", "[view][viewport][property]") {
  Random random(1);
  for (int round = 0; round < 500; ++round) {
    const Sample s = sample(random);
    const auto there = viewport_from_image(s.state, s.geometry);
    const Point<Image> p(random.uniform(-10, 3000), random.uniform(-10, 3000));
    const Point<Image> back = there.inverse() * (there * p);
    CHECK_THAT(back.x(), WithinAbs(p.x(), 1e-6));
    CHECK_THAT(back.y(), WithinAbs(p.y(), 1e-6));
  }
}

TEST_CASE("Turns and mirrors keep angles and areas of square pixels",
          "[view][viewport][property]") {
  Random random(2);
  for (int round = 0; round < 200; ++round) {
    Sample s = sample(random);
    s.geometry.pixel_aspect = 1.0;
    const auto m = viewport_from_image(s.state, s.geometry);
    const Vector<Viewport> x = m * Vector<Image>(1, 0);
    const Vector<Viewport> y = m * Vector<Image>(0, 1);
    const double scale = viewport_scale(s.state, s.geometry);
    CHECK_THAT(x.length(), WithinAbs(scale, 1e-9 * scale));
    CHECK_THAT(y.length(), WithinAbs(scale, 1e-9 * scale));
    CHECK_THAT(glm::dot(x.raw, y.raw), WithinAbs(0, 1e-9 * scale * scale));
  }
}

TEST_CASE("Zooming keeps what is under the pointer there", "[view][viewport][property]") {
  Random random(3);
  for (int round = 0; round < 200; ++round) {
    const Sample s = sample(random);
    const Point<Viewport> anchor(random.uniform(0, 2000), random.uniform(0, 2000));
    const Point<Image> under = viewport_from_image(s.state, s.geometry).inverse() * anchor;
    const ViewportState next = zoomed(s.state, random.uniform(0.5, 2.0), anchor, s.geometry);
    const Point<Viewport> after = viewport_from_image(next, s.geometry) * under;
    CHECK_THAT(after.x(), WithinAbs(anchor.x(), 1e-6));
    CHECK_THAT(after.y(), WithinAbs(anchor.y(), 1e-6));
  }
}

TEST_CASE("Zoom stays within its limits", "[view][viewport]") {
  CHECK(zoomed({}, 1e9, Point<Viewport>(0, 0), kWide).zoom == kMaxZoom);
  CHECK(zoomed({}, 1e-9, Point<Viewport>(0, 0), kWide).zoom == kMinZoom);
}

TEST_CASE("Actual size: one frame pixel is one device pixel", "[view][viewport]") {
  const ViewportState state = at_actual_size({}, kWide);
  CHECK(state.zoom == 0.25);
  CHECK(viewport_scale(state, kWide) == 1.0);
}

TEST_CASE("Panning moves the picture by device pixels, turned or not", "[view][viewport]") {
  for (int turns = 0; turns < 4; ++turns) {
    for (const bool flip : {false, true}) {
      const ViewportState before = turned(turns, flip);
      const ViewportState after = panned(before, Vector<Viewport>(12, -7), kWide);
      const Point<Image> p(20, 30);
      const Vector<Viewport> moved =
          viewport_from_image(after, kWide) * p - viewport_from_image(before, kWide) * p;
      CHECK_THAT(moved.x(), WithinAbs(12, 1e-9));
      CHECK_THAT(moved.y(), WithinAbs(-7, 1e-9));
    }
  }
}

TEST_CASE("The picture cannot be lost by panning", "[view][viewport]") {
  const ViewportState state = panned({}, Vector<Viewport>(1e7, -1e7), kWide);
  const Point<Image> center =
      viewport_from_image(state, kWide).inverse() * Point<Viewport>(200, 200);
  CHECK_THAT(center.x(), WithinAbs(-0.5, 1e-9));
  CHECK_THAT(center.y(), WithinAbs(49.5, 1e-9));
}

TEST_CASE("Fit keeps orientation, reset does not; both center", "[view][viewport]") {
  ViewportState state = turned(1, true);
  state.zoom = 3;
  state.center_offset = Vector<Image>(5, 5);
  state.window = Window{.center = 1, .width = 2};
  state.inverted = true;
  state.interpolation = Interpolation::kNearest;
  const ViewportState fit = fitted(state);
  CHECK(fit.zoom == 1.0);
  CHECK(fit.center_offset == Vector<Image>());
  CHECK(fit.orientation == state.orientation);
  CHECK(fit.window == state.window);
  const ViewportState fresh = reset(state);
  CHECK(fresh.orientation == DisplayOrientation{});
  CHECK_FALSE(fresh.window);
  CHECK_FALSE(fresh.inverted);
  CHECK(fresh.interpolation == Interpolation::kNearest);
}

TEST_CASE("Scrolling stops at the ends", "[view][viewport]") {
  CHECK(scrolled(5, 3, 10) == 8);
  CHECK(scrolled(5, 30, 10) == 9);
  CHECK(scrolled(5, -30, 10) == 0);
  CHECK(scrolled(0, 2147483647, 10) == 9);
  CHECK(scrolled(0, 1, 0) == 0);
}

TEST_CASE("A viewport without size still has a transform", "[view][viewport]") {
  const ViewGeometry nothing{.columns = 10, .rows = 10};
  CHECK(viewport_from_image({}, nothing).determinant() > 0.0);
}

/// Columns 11 to 30 and rows 6 to 15 of the file, which counts from 1.
constexpr ViewArea kPart{.left = 9.5, .top = 4.5, .right = 29.5, .bottom = 14.5};

ViewportState on_part(int turns = 0, bool flip = false) {
  ViewportState state = turned(turns, flip);
  state.area = kPart;
  return state;
}

TEST_CASE("A displayed area takes the place of the frame", "[view][viewport][PS3.3 C.10.4]") {
  // 20 × 10 pixels in 400 × 400: scale 20, its edges at 0 and 400, 100 px above it.
  CHECK(viewport_scale(on_part(), kWide) == 20.0);
  check_at(on_part(), kWide, Point<Image>(9.5, 4.5), 0, 100);
  check_at(on_part(), kWide, Point<Image>(29.5, 14.5), 400, 300);
  // What is outside it is seen where there is room.
  check_at(on_part(), kWide, Point<Image>(9.5, 0.5), 0, 20);
}

TEST_CASE("A displayed area is turned and mirrored with the frame",
          "[view][viewport][PS3.3 C.10.4][PS3.3 C.10.6]") {
  check_at(on_part(1), kWide, Point<Image>(9.5, 4.5), 300, 0);
  check_at(on_part(1, true), kWide, Point<Image>(9.5, 4.5), 100, 0);
  check_at(on_part(1, true), kWide, Point<Image>(29.5, 4.5), 100, 400);
}

TEST_CASE("A magnification is in device pixels, whatever the viewport",
          "[view][viewport][PS3.3 C.10.4]") {
  ViewportState state = on_part();
  state.area->scale = 3.0;
  check_at(state, kWide, Point<Image>(9.5, 9.5), 170, 200);
  ViewGeometry larger = kWide;
  larger.viewport_width = 1000;
  CHECK(viewport_scale(state, larger) == 3.0);
}

TEST_CASE("From a displayed area the whole frame is in reach", "[view][viewport]") {
  // The frame fits at scale 4, the area at 20: a fifth of the zoom.
  const Point<Viewport> center(200, 200);
  CHECK_THAT(zoomed(on_part(), 1e-9, center, kWide).zoom, WithinAbs(kMinZoom / 5, 1e-12));
  CHECK_THAT(zoomed(on_part(), 1e9, center, kWide).zoom, WithinAbs(kMaxZoom / 5, 1e-9));
  const ViewportState left = panned(on_part(), Vector<Viewport>(1e6, 0), kWide);
  CHECK_THAT(left.center_offset.x(), WithinAbs(-20, 1e-9));
  const ViewportState right = panned(on_part(), Vector<Viewport>(-1e6, 0), kWide);
  CHECK_THAT(right.center_offset.x(), WithinAbs(80, 1e-9));
  CHECK_FALSE(fitted(on_part()).area);
  CHECK_FALSE(reset(on_part()).area);
}

}  // namespace
}  // namespace overread
