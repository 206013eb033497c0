#include <catch_amalgamated.hpp>
#include <string>

#include "core/findings/concepts.hpp"
#include "core/findings/result.hpp"

namespace overread {
namespace {

TEST_CASE("Truth: written text has the contract's keys, in its order", "[findings][contract 3]") {
  Truth truth;
  truth.kind = "spine";
  truth.seed = 18446744073709551615ull;
  truth.input = {"1.2", "1.2.3", {"1.2.3.4"}};
  truth.measurements.push_back({concepts::cobb_angle(), 31.5, "deg", "thoracic", "right", ""});
  truth.grades.push_back({"Chaklin", "III", false});
  Finding finding;
  finding.concept_name = concepts::scoliosis();
  finding.site = "thoracic";
  finding.laterality = "right";
  Region line;
  line.kind = RegionKind::kPolyline;
  line.sop_instance_uid = "1.2.3.4";
  line.points = {Point<Image>(1, 2), Point<Image>(3.5, 4)};
  finding.regions.push_back(line);
  truth.findings.push_back(finding);
  const std::string text = to_json(truth);
  CHECK(text ==
        R"({"schema":"overread-truth/1","kind":"spine","seed":18446744073709551615,)"
        R"("input":{"study_instance_uid":"1.2","series_instance_uid":"1.2.3",)"
        R"("sop_instance_uids":["1.2.3.4"]},"measurements":[{"concept":{"scheme":"SCT",)"
        R"("value":"285285000","meaning":"Cobb angle"},"value":31.5,"unit":"deg",)"
        R"("site":"thoracic","laterality":"right","method":""}],)"
        R"("grades":[{"scheme":"Chaklin","value":"III","borderline":false}],)"
        R"("findings":[{"concept":{"scheme":"SCT","value":"298382003","meaning":"Scoliosis"},)"
        R"("site":"thoracic","laterality":"right","measurements":[],"grades":[],)"
        R"("regions":[{"kind":"polyline","sop_instance_uid":"1.2.3.4","frame_number":1,)"
        R"("points":[[1.0,2.0],[3.5,4.0]]}]}]})");

  const auto again = truth_from_json(text);
  REQUIRE(again.has_value());
  CHECK(again->seed == truth.seed);
  CHECK(again->findings[0].regions[0].points == line.points);
  CHECK(to_json(*again) == text);
}

TEST_CASE("Truth: errors name the path", "[findings][bad input]") {
  const std::string tail =
      R"("input":{"study_instance_uid":"1","series_instance_uid":"1","sop_instance_uids":[]}})";
  const auto [head, message] = GENERATE(table<std::string, std::string>({
      {R"({"schema":"overread-truth/1","kind":"knee","seed":1,)",
       "kind is \"knee\", must be one of spine | chest-ct | chest-xray | mammogram | brain-ct"},
      {R"({"schema":"overread-truth/1","kind":"spine","seed":-1,)",
       "seed is -1, must be a whole number from 0 to 18446744073709551615"},
      {R"({"schema":"overread-truth/1","kind":"spine","seed":1,"grades":[1],)",
       "grades[0] is 1, must be an object"},
  }));
  const auto truth = truth_from_json(head + tail);
  REQUIRE_FALSE(truth.has_value());
  CHECK(truth.error().code == ErrorCode::kInvalidJson);
  CHECK(truth.error().message == message);
}

}  // namespace
}  // namespace overread
