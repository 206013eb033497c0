#include <format>

#include "core/app/reading.hpp"
#include "core/findings/json_object.hpp"

namespace overread {
namespace {

constexpr std::string_view kSchema = "overread-journal/1";

struct EncodeCommand {
  Json operator()(const command::AcceptFinding& c) const { return on("accept", c.finding_id); }
  Json operator()(const command::RejectFinding& c) const { return on("reject", c.finding_id); }
  Json operator()(const command::ReopenFinding& c) const { return on("reopen", c.finding_id); }
  Json operator()(const command::MoveRegionPoint& c) const {
    Json json = on("move-point", c.finding_id);
    json["region"] = c.region;
    json["point"] = c.point;
    json["to"] = {c.to.x(), c.to.y()};
    return json;
  }
  Json operator()(const command::UndoReading&) const { return {{"act", "undo"}}; }
  Json operator()(const command::RedoReading&) const { return {{"act", "redo"}}; }

  static Json on(std::string_view act, const std::string& finding_id) {
    return {{"act", act}, {"finding", finding_id}};
  }
};

constexpr int kIndexLimit = 1 << 20;

Result<command::MoveRegionPoint> read_move(const JsonObject& object) {
  command::MoveRegionPoint move;
  OVERREAD_TRY(move.finding_id, object.text("finding"));
  OVERREAD_TRY(move.region, object.integer("region", 0, kIndexLimit));
  OVERREAD_TRY(move.point, object.integer("point", 0, kIndexLimit));
  OVERREAD_TRY(const auto to, object.array("to", [](const Json& v, const std::string& path) {
    return v.is_number() ? Result<double>(v.get<double>())
                         : Result<double>(fail(ErrorCode::kInvalidJson, path + " is no number"));
  }));
  if (to.size() != 2) {
    return fail(ErrorCode::kInvalidJson, std::format("to has {} numbers, must be 2", to.size()));
  }
  move.to = Point<Image>(to[0], to[1]);
  return move;
}

Result<ReadingCommand> read_act(const JsonObject& object) {
  OVERREAD_TRY(const std::string act,
               object.choice("act", {"accept", "reject", "reopen", "move-point", "undo", "redo"}));
  if (act == "undo") return ReadingCommand(command::UndoReading{});
  if (act == "redo") return ReadingCommand(command::RedoReading{});
  if (act == "move-point") {
    OVERREAD_TRY(auto move, read_move(object));
    return ReadingCommand(std::move(move));
  }
  OVERREAD_TRY(std::string id, object.text("finding"));
  if (act == "accept") return ReadingCommand(command::AcceptFinding{std::move(id)});
  if (act == "reject") return ReadingCommand(command::RejectFinding{std::move(id)});
  return ReadingCommand(command::ReopenFinding{std::move(id)});
}

}  // namespace

std::string to_json(const JournalEntry& entry) {
  Json json = {{"schema", kSchema}, {"at", entry.at}};
  json.update(std::visit(EncodeCommand{}, entry.command));
  return json_text(json);
}

Result<JournalEntry> journal_entry_from_json(std::string_view json) {
  OVERREAD_TRY(const Json document, parse_json_object(json));
  OVERREAD_TRY(const JsonObject object, JsonObject::create(document, ""));
  OVERREAD_TRY([[maybe_unused]] const std::string schema, object.choice("schema", {kSchema}));
  JournalEntry entry;
  OVERREAD_TRY(entry.at, object.text("at"));
  OVERREAD_TRY(entry.command, read_act(object));
  return entry;
}

}  // namespace overread
