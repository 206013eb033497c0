#include <algorithm>
#include <format>

#include "core/app/finding_color.hpp"
#include "core/app/shown.hpp"
#include "core/app/texts.hpp"
#include "core/app/view_models.hpp"
#include "core/findings/reason_text.hpp"
#include "core/findings/terms.hpp"

namespace overread {
namespace {

ServiceRowStatus row_status(const ServiceRunState& run) {
  switch (run.status) {
    case RunStatus::kPending:
      return ServiceRowStatus::kPending;
    case RunStatus::kRunning:
      return ServiceRowStatus::kRunning;
    case RunStatus::kError:
      return ServiceRowStatus::kFailed;
    case RunStatus::kCancelled:
      return ServiceRowStatus::kCancelled;
    case RunStatus::kSuccess:
      break;
  }
  switch (run.result->status) {
    case ResultStatus::kFindings:
      return ServiceRowStatus::kFindings;
    case ResultStatus::kNoFindings:
      return ServiceRowStatus::kNoFindings;
    case ResultStatus::kRefused:
      return ServiceRowStatus::kRefused;
    case ResultStatus::kFailed:
      return ServiceRowStatus::kFailed;
  }
  return ServiceRowStatus::kFailed;
}

ServiceRow service_row(const State& state, const command::ServiceOffer& service,
                       const LoadedSeries* series) {
  ServiceRow row;
  row.id = service.id;
  row.name = service.name(state.language);
  row.version = service.version;
  row.evidence = service.evidence;
  if (!service.broken.empty()) {
    row.status = ServiceRowStatus::kBroken;
    row.reason = service.broken;
    return row;
  }
  if (series == nullptr) {
    row.status = ServiceRowStatus::kUnfit;
    return row;
  }
  row.series_key = series->key;
  const auto run = std::ranges::find_if(state.runs, [&](const ServiceRunState& candidate) {
    return candidate.service_id == service.id && candidate.series_key == series->key;
  });
  if (run != state.runs.end()) {
    row.run_id = run->run_id;
    row.status = row_status(*run);
    row.step = run->step;
    row.fraction = run->fraction;
    row.reason = run->error;
    if (run->result && run->result->reason) {
      row.reason = reason_text(*run->result->reason, state.language);
    }
    return row;
  }
  const std::string& modality = series->series.instances.front().modality;
  if (!service.modalities.empty() && !std::ranges::contains(service.modalities, modality)) {
    row.status = ServiceRowStatus::kUnfit;
    row.reason = text(Text::kOtherModality, state.language);
  }
  return row;
}

std::string detail_text(const Measurement& measurement, Language language) {
  const std::string value = measured_text(measurement.value, measurement.unit, language);
  const std::string place = place_text(measurement.site, measurement.laterality, language);
  const std::string name = term(measurement.concept_name.meaning, language);
  return place.empty() ? std::format("{}: {}", name, value)
                       : std::format("{} ({}): {}", name, place, value);
}

FindingCard finding_card(const State& state, const ReadFinding& finding) {
  FindingCard card;
  const Finding& current = finding.current;
  card.id = finding.id;
  card.name = term(current.concept_name.meaning, state.language);
  card.place = place_text(current.site, current.laterality, state.language);
  const FindingColor color = finding_color(state, finding);
  card.palette_index = color.palette_index;
  card.rgb = color.rgb;
  card.probability = current.probability;
  if (const ServiceRunState* run = find_run(state, finding.run_id); run && run->result) {
    card.unsure = run->result->unsure;
    card.threshold = run->result->threshold;
  }
  for (std::size_t i = 0; i < current.measurements.size(); ++i) {
    const Measurement& measurement = current.measurements[i];
    if (i == 0) {
      card.value = measured_text(measurement.value, measurement.unit, state.language);
      card.value_name = term(measurement.concept_name.meaning, state.language);
    } else {
      card.details.push_back(detail_text(measurement, state.language));
    }
  }
  for (const Grade& grade : current.grades) {
    std::string grade_text =
        std::format("{} {}", term(grade.scheme, state.language), term(grade.value, state.language));
    if (grade.borderline) grade_text += ", " + text(Text::kBorderline, state.language);
    card.grades.push_back(std::move(grade_text));
  }
  const auto offer =
      std::ranges::find(state.services, finding.service.id, &command::ServiceOffer::id);
  card.service = std::format(
      "{} {}", offer == state.services.end() ? finding.service.id : offer->name(state.language),
      finding.service.version);
  card.evidence = finding.service.evidence;
  card.decision = finding.decision;
  card.edited = finding.edited;
  card.editable = std::ranges::any_of(current.regions, [](const Region& region) {
    return region.kind == RegionKind::kPolyline && !region.role.empty();
  });
  card.selected = state.selected_finding == finding.id;
  card.hovered = state.hovered_finding == finding.id;
  return card;
}

/// Findings of the study on screen: those of another patient have no business beside this picture.
bool belongs_to_study(const State& state, const ServiceRunState& run, const std::string& study) {
  const LoadedSeries* series = find_series(state, run.series_key);
  return series != nullptr && series->series.instances.front().study_instance_uid == study;
}

bool belongs_to_study(const State& state, const ReadFinding& finding, const std::string& study) {
  const ServiceRunState* run = find_run(state, finding.run_id);
  return run != nullptr && belongs_to_study(state, *run, study);
}

}  // namespace

FindingsModel findings_model(const State& state) {
  FindingsModel model;
  const Shown shown = shown_in(state, state.active_viewport);
  for (const command::ServiceOffer& service : state.services) {
    model.services.push_back(service_row(state, service, shown.series));
  }
  const std::string study = study_on_screen(state);
  for (const ReadFinding& finding : state.reading.findings()) {
    if (!study.empty() && belongs_to_study(state, finding, study)) {
      model.cards.push_back(finding_card(state, finding));
    }
  }
  model.can_undo = state.reading.find(state.reading.undo_target()) != nullptr;
  model.can_redo = state.reading.find(state.reading.redo_target()) != nullptr;
  return model;
}

std::vector<MeasurementRow> measurement_rows(const State& state) {
  std::vector<MeasurementRow> rows;
  const auto add = [&](const Measurement& measurement, const std::string& finding_id) {
    rows.push_back({term(measurement.concept_name.meaning, state.language),
                    measured_text(measurement.value, measurement.unit, state.language),
                    place_text(measurement.site, measurement.laterality, state.language),
                    method_text(measurement.method, state.language), finding_id});
  };
  const std::string study = study_on_screen(state);
  for (const ReadFinding& finding : state.reading.findings()) {
    if (!belongs_to_study(state, finding, study)) continue;
    for (const Measurement& measurement : finding.current.measurements) {
      add(measurement, finding.id);
    }
  }
  // What was measured and is below every threshold.
  for (const ServiceRunState& run : state.runs) {
    if (!run.result || run.result->status != ResultStatus::kNoFindings) continue;
    if (!belongs_to_study(state, run, study)) continue;
    for (const Measurement& measurement : run.result->measurements) add(measurement, "");
  }
  return rows;
}

}  // namespace overread
