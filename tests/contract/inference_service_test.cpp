#include "core/ai/inference_service.hpp"

#include <catch_amalgamated.hpp>
#include <functional>
#include <memory>

#include "core/ai/local_inference.hpp"
#include "tests/contract/fake_inference.hpp"

using namespace overread;

namespace {

/// A job every implementation can do at once: a series the gates refuse, which is a success.
ServicePackage refusing_package() {
  ServicePackage package;
  package.id = "cct-emphysema";
  package.version = "1.0.0";
  package.backend = "builtin";
  package.algorithm = "emphysema-densitometry";
  package.gates.push_back({"modality", {}, {{"allowed", {"CT"}}}});
  return package;
}

ServiceInput magnetic_resonance() {
  ServiceInput input;
  input.series.instances.emplace_back();
  input.series.instances[0].modality = "MR";
  input.series.frames.push_back({0, 1});
  return input;
}

std::unique_ptr<InferenceService> made(std::string_view kind) {
  if (kind == "fake") return std::make_unique<FakeInference>();
  return std::make_unique<LocalInference>();
}

InferenceState state_of(const InferenceService& service, InferenceService::JobId job) {
  const auto status = service.status(job);
  REQUIRE(status);
  return status->state;
}

bool is_final(InferenceState state) {
  return state == InferenceState::kSuccess || state == InferenceState::kError ||
         state == InferenceState::kCancelled;
}

}  // namespace

TEST_CASE("A job waits, runs and succeeds, and its progress never falls", "[contract]") {
  const auto service = made(GENERATE("fake", "local"));
  const auto job = service->submit(refusing_package(), magnetic_resonance());
  REQUIRE(job);
  CHECK(state_of(*service, *job) == InferenceState::kPending);
  double progress = 0.0;
  int steps = 0;
  while (service->advance()) {
    REQUIRE(++steps < 100);
    const auto status = service->status(*job);
    CHECK(status->progress >= progress);
    CHECK(status->progress <= 1.0);
    progress = status->progress;
    CHECK((status->state == InferenceState::kRunning || is_final(status->state)));
    CHECK(status->outcome.has_value() == (status->state == InferenceState::kSuccess));
  }
  const auto status = service->status(*job);
  CHECK(status->state == InferenceState::kSuccess);
  CHECK(status->progress == 1.0);
  CHECK(status->outcome);
  CHECK_FALSE(status->error);
}

TEST_CASE("A job cancelled before it runs never runs", "[contract]") {
  const auto service = made(GENERATE("fake", "local"));
  const auto first = service->submit(refusing_package(), magnetic_resonance());
  const auto second = service->submit(refusing_package(), magnetic_resonance());
  REQUIRE((first && second));
  CHECK(*first != *second);
  REQUIRE(service->cancel(*first));
  CHECK(state_of(*service, *first) == InferenceState::kCancelled);
  while (service->advance()) {
  }
  CHECK(state_of(*service, *first) == InferenceState::kCancelled);
  CHECK_FALSE(service->status(*first)->outcome);
  CHECK(state_of(*service, *second) == InferenceState::kSuccess);
}

TEST_CASE("A finished job stays as it is when it is cancelled", "[contract]") {
  const auto service = made(GENERATE("fake", "local"));
  const auto job = service->submit(refusing_package(), magnetic_resonance());
  REQUIRE(job);
  while (service->advance()) {
  }
  CHECK(service->cancel(*job));
  CHECK(state_of(*service, *job) == InferenceState::kSuccess);
}

TEST_CASE("Unknown jobs and unknown algorithms are errors", "[contract]") {
  const auto service = made(GENERATE("fake", "local"));
  CHECK(service->status(7).error().code == ErrorCode::kNotFound);
  CHECK(service->cancel(7).error().code == ErrorCode::kNotFound);
  ServicePackage package = refusing_package();
  package.algorithm = "";
  CHECK(service->submit(package, magnetic_resonance()).error().code == ErrorCode::kUnsupported);
  CHECK_FALSE(service->advance());
}

TEST_CASE("The fake fails when it is told to", "[contract]") {
  FakeInference fake;
  fake.answer_with(fail(ErrorCode::kTooLarge, "Out of memory"));
  const auto job = fake.submit(refusing_package(), magnetic_resonance());
  REQUIRE(job);
  while (fake.advance()) {
  }
  CHECK(state_of(fake, *job) == InferenceState::kError);
  CHECK(fake.status(*job)->error->code == ErrorCode::kTooLarge);
}

TEST_CASE("Local inference cancels a running job at its next progress", "[contract]") {
  ServicePackage package = refusing_package();
  package.gates.clear();
  package.findings.push_back(
      {.key = "emphysema", .concept_name = {}, .name = {}, .color = {}, .rgb = {}});
  package.thresholds.push_back({.finding = "emphysema", .measure = {}, .unit = {}, .scheme = {}});
  LocalInference local;
  local.on_progress([&](InferenceService::JobId job, double) { CHECK(local.cancel(job)); });
  const auto job = local.submit(package, magnetic_resonance());
  REQUIRE(job);
  CHECK(local.advance());
  CHECK(state_of(local, *job) == InferenceState::kCancelled);
  CHECK_FALSE(local.status(*job)->outcome);
}

TEST_CASE("Local inference reports what the algorithm could not do", "[contract]") {
  ServicePackage package = refusing_package();
  package.gates.clear();  // And neither finding nor threshold: the package does not fit.
  LocalInference local;
  const auto job = local.submit(package, magnetic_resonance());
  REQUIRE(job);
  CHECK(local.advance());
  REQUIRE(state_of(local, *job) == InferenceState::kError);
  CHECK(local.status(*job)->error->code == ErrorCode::kInvalidJson);
}

TEST_CASE("States have stable names", "[contract]") {
  CHECK(inference_state_name(InferenceState::kPending) == "pending");
  CHECK(inference_state_name(InferenceState::kRunning) == "running");
  CHECK(inference_state_name(InferenceState::kSuccess) == "success");
  CHECK(inference_state_name(InferenceState::kError) == "error");
  CHECK(inference_state_name(InferenceState::kCancelled) == "cancelled");
}
