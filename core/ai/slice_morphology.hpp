#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include "core/ai/run_components.hpp"

namespace overread {

/// Sets every voxel within `radius` pixels of a set one, slice by slice. The disc is every offset
/// (dx, dy) with dx² + dy² <= radius².
void dilate_slices(std::span<std::uint8_t> mask, GridSize size, double radius);

/// Clears every voxel within `radius` pixels of a clear one; what lies outside the grid counts as
/// set.
void erode_slices(std::span<std::uint8_t> mask, GridSize size, double radius);

/// Dilation, then erosion: closes gaps and inlets narrower than the disc.
void close_slices(std::span<std::uint8_t> mask, GridSize size, double radius);

/// Sets what is enclosed by the mask within its slice.
///
/// @param max_voxels  Larger holes stay open: the dome of the liver inside a ring of lung.
void fill_slice_holes(std::span<std::uint8_t> mask, GridSize size,
                      std::size_t max_voxels = std::numeric_limits<std::size_t>::max());

}  // namespace overread
