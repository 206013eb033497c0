#pragma once

#include <cstdint>

#include "core/image/voi_lut.hpp"

namespace overread {

/// Which end of the range of P-Values is bright.
enum class Polarity { kNormal, kInverted };

/// Third stage: identity or inverse.
///
/// @param value  In [0, 1].
/// @dicom        PS3.3 C.11.6, C.7.6.3.1.2 (MONOCHROME1)
float apply_presentation_lut(float value, Polarity polarity);

/// The VOI stage with a Presentation LUT behind it, as one stage: t in [0, 1] is spread over the
/// entries of the table, the nearest one is its P-Value. Exact behind LINEAR, LINEAR_EXACT and a
/// VOI LUT; behind SIGMOID t is within 1 / 5000 of what it is.
///
/// @dicom PS3.3 C.11.6.1.1, PS3.4 N.2.1.4
VoiStage with_presentation_lut(const VoiStage& voi, const LookUpTable& presentation_lut);

/// Fourth stage: a P-Value in [0, 1] becomes a gray level of 8 bits, halves up.
std::uint8_t display_level(float value);

}  // namespace overread
