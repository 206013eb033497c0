#include "core/image/parametric_map.hpp"

#include <algorithm>
#include <cmath>

#include "core/dicom/tags.hpp"
#include "core/image/palette.hpp"
#include "core/image/well_known_color_map.hpp"

namespace overread {

std::shared_ptr<const ColorMap> parametric_map_colors(const Dataset& dataset) {
  if (has_palette(dataset)) {
    if (const auto palette = read_palette(dataset)) {
      return std::make_shared<const ColorMap>(color_map_of(*palette));
    }
  }
  auto named = well_known_color_map(dataset.text(tags::kPaletteColorLookupTableUid));
  return named != nullptr ? named : well_known_color_map(kHotIronUid);
}

std::optional<Window> stored_value_color_range(const FunctionalGroups& groups, std::size_t frame,
                                               double rescale_slope, double rescale_intercept) {
  const Dataset* item = groups.macro(tags::kStoredValueColorRangeSequence, frame);
  if (item == nullptr) return std::nullopt;
  const auto lowest = item->finite_number(tags::kMinimumStoredValueMapped);
  const auto highest = item->finite_number(tags::kMaximumStoredValueMapped);
  if (!lowest || !highest) return std::nullopt;
  const double from = *lowest * rescale_slope + rescale_intercept;
  const double to = *highest * rescale_slope + rescale_intercept;
  const double width = std::fabs(to - from);
  // Also false for what is no number; beyond the limits a float does not hold it.
  constexpr double kSmallest = 1e-30, kLargest = 1e30;
  if (!(width >= kSmallest && width <= kLargest && std::fabs(from) <= kLargest)) {
    return std::nullopt;
  }
  return Window{.center = (from + to) / 2.0, .width = width};
}

}  // namespace overread
