#include "core/app/update.hpp"
#include "core/app/view_models.hpp"

#include <algorithm>
#include <catch_amalgamated.hpp>

#include "core/app/view_models.hpp"
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

TEST_CASE("Update: frames that the reader scrolls towards are asked for first", "[update]") {
  State state = state_with_ct(10);
  REQUIRE(state.viewports[0].index == 5);
  const auto asked_after = [&](int frames) {
    std::string numbers;
    const auto wanted = only<effect::DecodeFrames>(update(state, command::ScrollBy{0, frames}, ""));
    REQUIRE(wanted.size() == 1);
    for (const auto& frame : wanted[0].frames) {
      numbers += frame.sop_instance_uid.substr(std::string("1.2.3.1.").size()) + " ";
    }
    return numbers;
  };
  // Instance 1.2.3.1.7 is at position 6.
  CHECK(asked_after(+1) == "7 8 9 10 6 5 4 3 2 1 ");
  CHECK(asked_after(-2) == "5 4 3 2 6 1 7 8 9 10 ");
  // A series shown anew has not been scrolled yet.
  const auto anew = only<effect::DecodeFrames>(
      update(state, command::ShowSeries{state.viewports[0].series_key}, ""));
  REQUIRE(anew.size() == 1);
  CHECK(anew[0].frames[1].sop_instance_uid == "1.2.3.1.7");
  CHECK(anew[0].frames[2].sop_instance_uid == "1.2.3.1.5");
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

TEST_CASE("Update: a stack goes to its middle when it has arrived, unless the reader scrolled",
          "[update]") {
  State state;
  auto headers = ct_series(9);
  const std::vector<InstanceHeader> later(headers.begin() + 3, headers.end());
  headers.resize(3);
  update(state, command::ReportTask{"t", "case", 3, 9, "files"}, "");
  update(state, command::AddInstances{headers}, "");
  SECTION("not touched") {
    update(state, command::AddInstances{later}, "");
    CHECK(state.viewports[0].index == 0);
    const auto wanted = only<effect::DecodeFrames>(update(state, command::EndTask{"t"}, ""));
    CHECK(state.viewports[0].index == 4);
    REQUIRE_FALSE(wanted.empty());
    CHECK(wanted.back().frames.at(0).sop_instance_uid == "1.2.3.1.5");
  }
  SECTION("scrolled") {
    update(state, command::ScrollTo{0, 1}, "");
    update(state, command::AddInstances{later}, "");
    update(state, command::EndTask{"t"}, "");
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

TEST_CASE("Update: a series is loaded when all its frames have come or turned out broken",
          "[update]") {
  State state = state_with_ct(5);
  const auto row = [&state] { return study_list_model(state).studies.at(0).series.at(0); };
  CHECK(row().loaded == 0.0);
  for (const char* uid : {"1.2.3.1.1", "1.2.3.1.2", "1.2.3.1.4", "1.2.3.1.5"}) {
    update(state, command::FrameDecoded{uid, 1, blank_frame()}, "");
  }
  CHECK(row().loaded == 4.0 / 5.0);
  CHECK_FALSE(row().has_warning);
  update(state, command::FrameFailed{"1.2.3.1.3", 1, {ErrorCode::kDecodeFailed, "cut"}}, "");
  CHECK(row().loaded == 1.0);
  CHECK(row().has_warning);
}

TEST_CASE("Update: frames of a file that fail alike are told of once, under the file's name",
          "[update]") {
  State state = state_with_ct(5);
  const Error cut{ErrorCode::kDecodeFailed, "code-stream ends early"};
  for (int frame = 1; frame <= 3; ++frame) {
    update(state, command::FrameFailed{"1.2.3.1.3", frame, cut, "cine.dcm"}, "");
  }
  REQUIRE(state.messages.size() == 1);
  CHECK(state.messages[0].subject == "cine.dcm");
  CHECK(state.messages[0].text == "code-stream ends early");
  CHECK(state.failed_frames.size() == 3);
  update(state, command::FrameFailed{"1.2.3.1.4", 1, cut, "other.dcm"}, "");
  update(state,
         command::FrameFailed{"1.2.3.1.3", 4, {ErrorCode::kDecodeFailed, "no rows"}, "cine.dcm"},
         "");
  CHECK(state.messages.size() == 3);
}

TEST_CASE("Update: a cut file is told of once, each of its frames keeps its own reason",
          "[update]") {
  State state = state_with_ct(5);
  for (const int frame : {4, 3}) {
    const Error cut{ErrorCode::kTruncated, "frame " + std::to_string(frame) + " is not whole"};
    update(state, command::FrameFailed{"1.2.3.1.3", frame, cut, "cine.dcm"}, "");
  }
  REQUIRE(state.messages.size() == 1);
  CHECK(state.messages[0].subject == "cine.dcm");
  CHECK(state.messages[0].text == "frame 4 is not whole");
  CHECK(state.failed_frames.at({"1.2.3.1.3", 3}).message == "cine.dcm: frame 3 is not whole");
  const Error broken{ErrorCode::kDecodeFailed, "no rows"};
  update(state, command::FrameFailed{"1.2.3.1.3", 1, broken, "cine.dcm"}, "");
  CHECK(state.messages.size() == 2);
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
  testing::decode_all(state);
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
  testing::decode_all(state);
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

TEST_CASE("Update: a series that grows after a service ran is read again, on all its frames",
          "[update]") {
  State state = state_with_ct(3);
  testing::decode_all(state);
  REQUIRE(state.runs.size() == 1);
  const std::string first_run = state.runs[0].run_id;
  std::size_t cancelled = 0;
  SECTION("finished and decided") {
    update(state,
           command::FinishRun{first_run, testing::result_with(testing::curve_of_twenty_degrees()),
                              std::make_shared<LabelMask>()},
           "");
    update(state, command::AcceptFinding{state.reading.findings().at(0).id}, "t");
  }
  SECTION("still at work") { cancelled = 1; }
  update(state, command::ReportTask{"t", "files", 0, 2, "files"}, "");
  const auto effects = update(state, command::AddInstances{ct_series(5)}, "");
  CHECK(state.runs.empty());
  CHECK(state.reading.findings().empty());
  CHECK(only<effect::CancelRun>(effects).size() == cancelled);

  update(state, command::EndTask{"t"}, "");
  const auto again = only<effect::RunService>(testing::decode_all(state));
  REQUIRE(again.size() == 1);
  CHECK(again[0].sop_instance_uids.size() == 5);
  // What was decided on three frames is not decided on five.
  CHECK(again[0].run_id != first_run);
  update(state,
         command::FinishRun{again[0].run_id,
                            testing::result_with(testing::curve_of_twenty_degrees()), nullptr},
         "");
  CHECK(state.reading.findings().at(0).decision == FindingDecision::kUndecided);
}

TEST_CASE("Update: runs stay while another study comes or goes", "[update]") {
  State state = state_with_ct(3);
  testing::decode_all(state);
  REQUIRE(state.runs.size() == 1);
  CHECK(only<effect::CancelRun>(update(state, command::AddInstances{ct_series(3, "4.5.6")}, ""))
            .empty());
  CHECK(only<effect::CancelRun>(update(state, command::CloseStudy{"4.5.6"}, "")).empty());
  CHECK(state.runs.size() == 1);
}

TEST_CASE("Update: frames of a study closed meanwhile are not taken", "[update]") {
  State state = state_with_ct(3);
  update(state, command::CloseStudy{"1.2.3"}, "");
  CHECK(update(state, command::FrameDecoded{"1.2.3.1.1", 1, blank_frame()}, "").empty());
  update(state, command::FrameFailed{"1.2.3.1.2", 1, {ErrorCode::kDecodeFailed, "ends early"}}, "");
  CHECK(state.frames.size_bytes() == 0);
  CHECK(state.failed_frames.empty());
  CHECK(state.messages.empty());
}

TEST_CASE("Update: a study closed and opened again has each act once", "[update][journal]") {
  State state = state_with_ct(3);
  testing::decode_all(state);
  update(state,
         command::FinishRun{state.runs.at(0).run_id,
                            testing::result_with(testing::curve_of_twenty_degrees()), nullptr},
         "");
  const auto written = only<effect::AppendJournal>(
      update(state, command::AcceptFinding{state.reading.findings().at(0).id}, "t"));
  REQUIRE(written.size() == 1);
  update(state, command::CloseStudy{"1.2.3"}, "");
  CHECK(state.reading.entries().empty());
  // An answer on its way while the study was closed.
  update(state, command::RestoreReading{"1.2.3", {written[0].line}}, "");
  CHECK(state.reading.entries().empty());

  const auto effects = update(state, command::AddInstances{ct_series(3)}, "");
  CHECK(only<effect::LoadJournal>(effects).size() == 1);
  update(state, command::RestoreReading{"1.2.3", {written[0].line}}, "");
  CHECK(state.reading.entries().size() == 1);
}

TEST_CASE("Update: pictures without planes keep their viewport whatever size comes before them",
          "[update]") {
  std::vector<InstanceHeader> headers = ct_series(2);
  for (InstanceHeader& header : headers) header.planes.clear();
  headers[0].rows = 8;
  State state;
  update(state, command::AddInstances{{headers[1]}}, "");
  const std::string key = state.viewports[0].series_key;
  update(state, command::AddInstances{{headers[0]}}, "");
  REQUIRE(state.series.size() == 1);
  CHECK(state.viewports[0].series_key == key);
  CHECK(frame_at(state.series[0], state.viewports[0].index).header->sop_instance_uid ==
        "1.2.3.1.2");
}

TEST_CASE("Update: a viewport follows its frame into the series that has it now", "[update]") {
  // Four directions are four stacks, a fifth makes one rotating series of them, with another key.
  std::vector<InstanceHeader> headers = ct_series(5);
  const auto turned = [](double cosine, double sine) {
    return FramePlane{{}, {cosine, sine, 0, -sine, cosine, 0}};
  };
  headers[1].planes = {turned(0.8, 0.6)};
  headers[2].planes = {turned(0.6, 0.8)};
  headers[3].planes = {turned(0, 1)};
  headers[4].planes = {turned(-1, 0)};
  State state;
  update(state, command::AddInstances{{headers.begin() + 1, headers.end()}}, "");
  REQUIRE(state.series.size() == 4);
  const auto third = std::ranges::find_if(state.series, [](const LoadedSeries& series) {
    return series.series.instances.front().sop_instance_uid == "1.2.3.1.3";
  });
  REQUIRE(third != state.series.end());
  update(state, command::ShowSeries{third->key}, "");
  update(state, command::AddInstances{{headers[0]}}, "");
  REQUIRE(state.series.size() == 1);
  CHECK(state.viewports[0].series_key == state.series[0].key);
  CHECK(frame_at(state.series[0], state.viewports[0].index).header->sop_instance_uid ==
        "1.2.3.1.3");
}

TEST_CASE("Update: what is wrong with a stack is told once, when it has all arrived",
          "[update][geometry]") {
  std::vector<InstanceHeader> headers = ct_series(6);
  for (InstanceHeader& header : headers) header.series_description = "Head";
  headers[5].planes[0].image_position_patient[2] = 17.5;  // 2.5 mm steps, and one of 7.5.
  State state;
  update(state, command::ReportTask{"t", "files", 0, 6, "files"}, "");
  update(state, command::AddInstances{{headers.begin() + 1, headers.end()}}, "");
  CHECK(state.messages.empty());
  update(state, command::AddInstances{{headers[0]}}, "");
  update(state, command::EndTask{"t"}, "");
  REQUIRE(state.messages.size() == 1);
  CHECK(state.messages[0].level == MessageLevel::kWarning);
  CHECK(state.messages[0].subject == "Head");
  CHECK(state.messages[0].text == "Missing slices: 2 (step 2.50\u2009mm, largest 7.50\u2009mm)");
  update(state, command::AddInstances{ct_series(2, "4.5.6")}, "");
  CHECK(state.messages.size() == 1);
  update(state, command::CloseStudy{"1.2.3"}, "");
  update(state, command::ChooseLanguage{Language::kRussian}, "");
  update(state, command::AddInstances{headers}, "");
  REQUIRE(state.messages.size() == 2);
  CHECK(state.messages[1].text == "Пропущены срезы: 2 (шаг 2,50\u2009мм, наибольший 7,50\u2009мм)");
}

TEST_CASE("Update: instances that are open already are counted, not added", "[update]") {
  State state = state_with_ct(3);
  update(state, command::ReportTask{"t", "files", 0, 3, "files"}, "");
  update(state, command::AddInstances{{ct_series(3)[0]}}, "");
  update(state, command::AddInstances{ct_series(4)}, "");
  CHECK(state.messages.empty());
  update(state, command::EndTask{"t"}, "");
  CHECK(state.instances.size() == 4);
  REQUIRE(state.messages.size() == 1);
  CHECK(state.messages[0].level == MessageLevel::kInfo);
  CHECK(state.messages[0].text == "Instances that are open already, not added again: 4");
}

TEST_CASE("Update: another image under the UID of an open one is named, not added", "[update]") {
  State state = state_with_ct(1);
  InstanceHeader recompressed = ct_series(1)[0];
  recompressed.transfer_syntax_uid = "1.2.840.10008.1.2.5";
  InstanceHeader other = ct_series(1)[0];
  other.instance_number = 7;
  update(state, command::AddInstances{{recompressed, other}, {"a/same.dcm", "a/other.dcm"}}, "");
  CHECK(state.instances.size() == 1);
  REQUIRE(state.messages.size() == 2);
  CHECK(state.messages[0].level == MessageLevel::kError);
  CHECK(state.messages[0].subject == "a/other.dcm");
  CHECK(
      state.messages[0].text ==
      "Not added: another instance with the same SOP Instance UID (0008,0018) is open: 1.2.3.1.1");
  CHECK(state.messages[1].text == "Instances that are open already, not added again: 1");
}

TEST_CASE("Update: two images of one drop under one UID are told of too", "[update]") {
  State state;
  std::vector<InstanceHeader> headers = ct_series(2);
  headers[1].sop_instance_uid = headers[0].sop_instance_uid;
  update(state, command::AddInstances{headers, {"1.dcm", "2.dcm"}}, "");
  CHECK(state.instances.size() == 1);
  REQUIRE(state.messages.size() == 1);
  CHECK(state.messages[0].subject == "2.dcm");
}

TEST_CASE("Update: files without SOP Instance UID are counted in one warning", "[update]") {
  State state;
  std::vector<InstanceHeader> headers = ct_series(3);
  headers[0].sop_instance_uid_made = headers[2].sop_instance_uid_made = true;
  update(state, command::AddInstances{headers}, "");
  CHECK(state.instances.size() == 3);
  REQUIRE(state.messages.size() == 1);
  CHECK(state.messages[0].level == MessageLevel::kWarning);
  CHECK(state.messages[0].text ==
        "Files without SOP Instance UID (0008,0018), told apart by their bytes: 2");
}

TEST_CASE("Update: stacks of one series are told apart by name and key", "[update]") {
  std::vector<InstanceHeader> headers = ct_series(6);
  for (std::size_t i = 0; i < 6; ++i) {
    headers[i].series_description = "Liver";
    headers[i].planes[0].image_position_patient[2] = 2.5 * static_cast<double>(i % 3);
    headers[i].frame_contents = {FrameContent{.temporal_position = i < 3 ? 1 : 2}};
  }
  State state;
  update(state, command::AddInstances{headers}, "");
  REQUIRE(state.series.size() == 2);
  CHECK(state.series[0].key != state.series[1].key);
  const StudyListModel model = study_list_model(state);
  REQUIRE(model.studies.at(0).series.size() == 2);
  CHECK(model.studies[0].series[0].detail == "phase 1 · 3 images");
  CHECK(model.studies[0].series[1].detail == "phase 2 · 3 images");
  CHECK(std::ranges::contains(viewport_model(state, 0, 1.0).corners.bottom_left,
                              CornerLine{"series.stack", "phase 1"}));
}

TEST_CASE("Update: viewports share what may be decoded ahead", "[update]") {
  State state;
  std::vector<InstanceHeader> headers = ct_series(20);
  const auto asked_after_scroll = [&] {
    const auto wanted = only<effect::DecodeFrames>(update(state, command::ScrollBy{0, 1}, ""));
    return wanted.empty() ? 0 : wanted.back().frames.size();
  };
  SECTION("frames of 32 MiB, half of 512 MiB for all viewports") {
    for (InstanceHeader& header : headers) header.rows = header.columns = 4096;
    update(state, command::AddInstances{headers}, "");
    CHECK(asked_after_scroll() == 8);
    update(state, command::SetLayout{ViewLayout::kTwoRows}, "");
    CHECK(asked_after_scroll() == 4);
    update(state, command::SetLayout{ViewLayout::kFour}, "");
    CHECK(asked_after_scroll() == 2);
  }
  SECTION("a frame of 512 MiB is still asked for when it is on screen") {
    for (InstanceHeader& header : headers) header.rows = header.columns = 16384;
    update(state, command::AddInstances{headers}, "");
    CHECK(asked_after_scroll() == 1);
  }
}

TEST_CASE("Update: overlay planes are shown until the reader hides them; only where there are any",
          "[update][overlay]") {
  State state = state_with_ct(2);
  update(state, command::ResizeViewport{0, 8, 8}, "");
  update(state,
         command::FrameDecoded{.sop_instance_uid = "1.2.3.1.1",
                               .stored = blank_frame(),
                               .overlays = {{.columns = 8, .rows = 1, .bits = {0xFF}}}},
         "");
  update(state, command::FrameDecoded{.sop_instance_uid = "1.2.3.1.2", .stored = blank_frame()},
         "");
  const ViewportModel first = viewport_model(state, 0, 1.0);
  CHECK(first.has_overlay_planes);
  CHECK(first.overlay_planes == OverlayPlanes::kShown);
  REQUIRE(first.frame);
  REQUIRE(first.frame->overlays);
  CHECK(first.frame->overlays->front().columns == 8);
  update(state, command::ShowOverlayPlanes{false}, "");
  CHECK(viewport_model(state, 0, 1.0).overlay_planes == OverlayPlanes::kHidden);
  update(state, command::ScrollTo{0, 1}, "");
  CHECK_FALSE(viewport_model(state, 0, 1.0).has_overlay_planes);
}

TEST_CASE("Update: overlays that are broken alike are told once", "[update][overlay]") {
  State state = state_with_ct(2);
  for (const char* uid : {"1.2.3.1.1", "1.2.3.1.2"}) {
    update(state,
           command::FrameDecoded{.sop_instance_uid = uid,
                                 .stored = blank_frame(),
                                 .overlay_problems = {"Overlay Data (6000,3000) is missing"}},
           "");
  }
  REQUIRE(state.messages.size() == 1);
  CHECK(state.messages.front().level == MessageLevel::kWarning);
  CHECK(state.frames.contains("1.2.3.1.2", 1));
}

}  // namespace
}  // namespace overread
