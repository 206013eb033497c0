#include <catch_amalgamated.hpp>
#include <string>

#include "core/findings/result.hpp"

namespace overread {
namespace {

// Written by hand from the contract, every key used once.
constexpr const char* kScoliosis = R"({
  "schema": "overread-result/1",
  "service": {"id": "spine-scoliosis", "version": "1.0.0", "model_sha256": "ab12",
              "evidence": "teaching"},
  "input": {"study_instance_uid": "1.2.3", "series_instance_uid": "1.2.3.4",
            "sop_instance_uids": ["1.2.3.4.5"]},
  "status": "findings", "backend": "wasm-threads", "duration_ms": 812,
  "probability": 0.87, "threshold": 0.5, "unsure": [0.4, 0.6],
  "measurements": [{"concept": {"scheme": "SCT", "value": "285285000", "meaning": "Cobb angle"},
                    "value": 23.4, "unit": "deg", "site": "thoracic", "laterality": "right",
                    "method": "end plates"}],
  "grades": [{"scheme": "Chaklin", "value": "II", "borderline": true}],
  "findings": [{"concept": {"scheme": "SCT", "value": "298382003", "meaning": "Scoliosis"},
                "site": "thoracic", "laterality": "right", "probability": 0.93,
                "measurements": [], "grades": [],
                "regions": [{"kind": "polyline", "sop_instance_uid": "1.2.3.4.5",
                             "frame_number": 1, "points": [[10.5, 20], [30, 40.25]],
                             "role": "superior end plate"},
                            {"kind": "mask", "sop_instance_uid": "1.2.3.4.5", "frame_number": 1,
                             "points": [], "mask": "lungs.dcm", "mask_segment": 2}]}]})";

std::string with(std::string_view what, std::string_view instead) {
  std::string text = kScoliosis;
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), instead);
}

Error error_of(const std::string& text) {
  const auto result = service_result_from_json(text);
  REQUIRE_FALSE(result.has_value());
  return result.error();
}

TEST_CASE("Result: every key of the contract is read", "[findings][contract 3]") {
  const auto result = service_result_from_json(kScoliosis);
  REQUIRE(result.has_value());
  CHECK(result->service.id == "spine-scoliosis");
  CHECK(result->service.version == "1.0.0");
  CHECK(result->service.model_sha256 == "ab12");
  CHECK(result->service.evidence == "teaching");
  CHECK(result->input.study_instance_uid == "1.2.3");
  CHECK(result->input.series_instance_uid == "1.2.3.4");
  CHECK(result->input.sop_instance_uids == std::vector<std::string>{"1.2.3.4.5"});
  CHECK(result->status == ResultStatus::kFindings);
  CHECK_FALSE(result->reason.has_value());
  CHECK(result->backend == "wasm-threads");
  CHECK(result->duration_ms == 812.0);
  CHECK(result->probability == 0.87);
  CHECK(result->threshold == 0.5);
  CHECK(result->unsure == std::array{0.4, 0.6});
  REQUIRE(result->measurements.size() == 1);
  CHECK(result->measurements[0].concept_name == Concept{"SCT", "285285000", "Cobb angle"});
  CHECK(result->measurements[0].value == 23.4);
  CHECK(result->measurements[0].unit == "deg");
  CHECK(result->measurements[0].site == "thoracic");
  CHECK(result->measurements[0].laterality == "right");
  CHECK(result->measurements[0].method == "end plates");
  REQUIRE(result->grades.size() == 1);
  CHECK(result->grades[0].scheme == "Chaklin");
  CHECK(result->grades[0].borderline);
  REQUIRE(result->findings.size() == 1);
  CHECK(result->findings[0].probability == 0.93);
  REQUIRE(result->findings[0].regions.size() == 2);
  const Region& line = result->findings[0].regions[0];
  CHECK(line.kind == RegionKind::kPolyline);
  CHECK(line.points == std::vector{Point<Image>(10.5, 20), Point<Image>(30, 40.25)});
  CHECK(line.role == "superior end plate");
  const Region& mask = result->findings[0].regions[1];
  CHECK(mask.kind == RegionKind::kMask);
  CHECK(mask.mask == "lungs.dcm");
  CHECK(mask.mask_segment == 2);
}

TEST_CASE("Result: written text has the contract's keys, in its order", "[findings][contract 3]") {
  ServiceResult result;
  result.service = {"cct-emphysema", "1.0.0", "", "teaching"};
  result.input = {"1.2", "1.2.3", {"1.2.3.4"}};
  result.status = ResultStatus::kRefused;
  result.reason = Reason{"wrong-modality", "A CT is needed"};
  result.duration_ms = 3;
  CHECK(to_json(result) ==
        R"({"schema":"overread-result/1","service":{"id":"cct-emphysema","version":"1.0.0",)"
        R"("model_sha256":"","evidence":"teaching"},"input":{"study_instance_uid":"1.2",)"
        R"("series_instance_uid":"1.2.3","sop_instance_uids":["1.2.3.4"]},"status":"refused",)"
        R"("reason":{"code":"wrong-modality","text":"A CT is needed"},"backend":"builtin",)"
        R"("duration_ms":3.0,"measurements":[],"grades":[],"findings":[]})");
}

TEST_CASE("Result: reading what was written gives the same text again", "[findings]") {
  const auto result = service_result_from_json(kScoliosis);
  REQUIRE(result.has_value());
  const auto again = service_result_from_json(to_json(*result));
  REQUIRE(again.has_value());
  CHECK(to_json(*again) == to_json(*result));
  CHECK(again->findings[0].regions[0].points == result->findings[0].regions[0].points);
}

TEST_CASE("Result: bytes that are no UTF-8 are written as U+FFFD", "[findings]") {
  ServiceResult result;
  result.service.id = "a\xffz";
  CHECK(to_json(result).find("a\xEF\xBF\xBDz") != std::string::npos);
}

TEST_CASE("Result: errors name the path", "[findings][bad input]") {
  const auto [text, message] = GENERATE(table<std::string, std::string>({
      {"", "The text is not JSON"},
      {"{\"schema\":", "The text is not JSON"},
      {"[]", "The document is array, must be an object"},
      {"{}", "schema is missing, must be one of overread-result/1"},
      {with("overread-result/1", "overread-result/2"),
       "schema is \"overread-result/2\", must be one of overread-result/1"},
      {with("\"id\": \"spine-scoliosis\", ", ""), "service.id is missing"},
      {with("\"1.2.3.4.5\"]", "7]"), "input.sop_instance_uids[0] is 7, must be a string"},
      {with("\"status\": \"findings\"", "\"status\": \"maybe\""),
       "status is \"maybe\", must be one of findings | no-findings | refused | failed"},
      {with("\"status\": \"findings\"", "\"status\": \"refused\""),
       "reason is missing, a refusal or failure must name one"},
      {with("\"wasm-threads\"", "\"gpu\""),
       "backend is \"gpu\", must be one of wasm | wasm-threads | webgpu | builtin"},
      {with("0.87", "1.87"), "probability is 1.87, must be 0 to 1"},
      {with("[0.4, 0.6]", "[0.6, 0.4]"), "unsure must be two numbers, the lower first"},
      {with("23.4", "\"23.4\""), "measurements[0].value is \"23.4\", must be a number"},
      {with("23.4", "null"), "measurements[0].value is missing"},
      {with("\"laterality\": \"right\",\n                    \"method\"",
            "\"laterality\": \"R\", \"method\""),
       "measurements[0].laterality is \"R\", must be one of \"\" | left | right | both"},
      {with("\"frame_number\": 1, \"points\": [[10", "\"frame_number\": 0, \"points\": [[10"),
       "findings[0].regions[0].frame_number is 0, must be a whole number from 1 to 2147483647"},
      {with("[10.5, 20]", "[10.5]"),
       "findings[0].regions[0].points[0] must be two numbers: [column, row]"},
      {with("[10.5, 20], ", ""),
       "findings[0].regions[0].points has 1 points, which is no polyline"},
  }));
  const Error error = error_of(text);
  CHECK(error.code == ErrorCode::kInvalidJson);
  CHECK(error.message == message);
}

TEST_CASE("Result: keys of a later version are passed over", "[findings]") {
  CHECK(service_result_from_json(with("\"probability\"", "\"novelty\": {}, \"probability\""))
            .has_value());
}

}  // namespace
}  // namespace overread
