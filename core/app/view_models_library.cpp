#include <algorithm>
#include <format>

#include "core/app/key_images.hpp"
#include "core/app/series_texts.hpp"
#include "core/app/shown.hpp"
#include "core/app/texts.hpp"
#include "core/app/view_models.hpp"
#include "core/findings/terms.hpp"
#include "core/objects/content_value.hpp"

namespace overread {
namespace {

struct Loading {
  double fraction = 0.0;  ///< Of the frames, those of which nothing more is to come.
  bool has_failed_frame = false;
};

Loading loading_of(const State& state, const LoadedSeries& series) {
  Loading loading;
  std::size_t settled = 0;
  for (const SeriesFrame& frame : series.series.frames) {
    const InstanceHeader& header =
        series.series.instances[static_cast<std::size_t>(frame.instance)];
    const bool failed = state.failed_frames.contains({header.sop_instance_uid, frame.frame_number});
    loading.has_failed_frame = loading.has_failed_frame || failed;
    if (failed || state.frames.contains(header.sop_instance_uid, frame.frame_number)) ++settled;
  }
  if (settled > 0) {
    loading.fraction =
        static_cast<double>(settled) / static_cast<double>(series.series.frames.size());
  }
  return loading;
}

/// The decoded frame nearest to the middle of the series.
std::optional<Thumbnail> thumbnail(const State& state, const LoadedSeries& series) {
  const int count = static_cast<int>(series.series.frames.size());
  for (int step = 0; step < 2 * count; ++step) {
    const int index = count / 2 + (step % 2 == 0 ? -(step / 2) : (step + 1) / 2);
    if (index < 0 || index >= count) continue;
    const ShownFrame shown = frame_at(series, index);
    if (!state.frames.contains(shown.header->sop_instance_uid, shown.frame_number)) continue;
    state.frames.mark_used(shown.header->sop_instance_uid, shown.frame_number);
    return Thumbnail{.sop_instance_uid = shown.header->sop_instance_uid,
                     .frame_number = shown.frame_number,
                     .frame = [&state, shown] {
                       return decoded_frame(state, *shown.header, shown.frame_number);
                     }};
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
  std::vector<KeyImage> keys = key_images(state, series);
  const auto repeated = std::ranges::unique(keys, {}, &KeyImage::position);
  keys.erase(repeated.begin(), repeated.end());
  std::vector<std::string> details = trait_texts(series.series.traits, state.language);
  // The end of a long row is cut; what tells the stacks of a series apart is not to be.
  details.insert(details.end(), {image_count_text(row.frame_count, state.language), thickness});
  if (!keys.empty()) {
    details.push_back(std::format("{}: {}", text(Text::kKeyImages, state.language), keys.size()));
  }
  row.detail = joined(details);
  const Loading loading = loading_of(state, series);
  row.loaded = loading.fraction;
  row.has_warning = loading.has_failed_frame || !series.series.warnings.empty();
  const ViewportSlot& active = state.viewports[static_cast<std::size_t>(state.active_viewport)];
  row.active = active.series_key == series.key;
  row.thumbnail = thumbnail(state, series);
  return row;
}

/// The row of an instance's study, made when there is none yet.
StudyRow& study_of(StudyListModel& model, const InstanceHeader& header, Language language) {
  const auto study =
      std::ranges::find(model.studies, header.study_instance_uid, &StudyRow::study_instance_uid);
  if (study != model.studies.end()) return *study;
  StudyRow row;
  row.study_instance_uid = header.study_instance_uid;
  row.title = person_name_text(header.patient_name);
  if (row.title.empty()) row.title = header.patient_id;
  if (row.title.empty()) row.title = text(Text::kUnnamedPatient, language);
  row.subtitle = joined({readable_date(header.study_date), header.study_description});
  return model.studies.emplace_back(std::move(row));
}

}  // namespace

StudyListModel study_list_model(const State& state) {
  StudyListModel model;
  for (const LoadedSeries& series : state.series) {
    StudyRow& study = study_of(model, series.series.instances.front(), state.language);
    study.series.push_back(series_row(state, series));
  }
  for (const LoadedObject& object : state.objects) {
    StudyRow& study = study_of(model, object.header, state.language);
    if (study.objects.empty()) study.objects = object_rows(state, study.study_instance_uid);
  }
  for (const command::CaseOffer& offer : state.cases) {
    const bool russian = state.language == Language::kRussian;
    model.cases.push_back({offer.id, russian ? offer.title_ru : offer.title_en,
                           russian ? offer.history_ru : offer.history_en, offer.modality});
  }
  return model;
}

}  // namespace overread
