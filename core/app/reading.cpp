#include "core/app/reading.hpp"

#include <algorithm>
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
  if (std::holds_alternative<command::UndoReading>(entry.command)) {
    if (entries_.empty()) return false;
    record(entry);
    replay();
    return true;
  }
  if (std::holds_alternative<command::RedoReading>(entry.command)) {
    if (undone_.empty()) return false;
    record(entry);
    replay();
    return true;
  }
  if (!perform(entry)) return false;
  record(entry);
  return true;
}

void Reading::restore(const std::vector<JournalEntry>& entries) {
  for (const JournalEntry& entry : entries) record(entry);
  replay();
}

void Reading::record(const JournalEntry& entry) {
  if (std::holds_alternative<command::UndoReading>(entry.command)) {
    if (entries_.empty()) return;
    undone_.push_back(std::move(entries_.back()));
    entries_.pop_back();
  } else if (std::holds_alternative<command::RedoReading>(entry.command)) {
    if (undone_.empty()) return;
    entries_.push_back(std::move(undone_.back()));
    undone_.pop_back();
  } else {
    undone_.clear();
    if (!entries_.empty() && continues(entries_.back(), entry)) entries_.pop_back();
    entries_.push_back(entry);
  }
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
