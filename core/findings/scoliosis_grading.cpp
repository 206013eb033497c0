#include "core/findings/scoliosis_grading.hpp"

#include <array>
#include <cmath>
#include <span>
#include <string>

namespace overread {
namespace {

/// From `from_deg` up to the next step's.
struct Step {
  double from_deg;
  const char* value;
};

constexpr std::array<Step, 5> kChaklin = {
    {{0.0, "0"}, {0.5, "I"}, {10.5, "II"}, {25.5, "III"}, {50.5, "IV"}}};
constexpr std::array<Step, 4> kSrs = {
    {{0.0, "none"}, {kScoliosisThresholdDeg, "mild"}, {25.0, "moderate"}, {40.0, "severe"}}};

Grade grade(std::string scheme, std::span<const Step> steps, double angle) {
  Grade result{std::move(scheme), steps.front().value, false};
  for (const Step& step : steps.subspan(1)) {
    if (angle >= step.from_deg) result.value = step.value;
    // Nobody grades half a degree: the lowest border of Chaklin's is no clinical cut-off.
    if (step.from_deg >= 1.0 && std::abs(angle - step.from_deg) <= kCobbBorderlineDeg) {
      result.borderline = true;
    }
  }
  return result;
}

}  // namespace

std::vector<Grade> scoliosis_grades(double cobb_angle_deg) {
  return {grade("Chaklin", kChaklin, cobb_angle_deg), grade("SRS", kSrs, cobb_angle_deg)};
}

}  // namespace overread
