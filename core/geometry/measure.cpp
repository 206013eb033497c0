#include "core/geometry/measure.hpp"

#include <cmath>
#include <numbers>

namespace overread {
namespace {

constexpr double kDegrees = 180.0 / std::numbers::pi;

/// A displacement in mm: x along rows, y along columns.
glm::dvec2 mm(Vector<Image> v, const PixelSpacing& spacing) {
  return glm::dvec2(v.x() * spacing[1], v.y() * spacing[0]);
}

double cross(glm::dvec2 a, glm::dvec2 b) { return a.x * b.y - a.y * b.x; }

/// Degrees in [0, 180].
double angle_deg(glm::dvec2 a, glm::dvec2 b) {
  return std::atan2(std::fabs(cross(a, b)), glm::dot(a, b)) * kDegrees;
}

}  // namespace

double length_mm(Point<Image> a, Point<Image> b, const PixelSpacing& spacing) {
  const glm::dvec2 d = mm(b - a, spacing);
  return std::sqrt(glm::dot(d, d));
}

double polyline_length_mm(std::span<const Point<Image>> points, const PixelSpacing& spacing) {
  double length = 0.0;
  for (std::size_t i = 1; i < points.size(); ++i) {
    length += length_mm(points[i - 1], points[i], spacing);
  }
  return length;
}

double polygon_area_mm2(std::span<const Point<Image>> points, const PixelSpacing& spacing) {
  if (points.size() < 3) return 0.0;
  double twice = 0.0;
  for (std::size_t i = 1; i + 1 < points.size(); ++i) {
    twice += cross(mm(points[i] - points[0], spacing), mm(points[i + 1] - points[0], spacing));
  }
  return std::fabs(twice) / 2.0;
}

double angle_between_lines_deg(const ImageLine& a, const ImageLine& b,
                               const PixelSpacing& spacing) {
  const double angle = angle_deg(mm(a.to - a.from, spacing), mm(b.to - b.from, spacing));
  return angle > 90.0 ? 180.0 - angle : angle;
}

double cobb_angle_deg(const ImageLine& superior, const ImageLine& inferior,
                      const PixelSpacing& spacing) {
  const auto rightward = [&](const ImageLine& line) {
    const glm::dvec2 d = mm(line.to - line.from, spacing);
    return d.x < 0.0 || (d.x == 0.0 && d.y < 0.0) ? -d : d;
  };
  return angle_deg(rightward(superior), rightward(inferior));
}

double angle_at_vertex_deg(Point<Image> a, Point<Image> vertex, Point<Image> b,
                           const PixelSpacing& spacing) {
  return angle_deg(mm(a - vertex, spacing), mm(b - vertex, spacing));
}

}  // namespace overread
