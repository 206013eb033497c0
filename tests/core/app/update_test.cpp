#include "core/app/update.hpp"

#include <catch_amalgamated.hpp>

#include "study.hpp"

namespace overread {
namespace {

using testing::blank_frame;
using testing::ct_series;
using testing::state_with_ct;

template <class T>
std::vector<T> only(const std::vector<Effect>& effects) {
  std::vector<T> found;
  for (const Effect& effect : effects) {
    if (const T* match = std::get_if<T>(&effect)) found.push_back(*match);
  }
  return found;
}

TEST_CASE("Update: a first study is shown in the active viewport, its middle frame asked first",
          "[update]") {
  State state;
  const auto effects = update(state, command::AddInstances{ct_series(7)}, "");
  CHECK_FALSE(state.viewports[0].series_key.empty());
  CHECK(state.viewports[0].index == 3);
  const auto wanted = only<effect::DecodeFrames>(effects);
  REQUIRE_FALSE(wanted.empty());
  REQUIRE(wanted.back().frames.size() == 7);
  CHECK(wanted.back().frames[0].sop_instance_uid == "1.2.3.1.4");
  CHECK(wanted.back().frames[1].sop_instance_uid == "1.2.3.1.5");
  CHECK(wanted.back().frames[2].sop_instance_uid == "1.2.3.1.3");
}

TEST_CASE("Update: instances given twice are one instance", "[update]") {
  State state;
  update(state, command::AddInstances{ct_series(3)}, "");
  update(state, command::AddInstances{ct_series(3)}, "");
  CHECK(state.instances.size() == 3);
  REQUIRE(state.series.size() == 1);
  CHECK(state.series[0].series.frames.size() == 3);
}

TEST_CASE("Update: the frame on screen stays while its series grows", "[update]") {
  State state;
  auto headers = ct_series(9);
  const std::vector<InstanceHeader> later(headers.begin(), headers.begin() + 4);
  headers.erase(headers.begin(), headers.begin() + 4);
  update(state, command::AddInstances{headers}, "");
  update(state, command::ScrollTo{0, 1}, "");
  update(state, command::AddInstances{later}, "");
  CHECK(frame_at(*find_series(state, state.viewports[0].series_key), state.viewports[0].index)
            .header->sop_instance_uid == "1.2.3.1.6");
}

TEST_CASE("Update: a stack that is still arriving is shown at its middle until the reader scrolls",
          "[update]") {
  State state;
  auto headers = ct_series(9);
  const std::vector<InstanceHeader> later(headers.begin() + 3, headers.end());
  headers.resize(3);
  update(state, command::ReportTask{"t", "case", 3, 9, "files"}, "");
  update(state, command::AddInstances{headers}, "");
  SECTION("not touched") {
    update(state, command::AddInstances{later}, "");
    CHECK(state.viewports[0].index == 4);
  }
  SECTION("scrolled") {
    update(state, command::ScrollTo{0, 1}, "");
    update(state, command::AddInstances{later}, "");
    CHECK(state.viewports[0].index == 1);
  }
  SECTION("arrived in full before more is opened") {
    update(state, command::EndTask{"t"}, "");
    update(state, command::AddInstances{later}, "");
    CHECK(state.viewports[0].index == 0);
  }
}

TEST_CASE("Update: a second study waits in the list unless the reader asked for it", "[update]") {
  State state = state_with_ct();
  const std::string shown = state.viewports[0].series_key;
  SECTION("came by itself") {
    update(state, command::AddInstances{ct_series(3, "4.5.6")}, "");
    CHECK(state.viewports[0].series_key == shown);
  }
  SECTION("asked for") {
    update(state, command::ReportTask{"t", "case", 0, 0, ""}, "");
    update(state, command::AddInstances{ct_series(3, "4.5.6")}, "");
    CHECK(state.viewports[0].series_key != shown);
  }
}

TEST_CASE("Update: scrolling stops at both ends", "[update]") {
  State state = state_with_ct(5);
  update(state, command::ScrollBy{0, 100}, "");
  CHECK(state.viewports[0].index == 4);
  update(state, command::ScrollBy{0, -100}, "");
  CHECK(state.viewports[0].index == 0);
  update(state, command::ScrollTo{3, 2}, "");
  CHECK(state.viewports[3].index == 0);
}

TEST_CASE("Update: a frame that cannot be decoded is named once and not asked for again",
          "[update]") {
  State state = state_with_ct(5);
  update(state,
         command::FrameFailed{"1.2.3.1.3", 1, {ErrorCode::kDecodeFailed, "code-stream ends early"}},
         "");
  REQUIRE(state.messages.size() == 1);
  CHECK(state.messages[0].level == MessageLevel::kError);
  CHECK(state.messages[0].text == "code-stream ends early");
  for (const auto& wanted :
       only<effect::DecodeFrames>(update(state, command::ScrollTo{0, 1}, ""))) {
    for (const auto& frame : wanted.frames) CHECK(frame.sop_instance_uid != "1.2.3.1.3");
  }
}

TEST_CASE("Update: a broken file leaves the others alone", "[update]") {
  State state = state_with_ct(5);
  update(state, command::RejectFile{"bad.dcm", {ErrorCode::kTruncated, "ends at 12"}}, "");
  CHECK(state.instances.size() == 5);
  REQUIRE(state.messages.size() == 1);
  CHECK(state.messages[0].subject == "bad.dcm");
}

TEST_CASE("Update: messages are bounded", "[update]") {
  State state;
  for (int i = 0; i < 2000; ++i) {
    update(state, command::RejectFile{"f", {ErrorCode::kNotDicom, "no"}}, "");
  }
  CHECK(state.messages.size() == 500);
}

TEST_CASE("Update: an act of the reader is written to the journal first", "[update][journal]") {
  State state = state_with_ct(3);
  update(state, command::FrameDecoded{"1.2.3.1.1", 1, blank_frame()}, "");
  REQUIRE(state.runs.size() == 1);
  update(state,
         command::FinishRun{state.runs[0].run_id,
                            testing::result_with(testing::curve_of_twenty_degrees()), nullptr},
         "");
  REQUIRE(state.reading.findings().size() == 1);
  const std::string id = state.reading.findings()[0].id;

  const auto effects = update(state, command::AcceptFinding{id}, "2026-01-01T00:00:00Z");
  REQUIRE_FALSE(effects.empty());
  const auto* line = std::get_if<effect::AppendJournal>(&effects.front());
  REQUIRE(line != nullptr);
  CHECK(line->study_instance_uid == "1.2.3");
  CHECK(line->line.contains("accept"));
  CHECK(line->line.contains("2026-01-01T00:00:00Z"));

  CHECK(update(state, command::AcceptFinding{"nobody"}, "t").empty());
}

TEST_CASE("Update: closing a study forgets its pixels, runs and findings", "[update]") {
  State state = state_with_ct(3);
  update(state, command::FrameDecoded{"1.2.3.1.1", 1, blank_frame()}, "");
  const auto effects = update(state, command::CloseStudy{"1.2.3"}, "");
  CHECK(state.instances.empty());
  CHECK(state.series.empty());
  CHECK(state.runs.empty());
  CHECK(state.frames.size_bytes() == 0);
  CHECK(state.viewports[0].series_key.empty());
  const auto forgotten = only<effect::ForgetInstances>(effects);
  REQUIRE(forgotten.size() == 1);
  CHECK(forgotten[0].sop_instance_uids.size() == 3);
  CHECK(only<effect::CancelRun>(effects).size() == 1);
}

TEST_CASE("Update: flips are of what is seen, whatever the turn", "[update]") {
  State state = state_with_ct(3);
  const DisplayOrientation& orientation = state.viewports[0].view.orientation;
  update(state, command::FlipHorizontally{0}, "");
  CHECK(orientation.flip_horizontal);
  CHECK_FALSE(orientation.flip_vertical);
  update(state, command::FlipVertically{0}, "");
  CHECK(orientation.flip_vertical);
  update(state, command::ResetView{0}, "");
  CHECK(orientation == DisplayOrientation{});
}

TEST_CASE("Update: a larger layout fills with series nobody shows", "[update]") {
  State state = state_with_ct(3);
  update(state, command::AddInstances{ct_series(3, "4.5.6")}, "");
  update(state, command::SetLayout{ViewLayout::kTwoColumns}, "");
  CHECK_FALSE(state.viewports[1].series_key.empty());
  CHECK(state.viewports[1].series_key != state.viewports[0].series_key);
  CHECK(state.active_viewport == 0);
}

}  // namespace
}  // namespace overread
