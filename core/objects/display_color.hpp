#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "core/dicom/dataset.hpp"

namespace overread {

using RgbColor = std::array<std::uint8_t, 3>;

/// A Recommended Display CIELab Value as sRGB: L* 0–100 from 0–65535, a* and b* −128–127 from
/// 0–65535, for the D50 white of the ICC profile connection space. Colors that no sRGB screen shows
/// are clipped channel by channel.
///
/// @dicom PS3.3 C.10.7.1.1
RgbColor rgb_from_cielab(std::array<std::uint16_t, 3> lab);

/// The color in a CIELab attribute (three unsigned words), nothing when it holds none.
std::optional<RgbColor> cielab_color(const Dataset& dataset, Tag tag);

/// ROI Display Color and its like: red, green, blue from 0 to 255; nothing when it holds none.
///
/// @dicom PS3.3 C.8.8.6.1
std::optional<RgbColor> rgb_color(const Dataset& dataset, Tag tag);

}  // namespace overread
