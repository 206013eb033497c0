#include "core/app/reading.hpp"

#include <catch_amalgamated.hpp>
#include <cmath>
#include <numbers>

#include "study.hpp"

namespace overread {
namespace {

Reading with_two_findings() {
  Reading reading;
  ReadFinding first{.id = "a/1", .run_id = "a", .proposed = testing::curve_of_twenty_degrees()};
  first.current = first.proposed;
  ReadFinding second = first;
  second.id = "a/2";
  reading.propose({first, second});
  return reading;
}

TEST_CASE("Reading: nothing is decided before the reader decides", "[reading]") {
  const Reading reading = with_two_findings();
  for (const ReadFinding& finding : reading.findings()) {
    CHECK(finding.decision == FindingDecision::kUndecided);
  }
}

TEST_CASE("Reading: accept, reject and reopen change one finding only", "[reading]") {
  Reading reading = with_two_findings();
  REQUIRE(reading.act({command::AcceptFinding{"a/1"}, "2026-01-01T10:00:00Z"}));
  CHECK(reading.find("a/1")->decision == FindingDecision::kAccepted);
  CHECK(reading.find("a/1")->decided_at == "2026-01-01T10:00:00Z");
  CHECK(reading.find("a/2")->decision == FindingDecision::kUndecided);
  REQUIRE(reading.act({command::RejectFinding{"a/1"}, "t"}));
  CHECK(reading.find("a/1")->decision == FindingDecision::kRejected);
  REQUIRE(reading.act({command::ReopenFinding{"a/1"}, "t"}));
  CHECK(reading.find("a/1")->decision == FindingDecision::kUndecided);
}

TEST_CASE("Reading: an act on what is not there changes nothing", "[reading]") {
  Reading reading = with_two_findings();
  CHECK_FALSE(reading.act({command::AcceptFinding{"b/1"}, "t"}));
  CHECK_FALSE(reading.act({command::MoveRegionPoint{"a/1", 2, 0, {0, 0}}, "t"}));
  CHECK_FALSE(reading.act({command::MoveRegionPoint{"a/1", 0, 2, {0, 0}}, "t"}));
  CHECK_FALSE(reading.act({command::MoveRegionPoint{"a/1", -1, 0, {0, 0}}, "t"}));
  CHECK_FALSE(reading.act({command::UndoReading{}, "t"}));
  CHECK_FALSE(reading.act({command::RedoReading{}, "t"}));
  CHECK(reading.entries().empty());
}

TEST_CASE("Reading: undo takes back the last act, redo does it again", "[reading]") {
  Reading reading = with_two_findings();
  REQUIRE(reading.act({command::AcceptFinding{"a/1"}, "1"}));
  REQUIRE(reading.act({command::RejectFinding{"a/2"}, "2"}));
  REQUIRE(reading.act({command::UndoReading{}, "3"}));
  CHECK(reading.find("a/1")->decision == FindingDecision::kAccepted);
  CHECK(reading.find("a/2")->decision == FindingDecision::kUndecided);
  REQUIRE(reading.act({command::RedoReading{}, "4"}));
  CHECK(reading.find("a/2")->decision == FindingDecision::kRejected);
  CHECK(reading.find("a/2")->decided_at == "2");
  REQUIRE(reading.act({command::UndoReading{}, "5"}));
  REQUIRE(reading.act({command::AcceptFinding{"a/2"}, "6"}));
  CHECK_FALSE(reading.act({command::RedoReading{}, "7"}));
}

TEST_CASE("Reading: a moved end plate changes angle and grades, undo brings both back",
          "[reading][Cobb]") {
  Reading reading = with_two_findings();
  // The upper plate made level leaves the lower one's 10°.
  REQUIRE(reading.act({command::MoveRegionPoint{"a/1", 0, 1, {200, 100}}, "t"}));
  const ReadFinding& moved = *reading.find("a/1");
  CHECK(moved.edited);
  CHECK(moved.current.measurements[0].value == Catch::Approx(10.0).margin(1e-9));
  CHECK(moved.current.grades[0].value == "I");
  CHECK(moved.current.grades[0].borderline);
  CHECK(moved.proposed.measurements[0].value == 20.0);
  REQUIRE(reading.act({command::UndoReading{}, "t"}));
  CHECK(reading.find("a/1")->current.measurements[0].value == 20.0);
  CHECK(reading.find("a/1")->current.grades[0].value == "II");
  CHECK_FALSE(reading.find("a/1")->edited);
}

TEST_CASE("Reading: angles are measured in millimeters where pixels are not square",
          "[reading][Cobb]") {
  Finding finding = testing::curve_of_twenty_degrees();
  // Rows twice as far apart as columns: tan is doubled on both plates.
  remeasure(finding, 2.0);
  const double half =
      std::atan(2.0 * std::tan(10.0 * std::numbers::pi / 180.0)) * 180.0 / std::numbers::pi;
  CHECK(finding.measurements[0].value == Catch::Approx(2.0 * half).margin(1e-9));
}

TEST_CASE("Reading: a drag of one handle is one act", "[reading]") {
  Reading reading = with_two_findings();
  REQUIRE(reading.act({command::MoveRegionPoint{"a/1", 0, 1, {200, 110}}, "1"}));
  REQUIRE(reading.act({command::MoveRegionPoint{"a/1", 0, 1, {200, 105}}, "2"}));
  REQUIRE(reading.act({command::MoveRegionPoint{"a/1", 0, 1, {200, 100}}, "3"}));
  CHECK(reading.entries().size() == 1);
  REQUIRE(reading.act({command::UndoReading{}, "4"}));
  CHECK(reading.find("a/1")->current.measurements[0].value == 20.0);
}

TEST_CASE("Reading: acts restored before the service ran wait for its findings", "[reading]") {
  Reading before = with_two_findings();
  REQUIRE(before.act({command::AcceptFinding{"a/1"}, "1"}));
  REQUIRE(before.act({command::RejectFinding{"a/2"}, "2"}));
  REQUIRE(before.act({command::UndoReading{}, "3"}));

  std::vector<JournalEntry> journal;
  for (const JournalEntry& entry : {JournalEntry{command::AcceptFinding{"a/1"}, "1"},
                                    JournalEntry{command::RejectFinding{"a/2"}, "2"},
                                    JournalEntry{command::UndoReading{}, "3"}}) {
    const Result<JournalEntry> read = journal_entry_from_json(to_json(entry));
    REQUIRE(read);
    journal.push_back(*read);
  }
  Reading after;
  after.restore(journal);
  CHECK(after.findings().empty());
  ReadFinding first{.id = "a/1", .run_id = "a", .proposed = testing::curve_of_twenty_degrees()};
  ReadFinding second{.id = "a/2", .run_id = "a", .proposed = testing::curve_of_twenty_degrees()};
  after.propose({first, second});
  CHECK(after.find("a/1")->decision == FindingDecision::kAccepted);
  CHECK(after.find("a/2")->decision == FindingDecision::kUndecided);
  CHECK(after.redo_target() == "a/2");
}

TEST_CASE("Reading: a run withdrawn and proposed again keeps its decisions", "[reading]") {
  Reading reading = with_two_findings();
  REQUIRE(reading.act({command::AcceptFinding{"a/2"}, "1"}));
  reading.withdraw("a");
  CHECK(reading.findings().empty());
  ReadFinding second{.id = "a/2", .run_id = "a", .proposed = testing::curve_of_twenty_degrees()};
  reading.propose({second});
  CHECK(reading.find("a/2")->decision == FindingDecision::kAccepted);
}

Reading with_a_finding_in_each_study() {
  Reading reading;
  ReadFinding first{.id = "a/1", .run_id = "a", .proposed = testing::curve_of_twenty_degrees()};
  ReadFinding second{.id = "b/1", .run_id = "b", .proposed = testing::curve_of_twenty_degrees()};
  reading.propose({first, second});
  return reading;
}

TEST_CASE("Reading: a closed study takes its acts along, undo and redo go on with the others'",
          "[reading]") {
  Reading reading = with_a_finding_in_each_study();
  REQUIRE(reading.act({command::AcceptFinding{"a/1"}, "1", "A"}));
  REQUIRE(reading.act({command::RejectFinding{"a/1"}, "2", "A"}));
  REQUIRE(reading.act({command::AcceptFinding{"b/1"}, "3", "B"}));
  REQUIRE(reading.act({command::RejectFinding{"b/1"}, "4", "B"}));
  REQUIRE(reading.act({command::UndoReading{}, "5", "A"}));
  REQUIRE(reading.act({command::UndoReading{}, "6", "B"}));
  CHECK(reading.undo_target() == "b/1");
  CHECK(reading.redo_target() == "b/1");

  reading.forget("B");
  CHECK(reading.entries().size() == 1);
  CHECK(reading.undo_target() == "a/1");
  CHECK(reading.redo_target() == "a/1");
  REQUIRE(reading.act({command::RedoReading{}, "7", "A"}));
  CHECK(reading.find("a/1")->decision == FindingDecision::kRejected);
  CHECK_FALSE(reading.act({command::RedoReading{}, "8", "A"}));
  CHECK_FALSE(reading.act({command::UndoReading{}, "9", "B"}));
}

TEST_CASE("Reading: a study's journal undoes and redoes its own acts only", "[reading]") {
  Reading reading = with_a_finding_in_each_study();
  REQUIRE(reading.act({command::AcceptFinding{"a/1"}, "1", "A"}));
  REQUIRE(reading.act({command::RejectFinding{"a/1"}, "2", "A"}));
  REQUIRE(reading.act({command::UndoReading{}, "3", "A"}));
  reading.restore({{command::UndoReading{}, "4", "B"}, {command::AcceptFinding{"b/1"}, "5", "B"}});
  CHECK(reading.find("a/1")->decision == FindingDecision::kAccepted);
  CHECK(reading.find("b/1")->decision == FindingDecision::kAccepted);
  REQUIRE(reading.act({command::RedoReading{}, "6", "A"}));
  CHECK(reading.find("a/1")->decision == FindingDecision::kRejected);
}

TEST_CASE("Journal: a line survives the way to JSON and back", "[journal]") {
  const JournalEntry move{command::MoveRegionPoint{"a/1", 1, 0, {12.5, -3.25}}, "2026-01-01"};
  const Result<JournalEntry> read = journal_entry_from_json(to_json(move));
  REQUIRE(read);
  const auto& command = std::get<command::MoveRegionPoint>(read->command);
  CHECK(command.finding_id == "a/1");
  CHECK(command.region == 1);
  CHECK(command.point == 0);
  CHECK(command.to == Point<Image>(12.5, -3.25));
  CHECK(read->at == "2026-01-01");
}

TEST_CASE("Journal: a broken line is refused with the member's name", "[journal]") {
  const auto [line, named] = GENERATE(table<std::string, std::string>({
      {R"({"schema":"overread-journal/1","at":"t","act":"burn","finding":"a"})", "act"},
      {R"({"schema":"overread-journal/1","at":"t","act":"accept"})", "finding"},
      {R"({"schema":"overread-journal/2","at":"t","act":"undo"})", "schema"},
      {R"({"schema":"overread-journal/1","at":"t","act":"move-point","finding":"a","region":0,"point":0,"to":[1]})",
       "to"},
      {R"({"schema":"overread-journal/1","at":"t","act":"move-point","finding":"a","region":-1,"point":0,"to":[1,2]})",
       "region"},
  }));
  const Result<JournalEntry> read = journal_entry_from_json(line);
  REQUIRE_FALSE(read);
  CHECK(read.error().code == ErrorCode::kInvalidJson);
  CHECK(read.error().message.contains(named));
}

}  // namespace
}  // namespace overread
