#pragma once

#include <memory>

#include "core/ai/service.hpp"

namespace overread {

/// The algorithm "emphysema-densitometry": gates, lung mask, LAA-950, PD15 and volume of each lung,
/// without a network.
std::unique_ptr<ServiceRun> make_emphysema_run(const ServicePackage& package, ServiceInput input);

}  // namespace overread
