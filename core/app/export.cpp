#include "core/app/export.hpp"

#include <algorithm>
#include <format>

#include "core/app/reading_report.hpp"
#include "core/app/shown.hpp"
#include "core/report/report_text.hpp"
#include "core/report/seg.hpp"
#include "core/report/sr_tid1500.hpp"

namespace overread {
namespace {

/// "overread-20260131-142530", so that two exports of a day do not overwrite each other. No patient
/// data: file names travel further than files.
std::string base_name(const ReportModel& model) {
  return std::format("overread-{}-{}", model.content_date, model.content_time);
}

bool is_accepted(const ReadFinding& finding) {
  return finding.decision == FindingDecision::kAccepted;
}

/// Runs on the study shown whose mask an accepted finding points to.
std::vector<const ServiceRunState*> accepted_masks(const State& state, const std::string& study) {
  std::vector<const ServiceRunState*> runs;
  for (const ServiceRunState& run : state.runs) {
    const LoadedSeries* series = find_series(state, run.series_key);
    if (!run.mask || series == nullptr) continue;
    if (series->series.instances.front().study_instance_uid != study) continue;
    const bool accepted =
        std::ranges::any_of(state.reading.findings(), [&](const ReadFinding& finding) {
          return finding.run_id == run.run_id && is_accepted(finding) &&
                 std::ranges::contains(finding.current.regions, RegionKind::kMask, &Region::kind);
        });
    if (accepted) runs.push_back(&run);
  }
  return runs;
}

void refer_to_masks(const State& state, ReportModel& model) {
  for (const ServiceRunState* run :
       accepted_masks(state, model.instances.front().study_instance_uid)) {
    const LoadedSeries* series = find_series(state, run->series_key);
    model.masks.push_back(
        {.name = run->run_id,
         .series_instance_uid = segmentation_series_uid(run->run_id, run->service_id),
         .sop_instance_uid = segmentation_instance_uid(run->run_id, run->service_id),
         .source_series_instance_uid = series->series.instances.front().series_instance_uid});
  }
}

Result<Effect> export_structured_report(const State& state, ReportModel model) {
  refer_to_masks(state, model);
  OVERREAD_TRY(Dataset dataset, structured_report(model));
  return Effect(effect::SaveDicom{base_name(model) + "-sr.dcm", std::move(dataset)});
}

/// The run is the seed, not the moment: a report saved by itself points to the same mask.
Result<Effect> export_mask(const State& state, const ReportModel& model, const ServiceRunState& run,
                           std::string file_name) {
  const SegmentationOptions options{.name = run.service_id,
                                    .service = run.result->service,
                                    .description = run.service_id,
                                    .origin = {.date = model.content_date,
                                               .time = model.content_time,
                                               .software_version = model.software_version,
                                               .uid_seed = run.run_id}};
  const LoadedSeries* series = find_series(state, run.series_key);
  OVERREAD_TRY(Dataset dataset, segmentation(*run.mask, series->series, options));
  return Effect(effect::SaveDicom{std::move(file_name), std::move(dataset)});
}

std::vector<Result<Effect>> export_segmentations(const State& state, const ReportModel& model) {
  std::vector<Result<Effect>> files;
  for (const ServiceRunState* run :
       accepted_masks(state, model.instances.front().study_instance_uid)) {
    const std::string number = files.empty() ? "" : std::format("-{}", files.size() + 1);
    files.push_back(
        export_mask(state, model, *run, std::format("{}-seg{}.dcm", base_name(model), number)));
  }
  if (files.empty()) {
    files.emplace_back(fail(ErrorCode::kInvalidArgument, "No accepted finding has a mask to save"));
  }
  return files;
}

}  // namespace

bool has_accepted_mask(const State& state) {
  const std::string study = study_on_screen(state);
  return !study.empty() && !accepted_masks(state, study).empty();
}

std::vector<Result<Effect>> export_reading(const State& state, ExportKind kind,
                                           const std::string& at) {
  ReportModel model = reading_report(state, at);
  if (reported_findings(model).empty()) {
    return {fail(ErrorCode::kInvalidArgument, "Accept a finding first: the report has none yet")};
  }
  switch (kind) {
    case ExportKind::kStructuredReport:
      return {export_structured_report(state, std::move(model))};
    case ExportKind::kSegmentation:
      return export_segmentations(state, model);
    case ExportKind::kText:
      return {Effect(effect::SaveText{base_name(model) + ".txt", report_text(model)})};
  }
  return {fail(ErrorCode::kInternal, "no such export")};
}

}  // namespace overread
