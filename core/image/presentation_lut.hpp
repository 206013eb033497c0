#pragma once

#include <cstdint>

namespace overread {

/// Which end of the range of P-Values is bright.
enum class Polarity { kNormal, kInverted };

/// Third stage: identity or inverse.
///
/// @param value  In [0, 1].
/// @dicom        PS3.3 C.11.6, C.7.6.3.1.2 (MONOCHROME1)
float apply_presentation_lut(float value, Polarity polarity);

/// Fourth stage: a P-Value in [0, 1] becomes a gray level of 8 bits, halves up.
std::uint8_t display_level(float value);

}  // namespace overread
