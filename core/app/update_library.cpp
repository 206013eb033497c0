#include <algorithm>
#include <format>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "core/app/handlers.hpp"
#include "core/app/series_texts.hpp"
#include "core/app/texts.hpp"

namespace overread {
namespace {

/// One DICOM series may be split; the parts need names that stay the same while more instances
/// arrive.
std::string key_of(const Series& series) {
  const InstanceHeader& first = series.instances.front();
  std::string key = first.series_instance_uid;
  // Without planes a stack may mix sizes, and its first instance is not the same for ever.
  const FramePlane* plane = nullptr;
  if (!series.frames.empty()) {
    const auto [instance, frame_number] = series.frames.front();
    plane = series.instances[static_cast<std::size_t>(instance)].plane(frame_number);
  }
  if (plane != nullptr) {
    key += std::format("|{}x{}", first.rows, first.columns);
    for (const double cosine : plane->image_orientation_patient) {
      key += std::format("|{:.1f}", cosine + 0.0);
    }
  }
  // Size and direction are in it already.
  for (const StackTrait& trait : series.traits) {
    if (trait.kind == StackTrait::Kind::kSize || trait.kind == StackTrait::Kind::kOrientation) {
      continue;
    }
    key += std::format("|{}={}", static_cast<int>(trait.kind), trait.value);
  }
  return key;
}

std::vector<LoadedSeries> load_series(const std::vector<InstanceHeader>& instances) {
  std::vector<LoadedSeries> loaded;
  std::set<std::string> taken;
  for (Series& series : group_into_series(instances)) {
    if (series.instances.empty()) continue;
    const std::string base = key_of(series);
    std::string key = base;
    for (int n = 2; !taken.insert(key).second; ++n) key = std::format("{}~{}", base, n);
    loaded.push_back({std::move(key), std::move(series)});
  }
  return loaded;
}

const LoadedSeries* find_by_key(const std::vector<LoadedSeries>& series, const std::string& key) {
  const auto found = std::ranges::find(series, key, &LoadedSeries::key);
  return found == series.end() ? nullptr : &*found;
}

/// SOP Instance UID and frame number: what a frame is called wherever it stands.
using FrameName = std::pair<std::string_view, int>;

std::vector<FrameName> frame_names(const LoadedSeries& series) {
  std::vector<FrameName> names;
  names.reserve(series.series.frames.size());
  for (const SeriesFrame& frame : series.series.frames) {
    const auto& instance = series.series.instances[static_cast<std::size_t>(frame.instance)];
    names.emplace_back(instance.sop_instance_uid, frame.frame_number);
  }
  return names;
}

/// The frame a viewport shows stays on screen when its series grows around it; also when the series
/// goes by another key now.
void follow_shown_frame(const State& state, ViewportSlot& slot, const LoadedSeries& before) {
  if (const ShownFrame shown = frame_at(before, slot.index); shown.header != nullptr) {
    const FrameName name{shown.header->sop_instance_uid, shown.frame_number};
    for (const LoadedSeries& series : state.series) {
      const std::vector<FrameName> names = frame_names(series);
      const auto found = std::ranges::find(names, name);
      if (found == names.end()) continue;
      slot.series_key = series.key;
      slot.index = static_cast<int>(found - names.begin());
      return;
    }
  }
  slot = ViewportSlot{.width = slot.width, .height = slot.height};
}

/// A run speaks of the frames it was given: on others its mask would lie on wrong slices. Services
/// that fit run again.
void drop_outdated_runs(Update& u, const std::vector<LoadedSeries>& before) {
  std::erase_if(u.state.runs, [&](const ServiceRunState& run) {
    const LoadedSeries* was = find_by_key(before, run.series_key);
    const LoadedSeries* is = find_series(u.state, run.series_key);
    if (was != nullptr && is != nullptr && frame_names(*was) == frame_names(*is)) return false;
    if (run.status == RunStatus::kPending || run.status == RunStatus::kRunning) {
      u.ask(effect::CancelRun{run.run_id});
    }
    u.state.reading.withdraw(run.run_id);
    return true;
  });
}

void regroup(Update& u) {
  State& state = u.state;
  const std::vector<LoadedSeries> before =
      std::exchange(state.series, load_series(state.instances));
  for (ViewportSlot& slot : state.viewports) {
    if (const LoadedSeries* shown = find_by_key(before, slot.series_key)) {
      follow_shown_frame(state, slot, *shown);
    }
  }
  drop_outdated_runs(u, before);
}

/// "Head, phase 2": what a message about a stack is about.
std::string subject_of(const Series& series, Language language) {
  std::string subject = series_title(series, language);
  for (const std::string& trait : trait_texts(series.traits, language)) subject += ", " + trait;
  return subject;
}

/// Tells of what is wrong with the series, each once, when all have arrived: a stack of which half
/// is there has gaps.
void tell_warnings(State& state) {
  std::erase_if(state.told_warnings,
                [&](const auto& told) { return find_series(state, told.first) == nullptr; });
  if (!state.tasks.empty()) return;
  for (const LoadedSeries& loaded : state.series) {
    std::vector<GeometryWarning>& told = state.told_warnings[loaded.key];
    for (const GeometryWarning& warning : loaded.series.warnings) {
      if (std::ranges::contains(told, warning)) continue;
      post_message(state, MessageLevel::kWarning, subject_of(loaded.series, state.language),
                   warning_text(warning, state.language));
    }
    told = loaded.series.warnings;
  }
  const auto tell_count = [&](MessageLevel level, Text words, int& count) {
    if (count == 0) return;
    post_message(state, level, {}, std::format("{}: {}", text(words, state.language), count));
    count = 0;
  };
  tell_count(MessageLevel::kInfo, Text::kAlreadyOpen, state.repeated_instances);
  tell_count(MessageLevel::kWarning, Text::kNameless, state.nameless_instances);
}

/// The same image may be packed in another way; whatever else differs makes it another.
bool is_same_instance(InstanceHeader a, InstanceHeader b) {
  a.transfer_syntax_uid = b.transfer_syntax_uid = {};
  return to_json(a) == to_json(b);
}

/// Headers of what is open, by SOP Instance UID.
using OpenHeaders = std::map<std::string_view, const InstanceHeader*>;

/// Of two instances under one UID the first stays; the second is counted, or named when it is
/// another.
void note_repeated(State& state, const InstanceHeader& open, const InstanceHeader& header,
                   const std::string& file_name) {
  if (is_same_instance(open, header)) {
    ++state.repeated_instances;
    return;
  }
  post_message(
      state, MessageLevel::kError, file_name,
      std::format("{}: {}", text(Text::kUidTaken, state.language), header.sop_instance_uid));
}

const LoadedSeries* first_series_of(const State& state, const std::string& study) {
  const auto first = std::ranges::find_if(state.series, [&](const LoadedSeries& series) {
    return series.series.instances.front().study_instance_uid == study;
  });
  return first == state.series.end() ? nullptr : &*first;
}

/// A picture is what a study opens with; a report stands in only until the first one comes.
///
/// @param study  The first of the new ones, empty when there is none.
void show_new_study(Update& u, std::string study) {
  State& state = u.state;
  const ViewportSlot& slot = state.viewports[static_cast<std::size_t>(state.active_viewport)];
  const bool empty = slot.series_key.empty() && slot.object_uid.empty();
  const bool wanted = !study.empty() && (empty || state.study_awaited);
  const LoadedObject* stand_in = slot.settled ? nullptr : find_object(state, slot.object_uid);
  if (!wanted && stand_in != nullptr) study = stand_in->header.study_instance_uid;
  if (!wanted && stand_in == nullptr) return;
  state.study_awaited = false;
  if (const LoadedSeries* first = first_series_of(state, study)) {
    handle(u, command::ShowSeries{first->key});
    return;
  }
  const auto object = std::ranges::find_if(state.objects, [&](const LoadedObject& candidate) {
    return candidate.header.study_instance_uid == study;
  });
  if (!wanted || object == state.objects.end()) return;
  handle(u, command::ShowObject{object->header.sop_instance_uid});
  state.viewports[static_cast<std::size_t>(state.active_viewport)].settled = false;
}

/// A stack that has arrived opens in its middle, where the reader has not gone elsewhere meanwhile.
void settle_viewports(Update& u) {
  for (int i = 0; i < viewport_count(u.state.layout); ++i) {
    ViewportSlot& slot = slot_at(u.state, i);
    const LoadedSeries* series = find_series(u.state, slot.series_key);
    if (slot.settled || series == nullptr) continue;
    slot.index = opening_index(series->series);
    want_frames(u, i);
  }
  for (ViewportSlot& slot : u.state.viewports) slot.settled = true;
}

}  // namespace

void handle(Update& u, const command::AddInstances& c) {
  State& state = u.state;
  OpenHeaders open;
  std::set<std::string> known_studies;
  const auto note_open = [&](const InstanceHeader& header) {
    open.emplace(header.sop_instance_uid, &header);
    known_studies.insert(header.study_instance_uid);
  };
  // Their addresses stay while the new ones are added.
  state.instances.reserve(state.instances.size() + c.headers.size());
  state.objects.reserve(state.objects.size() + c.headers.size());
  for (const InstanceHeader& header : state.instances) note_open(header);
  for (const LoadedObject& object : state.objects) note_open(object.header);
  std::string first_new_study;
  for (std::size_t i = 0; i < c.headers.size(); ++i) {
    const InstanceHeader& header = c.headers[i];
    const auto [same_uid, is_new] = open.emplace(header.sop_instance_uid, &header);
    if (!is_new) {
      note_repeated(state, *same_uid->second, header,
                    c.file_names.empty() ? std::string() : c.file_names[i]);
      continue;
    }
    if (header.sop_instance_uid_made) ++state.nameless_instances;
    const bool is_object = object_kind(header) != ObjectKind::kPicture;
    // Without its UID nothing could be asked of it.
    if (is_object && header.sop_instance_uid.empty()) {
      post_message(state, MessageLevel::kWarning,
                   header.series_description.empty() ? header.modality : header.series_description,
                   text(Text::kNoPicture, state.language));
      continue;
    }
    if (known_studies.insert(header.study_instance_uid).second) {
      if (first_new_study.empty()) first_new_study = header.study_instance_uid;
      u.ask(effect::LoadJournal{header.study_instance_uid});
    }
    if (is_object) {
      add_object(u, header);
    } else {
      state.instances.push_back(header);
    }
  }
  regroup(u);
  show_new_study(u, first_new_study);
  for (int i = 0; i < viewport_count(state.layout); ++i) want_frames(u, i);
  tell_warnings(state);
}

void handle(Update& u, const command::RejectFile& c) {
  post_message(u.state, MessageLevel::kError, c.name, c.error.message);
}

void handle(Update& u, const command::ReportTask& c) {
  std::vector<Task>& tasks = u.state.tasks;
  const auto found = std::ranges::find(tasks, c.task_id, &Task::task_id);
  if (found == tasks.end()) {
    tasks.push_back({c.task_id, c.label, c.unit, c.done, c.total});
    u.state.study_awaited = true;
  } else {
    *found = {c.task_id, c.label, c.unit, c.done, c.total};
  }
}

void handle(Update& u, const command::EndTask& c) {
  std::erase_if(u.state.tasks, [&](const Task& task) { return task.task_id == c.task_id; });
  if (u.state.tasks.empty()) {
    u.state.study_awaited = false;
    settle_viewports(u);
  }
  tell_warnings(u.state);
  start_fitting_services(u);
}

void handle(Update& u, const command::OpenFiles&) { u.ask(effect::PickFiles{.folder = false}); }
void handle(Update& u, const command::OpenFolder&) { u.ask(effect::PickFiles{.folder = true}); }
void handle(Update& u, const command::OpenCase& c) { u.ask(effect::LoadCase{c.id}); }
void handle(Update& u, const command::CancelTask& c) { u.ask(effect::CancelTask{c.task_id}); }
void handle(Update& u, const command::OfferCases& c) { u.state.cases = c.cases; }

void handle(Update& u, const command::CloseStudy& c) {
  State& state = u.state;
  const auto of_study = [&](const InstanceHeader& header) {
    return header.study_instance_uid == c.study_instance_uid;
  };
  effect::ForgetInstances forget;
  for (const InstanceHeader& header : state.instances) {
    if (!of_study(header)) continue;
    forget.sop_instance_uids.push_back(header.sop_instance_uid);
    state.frames.forget(header.sop_instance_uid);
    std::erase_if(state.failed_frames,
                  [&](const auto& entry) { return entry.first.first == header.sop_instance_uid; });
  }
  for (const LoadedObject& object : state.objects) {
    if (of_study(object.header)) forget.sop_instance_uids.push_back(object.header.sop_instance_uid);
  }
  std::erase_if(state.instances, of_study);
  std::erase_if(state.objects, [&](const LoadedObject& object) { return of_study(object.header); });
  ++state.objects_version;
  std::erase_if(state.coarse_frames, [&](const auto& entry) {
    return std::ranges::contains(forget.sop_instance_uids, entry.first.first);
  });
  for (ViewportSlot& slot : state.viewports) {
    if (!slot.object_uid.empty() && find_object(state, slot.object_uid) == nullptr) {
      slot = ViewportSlot{.width = slot.width, .height = slot.height};
    }
  }
  regroup(u);
  tell_warnings(state);
  state.reading.forget(c.study_instance_uid);
  u.ask(std::move(forget));
}

}  // namespace overread
