#include "core/ai/slice_morphology.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace overread {
namespace {

constexpr std::uint8_t kFar = 255;

/// For each pixel of a row, the distance to the nearest set one, at most kFar.
void row_distances(const std::uint8_t* row, std::uint8_t* distances, int columns) {
  std::uint8_t distance = kFar;
  for (int x = 0; x < columns; ++x) {
    distance = row[x] != 0 ? 0 : static_cast<std::uint8_t>(distance + (distance < kFar));
    distances[x] = distance;
  }
  distance = kFar;
  for (int x = columns - 1; x >= 0; --x) {
    distance = row[x] != 0 ? 0 : static_cast<std::uint8_t>(distance + (distance < kFar));
    distances[x] = std::min(distances[x], distance);
  }
}

void dilate_slice(std::span<std::uint8_t> slice, int columns, int rows, double radius,
                  std::vector<std::uint8_t>& distances) {
  const int reach = static_cast<int>(std::floor(radius));
  for (int y = 0; y < rows; ++y) {
    row_distances(slice.data() + y * columns, distances.data() + y * columns, columns);
  }
  for (int y = 0; y < rows; ++y) {
    std::uint8_t* out = slice.data() + y * columns;
    for (int dy = -reach; dy <= reach; ++dy) {
      const int from = y + dy;
      if (from < 0 || from >= rows) continue;
      const auto width = static_cast<std::uint8_t>(
          std::floor(std::sqrt(radius * radius - static_cast<double>(dy * dy))));
      const std::uint8_t* in = distances.data() + from * columns;
      for (int x = 0; x < columns; ++x) out[x] |= static_cast<std::uint8_t>(in[x] <= width);
    }
  }
}

void each_slice(std::span<std::uint8_t> mask, GridSize size, double radius, std::uint8_t flip) {
  const double reach = std::min(radius, 250.0);  // Fits the distances' byte.
  std::vector<std::uint8_t> distances(size.slice_voxels());
  for (int k = 0; k < size.slices; ++k) {
    const auto slice =
        mask.subspan(static_cast<std::size_t>(k) * size.slice_voxels(), size.slice_voxels());
    for (std::uint8_t& voxel : slice) voxel = static_cast<std::uint8_t>((voxel != 0) ^ flip);
    dilate_slice(slice, size.columns, size.rows, reach, distances);
    if (flip != 0) {
      for (std::uint8_t& voxel : slice) voxel ^= 1;
    }
  }
}

}  // namespace

void dilate_slices(std::span<std::uint8_t> mask, GridSize size, double radius) {
  each_slice(mask, size, radius, 0);
}

void erode_slices(std::span<std::uint8_t> mask, GridSize size, double radius) {
  each_slice(mask, size, radius, 1);
}

void close_slices(std::span<std::uint8_t> mask, GridSize size, double radius) {
  dilate_slices(mask, size, radius);
  erode_slices(mask, size, radius);
}

void fill_slice_holes(std::span<std::uint8_t> mask, GridSize size, std::size_t max_voxels) {
  std::vector<std::uint8_t> background(mask.size());
  std::ranges::transform(mask, background.begin(),
                         [](std::uint8_t voxel) { return static_cast<std::uint8_t>(voxel == 0); });
  const RunComponents parts =
      RunComponents::find(background, size, RunComponents::Connectivity::kSlice);
  std::vector<std::uint8_t> values(parts.components().size());
  std::ranges::transform(parts.components(), values.begin(), [&](const Component& part) {
    return static_cast<std::uint8_t>(!part.touches_side(size) && part.voxels <= max_voxels);
  });
  parts.paint(mask, values);
}

}  // namespace overread
