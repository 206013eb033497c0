#pragma once

#include <cstdint>
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
void fill_slice_holes(std::span<std::uint8_t> mask, GridSize size);

}  // namespace overread
