#include <catch_amalgamated.hpp>
#include <string>
#include <string_view>

#include "core/app/codec.hpp"
#include "core/app/update.hpp"
#include "core/dicom/tags.hpp"
#include "study.hpp"

namespace overread {
namespace {

constexpr const char* kNoon = "2026-01-31T12:00:00Z";
constexpr const char* kLater = "2026-01-31T14:25:30Z";

/// Two CT series of one study side by side, read by one service, its finding accepted in both. The
/// service names both masks alike.
State two_series_with_masks() {
  State state = testing::state_with_ct(2);
  std::vector<InstanceHeader> second = testing::ct_series(2);
  for (InstanceHeader& header : second) {
    header.series_instance_uid = "1.2.3.2";
    header.sop_instance_uid.replace(0, 7, "1.2.3.2");
  }
  update(state, command::AddInstances{second}, kNoon);
  for (LoadedSeries& series : state.series) {
    for (InstanceHeader& header : series.series.instances) {
      header.frame_of_reference_uid = "1.2.3.9";
      header.sop_class_uid = "1.2.840.10008.5.1.4.1.1.2";
    }
  }
  update(state, command::SetLayout{ViewLayout::kTwoColumns}, kNoon);
  testing::decode_all(state);

  auto mask = std::make_shared<LabelMask>();
  mask->columns = mask->rows = 4;
  mask->slices = 2;
  mask->labels = {{.number = 1, .name = "Emphysema (LAA-950)", .rgb = {230, 159, 0}}};
  mask->values.assign(4 * 4 * 2, 0);
  mask->values[0] = 1;
  Finding finding;
  finding.concept_name = {"SCT", "87433001", "Emphysema"};
  finding.regions = {{.kind = RegionKind::kMask, .mask = "emphysema", .mask_segment = 1}};
  for (const ServiceRunState& run : std::vector<ServiceRunState>(state.runs)) {
    update(state, command::FinishRun{run.run_id, testing::result_with(finding), mask}, kNoon);
    update(state, command::AcceptFinding{run.run_id + "/1"}, kNoon);
  }
  return state;
}

std::vector<effect::SaveDicom> saved(State& state, ExportKind kind, const std::string& at) {
  std::vector<effect::SaveDicom> files;
  for (const Effect& effect : update(state, command::Export{kind}, at)) {
    if (const auto* file = std::get_if<effect::SaveDicom>(&effect)) files.push_back(*file);
  }
  return files;
}

int count_of(std::string_view part, std::string_view text) {
  int count = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST_CASE("Export: every accepted mask is saved, each under its own name and UID", "[export]") {
  State state = two_series_with_masks();
  REQUIRE(state.runs.size() == 2);
  const auto files = saved(state, ExportKind::kSegmentation, kLater);
  REQUIRE(files.size() == 2);
  CHECK(files[0].file_name == "overread-20260131-142530-seg.dcm");
  CHECK(files[1].file_name == "overread-20260131-142530-seg-2.dcm");
  CHECK(files[0].dataset.text(tags::kSopInstanceUid) !=
        files[1].dataset.text(tags::kSopInstanceUid));
  CHECK(files[0].dataset.text(tags::kSeriesInstanceUid) !=
        files[1].dataset.text(tags::kSeriesInstanceUid));
}

TEST_CASE("Export: a report points to the masks saved at another moment", "[export]") {
  State state = two_series_with_masks();
  const auto masks = saved(state, ExportKind::kSegmentation, kNoon);
  const auto reports = saved(state, ExportKind::kStructuredReport, kLater);
  REQUIRE(masks.size() == 2);
  REQUIRE(reports.size() == 1);
  const std::string report = to_json(Effect{reports[0]});
  for (const effect::SaveDicom& mask : masks) {
    // Once as evidence, once in the group of its own finding.
    CHECK(count_of('"' + mask.dataset.text(tags::kSopInstanceUid) + '"', report) == 2);
    CHECK(count_of('"' + mask.dataset.text(tags::kSeriesInstanceUid) + '"', report) == 1);
  }
}

TEST_CASE("Export: a mask that cannot be saved says why and leaves the others", "[export]") {
  State state = two_series_with_masks();
  for (InstanceHeader& header : state.series.at(0).series.instances) {
    header.frame_of_reference_uid.clear();
  }
  CHECK(saved(state, ExportKind::kSegmentation, kLater).size() == 1);
  REQUIRE(state.messages.size() == 1);
  CHECK(state.messages[0].text.contains("Frame of Reference"));
}

TEST_CASE("Export: nothing accepted, nothing saved", "[export]") {
  State state = testing::state_with_ct(2);
  const auto kind =
      GENERATE(ExportKind::kStructuredReport, ExportKind::kSegmentation, ExportKind::kText);
  CHECK(update(state, command::Export{kind}, kLater).empty());
  REQUIRE(state.messages.size() == 1);
  CHECK(state.messages[0].text.contains("Accept a finding first"));
}

}  // namespace
}  // namespace overread
