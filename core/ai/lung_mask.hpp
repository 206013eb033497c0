#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/ai/run_components.hpp"
#include "core/image/volume.hpp"

namespace overread {

/// The numbers of the recipe; service.json may set them.
struct LungMaskParameters {
  double body_above_hu = -500.0;
  double air_below_hu = -400.0;
  double closing_mm = 8.0;
  double airway_wall_mm = 1.5;
  double min_part_ml = 20.0;
};

/// Values of LungMask::values.
enum LungLabel : std::uint8_t { kNoLung = 0, kRightLung = 1, kLeftLung = 2 };

/// Lung regions of a chest CT, airways (trachea, main bronchi and what follows them as far as their
/// walls are resolved) left out, vessels and gaps narrower than the closing filled.
struct LungMask {
  GridSize size;
  std::vector<std::uint8_t> values;  ///< LungLabel, [slices][rows][columns]
  double airway_ml = 0.0;
  bool airway_found = false;
  bool lungs_cut_apart = false;  ///< They touched and were separated along the thinnest line.
  bool reaches_top = false, reaches_bottom = false;  ///< Large in the first or last slice: cropped.
};

/// Finds the lungs: body, air inside it, airway tree, left and right, closing, holes.
/// CLINICAL recipe: threshold based, so consolidation, effusion and large masses are left out.
///
/// @param keep_going  Called with the share done in [0, 1]; false ends it.
/// @return            Nothing when no lung was found (or when it was ended).
std::optional<LungMask> find_lungs(const Volume& volume, const LungMaskParameters& parameters,
                                   const std::function<bool(double)>& keep_going);

}  // namespace overread
