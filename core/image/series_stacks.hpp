#pragma once

#include <vector>

#include "core/image/series.hpp"

namespace overread {

/// The stacks of one DICOM series, in the order of their first frames: what group_into_series()
/// makes of it.
///
/// @param instances  In order of Instance Number, no SOP Instance UID twice.
std::vector<Series> stacks_of_series(const std::vector<InstanceHeader>& instances);

}  // namespace overread
