#include <format>
#include <functional>
#include <map>
#include <utility>

#include "core/app/codec.hpp"
#include "core/app/frame_codec.hpp"
#include "core/findings/json_object.hpp"
#include "core/objects/object_codec.hpp"

namespace overread {
namespace {

template <class T>
Result<Command> as_command(Result<T> value) {
  if (!value) return std::unexpected(std::move(value).error());
  return Command(std::move(*value));
}

/// The code of a name; kDecodeFailed for those that JavaScript has for itself.
ErrorCode error_code_named(std::string_view name) {
  for (int code = 0; code <= static_cast<int>(ErrorCode::kInternal); ++code) {
    if (error_code_name(static_cast<ErrorCode>(code)) == name) return static_cast<ErrorCode>(code);
  }
  return ErrorCode::kDecodeFailed;
}

Result<Error> read_error(const JsonObject& object) {
  OVERREAD_TRY(const JsonObject inner, object.object("error"));
  OVERREAD_TRY(const std::string code, inner.optional_text("code"));
  OVERREAD_TRY(std::string message, inner.text("message"));
  return Error{error_code_named(code), std::move(message)};
}

Result<command::AddInstances> add_instances(const JsonObject& object) {
  OVERREAD_TRY(auto headers, object.array("headers", [](const Json& value, const std::string&) {
    return instance_header_from_json(json_text(value));
  }));
  OVERREAD_TRY(auto file_names, object.optional_array("file_names", json_string));
  if (!file_names.empty() && file_names.size() != headers.size()) {
    return fail(ErrorCode::kInvalidJson,
                std::format("{} has {} entries, must be one for each of the {} headers",
                            object.path_of("file_names"), file_names.size(), headers.size()));
  }
  return command::AddInstances{std::move(headers), std::move(file_names)};
}

Result<command::RejectFile> reject_file(const JsonObject& object) {
  OVERREAD_TRY(std::string name, object.text("name"));
  OVERREAD_TRY(Error error, read_error(object));
  return command::RejectFile{std::move(name), std::move(error)};
}

Result<command::FrameFailed> frame_failed(const JsonObject& object) {
  OVERREAD_TRY(std::string uid, object.text("sop_instance_uid"));
  OVERREAD_TRY(const int frame_number, object.integer("frame_number", 1, 1 << 24));
  OVERREAD_TRY(Error error, read_error(object));
  OVERREAD_TRY(std::string file_name, object.optional_text("file_name"));
  return command::FrameFailed{std::move(uid), frame_number, std::move(error), std::move(file_name)};
}

Result<command::ObjectRead> object_read(const JsonObject& object, ByteView bytes) {
  command::ObjectRead read;
  OVERREAD_TRY(read.sop_instance_uid, object.text("sop_instance_uid"));
  const Json* content = object.find("content");
  if (content == nullptr) return fail(ErrorCode::kInvalidJson, "content is missing");
  OVERREAD_TRY(ObjectContent given, object_from_message(json_text(*content), bytes));
  read.content = std::make_shared<const ObjectContent>(std::move(given));
  return read;
}

Result<command::ObjectFailed> object_failed(const JsonObject& object) {
  OVERREAD_TRY(std::string uid, object.text("sop_instance_uid"));
  OVERREAD_TRY(Error error, read_error(object));
  return command::ObjectFailed{std::move(uid), std::move(error)};
}

Result<command::VideoShown> video_shown(const JsonObject& object) {
  constexpr int kMostPixels = 65535;
  command::VideoShown shown;
  OVERREAD_TRY(shown.sop_instance_uid, object.text("sop_instance_uid"));
  OVERREAD_TRY(shown.playing, object.optional_flag("playing"));
  OVERREAD_TRY(shown.time_s, object.number("time_s"));
  OVERREAD_TRY(shown.duration_s, object.number("duration_s"));
  OVERREAD_TRY(shown.rows, object.integer("rows", 0, kMostPixels));
  OVERREAD_TRY(shown.columns, object.integer("columns", 0, kMostPixels));
  return shown;
}

Result<command::VideoFailed> video_failed(const JsonObject& object) {
  OVERREAD_TRY(std::string uid, object.text("sop_instance_uid"));
  OVERREAD_TRY(const bool has_decoder, object.optional_flag("has_decoder"));
  OVERREAD_TRY(Error error, read_error(object));
  return command::VideoFailed{std::move(uid), has_decoder, std::move(error)};
}

Result<command::ReportTask> report_task(const JsonObject& object) {
  command::ReportTask task;
  OVERREAD_TRY(task.task_id, object.text("task_id"));
  OVERREAD_TRY(task.label, object.text("label"));
  OVERREAD_TRY(task.done, object.number("done"));
  OVERREAD_TRY(task.total, object.number("total"));
  OVERREAD_TRY(task.unit, object.optional_text("unit"));
  return task;
}

Result<command::OfferServices> offer_services(const JsonObject& object) {
  const auto read = [](const Json& value,
                       const std::string& path) -> Result<command::ServiceOffer> {
    OVERREAD_TRY(const JsonObject item, JsonObject::create(value, path));
    command::ServiceOffer offer;
    OVERREAD_TRY(offer.id, item.text("id"));
    OVERREAD_TRY(offer.version, item.optional_text("version"));
    OVERREAD_TRY(offer.name_en, item.text("name_en"));
    OVERREAD_TRY(offer.name_ru, item.text("name_ru"));
    OVERREAD_TRY(offer.modalities, item.optional_array("modalities", json_string));
    OVERREAD_TRY(offer.evidence, item.optional_text("evidence"));
    OVERREAD_TRY(offer.model_sha256, item.optional_text("model_sha256"));
    OVERREAD_TRY(offer.broken, item.optional_text("broken"));
    return offer;
  };
  OVERREAD_TRY(auto services, object.array("services", read));
  return command::OfferServices{std::move(services)};
}

Result<command::OfferCases> offer_cases(const JsonObject& object) {
  const auto read = [](const Json& value, const std::string& path) -> Result<command::CaseOffer> {
    OVERREAD_TRY(const JsonObject item, JsonObject::create(value, path));
    command::CaseOffer offer;
    OVERREAD_TRY(offer.id, item.text("id"));
    OVERREAD_TRY(offer.title_en, item.text("title_en"));
    OVERREAD_TRY(offer.title_ru, item.text("title_ru"));
    OVERREAD_TRY(offer.history_en, item.optional_text("history_en"));
    OVERREAD_TRY(offer.history_ru, item.optional_text("history_ru"));
    OVERREAD_TRY(offer.modality, item.optional_text("modality"));
    return offer;
  };
  OVERREAD_TRY(auto cases, object.array("cases", read));
  return command::OfferCases{std::move(cases)};
}

Result<command::ReportCapabilities> report_capabilities(const JsonObject& object) {
  command::ReportCapabilities capabilities;
  OVERREAD_TRY(capabilities.cross_origin_isolated, object.optional_flag("cross_origin_isolated"));
  OVERREAD_TRY(capabilities.decode_workers, object.integer("decode_workers", 0, 64));
  OVERREAD_TRY(capabilities.webgpu, object.optional_flag("webgpu"));
  return capabilities;
}

Result<command::ReportRun> report_run_command(const JsonObject& object) {
  command::ReportRun run;
  OVERREAD_TRY(run.run_id, object.text("run_id"));
  OVERREAD_TRY(run.step, object.optional_text("step"));
  OVERREAD_TRY(const auto fraction, object.optional_fraction("fraction"));
  run.fraction = fraction.value_or(0.0);
  return run;
}

Result<command::FailRun> fail_run(const JsonObject& object) {
  OVERREAD_TRY(std::string run_id, object.text("run_id"));
  OVERREAD_TRY(Error error, read_error(object));
  return command::FailRun{std::move(run_id), std::move(error)};
}

Result<command::RestoreReading> restore_reading(const JsonObject& object) {
  OVERREAD_TRY(std::string study, object.text("study_instance_uid"));
  OVERREAD_TRY(auto lines, object.array("lines", json_string));
  return command::RestoreReading{std::move(study), std::move(lines)};
}

Result<command::SetLayout> set_layout(const JsonObject& object) {
  OVERREAD_TRY(const std::string layout,
               object.choice("layout", {"one", "two-columns", "two-rows", "four"}));
  if (layout == "one") return command::SetLayout{ViewLayout::kOne};
  if (layout == "two-columns") return command::SetLayout{ViewLayout::kTwoColumns};
  if (layout == "two-rows") return command::SetLayout{ViewLayout::kTwoRows};
  return command::SetLayout{ViewLayout::kFour};
}

Result<command::ChooseTheme> choose_theme(const JsonObject& object) {
  OVERREAD_TRY(const std::string theme, object.choice("theme", {"dark", "light", "high-contrast"}));
  if (theme == "light") return command::ChooseTheme{ThemeName::kLight};
  if (theme == "high-contrast") return command::ChooseTheme{ThemeName::kHighContrast};
  return command::ChooseTheme{ThemeName::kDark};
}

Result<command::ChooseLanguage> choose_language(const JsonObject& object) {
  OVERREAD_TRY(const std::string language, object.choice("language", {"en", "ru"}));
  return command::ChooseLanguage{language == "ru" ? Language::kRussian : Language::kEnglish};
}

/// Commands of one text member.
template <class T>
Result<Command> of_text(const JsonObject& object, std::string_view key, std::string T::* member) {
  T value;
  OVERREAD_TRY(value.*member, object.text(key));
  return Command(std::move(value));
}

using Reader = std::function<Result<Command>(const JsonObject&, ByteView)>;

template <class Read>
Reader plain(Read read) {
  return [read](const JsonObject& object, ByteView) { return as_command(read(object)); };
}

const std::map<std::string, Reader, std::less<>>& readers() {
  static const std::map<std::string, Reader, std::less<>> table = {
      {"AddInstances", plain(add_instances)},
      {"RejectFile", plain(reject_file)},
      {"FrameDecoded",
       [](const JsonObject& o, ByteView bytes) { return as_command(frame_decoded(o, bytes)); }},
      {"FrameFailed", plain(frame_failed)},
      {"ObjectRead",
       [](const JsonObject& o, ByteView bytes) { return as_command(object_read(o, bytes)); }},
      {"ObjectFailed", plain(object_failed)},
      {"VideoShown", plain(video_shown)},
      {"VideoFailed", plain(video_failed)},
      {"ReportTask", plain(report_task)},
      {"EndTask", [](const JsonObject& o,
                     ByteView) { return of_text(o, "task_id", &command::EndTask::task_id); }},
      {"OfferServices", plain(offer_services)},
      {"OfferCases", plain(offer_cases)},
      {"ReportCapabilities", plain(report_capabilities)},
      {"ReportNetwork", plain([](const JsonObject& o) -> Result<command::ReportNetwork> {
         OVERREAD_TRY(const bool online, o.optional_flag("online"));
         return command::ReportNetwork{online};
       })},
      {"ReportMemory", plain([](const JsonObject& o) -> Result<command::ReportMemory> {
         OVERREAD_TRY(const double used, o.number("used_bytes"));
         OVERREAD_TRY(const double budget, o.number("budget_bytes"));
         return command::ReportMemory{used, budget};
       })},
      {"ReportRun", plain(report_run_command)},
      {"FinishRun",
       [](const JsonObject& o, ByteView bytes) { return as_command(finish_run(o, bytes)); }},
      {"FailRun", plain(fail_run)},
      {"RestoreReading", plain(restore_reading)},
      {"OpenFiles",
       [](const JsonObject&, ByteView) -> Result<Command> {
         return Command(command::OpenFiles{});
       }},
      {"OpenFolder",
       [](const JsonObject&, ByteView) -> Result<Command> {
         return Command(command::OpenFolder{});
       }},
      {"OpenCase",
       [](const JsonObject& o, ByteView) { return of_text(o, "id", &command::OpenCase::id); }},
      {"ShowSeries",
       [](const JsonObject& o, ByteView) {
         return of_text(o, "series_key", &command::ShowSeries::series_key);
       }},
      {"SetLayout", plain(set_layout)},
      {"ScrollTo", plain([](const JsonObject& o) -> Result<command::ScrollTo> {
         OVERREAD_TRY(const int viewport, o.integer("viewport", 0, 3));
         OVERREAD_TRY(const int index, o.integer("index", 0, 1 << 24));
         return command::ScrollTo{viewport, index};
       })},
      {"ChooseLanguage", plain(choose_language)},
      {"ChooseTheme", plain(choose_theme)},
      {"RunService", plain([](const JsonObject& o) -> Result<command::RunService> {
         OVERREAD_TRY(std::string service, o.text("service_id"));
         OVERREAD_TRY(std::string series, o.text("series_key"));
         return command::RunService{std::move(service), std::move(series)};
       })},
  };
  return table;
}

}  // namespace

Result<Command> command_from_json(std::string_view json, ByteView bytes) {
  OVERREAD_TRY(const Json document, parse_json_object(json));
  OVERREAD_TRY(const JsonObject object, JsonObject::create(document, ""));
  OVERREAD_TRY(const std::string kind, object.text("kind"));
  const auto reader = readers().find(kind);
  if (reader == readers().end()) {
    return fail(ErrorCode::kInvalidJson,
                std::format("kind is \"{}\", which is no command of the platform", kind));
  }
  return reader->second(object, bytes);
}

}  // namespace overread
