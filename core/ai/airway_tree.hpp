#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/ai/run_components.hpp"
#include "core/image/volume.hpp"

namespace overread {

/// Voxel indexes of the airway lumen: trachea, bronchi.
struct AirwayTree {
  std::vector<std::uint32_t> lumen;
  bool found = false;
};

/// Finds the trachea (a round air column near the midline of the upper slices) and grows from it
/// through air that is connected to it. The threshold rises step by step and the growth before the
/// first leak into the lung is kept.
///
/// @param air   1 where air inside the body lies, [slices][rows][columns].
/// @param body_center_column  Middle of the body, columns.
AirwayTree find_airways(const Volume& volume, std::span<const std::uint8_t> air,
                        double body_center_column);

}  // namespace overread
