#include "core/app/memory_budget.hpp"

#include <catch_amalgamated.hpp>

#include "core/app/update.hpp"
#include "core/app/view_models.hpp"
#include "study.hpp"

namespace overread {
namespace {

using Catch::Matchers::WithinAbs;

TEST_CASE("Memory: frames have a quarter of the budget, at most 512 MiB", "[memory]") {
  const auto [budget, expected] = GENERATE(table<double, std::size_t>(
      {{6e8, 150'000'000}, {2e9, 500'000'000}, {8e9, 512u << 20}, {0, 512u << 20}}));
  CHECK(frames_budget({.used_bytes = 0, .budget_bytes = budget}) == expected);
}

TEST_CASE("Memory: a smaller budget lets frames go, the one on screen last", "[memory]") {
  State state = testing::state_with_ct(3);
  const std::size_t one = testing::blank_frame()->pixels.size();
  for (const char* uid : {"1.2.3.1.1", "1.2.3.1.2", "1.2.3.1.3"}) {
    update(state, command::FrameDecoded{uid, 1, testing::blank_frame()}, "");
  }
  CHECK(state.frames.size_bytes() == 3 * one);
  update(state, command::ReportMemory{.used_bytes = 0, .budget_bytes = 8.0 * one}, "");
  CHECK(state.frames.size_bytes() == 2 * one);
  CHECK_FALSE(state.frames.contains("1.2.3.1.2", 1));
  CHECK(state.frames.contains("1.2.3.1.1", 1));
  update(state, command::ReportMemory{.used_bytes = 0, .budget_bytes = 1.0}, "");
  CHECK(state.frames.size_bytes() == one);
  CHECK(state.frames.contains("1.2.3.1.1", 1));
}

TEST_CASE("Memory: a run is forecast from the headers", "[memory]") {
  Series series;
  InstanceHeader header;
  header.rows = header.columns = 512;
  header.bits_allocated = 16;
  series.instances = {header};
  for (int i = 0; i < 100; ++i) series.frames.push_back({.instance = 0, .frame_number = i + 1});
  // 100 frames of 512 x 512 x 2 bytes are 52.4 MB.
  CHECK_THAT(service_forecast(series), WithinAbs(64e6 + 5 * 52'428'800.0, 1.0));
}

TEST_CASE("Memory: services have six tenths of the budget", "[memory]") {
  const auto [budget, expected] = GENERATE(table<double, double>({{6e8, 3.6e8}, {2e9, 1.2e9}}));
  CHECK(service_budget({.used_bytes = 0, .budget_bytes = budget}) == expected);
  CHECK_FALSE(service_budget({}));
}

TEST_CASE("Memory: a chest CT of 400 slices is read on a desktop, one of 100 on a phone",
          "[memory]") {
  const auto [budget, slices, fits] = GENERATE(table<double, int, bool>(
      {{2e9, 433, true}, {2e9, 434, false}, {6e8, 112, true}, {6e8, 113, false}}));
  Series series;
  InstanceHeader header;
  header.rows = header.columns = 512;
  header.bits_allocated = 16;
  series.instances = {header};
  for (int i = 0; i < slices; ++i) series.frames.push_back({.instance = 0, .frame_number = i + 1});
  // 64 MB and 2.62 MB a slice: 1199, 1202, 358 and 360.2 MB.
  CHECK((service_forecast(series) <= service_budget({.used_bytes = 0, .budget_bytes = budget})) ==
        fits);
}

TEST_CASE("Memory: a series too large for the device is refused in words, and not sent",
          "[memory]") {
  State state = testing::state_with_ct(3);
  update(state, command::ReportMemory{.used_bytes = 0, .budget_bytes = 50e6}, "");
  const auto effects = testing::decode_all(state);
  for (const Effect& effect : effects)
    CHECK_FALSE(std::holds_alternative<effect::RunService>(effect));
  REQUIRE(state.runs.size() == 1);
  REQUIRE(state.runs[0].result);
  CHECK(state.runs[0].result->status == ResultStatus::kRefused);
  REQUIRE(state.runs[0].result->reason);
  CHECK(state.runs[0].result->reason->code == "not-enough-memory");
  CHECK(state.runs[0].result->reason->text ==
        "Reading the series takes about 64 MB, at most 30 MB can be used here");
  CHECK(findings_model(state).services[0].status == ServiceRowStatus::kRefused);

  // With more memory it can be asked for again.
  update(state, command::ReportMemory{.used_bytes = 0, .budget_bytes = 6e8}, "");
  const auto again =
      update(state, command::RunService{state.runs[0].service_id, state.runs[0].series_key}, "");
  CHECK(std::ranges::any_of(again, [](const Effect& effect) {
    return std::holds_alternative<effect::RunService>(effect);
  }));
}

}  // namespace
}  // namespace overread
