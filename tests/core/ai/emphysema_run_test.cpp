#include "core/ai/emphysema_run.hpp"

#include <algorithm>
#include <array>
#include <catch_amalgamated.hpp>

#include "tests/core/ai/chest_ct_input.hpp"

using namespace overread;

namespace {

bool always(double) { return true; }

ServiceOutcome run(ServiceInput input, const Progress& progress = always) {
  auto service = make_service_run(emphysema_package(), std::move(input));
  if (!service) FAIL(service.error().message);
  auto begun = (*service)->begin(progress);
  if (!begun) FAIL(begun.error().message);
  REQUIRE(std::holds_alternative<ServiceOutcome>(*begun));
  return std::get<ServiceOutcome>(*std::move(begun));
}

/// The promise of the card: LAA-950 within half a percentage point of the phantom's truth.
constexpr double kLaaTolerance = 0.5;

ChestCtOptions small_with(double emphysema_percent) {
  ChestCtOptions options = small_chest_ct();
  options.emphysema_percent = emphysema_percent;
  return options;
}

}  // namespace

TEST_CASE("Emphysema: LAA-950 of 20 phantoms is within 0.5 points of their truth",
          "[ai][emphysema][phantom]") {
  for (std::uint64_t seed = 101; seed <= 120; ++seed) {
    const double wanted = 2.0 * static_cast<double>(seed - 101);  // 0 to 38 %
    const auto phantom = make_chest_ct(seed, small_with(wanted));
    REQUIRE(phantom);
    const ServiceOutcome outcome = run(chest_ct_input(*phantom));
    INFO("seed " << seed << ", emphysema asked for " << wanted << " %");
    const auto& found = outcome.result.measurements;
    const auto& truth = phantom->truth.measurements;
    for (const char* side : {"both", "right", "left"}) {
      INFO(side);
      CHECK_THAT(measured(found, "LAA-950", side),
                 Catch::Matchers::WithinAbs(measured(truth, "LAA-950", side), kLaaTolerance));
      CHECK_THAT(measured(found, "PD15", side),
                 Catch::Matchers::WithinAbs(measured(truth, "PD15", side), 3.0));
      CHECK_THAT(measured(found, "Lung volume", side),
                 Catch::Matchers::WithinRel(measured(truth, "Lung volume", side), 0.03));
    }
  }
}

TEST_CASE("Emphysema: a diseased lung has a finding, a mask and an anchor to click to",
          "[ai][emphysema][phantom]") {
  const auto phantom = make_chest_ct(3, small_with(25.0));
  REQUIRE(phantom);
  const ServiceOutcome outcome = run(chest_ct_input(*phantom));
  const ServiceResult& result = outcome.result;
  CHECK(result.status == ResultStatus::kFindings);
  CHECK(result.service.id == "cct-emphysema");
  CHECK(result.backend == "builtin");
  CHECK(result.input.series_instance_uid == phantom->truth.input.series_instance_uid);
  CHECK(result.input.sop_instance_uids.size() == 48);
  REQUIRE(result.findings.size() == 1);
  const Finding& finding = result.findings.front();
  CHECK(finding.concept_name.meaning == "Emphysema");
  REQUIRE(finding.regions.size() == 1);
  CHECK(finding.regions[0].kind == RegionKind::kMask);
  CHECK(finding.regions[0].mask_segment == 3);
  CHECK(std::ranges::count(result.input.sop_instance_uids, finding.regions[0].sop_instance_uid) ==
        1);
  REQUIRE(result.grades.size() == 1);
  CHECK(result.grades[0].value == "emphysema");
  CHECK_FALSE(result.grades[0].scheme.empty());

  REQUIRE(outcome.mask);
  CHECK(outcome.mask->columns == 192);
  CHECK(outcome.mask->slices == 48);
  REQUIRE(outcome.mask->labels.size() == 3);
  std::array<std::size_t, 4> counts{};
  for (const std::uint8_t value : outcome.mask->values) ++counts.at(value);
  const double share = 100.0 * static_cast<double>(counts[3]) /
                       static_cast<double>(counts[1] + counts[2] + counts[3]);
  // The mask holds vessels too, so its share lies a little under LAA-950.
  const double laa = measured(result.measurements, "LAA-950", "both");
  CHECK(share < laa);
  CHECK(share > 0.93 * laa);
  // 6.25 mm slices are read, with a caution.
  REQUIRE(result.reason);
  CHECK(result.reason->code == "thick-slices");
}

TEST_CASE("Emphysema: a healthy lung has no finding and still its measurements",
          "[ai][emphysema][phantom]") {
  const auto phantom = make_chest_ct(4, small_with(0.0));
  REQUIRE(phantom);
  const ServiceOutcome outcome = run(chest_ct_input(*phantom));
  CHECK(outcome.result.status == ResultStatus::kNoFindings);
  CHECK(outcome.result.findings.empty());
  CHECK(outcome.result.measurements.size() == 9);
  CHECK(measured(outcome.result.measurements, "LAA-950", "both") < 1.0);
  CHECK(outcome.mask);
}

TEST_CASE("Emphysema: in a tilted stack volumes are those of the sheared voxels",
          "[ai][emphysema][phantom]") {
  const auto phantom = make_chest_ct(7, small_with(15.0));
  REQUIRE(phantom);
  const ServiceOutcome straight = run(chest_ct_input(*phantom));
  // The same pixels from a gantry tilted by 4 degrees: rows fall, the table steps as before.
  ServiceInput input = chest_ct_input(*phantom);
  for (InstanceHeader& header : input.series.instances) {
    header.planes.front().image_orientation_patient = {1, 0, 0, 0, 0.99756405, -0.06975647};
  }
  input.series.warnings = {{GeometryWarning::Kind::kGantryTilt, 4.0}};
  const ServiceOutcome tilted = run(std::move(input));
  REQUIRE(tilted.result.status == straight.result.status);
  const auto& found = tilted.result.measurements;
  const auto& before = straight.result.measurements;
  CHECK(measured(found, "LAA-950", "both") == measured(before, "LAA-950", "both"));
  // Slices as far along the table are cos 4° = 0.997564 as far along their normal.
  CHECK_THAT(measured(found, "Lung volume", "both"),
             Catch::Matchers::WithinRel(0.997564 * measured(before, "Lung volume", "both"), 1e-5));
}

TEST_CASE("Emphysema: the right lung stays right when the columns run the other way",
          "[ai][emphysema][phantom]") {
  const auto phantom = make_chest_ct(6, small_with(20.0));
  REQUIRE(phantom);
  ServiceInput input = chest_ct_input(*phantom);
  // Prone in the same scanner: both axes of the image turned round, pixels turned with them.
  for (InstanceHeader& header : input.series.instances) {
    FramePlane& plane = header.planes.front();
    for (int axis : {0, 1}) {
      plane.image_position_patient[static_cast<std::size_t>(axis)] *= -1.0;
    }
    plane.image_orientation_patient = {-1, 0, 0, 0, -1, 0};
  }
  for (Frame& frame : input.frames) {
    auto turned = std::make_shared<DecodedFrame>(*frame.stored);
    const std::size_t pixels = turned->pixels.size() / 2;
    for (std::size_t i = 0; i < pixels; ++i) {
      for (std::size_t byte : {0, 1}) {
        turned->pixels[2 * i + byte] = frame.stored->pixels[2 * (pixels - 1 - i) + byte];
      }
    }
    frame.stored = std::move(turned);
  }
  const ServiceOutcome outcome = run(std::move(input));
  const auto& truth = phantom->truth.measurements;
  CHECK_THAT(measured(outcome.result.measurements, "LAA-950", "right"),
             Catch::Matchers::WithinAbs(measured(truth, "LAA-950", "right"), kLaaTolerance));
  CHECK_THAT(measured(outcome.result.measurements, "LAA-950", "left"),
             Catch::Matchers::WithinAbs(measured(truth, "LAA-950", "left"), kLaaTolerance));
}

TEST_CASE("Emphysema: what is no chest CT is refused with a reason, not measured",
          "[ai][emphysema]") {
  const auto phantom = make_chest_ct(3, small_chest_ct());
  REQUIRE(phantom);
  ServiceInput input = chest_ct_input(*phantom);

  SECTION("another modality") {
    for (InstanceHeader& header : input.series.instances) header.modality = "MR";
    const ServiceOutcome outcome = run(std::move(input));
    CHECK(outcome.result.status == ResultStatus::kRefused);
    CHECK(outcome.result.reason->code == "wrong-modality");
    CHECK(outcome.result.measurements.empty());
    CHECK_FALSE(outcome.mask);
  }
  SECTION("no lungs in the picture") {
    // The abdomen alone: the lowest slices, where the lungs' bases are all there is.
    input.series.frames.resize(12);
    input.frames.resize(12);
    for (Frame& frame : input.frames) {
      auto filled = std::make_shared<DecodedFrame>(*frame.stored);
      for (std::size_t i = 0; i + 1 < filled->pixels.size(); i += 2) {
        const int stored = filled->pixels[i] | filled->pixels[i + 1] << 8;
        if (stored > 0 && stored < 800) filled->pixels[i + 1] = 4;  // Water instead of air.
      }
      frame.stored = std::move(filled);
    }
    const ServiceOutcome outcome = run(std::move(input));
    CHECK(outcome.result.status == ResultStatus::kRefused);
    REQUIRE(outcome.result.reason);
    CHECK(outcome.result.reason->code == "no-lungs");
  }
  SECTION("too few slices") {
    input.series.frames.resize(9);
    input.frames.resize(9);
    CHECK(run(std::move(input)).result.reason->code == "too-few-frames");
  }
  SECTION("a slice missing in the middle") {
    input.series.frames.erase(input.series.frames.begin() + 20);
    input.frames.erase(input.frames.begin() + 20);
    const ServiceOutcome outcome = run(std::move(input));
    CHECK(outcome.result.status == ResultStatus::kRefused);
    CHECK(outcome.result.reason);
  }
}

TEST_CASE("Emphysema: progress rises to 1 and answering no ends the run", "[ai][emphysema]") {
  const auto phantom = make_chest_ct(3, small_chest_ct());
  REQUIRE(phantom);
  const ServiceInput input = chest_ct_input(*phantom);
  std::vector<double> seen;
  run(input, [&](double share) {
    seen.push_back(share);
    return true;
  });
  CHECK(std::ranges::is_sorted(seen));
  CHECK(seen.back() == 1.0);
  CHECK(seen.size() >= 6);
  for (std::size_t stop = 0; stop < seen.size(); ++stop) {
    std::size_t calls = 0;
    const ServiceOutcome outcome = run(input, [&](double) { return calls++ < stop; });
    CHECK(calls == stop + 1);
    CHECK(outcome.result.status == ResultStatus::kFailed);
    CHECK(outcome.result.reason->code == "cancelled");
    CHECK_FALSE(outcome.mask);
  }
}
