#include "core/findings/finding_json.hpp"
#include "core/findings/result.hpp"

namespace overread {
namespace {

constexpr std::string_view kTruthSchema = "overread-truth/1";

}  // namespace

std::string to_json(const Truth& truth) {
  return json_text({{"schema", kTruthSchema},
                    {"kind", truth.kind},
                    {"seed", truth.seed},
                    {"input", to_json_value(truth.input)},
                    {"measurements", to_json_array(truth.measurements)},
                    {"grades", to_json_array(truth.grades)},
                    {"findings", to_json_array(truth.findings)}});
}

Result<Truth> truth_from_json(std::string_view json) {
  OVERREAD_TRY(const Json value, parse_json_object(json));
  OVERREAD_TRY(const auto document, JsonObject::create(value, ""));
  OVERREAD_CHECK(document.choice("schema", {kTruthSchema}));
  Truth truth;
  OVERREAD_TRY(truth.kind, document.choice("kind", {"spine", "chest-ct", "chest-xray", "mammogram",
                                                    "brain-ct"}));
  OVERREAD_TRY(truth.seed, document.unsigned_integer("seed"));
  OVERREAD_CHECK(document.object("input"));
  OVERREAD_TRY(truth.input, input_from_json(*document.find("input"), "input"));
  OVERREAD_TRY(truth.measurements, document.optional_array("measurements", measurement_from_json));
  OVERREAD_TRY(truth.grades, document.optional_array("grades", grade_from_json));
  OVERREAD_TRY(truth.findings, document.optional_array("findings", finding_from_json));
  return truth;
}

}  // namespace overread
