#include "core/image/ultrasound_regions.hpp"

#include <cmath>

#include "core/dicom/tags.hpp"
#include "core/image/functional_groups.hpp"

namespace overread {
namespace {

/// Region Spatial Format (0018,6012). PS3.3 C.8.5.5.1.1
enum SpatialFormat { kTwoDimensional = 1, kMotionMode = 2, kSpectral = 3 };

/// Of Physical Units X and Y Direction. PS3.3 C.8.5.5.1.15
constexpr int kCentimeters = 3;

std::optional<double> millimeters(const Dataset& region, Tag units, Tag delta) {
  if (region.integer(units) != kCentimeters) return std::nullopt;
  const auto centimeters = region.finite_number(delta);
  // The sign says which way the axis runs. PS3.3 C.8.5.5.1.17
  const double length = centimeters ? 10.0 * std::fabs(*centimeters) : 0.0;
  return is_usable_spacing(length) ? std::optional(length) : std::nullopt;
}

}  // namespace

std::optional<std::array<double, 2>> read_region_spacing(const Dataset& dataset) {
  std::optional<std::array<double, 2>> spacing;
  for (const Dataset& region : dataset.sequence(tags::kSequenceOfUltrasoundRegions)) {
    const auto format = region.integer(tags::kRegionSpatialFormat);
    if (format == kMotionMode || format == kSpectral) return std::nullopt;
    if (format != kTwoDimensional) continue;
    const auto rows = millimeters(region, tags::kPhysicalUnitsYDirection, tags::kPhysicalDeltaY);
    const auto columns = millimeters(region, tags::kPhysicalUnitsXDirection, tags::kPhysicalDeltaX);
    if (!rows || !columns) return std::nullopt;
    const std::array<double, 2> found{*rows, *columns};
    if (spacing && *spacing != found) return std::nullopt;
    spacing = found;
  }
  return spacing;
}

}  // namespace overread
