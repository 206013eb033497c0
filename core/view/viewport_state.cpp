#include "core/view/viewport_state.hpp"

#include <algorithm>
#include <cmath>

namespace overread {
namespace {

int turns_of(const ViewportState& state) { return ((state.orientation.quarter_turns % 4) + 4) % 4; }

/// Device pixels per frame pixel width when the whole frame fits.
double fit_scale(const ViewportState& state, const ViewGeometry& geometry) {
  const double width = std::max(geometry.columns, 1);
  const double height = std::max(geometry.rows, 1) * geometry.pixel_aspect;
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

Point<Image> image_center(const ViewGeometry& geometry) {
  return Point<Image>((std::max(geometry.columns, 1) - 1) / 2.0,
                      (std::max(geometry.rows, 1) - 1) / 2.0);
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
  const glm::dvec2 from = (image_center(geometry) + state.center_offset).raw;
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
  next.zoom = std::clamp(state.zoom * factor, kMinZoom, kMaxZoom);
  const Point<Image> before = viewport_from_image(state, geometry).inverse() * anchor;
  const Point<Image> after = viewport_from_image(next, geometry).inverse() * anchor;
  next.center_offset = next.center_offset + (before - after);
  return next;
}

ViewportState at_actual_size(const ViewportState& state, const ViewGeometry& geometry) {
  ViewportState next = state;
  next.zoom = std::clamp(1.0 / fit_scale(state, geometry), kMinZoom, kMaxZoom);
  return next;
}

ViewportState panned(const ViewportState& state, Vector<Viewport> by,
                     const ViewGeometry& geometry) {
  ViewportState next = state;
  const Vector<Image> moved = viewport_from_image(state, geometry).inverse() * by;
  const Vector<Image> wanted = state.center_offset - moved;
  const double across = std::max(geometry.columns, 1) / 2.0;
  const double down = std::max(geometry.rows, 1) / 2.0;
  next.center_offset =
      Vector<Image>(std::clamp(wanted.x(), -across, across), std::clamp(wanted.y(), -down, down));
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
