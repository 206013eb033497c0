#pragma once

#include <span>
#include <vector>

#include "core/geometry/spaces.hpp"
#include "core/image/series.hpp"

namespace overread {

/// Two slices nearer than this lie at the same place, mm: positions are written with 3 decimals.
inline constexpr double kDuplicateTolerance_mm = 0.01;
/// A step may differ from the usual one by this share of it, or by kStepTolerance_mm.
inline constexpr double kStepTolerance = 0.02;
inline constexpr double kStepTolerance_mm = 0.05;
/// Stepping this far off the slice normal is a sheared stack, degrees: rounding of positions gives
/// less, gantries are tilted by more.
inline constexpr double kTiltTolerance_deg = 0.5;
/// Planes turned against each other by less are parallel, degrees.
inline constexpr double kParallelTolerance_deg = 0.5;

/// How planes in reading order follow each other.
struct StackGeometry {
  double usual_step_mm = 0.0;  ///< Median of the steps along the normal, duplicates left out.
  double smallest_step_mm = 0.0, largest_step_mm = 0.0;
  int missing_count = 0;    ///< Slices that gaps of whole multiples of the usual step would hold.
  int duplicate_count = 0;  ///< Planes at the place of the one before.
  bool uneven = false;      ///< A step that is no whole multiple of the usual one.
  double tilt_deg = 0.0;    ///< Between the slice normal and the way from first to last position.
  bool parallel = true;

  bool even_steps() const { return !uneven && missing_count == 0 && duplicate_count == 0; }
};

/// @param planes  In reading order; at least one.
StackGeometry stack_geometry(std::span<const FramePlane> planes);

/// What of it a reader should know.
std::vector<GeometryWarning> geometry_warnings(const StackGeometry& stack);

/// True when two planes face the same way, within kParallelTolerance_deg, without turning in plane.
bool same_orientation(const FramePlane& a, const FramePlane& b);

/// Distance of a plane from the origin along its normal, mm: what stacks are sorted by.
double position_along_normal_mm(const FramePlane& plane, Vector<Patient> normal);

}  // namespace overread
