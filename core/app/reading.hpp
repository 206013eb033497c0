#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/app/command.hpp"
#include "core/findings/result.hpp"

namespace overread {

enum class FindingDecision { kUndecided, kAccepted, kRejected };

/// A finding as the reader has it: the service's proposal, changed or not, decided or not.
struct ReadFinding {
  std::string id;
  std::string run_id;
  ServiceIdentity service;
  Finding proposed;
  Finding current;
  FindingDecision decision = FindingDecision::kUndecided;
  bool edited = false;
  std::string decided_at;     ///< ISO 8601, as the platform's clock had it.
  double pixel_aspect = 1.0;  ///< Row spacing over column spacing: angles are measured in mm.
};

using ReadingCommand =
    std::variant<command::AcceptFinding, command::RejectFinding, command::ReopenFinding,
                 command::MoveRegionPoint, command::UndoReading, command::RedoReading>;

struct JournalEntry {
  ReadingCommand command;
  std::string at;
  std::string study_instance_uid{};  ///< Whose journal it is in; no part of the line.
};

/// The reader's acts in order, and what they come to. Undo takes the last act back by replaying
/// the ones before it, so undo, crash recovery and replay are one mechanism. Acts on findings that
/// are not proposed (yet) wait: a reading restored before its services ran again loses nothing.
/// Each study has its own journal, so undo and redo count within the study of the act.
class Reading {
 public:
  const std::vector<ReadFinding>& findings() const { return findings_; }
  const ReadFinding* find(const std::string& finding_id) const;
  const std::vector<JournalEntry>& entries() const { return entries_; }

  /// Adds what a run found, and performs the acts that were waiting for it.
  void propose(std::vector<ReadFinding> findings);
  /// Takes what a run proposed off the table; the acts on it stay, for when it is proposed again.
  void withdraw(const std::string& run_id);
  /// False, and nothing changed, when the act is not possible: no such finding, region or point,
  /// nothing to undo or redo.
  bool act(const JournalEntry& entry);
  /// Acts of an earlier visit, in order.
  void restore(const std::vector<JournalEntry>& entries);
  /// Drops the acts of a study that is closed; its journal brings them back when it is opened
  /// again.
  void forget(const std::string& study_instance_uid);
  /// The finding that undo (redo) would change; empty when there is none.
  std::string undo_target() const;
  std::string redo_target() const;

 private:
  /// False when there is nothing to undo or redo.
  bool record(const JournalEntry& entry);
  bool perform(const JournalEntry& entry);
  void replay();

  std::vector<ReadFinding> findings_;
  std::vector<JournalEntry> entries_;
  std::vector<JournalEntry> undone_;
};

/// One journal line as JSON, and back.
std::string to_json(const JournalEntry& entry);
Result<JournalEntry> journal_entry_from_json(std::string_view json);

/// Measurements and grades of a finding after its regions moved: the angle between its two
/// end-plate lines, and the grades that hang on it.
///
/// @param pixel_aspect  Row spacing over column spacing.
void remeasure(Finding& finding, double pixel_aspect);

}  // namespace overread
