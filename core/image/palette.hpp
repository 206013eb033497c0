#pragma once

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

/// The entries of one table as levels of 8 bits.
std::vector<std::uint8_t> palette_levels(const LookUpTable& table);

}  // namespace overread
