#include <catch_amalgamated.hpp>

#include "core/app/update.hpp"
#include "core/app/view_models.hpp"
#include "study.hpp"

namespace overread {
namespace {

using testing::blank_frame;
using testing::state_with_ct;

TEST_CASE("Services: those that fit start when the wanted pictures are there, and once",
          "[services]") {
  State state = state_with_ct(3);
  const auto come = [&](const std::string& uid) {
    update(state, command::FrameDecoded{uid, 1, blank_frame()}, "");
  };
  come("1.2.3.1.1");
  come("1.2.3.1.2");
  CHECK(state.runs.empty());
  SECTION("the last is decoded") { come("1.2.3.1.3"); }
  SECTION("the last fails") {
    update(state, command::FrameFailed{"1.2.3.1.3", 1, {ErrorCode::kDecodeFailed, "cut"}}, "");
  }
  REQUIRE(state.runs.size() == 1);
  CHECK(state.runs[0].service_id == "cct-emphysema");
  come("1.2.3.1.2");
  CHECK(state.runs.size() == 1);
}

TEST_CASE("Services: a series still arriving is not read in part", "[services]") {
  State state;
  state.services = state_with_ct(1).services;
  update(state, command::ReportTask{"drop", "files", 0, 3, "files"}, "");
  update(state, command::AddInstances{testing::ct_series(3)}, "");
  testing::decode_all(state);
  CHECK(state.runs.empty());
  update(state, command::EndTask{"drop"}, "");
  CHECK(state.runs.size() == 1);
}

TEST_CASE("Services: a broken package says so and does not run", "[services]") {
  State state;
  update(state,
         command::OfferServices{{{.id = "cct-emphysema",
                                  .version = "1",
                                  .name_en = "E",
                                  .name_ru = "Э",
                                  .modalities = {"CT"},
                                  .broken = "card.md has another hash than promised"}}},
         "");
  update(state, command::AddInstances{testing::ct_series(3)}, "");
  testing::decode_all(state);
  CHECK(state.runs.empty());
  REQUIRE(state.messages.size() == 1);
  CHECK(state.messages[0].text.contains("hash"));
  const FindingsModel model = findings_model(state);
  REQUIRE(model.services.size() == 1);
  CHECK(model.services[0].status == ServiceRowStatus::kBroken);
}

TEST_CASE("Services: an answer that comes after cancelling is not taken", "[services]") {
  State state = state_with_ct(3);
  testing::decode_all(state);
  const std::string run_id = state.runs[0].run_id;
  update(state, command::CancelRun{run_id}, "");
  update(
      state,
      command::FinishRun{run_id, testing::result_with(testing::curve_of_twenty_degrees()), nullptr},
      "");
  CHECK(state.reading.findings().empty());
  CHECK(findings_model(state).services[0].status == ServiceRowStatus::kCancelled);
}

TEST_CASE("Services: a refusal shows its reason", "[services]") {
  State state = state_with_ct(3);
  testing::decode_all(state);
  ServiceResult refused;
  refused.status = ResultStatus::kRefused;
  refused.reason = Reason{"too-few-slices", "3 slices, must be 20 or more"};
  update(state, command::FinishRun{state.runs[0].run_id, refused, nullptr}, "");
  const FindingsModel model = findings_model(state);
  CHECK(model.services[0].status == ServiceRowStatus::kRefused);
  CHECK(model.services[0].reason == "3 slices, must be 20 or more");
  CHECK(model.cards.empty());
}

TEST_CASE("Services: what was measured is shown though nothing was found", "[services]") {
  State state = state_with_ct(3);
  testing::decode_all(state);
  ServiceResult below;
  below.status = ResultStatus::kNoFindings;
  below.measurements = {
      {.concept_name = {"99OVERREAD", "laa950", "LAA-950"}, .value = 2.6, .unit = "%"}};
  update(state, command::FinishRun{state.runs[0].run_id, below, nullptr}, "");
  CHECK(findings_model(state).cards.empty());
  const std::vector<MeasurementRow> rows = measurement_rows(state);
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].name == "LAA-950");
  CHECK(rows[0].value.starts_with("2.6"));
  CHECK(rows[0].finding_id.empty());

  below.status = ResultStatus::kRefused;
  update(state, command::RunService{"cct-emphysema", state.series[0].key}, "");
  update(state, command::FinishRun{state.runs[0].run_id, below, nullptr}, "");
  CHECK(measurement_rows(state).empty());
}

TEST_CASE("Findings: a card shows value, place and grades in the reader's language",
          "[findings][view-model]") {
  State state = state_with_ct(3);
  testing::decode_all(state);
  update(state,
         command::FinishRun{state.runs[0].run_id,
                            testing::result_with(testing::curve_of_twenty_degrees()), nullptr},
         "");
  FindingCard card = findings_model(state).cards.at(0);
  CHECK(card.name == "Scoliosis");
  CHECK(card.place == "thoracic, right");
  CHECK(card.value == "20°");
  CHECK(card.value_name == "Cobb angle");
  CHECK(card.grades == std::vector<std::string>{"Chaklin II", "SRS mild"});
  CHECK(card.editable);
  update(state, command::ChooseLanguage{Language::kRussian}, "");
  card = findings_model(state).cards.at(0);
  CHECK(card.name == "Сколиоз");
  CHECK(card.grades[0] == "Чаклин II");
}

TEST_CASE("Findings: those of another study are not shown beside this picture", "[findings]") {
  State state = state_with_ct(3);
  testing::decode_all(state);
  update(state,
         command::FinishRun{state.runs[0].run_id,
                            testing::result_with(testing::curve_of_twenty_degrees()), nullptr},
         "");
  update(state, command::ReportTask{"t", "", 0, 0, ""}, "");
  update(state, command::AddInstances{testing::ct_series(3, "4.5.6")}, "");
  CHECK(findings_model(state).cards.empty());
  CHECK(measurement_rows(state).empty());
}

}  // namespace
}  // namespace overread
