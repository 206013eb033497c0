#include "core/app/reading.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace overread {
namespace {

ReadFinding* find_in(std::vector<ReadFinding>& findings, const std::string& id) {
  const auto found = std::ranges::find(findings, id, &ReadFinding::id);
  return found == findings.end() ? nullptr : &*found;
}

bool decide(ReadFinding* finding, FindingDecision decision, const std::string& at) {
  if (finding == nullptr) return false;
  finding->decision = decision;
  finding->decided_at = at;
  return true;
}

bool move_point(ReadFinding* finding, const command::MoveRegionPoint& move) {
  if (finding == nullptr || move.region < 0 || move.point < 0) return false;
  std::vector<Region>& regions = finding->current.regions;
  if (static_cast<std::size_t>(move.region) >= regions.size()) return false;
  std::vector<Point<Image>>& points = regions[static_cast<std::size_t>(move.region)].points;
  if (static_cast<std::size_t>(move.point) >= points.size()) return false;
  points[static_cast<std::size_t>(move.point)] = move.to;
  finding->edited = true;
  remeasure(finding->current, finding->pixel_aspect);
  return true;
}

/// The finding an act is about; empty for undo and redo.
std::string target(const JournalEntry& entry) {
  return std::visit(
      [](const auto& command) {
        if constexpr (requires { command.finding_id; }) {
          return command.finding_id;
        } else {
          return std::string();
        }
      },
      entry.command);
}

/// Two moves of one point are one act: a drag is undone whole.
bool continues(const JournalEntry& previous, const JournalEntry& next) {
  const auto* a = std::get_if<command::MoveRegionPoint>(&previous.command);
  const auto* b = std::get_if<command::MoveRegionPoint>(&next.command);
  return a != nullptr && b != nullptr && a->finding_id == b->finding_id && a->region == b->region &&
         a->point == b->point;
}

std::vector<JournalEntry>::iterator last_of(std::vector<JournalEntry>& entries,
                                            const std::string& study_instance_uid) {
  const auto last = std::ranges::find(entries.rbegin(), entries.rend(), study_instance_uid,
                                      &JournalEntry::study_instance_uid);
  return last == entries.rend() ? entries.end() : std::prev(last.base());
}

/// Undoes or redoes the study's last act; false when it has none.
bool move_last(std::vector<JournalEntry>& from, std::vector<JournalEntry>& to,
               const std::string& study_instance_uid) {
  const auto last = last_of(from, study_instance_uid);
  if (last == from.end()) return false;
  to.push_back(std::move(*last));
  from.erase(last);
  return true;
}

}  // namespace

const ReadFinding* Reading::find(const std::string& finding_id) const {
  const auto found = std::ranges::find(findings_, finding_id, &ReadFinding::id);
  return found == findings_.end() ? nullptr : &*found;
}

void Reading::propose(std::vector<ReadFinding> findings) {
  std::ranges::move(findings, std::back_inserter(findings_));
  replay();
}

void Reading::withdraw(const std::string& run_id) {
  std::erase_if(findings_, [&](const ReadFinding& finding) { return finding.run_id == run_id; });
}

bool Reading::act(const JournalEntry& entry) {
  const bool is_step = std::holds_alternative<command::UndoReading>(entry.command) ||
                       std::holds_alternative<command::RedoReading>(entry.command);
  if (!is_step && !perform(entry)) return false;
  if (!record(entry)) return false;
  if (is_step) replay();
  return true;
}

void Reading::restore(const std::vector<JournalEntry>& entries) {
  for (const JournalEntry& entry : entries) record(entry);
  replay();
}

void Reading::forget(const std::string& study_instance_uid) {
  const auto of_study = [&](const JournalEntry& entry) {
    return entry.study_instance_uid == study_instance_uid;
  };
  std::erase_if(entries_, of_study);
  std::erase_if(undone_, of_study);
}

bool Reading::record(const JournalEntry& entry) {
  const std::string& study = entry.study_instance_uid;
  if (std::holds_alternative<command::UndoReading>(entry.command)) {
    return move_last(entries_, undone_, study);
  }
  if (std::holds_alternative<command::RedoReading>(entry.command)) {
    return move_last(undone_, entries_, study);
  }
  std::erase_if(undone_,
                [&](const JournalEntry& other) { return other.study_instance_uid == study; });
  const auto last = last_of(entries_, study);
  if (last != entries_.end() && continues(*last, entry)) entries_.erase(last);
  entries_.push_back(entry);
  return true;
}

std::string Reading::undo_target() const {
  return entries_.empty() ? std::string() : target(entries_.back());
}

std::string Reading::redo_target() const {
  return undone_.empty() ? std::string() : target(undone_.back());
}

bool Reading::perform(const JournalEntry& entry) {
  struct Perform {
    std::vector<ReadFinding>& findings;
    const std::string& at;
    bool operator()(const command::AcceptFinding& c) const {
      return decide(find_in(findings, c.finding_id), FindingDecision::kAccepted, at);
    }
    bool operator()(const command::RejectFinding& c) const {
      return decide(find_in(findings, c.finding_id), FindingDecision::kRejected, at);
    }
    bool operator()(const command::ReopenFinding& c) const {
      return decide(find_in(findings, c.finding_id), FindingDecision::kUndecided, at);
    }
    bool operator()(const command::MoveRegionPoint& c) const {
      return move_point(find_in(findings, c.finding_id), c);
    }
    bool operator()(const command::UndoReading&) const { return false; }
    bool operator()(const command::RedoReading&) const { return false; }
  };
  return std::visit(Perform{findings_, entry.at}, entry.command);
}

void Reading::replay() {
  for (ReadFinding& finding : findings_) {
    finding.current = finding.proposed;
    finding.decision = FindingDecision::kUndecided;
    finding.edited = false;
    finding.decided_at.clear();
  }
  for (const JournalEntry& entry : entries_) perform(entry);
}

}  // namespace overread
