#pragma once

#include <cstdint>
#include <span>

#include "core/ai/lung_mask.hpp"

namespace overread {

/// Separates lungs that touch: in each slice a path from front to back through as few lung voxels
/// as possible, within reach of the middle. What lies on the side of lower columns becomes `lower`,
/// the rest `higher`; crumbs cut off from their own lung go to the one they still touch.
///
/// @param mask  1 where lung lies; overwritten with the two labels.
void cut_lungs_apart(std::span<std::uint8_t> mask, GridSize size, double center_column,
                     int reach_columns, std::uint8_t lower, std::uint8_t higher);

}  // namespace overread
