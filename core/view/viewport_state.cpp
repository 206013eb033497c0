#include "core/view/viewport_state.hpp"

#include <algorithm>
#include <cmath>

namespace overread {
namespace {

int turns_of(const ViewportState& state) { return ((state.orientation.quarter_turns % 4) + 4) % 4; }

/// Edges of the whole frame.
ViewArea whole_frame(const ViewGeometry& geometry) {
  return {.left = -0.5,
          .top = -0.5,
          .right = std::max(geometry.columns, 1) - 0.5,
          .bottom = std::max(geometry.rows, 1) - 0.5};
}

ViewArea area_of(const ViewportState& state, const ViewGeometry& geometry) {
  return state.area.value_or(whole_frame(geometry));
}

/// Device pixels per frame pixel width at zoom 1.
double fit_scale(const ViewArea& area, const ViewportState& state, const ViewGeometry& geometry) {
  if (area.scale) return *area.scale;
  const double width = area.right - area.left;
  const double height = (area.bottom - area.top) * geometry.pixel_aspect;
  const bool lying = turns_of(state) % 2 != 0;
  const double across = lying ? height : width;
  const double down = lying ? width : height;
  return std::min(std::max(geometry.viewport_width, 1) / across,
                  std::max(geometry.viewport_height, 1) / down);
}

/// flip * rotation * aspect, without the scale: a 2 × 2 matrix of columns.
glm::dmat2 turning(const ViewportState& state, double pixel_aspect) {
  // A clockwise quarter turn with y down takes right to down and down to left.
  static constexpr double kCos[4] = {1, 0, -1, 0};
  static constexpr double kSin[4] = {0, 1, 0, -1};
  const int turns = turns_of(state);
  const double c = kCos[turns];
  const double s = kSin[turns];
  const double x = state.orientation.flip_horizontal ? -1.0 : 1.0;
  const double y = state.orientation.flip_vertical ? -1.0 : 1.0;
  return glm::dmat2(glm::dvec2(x * c, y * s), pixel_aspect * glm::dvec2(x * -s, y * c));
}

Point<Image> center_of(const ViewArea& area) {
  return Point<Image>((area.left + area.right) / 2.0, (area.top + area.bottom) / 2.0);
}

double fit_scale(const ViewportState& state, const ViewGeometry& geometry) {
  return fit_scale(area_of(state, geometry), state, geometry);
}

/// A zoom within the limits of the whole frame; at zoom 1 an area may lie beyond them.
double limited_zoom(double zoom, const ViewportState& state, const ViewGeometry& geometry) {
  const double whole =
      fit_scale(whole_frame(geometry), state, geometry) / fit_scale(state, geometry);
  return std::clamp(zoom, std::min(kMinZoom * whole, 1.0), std::max(kMaxZoom * whole, 1.0));
}

}  // namespace

double viewport_scale(const ViewportState& state, const ViewGeometry& geometry) {
  return fit_scale(state, geometry) * state.zoom;
}

Transform<Viewport, Image> viewport_from_image(const ViewportState& state,
                                               const ViewGeometry& geometry) {
  const glm::dmat2 linear = viewport_scale(state, geometry) * turning(state, geometry.pixel_aspect);
  const glm::dvec2 viewport_center(std::max(geometry.viewport_width, 1) / 2.0,
                                   std::max(geometry.viewport_height, 1) / 2.0);
  const glm::dvec2 from = (center_of(area_of(state, geometry)) + state.center_offset).raw;
  const glm::dvec2 shift = viewport_center - linear * from;
  glm::dmat3 matrix(1.0);
  matrix[0] = glm::dvec3(linear[0], 0.0);
  matrix[1] = glm::dvec3(linear[1], 0.0);
  matrix[2] = glm::dvec3(shift, 1.0);
  return Transform<Viewport, Image>(matrix);
}

ViewportState zoomed(const ViewportState& state, double factor, Point<Viewport> anchor,
                     const ViewGeometry& geometry) {
  ViewportState next = state;
  next.zoom = limited_zoom(state.zoom * factor, state, geometry);
  const Point<Image> before = viewport_from_image(state, geometry).inverse() * anchor;
  const Point<Image> after = viewport_from_image(next, geometry).inverse() * anchor;
  next.center_offset = next.center_offset + (before - after);
  return next;
}

ViewportState at_actual_size(const ViewportState& state, const ViewGeometry& geometry) {
  ViewportState next = state;
  next.zoom = limited_zoom(1.0 / fit_scale(state, geometry), state, geometry);
  return next;
}

ViewportState panned(const ViewportState& state, Vector<Viewport> by,
                     const ViewGeometry& geometry) {
  ViewportState next = state;
  const Vector<Image> moved = viewport_from_image(state, geometry).inverse() * by;
  const Vector<Image> wanted = state.center_offset - moved;
  const ViewArea frame = whole_frame(geometry);
  const Point<Image> center = center_of(area_of(state, geometry));
  next.center_offset =
      Vector<Image>(std::clamp(wanted.x(), frame.left - center.x(), frame.right - center.x()),
                    std::clamp(wanted.y(), frame.top - center.y(), frame.bottom - center.y()));
  return next;
}

ViewportState rotated(const ViewportState& state, int quarter_turns) {
  ViewportState next = state;
  // Turning comes before mirroring, so under one mirror it has to run the other way.
  const bool mirrored = state.orientation.flip_horizontal != state.orientation.flip_vertical;
  const int turns = state.orientation.quarter_turns + (mirrored ? -quarter_turns : quarter_turns);
  next.orientation.quarter_turns = ((turns % 4) + 4) % 4;
  return next;
}

ViewportState fitted(const ViewportState& state) {
  ViewportState next = state;
  next.area.reset();
  next.zoom = 1.0;
  next.center_offset = {};
  return next;
}

ViewportState reset(const ViewportState& state) {
  ViewportState next;
  next.interpolation = state.interpolation;
  return next;
}

int scrolled(int position, int frames, int count) {
  const long long wanted = static_cast<long long>(position) + frames;
  return static_cast<int>(std::clamp<long long>(wanted, 0, std::max(count - 1, 0)));
}

}  // namespace overread
