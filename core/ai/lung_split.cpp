#include "core/ai/lung_split.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace overread {
namespace {

/// Columns a path may move aside from one row to the next.
constexpr int kSlope = 3;

struct Strip {
  int first = 0, last = 0;
  int width() const { return last - first + 1; }
};

/// The column of the cheapest path in each row.
std::vector<int> cheapest_path(std::span<const std::uint8_t> slice, GridSize size, Strip window,
                               double center_column) {
  const auto width = static_cast<std::size_t>(window.width());
  const auto rows = static_cast<std::size_t>(size.rows);
  std::vector<float> cost(width);
  std::vector<float> previous(width);
  std::vector<std::int8_t> moves(width * rows);
  // Far from the middle costs a little, so that equal paths run straight.
  std::vector<float> aside(width);
  for (std::size_t i = 0; i < width; ++i) {
    aside[i] =
        static_cast<float>(0.002 * std::abs(window.first + static_cast<double>(i) - center_column));
  }
  for (std::size_t y = 0; y < rows; ++y) {
    const std::uint8_t* row = slice.data() + y * static_cast<std::size_t>(size.columns) +
                              static_cast<std::size_t>(window.first);
    for (std::size_t i = 0; i < width; ++i) {
      float best = previous[i];
      int move = 0;
      for (int step = 1; step <= kSlope; ++step) {
        const float toll = 0.01F * static_cast<float>(step);
        if (i >= static_cast<std::size_t>(step) &&
            previous[i - static_cast<std::size_t>(step)] + toll < best) {
          best = previous[i - static_cast<std::size_t>(step)] + toll;
          move = -step;
        }
        if (i + static_cast<std::size_t>(step) < width &&
            previous[i + static_cast<std::size_t>(step)] + toll < best) {
          best = previous[i + static_cast<std::size_t>(step)] + toll;
          move = step;
        }
      }
      moves[y * width + i] = static_cast<std::int8_t>(move);
      cost[i] = best + aside[i] + (row[i] != 0 ? 1.0F : 0.0F);
    }
    std::swap(cost, previous);
  }
  std::vector<int> path(rows);
  auto at = static_cast<int>(std::ranges::min_element(previous) - previous.begin());
  for (std::size_t y = rows; y-- > 0;) {
    path[y] = window.first + at;
    at += moves[y * width + static_cast<std::size_t>(at)];
  }
  return path;
}

/// Gives all but the largest part of `own` to `other`.
void move_crumbs(std::span<std::uint8_t> mask, GridSize size, std::uint8_t own,
                 std::uint8_t other) {
  std::vector<std::uint8_t> only(mask.size());
  std::ranges::transform(mask, only.begin(), [own](std::uint8_t voxel) {
    return static_cast<std::uint8_t>(voxel == own);
  });
  const RunComponents parts = RunComponents::find(only, size, RunComponents::Connectivity::kVolume);
  if (parts.components().size() < 2) return;
  const auto largest = std::ranges::max_element(parts.components(), {}, &Component::voxels);
  std::vector<std::uint8_t> values(parts.components().size(), other);
  values[static_cast<std::size_t>(largest - parts.components().begin())] = own;
  parts.paint(mask, values);
}

}  // namespace

void cut_lungs_apart(std::span<std::uint8_t> mask, GridSize size, double center_column,
                     int reach_columns, std::uint8_t lower, std::uint8_t higher) {
  const int middle = static_cast<int>(std::floor(center_column + 0.5));
  const Strip window{std::max(0, middle - reach_columns),
                     std::min(size.columns - 1, middle + reach_columns)};
  if (window.width() < 1) return;
  for (int k = 0; k < size.slices; ++k) {
    const auto slice =
        mask.subspan(static_cast<std::size_t>(k) * size.slice_voxels(), size.slice_voxels());
    if (std::ranges::all_of(slice, [](std::uint8_t voxel) { return voxel == 0; })) continue;
    const std::vector<int> path = cheapest_path(slice, size, window, center_column);
    for (int y = 0; y < size.rows; ++y) {
      std::uint8_t* row = slice.data() + y * size.columns;
      const int cut = path[static_cast<std::size_t>(y)];
      for (int x = 0; x < size.columns; ++x) {
        if (row[x] != 0) row[x] = x < cut ? lower : higher;
      }
    }
  }
  move_crumbs(mask, size, lower, higher);
  move_crumbs(mask, size, higher, lower);
}

}  // namespace overread
