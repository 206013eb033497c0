#pragma once

#include <cstdint>
#include <span>

namespace overread {

/// The Agatston score's part of one slice: 8-connected lesions of at least 130 HU and 1 mm², area
/// in mm² times the weight of the lesion's peak (1: 130-199, 2: 200-299, 3: 300-399, 4: 400 and
/// more). For slices that are not 3 mm apart, scale the sum by spacing / 3.
///
/// @param hu      [rows][columns]
/// @param region  1 where a lesion may lie (coronary arteries), same shape.
double agatston_of_slice(std::span<const float> hu, std::span<const std::uint8_t> region,
                         int columns, int rows, double pixel_area_mm2);

}  // namespace overread
