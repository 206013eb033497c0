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

double tolerance_mm(double step) { return std::max(kStepTolerance_mm, kStepTolerance * step); }

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

void judge_steps(const std::vector<double>& steps, StackGeometry& stack) {
  std::vector<double> real;
  for (const double step : steps) {
    if (step < kDuplicateTolerance_mm) {
      ++stack.duplicate_count;
    } else {
      real.push_back(step);
    }
  }
  if (real.empty()) return;
  stack.usual_step_mm = median(real);
  stack.smallest_step_mm = std::ranges::min(real);
  stack.largest_step_mm = std::ranges::max(real);
  constexpr double kMostMissing = 1e6;
  for (const double step : real) {
    const double tolerance = tolerance_mm(stack.usual_step_mm);
    if (std::fabs(step - stack.usual_step_mm) <= tolerance) continue;
    const double multiple = std::round(step / stack.usual_step_mm);
    if (multiple >= 2.0 && std::fabs(step - multiple * stack.usual_step_mm) <= tolerance) {
      stack.missing_count += static_cast<int>(std::min(multiple, kMostMissing)) - 1;
    } else {
      stack.uneven = true;
    }
  }
}

}  // namespace

bool same_orientation(const FramePlane& a, const FramePlane& b) {
  return angle_deg(direction(a, 0), direction(b, 0)) <= kParallelTolerance_deg &&
         angle_deg(direction(a, 3), direction(b, 3)) <= kParallelTolerance_deg;
}

double position_along_normal_mm(const FramePlane& plane, Vector<Patient> normal) {
  return glm::dot(position(plane).raw, normal.raw);
}

StackGeometry stack_geometry(std::span<const FramePlane> planes) {
  StackGeometry stack;
  if (planes.size() < 2) return stack;
  const FramePlane& first = planes.front();
  stack.parallel = std::ranges::all_of(
      planes, [&](const FramePlane& plane) { return same_orientation(first, plane); });
  const Vector<Patient> normal = slice_normal(first.image_orientation_patient);
  std::vector<double> steps;
  steps.reserve(planes.size() - 1);
  for (std::size_t i = 1; i < planes.size(); ++i) {
    steps.push_back(position_along_normal_mm(planes[i], normal) -
                    position_along_normal_mm(planes[i - 1], normal));
  }
  judge_steps(steps, stack);
  const Vector<Patient> way = position(planes.back()) - position(first);
  if (way.length() >= kDuplicateTolerance_mm) stack.tilt_deg = angle_deg(normal, way);
  return stack;
}

std::vector<GeometryWarning> geometry_warnings(const StackGeometry& stack) {
  using Kind = GeometryWarning::Kind;
  std::vector<GeometryWarning> warnings;
  if (stack.uneven) warnings.push_back({Kind::kUnevenSpacing, stack.largest_step_mm});
  if (stack.missing_count > 0) {
    warnings.push_back({Kind::kMissingSlices, static_cast<double>(stack.missing_count)});
  }
  if (stack.duplicate_count > 0) {
    warnings.push_back({Kind::kDuplicates, static_cast<double>(stack.duplicate_count)});
  }
  if (stack.tilt_deg > kTiltTolerance_deg) {
    warnings.push_back({Kind::kGantryTilt, stack.tilt_deg});
  }
  return warnings;
}

}  // namespace overread
