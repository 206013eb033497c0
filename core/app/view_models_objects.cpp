#include <algorithm>
#include <format>
#include <unordered_map>
#include <utility>

#include "core/app/presentation.hpp"
#include "core/app/texts.hpp"
#include "core/app/view_models.hpp"
#include "core/findings/terms.hpp"
#include "core/objects/content_value.hpp"
#include "core/objects/sop_class_name.hpp"
#include "core/view/line_style.hpp"

namespace overread {
namespace {

std::string labelled(Text label, std::string_view value, Language language) {
  return std::format("{}: {}", text(label, language), value);
}

std::string series_name(const InstanceHeader& header) {
  return header.series_description.empty() ? header.modality
                                           : header.modality + " " + header.series_description;
}

/// Opened instances by SOP Instance UID: what links may lead to.
class OpenInstances {
 public:
  explicit OpenInstances(const State& state) {
    for (const LoadedSeries& series : state.series) {
      for (std::size_t i = 0; i < series.series.instances.size(); ++i) {
        pictures_.try_emplace(series.series.instances[i].sop_instance_uid, &series,
                              static_cast<int>(i));
      }
    }
    for (const LoadedObject& object : state.objects) {
      objects_.try_emplace(object.header.sop_instance_uid, &object.header);
    }
  }

  /// "CT Thorax · 5/16", or empty when it is not open.
  std::string words_for(const std::string& uid, int frame_number) const {
    if (const auto object = objects_.find(uid); object != objects_.end()) {
      return series_name(*object->second);
    }
    const auto picture = pictures_.find(uid);
    if (picture == pictures_.end()) return {};
    const auto& [series, instance] = picture->second;
    const auto& frames = series->series.frames;
    const auto frame = std::ranges::find_if(frames, [&](const SeriesFrame& each) {
      return each.instance == instance && each.frame_number == frame_number;
    });
    if (frame == frames.end()) return {};
    return std::format("{} · {}/{}", series_name(series->series.instances.front()),
                       frame - frames.begin() + 1, frames.size());
  }

 private:
  std::unordered_map<std::string, std::pair<const LoadedSeries*, int>> pictures_;
  std::unordered_map<std::string, const InstanceHeader*> objects_;
};

std::string frames_text(const std::vector<int>& numbers, Language language) {
  if (numbers.empty()) return {};
  constexpr std::size_t kNamed = 10;
  std::string list;
  for (std::size_t i = 0; i < std::min(numbers.size(), kNamed); ++i) {
    list += std::format("{}{}", i == 0 ? "" : ", ", numbers[i]);
  }
  if (numbers.size() > kNamed) list += " …";
  return std::format("{} {}", text(Text::kFrames, language), list);
}

int first_frame(const SopReference& reference) {
  return reference.frame_numbers.empty() ? 1 : reference.frame_numbers.front();
}

void point_to(const SopReference& reference, const OpenInstances& open, Language language,
              ObjectLine& line) {
  line.link_uid = reference.sop_instance_uid;
  line.link_frame = first_frame(reference);
  line.link = open.words_for(line.link_uid, line.link_frame);
  const std::string frames = frames_text(reference.frame_numbers, language);
  const std::string missing = line.link.empty() ? text(Text::kNotOpened, language) : std::string();
  const std::string kind =
      line.link.empty() ? sop_class_name(reference.sop_class_uid) : std::string();
  line.value = joined({line.value, kind, frames, missing});
}

bool is_context(const ContentItem& item) {
  return item.relationship == "HAS OBS CONTEXT" || item.relationship == "HAS ACQ CONTEXT" ||
         item.relationship == "HAS CONCEPT MOD";
}

std::string name_of(const ContentItem& item, Language language) {
  if (!item.concept_name.meaning.empty()) return item.concept_name.meaning;
  return item.value_type == "IMAGE" ? text(Text::kImage, language) : item.value_type;
}

std::string value_of(const ContentItem& item) {
  if (item.value_type == "PNAME") return person_name_text(item.value);
  if (!item.graphic) return item.value;
  const auto dimensions = static_cast<std::size_t>(item.graphic->dimensions);
  return std::format("{} ({})", item.graphic->graphic_type, item.graphic->data.size() / dimensions);
}

void add_lines(const StructuredReport& report, const OpenInstances& open, Language language,
               ObjectModel& model) {
  for (const ContentItem& item : report.items) {
    if (item.depth == 0) continue;  // The title says it.
    ObjectLine line{.depth = item.depth - 1, .is_context = is_context(item)};
    const ContentItem* shown = &item;
    if (item.by_reference) {
      if (item.target < 0) continue;
      shown = &report.items[static_cast<std::size_t>(item.target)];
    }
    line.name = name_of(*shown, language);
    if (item.by_reference) line.name = text(Text::kSeeItem, language) + " " + line.name;
    line.value = value_of(*shown);
    line.is_heading = item.value_type == "CONTAINER";
    if (!shown->references.empty()) point_to(shown->references.front(), open, language, line);
    model.lines.push_back(line);
    for (std::size_t i = 1; i < shown->references.size(); ++i) {
      ObjectLine further{.depth = line.depth, .name = line.name, .is_context = line.is_context};
      point_to(shown->references[i], open, language, further);
      model.lines.push_back(std::move(further));
    }
  }
}

void add_status(const StructuredReport& report, Language language, ObjectModel& model) {
  if (!report.is_complete) model.notes.push_back(text(Text::kIncomplete, language));
  if (!report.is_verified) model.notes.push_back(text(Text::kUnverified, language));
  for (const ReportVerifier& verifier : report.verifiers) {
    model.notes.push_back(labelled(Text::kVerifiedBy,
                                   joined({person_name_text(verifier.name), verifier.organization,
                                           readable_date_time(verifier.date_time)}),
                                   language));
  }
}

std::string algorithm_text(std::string_view type, Language language) {
  if (type == "MANUAL") return text(Text::kManual, language);
  if (type == "SEMIAUTOMATIC") return text(Text::kSemiautomatic, language);
  if (type == "AUTOMATIC") return text(Text::kAutomatic, language);
  return {};
}

/// The first of the images that a shape was made from that is open, as a line that leads there.
template <class References>
void add_source(const std::vector<References>& shapes, auto references_of,
                const OpenInstances& open, Language language, ObjectModel& model) {
  for (const References& shape : shapes) {
    for (const SopReference& reference : references_of(shape)) {
      ObjectLine line{.name = text(Text::kMadeFrom, language)};
      point_to(reference, open, language, line);
      if (line.link.empty()) continue;
      model.lines.push_back(std::move(line));
      return;
    }
  }
  model.notes.push_back(text(Text::kSourcesNotOpen, language));
}

std::string size_text(std::uint64_t size, Language language) {
  constexpr double kKilobyte = 1e3, kMegabyte = 1e6;
  const auto bytes = static_cast<double>(size);
  const bool russian = language == Language::kRussian;
  if (bytes < kMegabyte) {
    return std::format("{:.0f} {}", std::max(1.0, bytes / kKilobyte), russian ? "кБ" : "kB");
  }
  return std::format("{:.0f} {}", bytes / kMegabyte, russian ? "МБ" : "MB");
}

std::string container_text(VideoContainer container, Language language) {
  switch (container) {
    case VideoContainer::kMp4:
      return "MP4";
    case VideoContainer::kTransportStream:
      return text(Text::kTransportStream, language);
    case VideoContainer::kProgramStream:
      return text(Text::kProgramStream, language);
    case VideoContainer::kElementary:
      return text(Text::kElementaryStream, language);
    case VideoContainer::kUnknown:
      break;
  }
  return text(Text::kUnknownContainer, language);
}

struct Fill {
  const LoadedObject& object;
  const OpenInstances& open;
  Language language;
  ObjectModel& model;

  void operator()(const ObjectCard& card) const {
    model.title = card.sop_class_name;
    if (card.document) {
      model.wrapped = is_jpeg_xl(*card.document) ? Wrapped::kFrame : Wrapped::kDocument;
      model.document_opens = is_pdf(*card.document);
    }
    if (!card.unread_transfer_syntax_uid.empty()) {
      model.notes.push_back(
          joined({labelled(Text::kUnreadSyntax, card.unread_transfer_syntax_uid, language),
                  std::string(undecoded_syntax_name(card.unread_transfer_syntax_uid))}));
    }
    if (is_jpeg_xl(card.unread_transfer_syntax_uid)) {
      constexpr int kBrowserBits = 8;
      const bool is_deep = object.header.bits_stored > kBrowserBits;
      model.notes.push_back(text(is_deep ? Text::kDeepJpegXl : Text::kNoDecoder, language));
    }
    for (const std::string& words : {card.label, card.description}) {
      if (!words.empty()) model.lines.push_back({.name = words});
    }
    if (card.document) {
      model.lines.push_back({.name = text(Text::kDocument, language),
                             .value = joined({card.document->title, card.document->mime_type,
                                              size_text(card.document->size, language)})});
    }
    for (const WaveformGroup& group : card.waveforms) {
      const double seconds =
          group.sampling_frequency_hz > 0.0
              ? static_cast<double>(group.sample_count) / group.sampling_frequency_hz
              : 0.0;
      const DecimalMark mark = decimal_mark(language);
      model.lines.push_back(
          {.name = text(Text::kChannels, language),
           .value = joined({std::to_string(group.channel_count),
                            seconds > 0.0 ? std::format("{} {}", number_text(seconds, 1, mark),
                                                        text(Text::kSeconds, language))
                                          : std::string(),
                            std::format("{} {}", number_text(group.sampling_frequency_hz, 0, mark),
                                        text(Text::kHertz, language))})});
    }
  }

  void operator()(const Video& video) const {
    model.title = video.sop_class_name;
    model.wrapped = Wrapped::kVideo;
    const std::string syntax(undecoded_syntax_name(video.transfer_syntax_uid));
    const VideoPlayback& playback = object.playback;
    if (playback.problem == VideoProblem::kNoDecoder) {
      // It may be the container that the browser does not take.
      const bool is_plain = video.container == VideoContainer::kMp4;
      const std::string packed = is_plain ? "" : container_text(video.container, language);
      model.notes.push_back(labelled(Text::kNoDecoder, joined({syntax, packed}), language));
    } else if (playback.problem == VideoProblem::kNotPlayed) {
      model.notes.push_back(labelled(Text::kVideoNotPlayed, playback.reason, language));
    }
    model.lines.push_back({.name = text(Text::kVideo, language),
                           .value = joined({syntax, container_text(video.container, language),
                                            size_text(video.size, language)})});
  }

  void operator()(const StructuredReport& report) const {
    if (!report.title.empty()) model.title = report.title;
    add_status(report, language, model);
    add_lines(report, open, language, model);
  }

  void operator()(const KeyObjectDocument& document) const {
    if (!document.report.title.empty()) model.title = document.report.title;
    add_lines(document.report, open, language, model);
  }

  void operator()(const Segmentation& s) const {
    if (!s.content_description.empty()) model.lines.push_back({.name = s.content_description});
    add_source(
        s.frames, [](const SegmentationFrame& frame) { return frame.sources; }, open, language,
        model);
    if (s.type == SegmentationType::kFractional) {
      model.notes.push_back(text(Text::kFromHalf, language));
    }
    for (std::size_t i = 0; i < s.segments.size(); ++i) {
      const Segment& segment = s.segments[i];
      const std::string& type = segment.type.meaning;
      const std::string& name = segment.label.empty() ? type : segment.label;
      model.parts.push_back(
          {.number = segment.number,
           .name = name,
           .detail =
               joined({std::to_string(segment.number), type == name ? "" : type,
                       segment.category.meaning == type ? "" : segment.category.meaning,
                       algorithm_text(segment.algorithm_type, language), segment.algorithm_name}),
           .rgb = segment.color.value_or(overlay_color(static_cast<int>(i)).rgb),
           .shown = !object.hidden_parts.contains(segment.number)});
    }
  }

  void operator()(const PresentationState& presentation) const {
    const std::string name = presentation_name(presentation);
    if (!name.empty()) model.title = name;
    const bool is_open = std::ranges::any_of(presentation.images, [&](const SopReference& image) {
      return !open.words_for(image.sop_instance_uid, first_frame(image)).empty();
    });
    if (!is_open) model.notes.push_back(text(Text::kImagesNotOpen, language));
    if (const std::string creator = person_name_text(presentation.content_creator_name);
        !creator.empty()) {
      model.lines.push_back({.name = text(Text::kCreatedBy, language), .value = creator});
    }
    for (const SopReference& image : presentation.images) {
      ObjectLine line{.name = text(Text::kImage, language)};
      point_to(image, open, language, line);
      model.lines.push_back(std::move(line));
    }
  }

  void operator()(const StructureSet& set) const {
    if (!set.label.empty()) model.title = set.label;
    std::vector<Contour> contours;
    for (const RegionOfInterest& region : set.regions) {
      if (!region.contours.empty())
        contours.push_back(Contour{.images = region.contours.front().images});
    }
    add_source(
        contours, [](const Contour& contour) { return contour.images; }, open, language, model);
    for (std::size_t i = 0; i < set.regions.size(); ++i) {
      const RegionOfInterest& region = set.regions[i];
      model.parts.push_back(
          {.number = region.number,
           .name = region.name,
           .detail = joined({std::to_string(region.number), region.interpreted_type,
                             algorithm_text(region.generation_algorithm, language)}),
           .rgb = region.color.value_or(overlay_color(static_cast<int>(i)).rgb),
           .shown = !object.hidden_parts.contains(region.number)});
    }
  }
};

/// What an object is called before, and whether or not, it can be read.
std::string fallback_title(const InstanceHeader& header) {
  return header.series_description.empty() ? sop_class_name(header.sop_class_uid)
                                           : header.series_description;
}

std::string title_of(const LoadedObject& object) {
  if (object.content != nullptr) {
    if (const auto* report = std::get_if<StructuredReport>(object.content.get())) {
      if (!report->title.empty()) return report->title;
    }
    if (const auto* keys = std::get_if<KeyObjectDocument>(object.content.get())) {
      if (!keys->report.title.empty()) return keys->report.title;
    }
    if (const PresentationState* presentation = as_presentation(object)) {
      if (std::string name = presentation_name(*presentation); !name.empty()) return name;
    }
  }
  return fallback_title(object.header);
}

struct Detail {
  Language language;

  std::string operator()(const ObjectCard& card) const { return readable_date(card.content_date); }
  std::string operator()(const Video& video) const {
    return joined({text(Text::kVideo, language), readable_date(video.content_date)});
  }
  std::string operator()(const StructuredReport& report) const {
    return joined({readable_date(report.content_date),
                   report.is_verified ? "" : text(Text::kUnverified, language)});
  }
  std::string operator()(const KeyObjectDocument& document) const {
    return labelled(Text::kKeyImages, std::to_string(document.selection.objects.size()), language);
  }
  std::string operator()(const Segmentation& s) const {
    return labelled(Text::kSegments, std::to_string(s.segments.size()), language);
  }
  std::string operator()(const PresentationState& presentation) const {
    return joined({text(Text::kPresentationState, language),
                   readable_date(presentation.creation_date),
                   person_name_text(presentation.content_creator_name)});
  }
  std::string operator()(const StructureSet& set) const {
    return labelled(Text::kStructures, std::to_string(set.regions.size()), language);
  }
};

struct ContentMoment {
  std::string operator()(const ObjectCard& card) const {
    return joined_moment(card.content_date, card.content_time);
  }
  std::string operator()(const StructuredReport& report) const {
    return joined_moment(report.content_date, report.content_time);
  }
  std::string operator()(const KeyObjectDocument& document) const {
    return (*this)(document.report);
  }
  std::string operator()(const Segmentation&) const { return {}; }
  std::string operator()(const StructureSet&) const { return {}; }
  std::string operator()(const Video& video) const {
    return joined_moment(video.content_date, video.content_time);
  }
  std::string operator()(const PresentationState& presentation) const {
    return joined_moment(presentation.creation_date, presentation.creation_time);
  }

 private:
  static std::string joined_moment(const std::string& date, const std::string& time) {
    const std::string day = readable_date(date);
    return time.empty() || day.empty() ? day : day + " " + readable_time(time);
  }
};

}  // namespace

ObjectModel object_model(const State& state, const std::string& sop_instance_uid) {
  ObjectModel model;
  const LoadedObject* object = find_object(state, sop_instance_uid);
  if (object == nullptr) return model;
  model.sop_instance_uid = sop_instance_uid;
  model.kind = object_kind(object->header);
  model.title = fallback_title(object->header);
  model.error = object->error;
  model.loading = object->content == nullptr && object->error.empty();
  std::string moment;
  if (object->content != nullptr) {
    const OpenInstances open(state);
    std::visit(Fill{*object, open, state.language, model}, *object->content);
    moment = std::visit(ContentMoment{}, *object->content);
  }
  const std::string class_name = sop_class_name(object->header.sop_class_uid);
  const std::string& series = object->header.series_description;
  model.subtitle = joined(
      {class_name == model.title ? "" : class_name, series == model.title ? "" : series, moment});
  return model;
}

std::vector<ObjectRow> object_rows(const State& state, const std::string& study_instance_uid) {
  std::vector<ObjectRow> rows;
  const ViewportSlot& active = state.viewports[static_cast<std::size_t>(state.active_viewport)];
  for (const LoadedObject& object : state.objects) {
    if (object.header.study_instance_uid != study_instance_uid) continue;
    const std::string& uid = object.header.sop_instance_uid;
    ObjectRow row{.sop_instance_uid = uid,
                  .modality = object.header.modality,
                  .title = title_of(object),
                  .kind = object_kind(object.header),
                  .active = active.object_uid == uid || active.presentation_uid == uid,
                  .loading = object.content == nullptr && object.error.empty(),
                  .failed = !object.error.empty()};
    if (object.content != nullptr) row.detail = std::visit(Detail{state.language}, *object.content);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace overread
