#include "core/image/display_shutter.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/dicom/tags.hpp"

namespace overread {
namespace {

/// A 1-based column or row of the file as ours.
std::optional<int> place(const Dataset& dataset, Tag tag, std::size_t index = 0) {
  const auto value = dataset.integer(tag, index);
  if (!value || *value < -kLargestShutterPlace || *value > kLargestShutterPlace) {
    return std::nullopt;
  }
  return static_cast<int>(*value - 1);
}

std::optional<DisplayShutter::Rectangle> read_rectangle(const Dataset& dataset) {
  const auto left = place(dataset, tags::kShutterLeftVerticalEdge);
  const auto right = place(dataset, tags::kShutterRightVerticalEdge);
  const auto upper = place(dataset, tags::kShutterUpperHorizontalEdge);
  const auto lower = place(dataset, tags::kShutterLowerHorizontalEdge);
  if (!left || !right || !upper || !lower || *left > *right || *upper > *lower) {
    return std::nullopt;
  }
  return DisplayShutter::Rectangle{
      .left = *left, .right = *right, .upper = *upper, .lower = *lower};
}

std::optional<DisplayShutter::Circle> read_circle(const Dataset& dataset, double pixel_aspect) {
  // Row first. PS3.3 C.7.6.11
  const auto row = place(dataset, tags::kCenterOfCircularShutter, 0);
  const auto column = place(dataset, tags::kCenterOfCircularShutter, 1);
  const auto radius = dataset.integer(tags::kRadiusOfCircularShutter);
  if (!row || !column || !radius || *radius < 1 || *radius > kLargestShutterPlace) {
    return std::nullopt;
  }
  return DisplayShutter::Circle{
      .column = *column, .row = *row, .radius = static_cast<int>(*radius), .aspect = pixel_aspect};
}

std::vector<DisplayShutter::Vertex> read_polygon(const Dataset& dataset) {
  const std::size_t count = dataset.numbers(tags::kVerticesOfThePolygonalShutter).size();
  if (count % 2 != 0 || count < 6 || count > 2 * kMostShutterVertices) return {};
  std::vector<DisplayShutter::Vertex> vertices;
  for (std::size_t i = 0; i < count; i += 2) {
    const auto row = place(dataset, tags::kVerticesOfThePolygonalShutter, i);
    const auto column = place(dataset, tags::kVerticesOfThePolygonalShutter, i + 1);
    if (!row || !column) return {};
    vertices.push_back({*column, *row});
  }
  return vertices;
}

/// The columns of one row that are seen, of a circle or a rectangle: first and last.
struct Span {
  int first = 0, last = -1;
};

Span columns_of(const DisplayShutter::Circle& circle, int row) {
  const double away = (row - circle.row) * circle.aspect;
  const double radius = circle.radius;
  const double rest = radius * radius - away * away;
  if (rest < 0.0) return {};
  const int half = static_cast<int>(std::floor(std::sqrt(rest)));
  return {.first = circle.column - half, .last = circle.column + half};
}

Span columns_of(const DisplayShutter::Rectangle& rectangle, int row) {
  if (row < rectangle.upper || row > rectangle.lower) return {};
  return {.first = rectangle.left, .last = rectangle.right};
}

void hide_outside(Span seen, std::span<std::uint8_t> row, std::uint8_t bit) {
  for (int column = 0; column < static_cast<int>(row.size()); ++column) {
    if (column >= seen.first && column <= seen.last) continue;
    auto& entry = row[static_cast<std::size_t>(column)];
    entry = static_cast<std::uint8_t>(entry | bit);
  }
}

/// Where the polygon's edges cross the centers of one row of pixels.
struct Crossings {
  /// Columns where the inside begins or ends, each crossing once.
  std::vector<double> turns{};
  /// Parts of the edges themselves: a pixel there is seen whatever the turns say.
  std::vector<std::array<double, 2>> on_edge{};
};

Crossings crossings_of(std::span<const DisplayShutter::Vertex> polygon, int row) {
  Crossings found;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const auto [x0, y0] = polygon[i];
    const auto [x1, y1] = polygon[(i + 1) % polygon.size()];
    if (row < std::min(y0, y1) || row > std::max(y0, y1)) continue;
    if (y0 == y1) {
      found.on_edge.push_back(
          {static_cast<double>(std::min(x0, x1)), static_cast<double>(std::max(x0, x1))});
      continue;
    }
    // Differences of these places are exact in doubles, so a crossing at a pixel's center is too.
    const double x = x0 + static_cast<double>(row - y0) * (x1 - x0) / (y1 - y0);
    found.on_edge.push_back({x, x});
    // Half-open, so that a vertex between two edges turns once.
    if (row < std::max(y0, y1)) found.turns.push_back(x);
  }
  std::ranges::sort(found.turns);
  return found;
}

void hide_outside_polygon(const DisplayShutter& shutter, int row_number,
                          std::span<std::uint8_t> row, std::uint8_t bit) {
  const Crossings crossings = crossings_of(shutter.polygon, row_number);
  std::vector<bool> seen(row.size(), false);
  const auto see = [&](double from, double to) {
    const double last = std::min(std::floor(to), static_cast<double>(row.size()) - 1.0);
    for (double column = std::max(0.0, std::ceil(from)); column <= last; ++column) {
      seen[static_cast<std::size_t>(column)] = true;
    }
  };
  for (std::size_t i = 0; i + 1 < crossings.turns.size(); i += 2) {
    see(crossings.turns[i], crossings.turns[i + 1]);
  }
  for (const auto& [from, to] : crossings.on_edge) see(from, to);
  for (std::size_t column = 0; column < row.size(); ++column) {
    if (!seen[column]) row[column] = static_cast<std::uint8_t>(row[column] | bit);
  }
}

}  // namespace

DisplayShutter read_display_shutter(const Dataset& dataset, double pixel_aspect) {
  DisplayShutter shutter;
  // At most one of each, in any order. PS3.3 C.7.6.11
  for (std::size_t i = 0; i < 3; ++i) {
    const std::string shape = dataset.text(tags::kShutterShape, i);
    if (shape == "RECTANGULAR") shutter.rectangle = read_rectangle(dataset);
    if (shape == "CIRCULAR") shutter.circle = read_circle(dataset, pixel_aspect);
    if (shape == "POLYGONAL") shutter.polygon = read_polygon(dataset);
  }
  const auto value = dataset.integer(tags::kShutterPresentationValue).value_or(0);
  shutter.presentation_value = static_cast<int>(std::clamp<std::int64_t>(value, 0, 65535));
  return shutter;
}

void mark_shuttered(const DisplayShutter& shutter, int columns, int rows,
                    std::span<std::uint8_t> cover, std::uint8_t bit) {
  const auto width = static_cast<std::size_t>(columns);
  for (int number = 0; number < rows; ++number) {
    const auto row = cover.subspan(static_cast<std::size_t>(number) * width, width);
    if (shutter.rectangle) hide_outside(columns_of(*shutter.rectangle, number), row, bit);
    if (shutter.circle) hide_outside(columns_of(*shutter.circle, number), row, bit);
    if (!shutter.polygon.empty()) hide_outside_polygon(shutter, number, row, bit);
  }
}

}  // namespace overread
