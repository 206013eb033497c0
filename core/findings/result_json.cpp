#include <array>

#include "core/findings/finding_json.hpp"
#include "core/findings/result.hpp"

namespace overread {
namespace {

constexpr std::string_view kResultSchema = "overread-result/1";
constexpr std::array<std::string_view, 4> kStatuses = {"findings", "no-findings", "refused",
                                                       "failed"};

Result<double> band_end_from_json(const Json& value, const std::string& path) {
  if (!value.is_number() || !(value.get<double>() >= 0.0 && value.get<double>() <= 1.0)) {
    return fail(ErrorCode::kInvalidJson, path + " must be a number from 0 to 1");
  }
  return value.get<double>();
}

Result<ServiceIdentity> service_from(const JsonObject& document) {
  OVERREAD_TRY(const auto object, document.object("service"));
  ServiceIdentity service;
  OVERREAD_TRY(service.id, object.text("id"));
  OVERREAD_TRY(service.version, object.text("version"));
  OVERREAD_TRY(service.model_sha256, object.optional_text("model_sha256"));
  OVERREAD_TRY(service.evidence, object.text("evidence"));
  return service;
}

Result<std::optional<Reason>> reason_from(const JsonObject& document, ResultStatus status) {
  if (document.find("reason") == nullptr) {
    if (status == ResultStatus::kRefused || status == ResultStatus::kFailed) {
      return fail(ErrorCode::kInvalidJson, "reason is missing, a refusal or failure must name one");
    }
    return std::optional<Reason>();
  }
  OVERREAD_TRY(const auto object, document.object("reason"));
  Reason reason;
  OVERREAD_TRY(reason.code, object.text("code"));
  OVERREAD_TRY(reason.text, object.text("text"));
  return std::optional(std::move(reason));
}

Result<std::optional<std::array<double, 2>>> unsure_from(const JsonObject& document) {
  if (document.find("unsure") == nullptr) return std::optional<std::array<double, 2>>();
  OVERREAD_TRY(const auto ends, document.array("unsure", band_end_from_json));
  if (ends.size() != 2 || ends[0] > ends[1]) {
    return fail(ErrorCode::kInvalidJson, "unsure must be two numbers, the lower first");
  }
  return std::optional(std::array<double, 2>{ends[0], ends[1]});
}

}  // namespace

std::string to_json(const ServiceResult& result) {
  Json value = {{"schema", kResultSchema},
                {"service",
                 {{"id", result.service.id},
                  {"version", result.service.version},
                  {"model_sha256", result.service.model_sha256},
                  {"evidence", result.service.evidence}}},
                {"input", to_json_value(result.input)},
                {"status", kStatuses[static_cast<std::size_t>(result.status)]}};
  if (result.reason) {
    value["reason"] = {{"code", result.reason->code}, {"text", result.reason->text}};
  }
  value["backend"] = result.backend;
  value["duration_ms"] = result.duration_ms;
  if (result.probability) value["probability"] = *result.probability;
  if (result.threshold) value["threshold"] = *result.threshold;
  if (result.unsure) value["unsure"] = *result.unsure;
  value["measurements"] = to_json_array(result.measurements);
  value["grades"] = to_json_array(result.grades);
  value["findings"] = to_json_array(result.findings);
  return json_text(value);
}

Result<ServiceResult> service_result_from_json(std::string_view json) {
  OVERREAD_TRY(const Json value, parse_json_object(json));
  OVERREAD_TRY(const auto document, JsonObject::create(value, ""));
  OVERREAD_CHECK(document.choice("schema", {kResultSchema}));
  ServiceResult result;
  OVERREAD_TRY(result.service, service_from(document));
  OVERREAD_CHECK(document.object("input"));
  OVERREAD_TRY(result.input, input_from_json(*document.find("input"), "input"));
  OVERREAD_TRY(const auto status,
               document.choice("status", {"findings", "no-findings", "refused", "failed"}));
  for (std::size_t i = 0; i < kStatuses.size(); ++i) {
    if (status == kStatuses[i]) result.status = static_cast<ResultStatus>(i);
  }
  OVERREAD_TRY(result.reason, reason_from(document, result.status));
  OVERREAD_TRY(result.backend,
               document.choice("backend", {"wasm", "wasm-threads", "webgpu", "builtin"}));
  OVERREAD_TRY(result.duration_ms, document.number("duration_ms"));
  OVERREAD_TRY(result.probability, document.optional_fraction("probability"));
  OVERREAD_TRY(result.threshold, document.optional_fraction("threshold"));
  OVERREAD_TRY(result.unsure, unsure_from(document));
  OVERREAD_TRY(result.measurements, document.optional_array("measurements", measurement_from_json));
  OVERREAD_TRY(result.grades, document.optional_array("grades", grade_from_json));
  OVERREAD_TRY(result.findings, document.optional_array("findings", finding_from_json));
  return result;
}

}  // namespace overread
