#include "core/image/stack_geometry.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/geometry/image_plane.hpp"

namespace overread {
namespace {

Vector<Patient> direction(const FramePlane& plane, std::size_t first) {
  const auto& values = plane.image_orientation_patient;
  return Vector<Patient>(values[first], values[first + 1], values[first + 2]);
}

Vector<Patient> position(const FramePlane& plane) {
  const auto& values = plane.image_position_patient;
  return Vector<Patient>(values[0], values[1], values[2]);
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Slices that fit into the gaps; marks steps that are neither usual nor such a gap.
void judge_gaps(const std::vector<double>& steps, StepGeometry& judged) {
  constexpr double kMostMissing = 1e6;
  const double tolerance = step_tolerance_mm(judged.usual_step_mm);
  for (const double step : steps) {
    if (std::fabs(step - judged.usual_step_mm) <= tolerance) continue;
    const double multiple = std::round(step / judged.usual_step_mm);
    if (multiple >= 2.0 && std::fabs(step - multiple * judged.usual_step_mm) <= tolerance) {
      judged.missing_count += static_cast<int>(std::min(multiple, kMostMissing)) - 1;
    } else {
      judged.uneven = true;
    }
  }
}

/// Steps may each be near the usual one and still add up to a place far from the grid.
bool drifts(std::span<const double> positions, double tolerance) {
  const double step =
      (positions.back() - positions.front()) / static_cast<double>(positions.size() - 1);
  for (std::size_t i = 0; i < positions.size(); ++i) {
    const double place = positions.front() + static_cast<double>(i) * step;
    if (std::fabs(positions[i] - place) > tolerance) return true;
  }
  return false;
}

/// The farthest position from the line that passes the first one and, per mm along the normal, goes
/// as far sideways as the last one says.
double farthest_sideways_mm(std::span<const FramePlane> planes, Vector<Patient> normal) {
  const auto offset = [&](const FramePlane& plane) {
    return (position(plane) - position(planes.front())).raw;
  };
  const auto along = [&](const glm::dvec3& way) { return glm::dot(way, normal.raw); };
  const glm::dvec3 whole = offset(planes.back());
  const double depth = along(whole);
  glm::dvec3 per_mm(0.0);
  if (depth >= kDuplicateTolerance_mm) per_mm = whole / depth - normal.raw;
  double farthest = 0.0;
  for (const FramePlane& plane : planes) {
    const glm::dvec3 way = offset(plane);
    const glm::dvec3 aside = way - along(way) * (normal.raw + per_mm);
    farthest = std::max(farthest, Vector<Patient>(aside).length());
  }
  return farthest;
}

}  // namespace

double step_tolerance_mm(double usual_step_mm) {
  return std::max(kStepTolerance_mm, kStepTolerance * usual_step_mm);
}

StepGeometry step_geometry(std::span<const double> positions_mm) {
  StepGeometry judged;
  judged.place_count = positions_mm.empty() ? 0 : 1;
  std::vector<double> steps;
  for (std::size_t i = 1; i < positions_mm.size(); ++i) {
    const double step = positions_mm[i] - positions_mm[i - 1];
    if (step < kDuplicateTolerance_mm) {
      ++judged.duplicate_count;
    } else {
      ++judged.place_count;
      steps.push_back(step);
    }
  }
  if (steps.empty()) return judged;
  judged.usual_step_mm = median(steps);
  judged.smallest_step_mm = std::ranges::min(steps);
  judged.largest_step_mm = std::ranges::max(steps);
  judge_gaps(steps, judged);
  if (judged.even()) judged.uneven = drifts(positions_mm, step_tolerance_mm(judged.usual_step_mm));
  return judged;
}

double turn_deg(const FramePlane& a, const FramePlane& b) {
  if (a.image_orientation_patient == b.image_orientation_patient) return 0.0;
  return std::max(angle_deg(direction(a, 0), direction(b, 0)),
                  angle_deg(direction(a, 3), direction(b, 3)));
}

bool same_orientation(const FramePlane& a, const FramePlane& b) {
  return turn_deg(a, b) <= kParallelTolerance_deg;
}

bool same_spacing(const std::array<double, 2>& a, const std::array<double, 2>& b) {
  return std::fabs(a[0] - b[0]) <= kSpacingTolerance * a[0] &&
         std::fabs(a[1] - b[1]) <= kSpacingTolerance * a[1];
}

double position_along_normal_mm(const FramePlane& plane, Vector<Patient> normal) {
  return glm::dot(position(plane).raw, normal.raw);
}

StackGeometry stack_geometry(std::span<const FramePlane> planes) {
  StackGeometry stack;
  const FramePlane& first = planes.front();
  const Vector<Patient> normal = slice_normal(first.image_orientation_patient);
  std::vector<double> positions;
  positions.reserve(planes.size());
  for (const FramePlane& plane : planes) {
    stack.turn_deg = std::max(stack.turn_deg, turn_deg(first, plane));
    positions.push_back(position_along_normal_mm(plane, normal));
  }
  stack.steps = step_geometry(positions);
  stack.sideways_mm = farthest_sideways_mm(planes, normal);
  const Vector<Patient> way = position(planes.back()) - position(first);
  const Vector<Patient> aside = way - glm::dot(way.raw, normal.raw) * normal;
  // Of two thin slices the rounding of positions alone makes degrees.
  const bool telling = aside.length() > kSidewaysTolerance_mm && stack.steps.place_count > 1;
  if (telling) stack.tilt_deg = angle_deg(normal, way);
  return stack;
}

std::vector<GeometryWarning> geometry_warnings(const StackGeometry& stack) {
  using Kind = GeometryWarning::Kind;
  const StepGeometry& steps = stack.steps;
  std::vector<GeometryWarning> warnings;
  if (steps.uneven) {
    warnings.push_back({.kind = Kind::kUnevenSpacing,
                        .value = steps.largest_step_mm,
                        .low = steps.smallest_step_mm,
                        .high = steps.largest_step_mm});
  }
  if (steps.missing_count > 0) {
    warnings.push_back({.kind = Kind::kMissingSlices,
                        .value = static_cast<double>(steps.missing_count),
                        .low = steps.usual_step_mm,
                        .high = steps.largest_step_mm});
  }
  if (steps.duplicate_count > 0) {
    warnings.push_back(
        {.kind = Kind::kDuplicates, .value = static_cast<double>(steps.duplicate_count)});
  }
  if (!stack.straight()) {
    warnings.push_back({.kind = Kind::kShiftedSlices, .value = stack.sideways_mm});
  } else if (stack.tilt_deg > kTiltTolerance_deg) {
    warnings.push_back({.kind = Kind::kGantryTilt, .value = stack.tilt_deg});
  }
  return warnings;
}

}  // namespace overread
