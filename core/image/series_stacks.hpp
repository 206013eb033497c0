#pragma once

#include <vector>

#include "core/image/series.hpp"

namespace overread {

/// The stacks of one DICOM series, in the order of their first frames: what group_into_series()
/// makes of it.
///
/// @param instances       In order of Instance Number, no SOP Instance UID twice.
/// @param repeated_count  Instances that were left out for that.
std::vector<Series> stacks_of_series(const std::vector<InstanceHeader>& instances,
                                     int repeated_count);

}  // namespace overread
