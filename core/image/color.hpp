#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/image/frame.hpp"

namespace overread {

/// YBR_FULL to RGB, halves up, clamped to 0–255.
///
/// @dicom PS3.3 C.7.6.3.1.2
std::array<std::uint8_t, 3> rgb_from_ybr_full(double y, double cb, double cr);

/// YBR_PARTIAL_422 (retired: luma 16–235, chroma 16–240) to RGB.
std::array<std::uint8_t, 3> rgb_from_ybr_partial(double y, double cb, double cr);

/// A color frame as RGB of 8 bits, [rows][columns][3]: RGB, YBR_FULL, YBR_FULL_422 (already
/// upsampled) or PALETTE COLOR. Samples of more than 8 bits are scaled by their largest value.
///
/// @errors kUnsupported naming the Photometric Interpretation.
Result<std::vector<std::uint8_t>> rgb_image(const Frame& frame);

}  // namespace overread
