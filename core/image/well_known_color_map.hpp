#pragma once

#include <memory>
#include <string_view>

#include "core/image/color_map.hpp"

namespace overread {

inline constexpr std::string_view kHotIronUid = "1.2.840.10008.1.5.1";

/// The palette that the standard defines under a Palette Color Lookup Table UID, 256 colors; null
/// for other UIDs. The same object every time.
///
/// @dicom PS3.6 B.1
std::shared_ptr<const ColorMap> well_known_color_map(std::string_view palette_uid);

}  // namespace overread
