#include "core/view/graphic_shape.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace overread {
namespace {

/// Pieces of a curve between two of its points.
constexpr int kCurvePieces = 12;

double angle_of(int index) { return 2.0 * std::numbers::pi * index / kRoundPoints; }

/// The cubic that leaves b toward c in the direction a to c and arrives in that of b to d.
Point<Image> between(Point<Image> a, Point<Image> b, Point<Image> c, Point<Image> d, double t) {
  const glm::dvec2 linear = c.raw - a.raw;
  const glm::dvec2 square = 2.0 * a.raw - 5.0 * b.raw + 4.0 * c.raw - d.raw;
  const glm::dvec2 cube = 3.0 * (b.raw - c.raw) + d.raw - a.raw;
  return Point<Image>(b.raw + 0.5 * t * (linear + t * (square + t * cube)));
}

}  // namespace

std::vector<Point<Image>> circle_line(Point<Image> center, Point<Image> through,
                                      double pixel_aspect) {
  // On the screen the way to the given point and the one a quarter turn further.
  const double across = through.x() - center.x();
  const double down = (through.y() - center.y()) * pixel_aspect;
  std::vector<Point<Image>> line;
  line.reserve(kRoundPoints);
  for (int i = 0; i < kRoundPoints; ++i) {
    const double c = std::cos(angle_of(i)), s = std::sin(angle_of(i));
    line.push_back(center +
                   Vector<Image>(across * c - down * s, (down * c + across * s) / pixel_aspect));
  }
  return line;
}

std::vector<Point<Image>> ellipse_line(const std::array<Point<Image>, 4>& ends) {
  const glm::dvec2 center = 0.5 * (ends[0].raw + ends[1].raw);
  const glm::dvec2 major = 0.5 * (ends[0].raw - ends[1].raw);
  const glm::dvec2 minor = 0.5 * (ends[2].raw - ends[3].raw);
  std::vector<Point<Image>> line;
  line.reserve(kRoundPoints);
  for (int i = 0; i < kRoundPoints; ++i) {
    line.emplace_back(center + std::cos(angle_of(i)) * major + std::sin(angle_of(i)) * minor);
  }
  return line;
}

std::vector<Point<Image>> curve_line(std::span<const Point<Image>> points) {
  if (points.size() < 3) return {points.begin(), points.end()};
  const bool closed = points.front() == points.back();
  const auto last = static_cast<std::ptrdiff_t>(points.size()) - 1;
  const auto at = [&](std::ptrdiff_t index) {
    // Of a closed curve the first and last point are one.
    if (closed) return points[static_cast<std::size_t>((index + last) % last)];
    return points[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(index, 0, last))];
  };
  std::vector<Point<Image>> line{points.front()};
  line.reserve(static_cast<std::size_t>(last) * kCurvePieces + 1);
  for (std::ptrdiff_t i = 0; i < last; ++i) {
    for (int piece = 1; piece < kCurvePieces; ++piece) {
      line.push_back(between(at(i - 1), at(i), at(i + 1), at(i + 2),
                             static_cast<double>(piece) / kCurvePieces));
    }
    line.push_back(points[static_cast<std::size_t>(i + 1)]);
  }
  return line;
}

}  // namespace overread
