#pragma once

#include <span>
#include <vector>

#include "core/geometry/spaces.hpp"
#include "core/image/series.hpp"

namespace overread {

/// Two slices nearer than this lie at the same place, mm: positions are written with 2 or 3
/// decimals, and no scanner steps by so little.
inline constexpr double kDuplicateTolerance_mm = 0.01;
/// A step may differ from the usual one by this share of it, or by kStepTolerance_mm: positions
/// written with one decimal are off by up to 0.05 mm, tables by some hundredths of a step.
inline constexpr double kStepTolerance = 0.02;
inline constexpr double kStepTolerance_mm = 0.05;
/// Positions may lie this far off the straight line through the first and the last, mm: twice the
/// rounding of positions written with one decimal, and less than a pixel of any CT or MR.
inline constexpr double kSidewaysTolerance_mm = 0.1;
/// Stepping this far off the slice normal is a sheared stack, degrees: rounding of positions gives
/// less, gantries are tilted by more.
inline constexpr double kTiltTolerance_deg = 0.5;
/// Planes turned against each other by less belong to one stack, degrees: cosines written with two
/// decimals are off by 0.3.
inline constexpr double kParallelTolerance_deg = 0.5;
/// Pixel spacings that differ by a smaller share are one, written twice: over 4096 pixels it makes
/// less than half a pixel.
inline constexpr double kSpacingTolerance = 1e-4;

/// How places along a line follow each other, mm.
struct StepGeometry {
  double usual_step_mm = 0.0;  ///< Median of the steps, duplicates left out.
  double smallest_step_mm = 0.0, largest_step_mm = 0.0;
  int place_count = 0;      ///< Places that differ.
  int duplicate_count = 0;  ///< Entries at the place of the one before.
  int missing_count = 0;    ///< Slices that gaps of whole multiples of the usual step would hold.
  /// A step that is no whole multiple of the usual one, or places that drift away from where equal
  /// steps from the first to the last would put them.
  bool uneven = false;

  bool even() const { return !uneven && missing_count == 0 && duplicate_count == 0; }
};

/// How far a step of a stack may be from its usual one, mm.
double step_tolerance_mm(double usual_step_mm);

/// @param positions_mm  Rising.
StepGeometry step_geometry(std::span<const double> positions_mm);

/// How planes in reading order follow each other.
struct StackGeometry {
  StepGeometry steps;  ///< Along the normal of the first plane.
  /// Between the normal and the way from first to last position; 0 where the way leaves the normal
  /// by no more than rounding does.
  double tilt_deg = 0.0;
  double sideways_mm = 0.0;  ///< Farthest from the straight line through first and last position.
  double turn_deg = 0.0;     ///< Most that a plane is turned against the first, in space or plane.

  /// False when positions leave the straight line: the tilt is then no tilt of a gantry.
  bool straight() const { return sideways_mm <= kSidewaysTolerance_mm; }
};

/// @param planes  In reading order; at least one.
StackGeometry stack_geometry(std::span<const FramePlane> planes);

/// What of it a reader should know.
std::vector<GeometryWarning> geometry_warnings(const StackGeometry& stack);

/// Angle that turns one plane into the other's direction, degrees: the larger of those between
/// their rows and between their columns.
double turn_deg(const FramePlane& a, const FramePlane& b);

/// True when two planes face the same way, within kParallelTolerance_deg, without turning in plane.
bool same_orientation(const FramePlane& a, const FramePlane& b);

/// True for spacings that differ by no more than kSpacingTolerance.
bool same_spacing(const std::array<double, 2>& a, const std::array<double, 2>& b);

/// Distance of a plane from the origin along its normal, mm: what stacks are sorted by.
double position_along_normal_mm(const FramePlane& plane, Vector<Patient> normal);

}  // namespace overread
