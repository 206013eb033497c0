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
  std::string decided_at;  ///< ISO 8601, as the platform's clock had it.
};

using ReadingCommand = std::variant<command::AcceptFinding, command::RejectFinding,
                                    command::ReopenFinding, command::MoveRegionPoint>;

struct JournalEntry {
  ReadingCommand command;
  std::string at;
};

/// The reader's acts in order, and what they come to. Undo takes the last act back by replaying
/// the ones before it, so undo, crash recovery and replay are one mechanism.
class Reading {
 public:
  const std::vector<ReadFinding>& findings() const { return findings_; }
  const ReadFinding* find(const std::string& finding_id) const;
  const std::vector<JournalEntry>& entries() const { return entries_; }

  void propose(std::vector<ReadFinding> findings);
  /// Takes back what a run proposed and every act on it, before it is run again.
  void withdraw(const std::string& run_id);
  /// False when the command names a finding, region or point that is not there.
  bool apply(const ReadingCommand& command, const std::string& at);
  bool can_undo() const { return !entries_.empty(); }
  bool can_redo() const { return !undone_.empty(); }
  void undo();
  void redo();

 private:
  bool perform(const JournalEntry& entry);
  void replay();

  std::vector<ReadFinding> findings_;
  std::vector<JournalEntry> entries_;
  std::vector<JournalEntry> undone_;
};

/// One journal line as JSON, and back.
std::string to_json(const JournalEntry& entry);
Result<JournalEntry> journal_entry_from_json(std::string_view json);

/// Measurements and grades of a finding after its regions moved.
void remeasure(Finding& finding);

}  // namespace overread
