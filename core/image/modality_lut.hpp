#pragma once

#include "core/image/instance_header.hpp"

namespace overread {

/// First stage: a stored value becomes a modality value (HU for CT), by Modality LUT or by
/// Rescale Slope and Intercept.
///
/// @dicom PS3.3 C.11.1
double apply_modality_lut(double stored, const PixelTransform& transform);

/// True when two transforms give the same modality value for every stored value.
bool same_modality_stage(const PixelTransform& a, const PixelTransform& b);

/// True for stored values that stand for "no measurement here": Pixel Padding Value, or anything
/// between it and Pixel Padding Range Limit.
///
/// @dicom PS3.3 C.7.5.1.1.2
bool is_padding(double stored, const PixelTransform& transform);

}  // namespace overread
