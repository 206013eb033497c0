#pragma once

#include <memory>

#include "core/ai/service.hpp"

namespace overread {

/// The algorithm "spine-scoliosis": gates, the spine network's input, and from its answer every
/// curve with end-vertebra lines, Cobb angle, side, region and grades.
///
/// Parameters, all from the step "spine-curves" of service.json: `min_height_to_width` of the
/// picture, `min_levels` of spine in view, `max_expected_error_deg`, `angle_error_deg` (standard
/// deviation of a Cobb angle, for the probability), `scale` (calibration of the tilt's
/// range), `smoothing_levels`, `reversal_deg`.
std::unique_ptr<ServiceRun> make_spine_run(const ServicePackage& package, ServiceInput input);

}  // namespace overread
