#include "core/app/reading_report.hpp"

#include <algorithm>
#include <format>

#include "core/app/shown.hpp"
#include "core/base/version.hpp"

namespace overread {
namespace {

FindingState state_of(const ReadFinding& finding) {
  switch (finding.decision) {
    case FindingDecision::kUndecided:
      return FindingState::kUndecided;
    case FindingDecision::kRejected:
      return FindingState::kRejected;
    case FindingDecision::kAccepted:
      return finding.edited ? FindingState::kEdited : FindingState::kAccepted;
  }
  return FindingState::kUndecided;
}

ReportRun report_run(const State& state, const ServiceRunState& run, const LoadedSeries& series) {
  const ServiceResult& result = *run.result;
  ReportRun entry;
  entry.service = result.service;
  entry.series_instance_uid = series.series.instances.front().series_instance_uid;
  entry.status = result.status;
  entry.reason = result.reason;
  entry.backend = result.backend;
  entry.duration_ms = result.duration_ms;
  entry.probability = result.probability;
  entry.threshold = result.threshold;
  entry.measurements = result.measurements;
  entry.grades = result.grades;
  const auto offer = std::ranges::find(state.services, run.service_id, &command::ServiceOffer::id);
  if (offer != state.services.end()) {
    entry.name = offer->name(state.report_language);
  }
  return entry;
}

/// "2026-01-31T14:25:30…" as DA and TM.
void set_date_and_time(const std::string& at, ReportModel& model) {
  if (at.size() < 19) return;
  model.content_date = at.substr(0, 4) + at.substr(5, 2) + at.substr(8, 2);
  model.content_time = at.substr(11, 2) + at.substr(14, 2) + at.substr(17, 2);
}

}  // namespace

ReportModel reading_report(const State& state, const std::string& at) {
  ReportModel model;
  model.language = state.report_language;
  model.software_version = kVersion;
  const std::string study = study_on_screen(state);
  if (study.empty()) return model;
  model.uid_seed = study + "@" + at;
  set_date_and_time(at, model);

  for (const ServiceRunState& run : state.runs) {
    const LoadedSeries* series = find_series(state, run.series_key);
    if (series == nullptr || !run.result) continue;
    const std::vector<InstanceHeader>& instances = series->series.instances;
    if (instances.front().study_instance_uid != study) continue;
    model.runs.push_back(report_run(state, run, *series));
    model.instances.insert(model.instances.end(), instances.begin(), instances.end());
    for (const ReadFinding& finding : state.reading.findings()) {
      if (finding.run_id != run.run_id) continue;
      ReportFinding entry{.id = finding.id,
                          .service = finding.service,
                          .finding = finding.current,
                          .proposed = std::nullopt,
                          .state = state_of(finding)};
      if (finding.edited) entry.proposed = finding.proposed;
      // Runs of one service on two series name their masks alike.
      for (Region& region : entry.finding.regions) {
        if (region.kind == RegionKind::kMask) region.mask = run.run_id;
      }
      model.findings.push_back(std::move(entry));
    }
  }
  // Two services may have read the same series.
  std::ranges::sort(model.instances, {}, &InstanceHeader::sop_instance_uid);
  const auto repeated = std::ranges::unique(model.instances, {}, &InstanceHeader::sop_instance_uid);
  model.instances.erase(repeated.begin(), repeated.end());
  if (model.instances.empty()) {
    const ViewportSlot& slot = state.viewports[static_cast<std::size_t>(state.active_viewport)];
    const LoadedSeries* series = find_series(state, slot.series_key);
    if (series != nullptr) model.instances = series->series.instances;
  }
  return model;
}

}  // namespace overread
