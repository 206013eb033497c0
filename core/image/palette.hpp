#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/result.hpp"
#include "core/dicom/dataset.hpp"
#include "core/image/instance_header.hpp"

namespace overread {

/// True when a data set has a palette of its own, whole or broken.
bool has_palette(const Dataset& dataset);

/// The Palette Color Lookup Tables of a data set, plain or segmented: red, green, blue.
///
/// @errors kInvalidAttribute naming the table when a descriptor or its data are missing or broken.
/// @dicom  PS3.3 C.7.6.3.1.5, C.7.6.3.1.6, C.7.9
Result<std::vector<LookUpTable>> read_palette(const Dataset& dataset);

/// The entries of red, green and blue as levels of 8 bits; none of a channel that is not there.
/// Whether tables that say 16 bits hold 8 is asked of all three at once: they were written alike.
std::array<std::vector<std::uint8_t>, 3> palette_levels(std::span<const LookUpTable> palette);

}  // namespace overread
