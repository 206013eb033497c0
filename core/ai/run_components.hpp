#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace overread {

/// Size of a voxel grid, [slices][rows][columns].
struct GridSize {
  int columns = 0, rows = 0, slices = 0;

  std::size_t slice_voxels() const {
    return static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows);
  }
  std::size_t voxels() const { return slice_voxels() * static_cast<std::size_t>(slices); }
};

/// One connected part of a mask; the box holds its first and last column, row and slice.
struct Component {
  std::size_t voxels = 0;
  int first_column = 0, last_column = 0, first_row = 0, last_row = 0, first_slice = 0,
      last_slice = 0;
  double column_sum = 0.0, row_sum = 0.0, slice_sum = 0.0;

  double center_column() const { return column_sum / static_cast<double>(voxels); }
  double center_row() const { return row_sum / static_cast<double>(voxels); }
  double center_slice() const { return slice_sum / static_cast<double>(voxels); }
  /// True when it reaches the edge of a slice (not: the first or last slice).
  bool touches_side(GridSize size) const {
    return first_column == 0 || first_row == 0 || last_column == size.columns - 1 ||
           last_row == size.rows - 1;
  }
};

/// Connected components of a mask by runs: voxels of a row that follow each other are one item, so
/// that work and memory follow the surface of the parts, not their volume.
class RunComponents {
 public:
  /// One run: columns [begin, end) of a row.
  struct Run {
    int begin = 0, end = 0;
    std::uint32_t component = 0;
  };
  enum class Connectivity {
    kVolume,  ///< Faces in three directions (6).
    kSlice,   ///< Faces inside a slice only (4): every slice for itself.
  };

  /// The parts of `mask` that are not zero.
  static RunComponents find(std::span<const std::uint8_t> mask, GridSize size,
                            Connectivity connectivity);

  const std::vector<Component>& components() const { return components_; }
  std::span<const Run> row(int row, int slice) const;
  /// Writes `value` into `mask` where component `index` lies.
  void paint(std::span<std::uint8_t> mask, std::uint32_t index, std::uint8_t value) const;
  /// Writes values[component] everywhere a component lies; zero leaves the voxel as it is.
  void paint(std::span<std::uint8_t> mask, std::span<const std::uint8_t> values) const;

 private:
  GridSize size_;
  std::vector<Run> runs_;
  std::vector<std::size_t> row_begin_;  ///< Index of each row's first run, and one past the last.
  std::vector<Component> components_;
};

}  // namespace overread
