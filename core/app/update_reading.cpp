#include <algorithm>

#include "core/app/export.hpp"
#include "core/app/handlers.hpp"

namespace overread {
namespace {

const LoadedSeries* series_of_finding(const State& state, const std::string& finding_id) {
  const ReadFinding* finding = state.reading.find(finding_id);
  if (finding == nullptr) return nullptr;
  const ServiceRunState* run = find_run(state, finding->run_id);
  return run == nullptr ? nullptr : find_series(state, run->series_key);
}

/// Writes the act down, then performs it. An act that is not possible leaves no line.
void act(Update& u, const ReadingCommand& command, const std::string& finding_id) {
  const LoadedSeries* series = series_of_finding(u.state, finding_id);
  if (series == nullptr) return;
  const JournalEntry entry{command, u.at, series->series.instances.front().study_instance_uid};
  if (!u.state.reading.act(entry)) return;
  u.effects.insert(u.effects.begin(),
                   effect::AppendJournal{entry.study_instance_uid, to_json(entry)});
}

/// Scrolls a viewport that shows the finding's series to the frame of its first region.
void go_to(Update& u, const std::string& finding_id) {
  const ReadFinding* finding = u.state.reading.find(finding_id);
  const LoadedSeries* series = series_of_finding(u.state, finding_id);
  if (finding == nullptr || series == nullptr) return;
  int viewport = -1;
  for (int i = 0; i < viewport_count(u.state.layout); ++i) {
    if (u.state.viewports[static_cast<std::size_t>(i)].series_key == series->key) viewport = i;
  }
  if (viewport < 0) {
    viewport = u.state.active_viewport;
    handle(u, command::ShowSeries{series->key, viewport});
  }
  if (finding->current.regions.empty()) return;
  const Region& region = finding->current.regions.front();
  for (std::size_t i = 0; i < series->series.frames.size(); ++i) {
    const ShownFrame shown = frame_at(*series, static_cast<int>(i));
    if (shown.header->sop_instance_uid == region.sop_instance_uid &&
        shown.frame_number == region.frame_number) {
      handle(u, command::ScrollTo{viewport, static_cast<int>(i)});
      return;
    }
  }
}

}  // namespace

void handle(Update& u, const command::AcceptFinding& c) { act(u, c, c.finding_id); }
void handle(Update& u, const command::RejectFinding& c) { act(u, c, c.finding_id); }
void handle(Update& u, const command::ReopenFinding& c) { act(u, c, c.finding_id); }
void handle(Update& u, const command::MoveRegionPoint& c) { act(u, c, c.finding_id); }
void handle(Update& u, const command::UndoReading& c) { act(u, c, u.state.reading.undo_target()); }
void handle(Update& u, const command::RedoReading& c) { act(u, c, u.state.reading.redo_target()); }

void handle(Update& u, const command::RestoreReading& c) {
  // Closed meanwhile: opened again, the study asks for its journal again.
  if (!std::ranges::contains(u.state.instances, c.study_instance_uid,
                             &InstanceHeader::study_instance_uid)) {
    return;
  }
  std::vector<JournalEntry> entries;
  std::size_t broken = 0;
  for (const std::string& line : c.lines) {
    if (Result<JournalEntry> entry = journal_entry_from_json(line)) {
      entry->study_instance_uid = c.study_instance_uid;
      entries.push_back(std::move(*entry));
    } else {
      ++broken;
    }
  }
  u.state.reading.restore(entries);
  if (broken > 0) {
    // A line cut off by a crash is the usual one; the others stand on their own.
    post_message(u.state, MessageLevel::kWarning, "journal",
                 std::to_string(broken) + " of " + std::to_string(c.lines.size()) +
                     " lines could not be read");
  }
}

void handle(Update& u, const command::SelectFinding& c) {
  u.state.selected_finding = c.finding_id;
  go_to(u, c.finding_id);
}

void handle(Update& u, const command::HoverFinding& c) { u.state.hovered_finding = c.finding_id; }

void handle(Update& u, const command::Export& c) {
  for (Result<Effect>& file : export_reading(u.state, c.kind, u.at)) {
    if (file) {
      u.ask(std::move(*file));
    } else {
      post_message(u.state, MessageLevel::kError, "report", file.error().message);
    }
  }
}

}  // namespace overread
