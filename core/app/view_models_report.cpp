#include <algorithm>

#include "core/app/export.hpp"
#include "core/app/reading_report.hpp"
#include "core/app/view_models.hpp"
#include "core/report/report_text.hpp"

namespace overread {

ReportPanelModel report_panel_model(const State& state) {
  const ReportModel report = reading_report(state, "");
  ReportPanelModel model;
  model.accepted = static_cast<int>(reported_findings(report).size());
  model.undecided = static_cast<int>(
      std::ranges::count(report.findings, FindingState::kUndecided, &ReportFinding::state));
  model.text = report_text(report);
  model.can_export = model.accepted > 0;
  model.has_mask = has_accepted_mask(state);
  return model;
}

}  // namespace overread
