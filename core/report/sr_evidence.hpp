#pragma once

#include <vector>

#include "core/dicom/dataset.hpp"
#include "core/report/report_model.hpp"

namespace overread {

/// Current Requested Procedure Evidence Sequence: every instance the report refers to, by study
/// and series.
///
/// @dicom PS3.3 C.17.2.3
std::vector<Dataset> evidence_items(const ReportModel& model);

/// The Image Library container with one group a series.
///
/// @dicom PS3.16 TID 1600
Dataset image_library(const ReportModel& model);

}  // namespace overread
