#pragma once

#include "core/ai/service.hpp"
#include "core/phantom/chest_ct.hpp"

namespace overread {

/// A phantom's files read back as a service gets them: headers, one sorted series, its frames.
ServiceInput chest_ct_input(const ChestCtSeries& phantom);

/// The emphysema package as it ships.
ServicePackage emphysema_package();

/// The measurement of that meaning and laterality; fails the test when it is not there.
double measured(const std::vector<Measurement>& measurements, std::string_view meaning,
                std::string_view laterality);

}  // namespace overread
