#pragma once

#include <string>

#include "core/app/state.hpp"
#include "core/report/report_model.hpp"

/// The reading of the study on screen as a report. Internal to core/app.
namespace overread {

/// @param at  ISO 8601; empty leaves date and time open, for a preview.
ReportModel reading_report(const State& state, const std::string& at);

}  // namespace overread
