#include <algorithm>
#include <optional>

#include "core/app/reading.hpp"
#include "core/findings/concepts.hpp"
#include "core/findings/scoliosis_grading.hpp"
#include "core/geometry/measure.hpp"

namespace overread {
namespace {

/// The two end-plate lines of a curve, upper first.
struct EndPlates {
  ImageLine superior, inferior;
};

std::optional<EndPlates> end_plates(const Finding& finding) {
  const auto line_of = [&](std::string_view role) -> std::optional<ImageLine> {
    for (const Region& region : finding.regions) {
      if (region.kind == RegionKind::kPolyline && region.points.size() >= 2 &&
          region.role == role) {
        return ImageLine{region.points.front(), region.points.back()};
      }
    }
    return std::nullopt;
  };
  const auto superior = line_of("superior end plate");
  const auto inferior = line_of("inferior end plate");
  if (!superior || !inferior) return std::nullopt;
  return EndPlates{*superior, *inferior};
}

}  // namespace

void remeasure(Finding& finding, double pixel_aspect) {
  const std::optional<EndPlates> plates = end_plates(finding);
  if (!plates) return;
  const double angle = cobb_angle_deg(plates->superior, plates->inferior, {pixel_aspect, 1.0});
  for (Measurement& measurement : finding.measurements) {
    if (measurement.concept_name == concepts::cobb_angle()) measurement.value = angle;
  }
  if (!finding.grades.empty()) finding.grades = scoliosis_grades(angle);
}

}  // namespace overread
