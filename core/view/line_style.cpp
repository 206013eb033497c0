#include "core/view/line_style.hpp"

#include <cmath>

namespace overread {
namespace {

constexpr double kWidth = 1.5, kThickWidth = 3.5, kDoubleDistance = 4.0;
/// Dots as wide as a line would be lost on bone.
constexpr double kDotWidth = 3.0;

/// Lengths of dash, gap, dash, gap in CSS pixels.
constexpr std::array<double, 4> kDashed{8, 5, 8, 5}, kDotted{3, 5, 3, 5}, kDashDot{9, 4, 3, 4};

constexpr std::array<OverlayColor, 6> kPalette{{
    {{0xE6, 0x9F, 0x00}, ContourStyle::kSolid},
    {{0x56, 0xB4, 0xE9}, ContourStyle::kDashed},
    {{0xCC, 0x79, 0xA7}, ContourStyle::kDotted},
    {{0xF0, 0xE4, 0x42}, ContourStyle::kDouble},
    {{0x00, 0x9E, 0x73}, ContourStyle::kDashDot},
    {{0xD5, 0x5E, 0x00}, ContourStyle::kThick},
}};

std::vector<Point<Viewport>> with_closing_point(std::span<const Point<Viewport>> points,
                                                bool closed) {
  std::vector<Point<Viewport>> all(points.begin(), points.end());
  if (closed && all.size() > 2) all.push_back(all.front());
  return all;
}

/// Walks along the line and cuts it at the pattern's lengths.
std::vector<DrawnLine> dashes(const std::vector<Point<Viewport>>& points,
                              const std::array<double, 4>& pattern, double scale,
                              double width = kWidth) {
  std::vector<DrawnLine> lines;
  std::size_t part = 0;
  double left = pattern[0] * scale;
  DrawnLine current{.points = {points.front()}, .width = width * scale};
  for (std::size_t i = 1; i < points.size(); ++i) {
    Point<Viewport> at = points[i - 1];
    double rest = (points[i] - at).length();
    while (rest > left) {
      at = at + (left / rest) * (points[i] - at);
      rest -= left;
      if (part % 2 == 0) {
        current.points.push_back(at);
        lines.push_back(std::move(current));
      }
      part = (part + 1) % pattern.size();
      left = pattern[part] * scale;
      current = {.points = {at}, .width = width * scale};
    }
    left -= rest;
    if (part % 2 == 0) current.points.push_back(points[i]);
  }
  if (part % 2 == 0 && current.points.size() > 1) lines.push_back(std::move(current));
  return lines;
}

glm::dvec2 unit_normal(Point<Viewport> from, Point<Viewport> to) {
  const glm::dvec2 d = (to - from).raw;
  const double length = std::sqrt(glm::dot(d, d));
  return length > 0.0 ? glm::dvec2(-d.y, d.x) / length : glm::dvec2(0.0);
}

/// The line moved sideways by `distance`, its corners along their bisectors.
DrawnLine beside(std::span<const Point<Viewport>> points, bool closed, double distance,
                 double width) {
  DrawnLine line{.points = {}, .width = width, .closed = closed};
  const std::size_t count = points.size();
  for (std::size_t i = 0; i < count; ++i) {
    const bool first = i == 0 && !closed;
    const bool last = i + 1 == count && !closed;
    const glm::dvec2 before = first ? unit_normal(points[i], points[i + 1])
                                    : unit_normal(points[(i + count - 1) % count], points[i]);
    const glm::dvec2 after = last ? before : unit_normal(points[i], points[(i + 1) % count]);
    const glm::dvec2 sum = before + after;
    const double length2 = glm::dot(sum, sum);
    // Sharp corners would throw the point far out: there the plain normal does.
    const glm::dvec2 move = length2 > 0.5 ? 2.0 * sum / length2 : after;
    line.points.push_back(points[i] + Vector<Viewport>(distance * move));
  }
  return line;
}

}  // namespace

std::span<const OverlayColor, 6> overlay_palette() { return kPalette; }

const OverlayColor& overlay_color(int palette_index) {
  const int count = static_cast<int>(kPalette.size());
  return kPalette[static_cast<std::size_t>(((palette_index % count) + count) % count)];
}

std::vector<DrawnLine> styled_lines(std::span<const Point<Viewport>> points, bool closed,
                                    ContourStyle style, double scale) {
  if (points.size() < 2) return {};
  const bool ring = closed && points.size() > 2;
  switch (style) {
    case ContourStyle::kDashed:
      return dashes(with_closing_point(points, ring), kDashed, scale);
    case ContourStyle::kDotted:
      return dashes(with_closing_point(points, ring), kDotted, scale, kDotWidth);
    case ContourStyle::kDashDot:
      return dashes(with_closing_point(points, ring), kDashDot, scale);
    case ContourStyle::kDouble:
      return {beside(points, ring, scale * kDoubleDistance / 2.0, scale),
              beside(points, ring, -scale * kDoubleDistance / 2.0, scale)};
    case ContourStyle::kSolid:
    case ContourStyle::kThick:
      break;
  }
  const double width = (style == ContourStyle::kThick ? kThickWidth : kWidth) * scale;
  return {DrawnLine{.points = {points.begin(), points.end()}, .width = width, .closed = ring}};
}

}  // namespace overread
