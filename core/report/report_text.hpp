#pragma once

#include <string>
#include <vector>

#include "core/report/report_model.hpp"

namespace overread {

/// The report for people: study, technique, findings with measurements, conclusion, and what AI had
/// to do with it. Plain text, one statement a line, in the model's language; measured values in the
/// precision their method has and every grade with its scheme.
std::string report_text(const ReportModel& model);

/// One line a finding, or the line that says there are none.
std::vector<std::string> conclusion_lines(const ReportModel& model);

/// One line a service: version, evidence, model, threshold, run time; then the warning.
std::vector<std::string> disclosure_lines(const ReportModel& model);

}  // namespace overread
