#pragma once

#include "core/base/result.hpp"
#include "core/dicom/dataset.hpp"
#include "core/report/report_model.hpp"

namespace overread {

/// The report as a Comprehensive 3D SR with the Measurement Report template: language, observers,
/// image library, one measurement group a finding, conclusions. Complete but unverified: signing is
/// the archive's business.
///
/// @errors kInvalidArgument when the model has no instances, instances of several studies, or no
///         date, time or UID seed.
/// @dicom PS3.3 A.35.13, PS3.16 TID 1500
Result<Dataset> structured_report(const ReportModel& model);

}  // namespace overread
