#pragma once

#include <vector>

#include "core/dicom/dataset.hpp"
#include "core/report/report_model.hpp"

namespace overread {

/// The measurement groups of a report: one a finding (TID 1501, with an Image Region as in TID 1410
/// or a Referenced Segment as in TID 1411), and for a service's own output one for what it measured
/// of the whole series.
///
/// @dicom PS3.16 TID 1500, 1501, 1410, 1411, 300, 4019
std::vector<Dataset> measurement_groups(const ReportModel& model);

}  // namespace overread
