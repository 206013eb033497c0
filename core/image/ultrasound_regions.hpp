#pragma once

#include <array>
#include <optional>

#include "core/dicom/dataset.hpp"

namespace overread {

/// {between rows, between columns} in mm of an ultrasound image, where it has one two-dimensional
/// region in centimeters, or several of the same scale. Nothing when another one measures time,
/// velocity or an unknown unit: millimeters would be wrong over it. Curves and graphics beside the
/// picture measure nothing of it.
///
/// @dicom PS3.3 C.8.5.5
std::optional<std::array<double, 2>> read_region_spacing(const Dataset& dataset);

}  // namespace overread
