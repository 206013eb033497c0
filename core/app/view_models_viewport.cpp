#include <algorithm>
#include <cmath>
#include <format>

#include "core/app/finding_color.hpp"
#include "core/app/key_images.hpp"
#include "core/app/presentation.hpp"
#include "core/app/presented_annotations.hpp"
#include "core/app/series_texts.hpp"
#include "core/app/shown.hpp"
#include "core/app/texts.hpp"
#include "core/app/video_playback.hpp"
#include "core/app/view_models.hpp"
#include "core/dicom/transfer_syntax.hpp"
#include "core/findings/terms.hpp"
#include "core/geometry/image_plane.hpp"
#include "core/image/window.hpp"
#include "core/objects/content_value.hpp"

namespace overread {
namespace {

/// A scale bar takes at most this share of the viewport's width.
constexpr double kScaleBarShare = 0.25;

/// Aspects are written as decimals of a few digits, or as a ratio of small whole numbers.
constexpr double kAspectTolerance = 1e-3;

SideLetters letters_of(const Shown& shown, const ViewportState& view) {
  if (const FramePlane* plane = shown.header->plane(shown.frame_number)) {
    const auto& o = plane->image_orientation_patient;
    return side_letters(Vector<Patient>(o[0], o[1], o[2]), Vector<Patient>(o[3], o[4], o[5]),
                        view.orientation);
  }
  return side_letters(shown.header->patient_orientation_row,
                      shown.header->patient_orientation_column, view.orientation);
}

/// "L", "R" or "B"; nothing for unpaired parts ("U"), where a letter would only raise questions.
std::string laterality_of(const InstanceHeader& header) {
  const std::string& side =
      header.image_laterality.empty() ? header.laterality : header.image_laterality;
  return side == "L" || side == "R" || side == "B" ? side : std::string();
}

/// Why lengths are not all they seem to be, though there is a spacing.
std::optional<Text> spacing_reason(SpacingSource source) {
  if (source == SpacingSource::kImagerPixelSpacing) return Text::kImagerSpacingReason;
  if (source == SpacingSource::kEstimatedMagnification) return Text::kEstimatedMagnificationReason;
  if (source == SpacingSource::kUltrasoundRegion) return Text::kUltrasoundRegionReason;
  return std::nullopt;
}

/// The worst thing that keeps the picture from being all it seems, and every reason.
void judge_fidelity(const Shown& shown, Language language, ViewportModel& model) {
  const InstanceHeader& header = *shown.header;
  const FrameMeasures measures = header.measures(shown.frame_number);
  if (header.lossy_compressed) {
    model.fidelity = Fidelity::kLossy;
    std::string reason = text(Text::kLossy, language);
    if (header.lossy_ratio) {
      reason += std::format(" {}:1", number_text(*header.lossy_ratio, 0, decimal_mark(language)));
    }
    model.fidelity_reasons.push_back(std::move(reason));
  }
  if (const auto reason = spacing_reason(header.spacing_source)) {
    model.fidelity_reasons.push_back(text(*reason, language));
  }
  if (!measures.pixel_spacing) {
    model.fidelity = Fidelity::kUncalibrated;
    model.fidelity_reasons.push_back(text(Text::kNotCalibratedReason, language));
  }
  for (const GeometryWarning& warning : shown.series->series.warnings) {
    model.fidelity = Fidelity::kGeometryWarning;
    model.fidelity_reasons.push_back(warning_text(warning, language));
  }
}

/// Findings made on the series shown that the reader has not rejected.
std::vector<const ReadFinding*> findings_of(const State& state, const std::string& series_key) {
  std::vector<const ReadFinding*> found;
  for (const ReadFinding& finding : state.reading.findings()) {
    const ServiceRunState* run = find_run(state, finding.run_id);
    if (run != nullptr && run->series_key == series_key &&
        finding.decision != FindingDecision::kRejected) {
      found.push_back(&finding);
    }
  }
  return found;
}

const ServiceRunState* run_with_mask(const State& state, const std::string& series_key) {
  const auto run = std::ranges::find_if(state.runs, [&](const ServiceRunState& candidate) {
    return candidate.series_key == series_key && candidate.mask != nullptr;
  });
  return run == state.runs.end() ? nullptr : &*run;
}

std::string headline(const Finding& finding, Language language) {
  std::string name = term(finding.concept_name.meaning, language);
  if (finding.measurements.empty()) return name;
  const Measurement& first = finding.measurements.front();
  return std::format("{} {}", name, measured_text(first.value, first.unit, language));
}

bool is_on_frame(const Finding& finding, const ViewportModel& model) {
  return std::ranges::any_of(finding.regions, [&](const Region& region) {
    return region.kind != RegionKind::kMask && region.sop_instance_uid == model.sop_instance_uid &&
           region.frame_number == model.frame_number;
  });
}

void add_handles(const ReadFinding& finding, ViewportModel& model) {
  const std::vector<Region>& regions = finding.current.regions;
  for (std::size_t i = 0; i < regions.size(); ++i) {
    const Region& region = regions[i];
    const bool editable = region.kind == RegionKind::kPolyline && !region.role.empty();
    if (!editable || region.sop_instance_uid != model.sop_instance_uid) continue;
    for (std::size_t p = 0; p < region.points.size(); ++p) {
      model.handles.push_back({finding.id, static_cast<int>(i), static_cast<int>(p),
                               model.viewport_from_image * region.points[p]});
    }
  }
}

std::string in_force_name(const PresentationState& presentation, Language language) {
  const std::string name = presentation_name(presentation);
  return name.empty() ? text(Text::kPresentationState, language) : name;
}

/// Those on offer for the frame, and what the one in force does to the picture.
void add_presentations(const State& state, const Shown& shown, ViewportModel& model) {
  const ViewportSlot& slot = state.viewports[static_cast<std::size_t>(model.index)];
  for (const LoadedObject* object : presentations_of(state, *shown.header, shown.frame_number)) {
    const PresentationState& each = *as_presentation(*object);
    const std::string& uid = object->header.sop_instance_uid;
    model.presentations.push_back({.sop_instance_uid = uid,
                                   .name = in_force_name(each, state.language),
                                   .detail = joined({readable_date(each.creation_date),
                                                     person_name_text(each.content_creator_name)}),
                                   .in_force = uid == slot.presentation_uid});
  }
  if (shown.presentation == nullptr) return;
  model.presentation = in_force_name(*shown.presentation, state.language);
  ViewportState now = slot.view;
  now.interpolation = ViewportState{}.interpolation;
  model.presentation_changed = slot.presented_view && now != *slot.presented_view;
  for (std::string& limit : presentation_limits(*shown.presentation, *shown.header,
                                                shown.frame_number, state.language)) {
    model.fidelity = Fidelity::kPresentationLimited;
    model.fidelity_reasons.push_back(std::move(limit));
  }
}

/// Marks over the image are turned on and off with its overlay planes.
void add_annotations(const State& state, const Shown& shown, ViewportModel& model) {
  if (shown.presentation == nullptr) return;
  PresentedAnnotations made = presented_annotations(*shown.presentation, *shown.header,
                                                    shown.frame_number, model.viewport_from_image);
  if (made.shapes.empty() && made.texts.empty()) return;
  model.has_overlay_planes = true;
  if (!state.overlay_planes_shown) return;
  model.annotation_shapes = std::move(made.shapes);
  model.annotation_texts = std::move(made.texts);
}

/// Ticks in what the image itself maps its stored values to, when it does.
void add_color_scale(const State& state, const Shown& shown, ViewportModel& model) {
  constexpr int kMostTicks = 6;
  if (!model.frame) return;
  const auto made = [&](const RealWorldValueMapping* mapping) {
    return color_scale(*model.frame, model.view, mapping, kMostTicks, decimal_mark(state.language));
  };
  // The first mapping that speaks of anything in the window.
  for (const RealWorldValueMapping& mapping :
       shown.header->real_world_value_mappings(shown.frame_number)) {
    model.color_scale = made(&mapping);
    if (!model.color_scale || !model.color_scale->ticks.empty()) return;
  }
  model.color_scale = made(nullptr);
}

void add_key_images(const State& state, const LoadedSeries& series, ViewportModel& model) {
  for (const KeyImage& image : key_images(state, series)) {
    const bool twice = !model.key_positions.empty() && model.key_positions.back() == image.position;
    if (!twice) model.key_positions.push_back(image.position);
    if (image.position != model.position) continue;
    const std::string title =
        image.title.empty() ? text(Text::kKeyImage, state.language) : image.title;
    model.key_title += (model.key_title.empty() ? "" : ", ") + title;
  }
}

/// What segmentations and structure sets draw on the frame: no findings, so nothing to decide.
void add_objects(const State& state, ViewportModel& model) {
  constexpr std::size_t kLegendRows = 12;
  const ObjectOverlay& overlay = state.viewports[static_cast<std::size_t>(model.index)].overlay;
  if (overlay.mask != nullptr) {
    model.mask = overlay.mask;
    model.mask_slice = 0;
  }
  for (const ObjectOverlay::Line& line : overlay.lines) {
    ObjectContour contour{.closed = line.closed, .rgb = overlay.parts[line.part].rgb};
    for (const Point<Image>& point : line.points) {
      contour.points.push_back(model.viewport_from_image * point);
    }
    model.object_contours.push_back(std::move(contour));
  }
  for (std::size_t i = 0; i < std::min(overlay.parts.size(), kLegendRows); ++i) {
    const ObjectOverlay::Part& part = overlay.parts[i];
    model.legend.push_back({.rgb = part.rgb,
                            .name = part.name,
                            .object_uid = part.object_uid,
                            .number = part.number,
                            .shown = part.shown});
  }
  const auto note = [&](std::size_t count, Text words) {
    if (count == 0) return;
    model.legend.push_back({.palette_index = -1,
                            .name = text(words, state.language),
                            .value = std::format("{}", count)});
  };
  note(overlay.parts.size() - std::min(overlay.parts.size(), kLegendRows), Text::kMoreParts);
  note(static_cast<std::size_t>(overlay.undrawn_count), Text::kUndrawnParts);
}

void add_findings(const State& state, ViewportModel& model, double scale) {
  const std::vector<const ReadFinding*> findings = findings_of(state, model.series_key);
  const ServiceRunState* masked = run_with_mask(state, model.series_key);
  std::vector<OverlayFinding> drawn;
  for (const ReadFinding* finding : findings) {
    const FindingColor color = finding_color(state, *finding);
    const int index = static_cast<int>(drawn.size());
    drawn.push_back({&finding->current, color.palette_index});
    model.finding_ids.push_back(finding->id);
    if (is_on_frame(finding->current, model)) {
      model.labels.push_back(
          {index, color.palette_index, headline(finding->current, state.language)});
    }
    LegendRow row{.palette_index = color.palette_index,
                  .rgb = color.rgb,
                  .name = term(finding->current.concept_name.meaning, state.language)};
    if (!finding->current.measurements.empty()) {
      const Measurement& first = finding->current.measurements.front();
      row.value = measured_text(first.value, first.unit, state.language);
    }
    model.legend.push_back(std::move(row));
    if (findings.size() == 1 || finding->id == state.selected_finding) add_handles(*finding, model);
  }
  if (masked != nullptr) {
    model.mask = masked->mask;
    model.mask_slice = model.position;
  }
  add_objects(state, model);
  // Masks are outlined with the pixels, by the renderer: thousands of specks would be thousands of
  // strokes in every picture.
  model.strokes = overlay_strokes(drawn, model.sop_instance_uid, model.frame_number,
                                  model.viewport_from_image, nullptr, 0, scale);
}

/// "1:05.2"
std::string clock_text(double seconds, Language language) {
  constexpr double kMinute = 60.0;
  // As it is written, lest 59.96 s become "0:60.0".
  const double rounded = std::round(seconds * 10.0) / 10.0;
  const double minutes = std::floor(rounded / kMinute);
  const double rest = rounded - minutes * kMinute;
  return std::format("{:.0f}:{}{}", minutes, rest < 9.95 ? "0" : "",
                     number_text(rest, 1, decimal_mark(language)));
}

/// A video is lossy whatever its header says of itself; nothing tells how large its pixels are.
void judge_video(const LoadedObject& object, Language language, ViewportModel& model) {
  constexpr std::string_view kStereo = "Stereo";
  model.fidelity = Fidelity::kLossy;
  std::string reason = text(Text::kLossy, language);
  if (object.header.lossy_ratio) {
    reason +=
        std::format(" {}:1", number_text(*object.header.lossy_ratio, 0, decimal_mark(language)));
  }
  model.fidelity_reasons.push_back(std::move(reason));
  if (undecoded_syntax_name(as_video(object)->transfer_syntax_uid).contains(kStereo)) {
    model.fidelity_reasons.push_back(text(Text::kOneStereoView, language));
  }
}

void add_video(const State& state, const LoadedObject& object, ViewportModel& model) {
  const VideoPlayback& playback = object.playback;
  std::string time = clock_text(playback.time_s, state.language);
  if (playback.duration_s > 0.0) time += " / " + clock_text(playback.duration_s, state.language);
  model.video = VideoModel{
      .sop_instance_uid = object.header.sop_instance_uid,
      .rows = playback.rows,
      .columns = playback.columns,
      .playing = playback.playing,
      .time_s = playback.time_s,
      .duration_s = playback.duration_s,
      .time = std::move(time),
      .can_step = playback.duration_s > 0.0 && video_frame_time_s(object) > 0.0,
  };
  model.sop_instance_uid = object.header.sop_instance_uid;
  model.frame_number = video_frame_number(object);
  model.position = model.frame_number - 1;
  model.count = video_frame_count(object);
  judge_video(object, state.language, model);
  if (!state.picture_text) return;
  model.corners =
      corner_texts({.header = &object.header, .position = model.position, .count = model.count});
  // The position is the frame; how large a video stands on the screen is the panel's business.
  std::erase_if(model.corners.bottom_left,
                [](const CornerLine& line) { return line.key == "image.frame"; });
  std::erase_if(model.corners.bottom_right, [](const CornerLine& line) {
    return line.key == "image.zoom" || line.key == "image.window";
  });
}

}  // namespace

ViewportModel viewport_model(const State& state, int index, double scale) {
  ViewportModel model;
  model.index = index;
  if (index >= 0 && index < viewport_count(state.layout)) {
    const std::string& object = state.viewports[static_cast<std::size_t>(index)].object_uid;
    if (!object.empty()) model.object = object_model(state, object);
    if (const LoadedObject* video = video_in(state, index)) add_video(state, *video, model);
  }
  const Shown shown = shown_in(state, index);
  if (shown.header == nullptr) return model;
  const ViewportSlot& slot = state.viewports[static_cast<std::size_t>(index)];
  model.empty = false;
  model.series_key = slot.series_key;
  model.sop_instance_uid = shown.header->sop_instance_uid;
  model.frame_number = shown.frame_number;
  model.position = slot.index;
  model.count = static_cast<int>(shown.series->series.frames.size());
  model.frame = frame_to_show(state, index, shown);
  model.coarse = !model.frame && shown.coarse;
  if (model.coarse) model.frame = shown.coarse;
  model.has_overlay_planes = model.frame && has_overlay_graphics(*model.frame);
  if (state.overlay_planes_shown) model.overlay_planes = OverlayPlanes::kShown;
  model.view = slot.view;
  add_key_images(state, *shown.series, model);
  if (const auto failed = state.failed_frames.find({model.sop_instance_uid, model.frame_number});
      failed != state.failed_frames.end()) {
    model.error = failed->second.message;
  }
  model.loading = !shown.frame && model.error.empty();
  if (const auto window = window_in_force(state, index)) model.window = *window;
  model.voi_lut = voi_lut_text(state, index);
  model.letters = letters_of(shown, slot.view);
  model.laterality = laterality_of(*shown.header);
  judge_fidelity(shown, state.language, model);
  add_presentations(state, shown, model);
  if (model.coarse) {
    model.fidelity = Fidelity::kCoarse;
    model.fidelity_reasons.insert(model.fidelity_reasons.begin(),
                                  text(Text::kCoarseReason, state.language));
  }
  add_color_scale(state, shown, model);

  double zoom_percent = 100.0;
  if (const auto geometry = geometry_of(state, index)) {
    model.viewport_from_image = viewport_from_image(slot.view, *geometry);
    zoom_percent = 100.0 * viewport_scale(slot.view, *geometry);
    const auto mm = mm_per_viewport_px(*shown.header, shown.frame_number, slot.view, *geometry);
    // A state may stretch the pixels otherwise than they lie in the patient: no length is true
    // then.
    const double own_aspect = shown.header->pixel_aspect(shown.frame_number);
    const bool is_stretched =
        std::fabs(geometry->pixel_aspect / own_aspect - 1.0) > kAspectTolerance;
    if (mm && !is_stretched) model.scale_bar = scale_bar(*mm, kScaleBarShare * slot.width);
    add_annotations(state, shown, model);
    if (state.findings_in_picture) add_findings(state, model, scale);
  }
  if (state.picture_text) {
    model.corners =
        corner_texts({.header = shown.header,
                      .stack = joined(trait_texts(shown.series->series.traits, state.language)),
                      .frame_number = shown.frame_number,
                      .position = model.position,
                      .count = model.count,
                      .window = model.window,
                      .voi_lut = model.voi_lut,
                      .zoom_percent = zoom_percent});
  }
  return model;
}

}  // namespace overread
