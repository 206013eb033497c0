#pragma once

#include <vector>

#include "core/findings/result.hpp"

namespace overread {

/// An angle this close to a cut-off may fall on its other side at the next reading: the
/// intra-observer 95 % limit with the same end vertebrae is 2.8° (Morrissy 1990).
inline constexpr double kCobbBorderlineDeg = 3.0;

/// Below this no scoliosis by SRS and SOSORT.
inline constexpr double kScoliosisThresholdDeg = 10.0;

/// Grades of one curve by its Cobb angle, each naming its scheme:
/// Chaklin I 1–10°, II 11–25°, III 26–50°, IV above 50°, with the borders between whole degrees at
/// 10.5, 25.5 and 50.5 so that the grade is that of the angle as printed; "0" below 0.5°.
/// SRS "none" below 10°, "mild" 10–25°, "moderate" 25–40°, "severe" above 40°.
///
/// @param cobb_angle_deg  Not negative.
std::vector<Grade> scoliosis_grades(double cobb_angle_deg);

}  // namespace overread
