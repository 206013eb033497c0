#include <algorithm>
#include <format>

#include "core/app/series_texts.hpp"
#include "core/app/shown.hpp"
#include "core/app/texts.hpp"
#include "core/app/view_models.hpp"
#include "core/findings/terms.hpp"

namespace overread {
namespace {

/// "20240131" as "2024-01-31"; anything else as it is.
std::string date_text(const std::string& date) {
  if (date.size() != 8) return date;
  return std::format("{}-{}-{}", date.substr(0, 4), date.substr(4, 2), date.substr(6, 2));
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!text.empty()) text += " · ";
    text += part;
  }
  return text;
}

double loaded_fraction(const State& state, const LoadedSeries& series) {
  if (series.series.frames.empty()) return 0.0;
  const auto decoded = std::ranges::count_if(series.series.frames, [&](const SeriesFrame& frame) {
    const InstanceHeader& header =
        series.series.instances[static_cast<std::size_t>(frame.instance)];
    return state.frames.contains(header.sop_instance_uid, frame.frame_number);
  });
  return static_cast<double>(decoded) / static_cast<double>(series.series.frames.size());
}

/// The decoded frame nearest to the middle of the series.
std::optional<Frame> thumbnail(const State& state, const LoadedSeries& series) {
  const int count = static_cast<int>(series.series.frames.size());
  for (int step = 0; step < 2 * count; ++step) {
    const int index = count / 2 + (step % 2 == 0 ? -(step / 2) : (step + 1) / 2);
    if (index < 0 || index >= count) continue;
    const ShownFrame shown = frame_at(series, index);
    if (!state.frames.contains(shown.header->sop_instance_uid, shown.frame_number)) continue;
    return decoded_frame(state, *shown.header, shown.frame_number);
  }
  return std::nullopt;
}

SeriesRow series_row(const State& state, const LoadedSeries& series) {
  const InstanceHeader& first = series.series.instances.front();
  SeriesRow row;
  row.key = series.key;
  row.modality = first.modality;
  row.title = series_title(series.series, state.language);
  row.frame_count = static_cast<int>(series.series.frames.size());
  std::string thickness;
  if (first.slice_thickness && row.frame_count > 1) {
    thickness = measured_text(*first.slice_thickness, "mm", state.language);
  }
  std::vector<std::string> details = trait_texts(series.series.traits, state.language);
  details.insert(details.begin(), {image_count_text(row.frame_count, state.language), thickness});
  row.detail = joined(details);
  row.loaded = loaded_fraction(state, series);
  row.has_warning = !series.series.warnings.empty();
  const ViewportSlot& active = state.viewports[static_cast<std::size_t>(state.active_viewport)];
  row.active = active.series_key == series.key;
  row.thumbnail = thumbnail(state, series);
  return row;
}

}  // namespace

StudyListModel study_list_model(const State& state) {
  StudyListModel model;
  for (const LoadedSeries& series : state.series) {
    const InstanceHeader& first = series.series.instances.front();
    auto study =
        std::ranges::find(model.studies, first.study_instance_uid, &StudyRow::study_instance_uid);
    if (study == model.studies.end()) {
      StudyRow row;
      row.study_instance_uid = first.study_instance_uid;
      row.title = person_name_text(first.patient_name);
      if (row.title.empty()) row.title = first.patient_id;
      if (row.title.empty()) row.title = text(Text::kUnnamedPatient, state.language);
      row.subtitle = joined({date_text(first.study_date), first.study_description});
      study = model.studies.insert(model.studies.end(), std::move(row));
    }
    study->series.push_back(series_row(state, series));
  }
  for (const command::CaseOffer& offer : state.cases) {
    const bool russian = state.language == Language::kRussian;
    model.cases.push_back({offer.id, russian ? offer.title_ru : offer.title_en,
                           russian ? offer.history_ru : offer.history_en, offer.modality});
  }
  return model;
}

}  // namespace overread
