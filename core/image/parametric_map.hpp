#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "core/dicom/dataset.hpp"
#include "core/image/color_map.hpp"
#include "core/image/functional_groups.hpp"

namespace overread {

inline constexpr std::string_view kParametricMapStorage = "1.2.840.10008.5.1.4.1.1.30";

/// The colors of a parametric map: its own palette, else the well-known one that it names, else
/// Hot Iron. A palette that is broken or not known is no reason to refuse the map: its color scale
/// says what the colors mean.
///
/// @dicom PS3.3 A.75.1, C.8.32.2
std::shared_ptr<const ColorMap> parametric_map_colors(const Dataset& dataset);

/// The modality values that a map's colors are spread over, as a LINEAR_EXACT window, where a frame
/// (0-based) states them; it states stored values.
///
/// @dicom PS3.3 C.7.6.16.2.26
std::optional<Window> stored_value_color_range(const FunctionalGroups& groups, std::size_t frame,
                                               double rescale_slope, double rescale_intercept);

}  // namespace overread
