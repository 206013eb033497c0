#include <algorithm>
#include <catch_amalgamated.hpp>

#include "core/app/codec.hpp"
#include "core/app/update.hpp"
#include "core/app/view_models.hpp"
#include "study.hpp"

namespace overread {
namespace {

using testing::state_with_ct;

constexpr const char* kUid = "1.2.3.9.7";
constexpr const char* kSyntax = "1.2.840.10008.1.2.4.102";

template <class T>
std::vector<T> asked(const std::vector<Effect>& effects) {
  std::vector<T> found;
  for (const Effect& effect : effects) {
    if (const T* match = std::get_if<T>(&effect)) found.push_back(*match);
  }
  return found;
}

/// 50 frames at 25 a second.
Video clip() {
  Video video;
  video.sop_class_name = "Video Photographic Image";
  video.transfer_syntax_uid = kSyntax;
  video.container = VideoContainer::kMp4;
  video.size = 3'100'000;
  video.frame_count = 50;
  video.frame_time_ms = 40.0;
  return video;
}

std::vector<Effect> add_clip(State& state, const Video& video = clip()) {
  InstanceHeader header;
  header.study_instance_uid = "1.2.3";
  header.series_instance_uid = "1.2.3.9";
  header.sop_instance_uid = kUid;
  header.sop_class_uid = "1.2.840.10008.5.1.4.1.1.77.1.4.1";
  header.transfer_syntax_uid = kSyntax;
  header.modality = "XC";
  header.instance_number = 4;
  header.frame_count = 50;
  header.rows = header.columns = 32;
  header.samples_per_pixel = 3;
  header.patient_name = "Doe^Jane";
  std::vector<Effect> effects = update(state, command::AddInstances{{header}}, "");
  for (Effect& effect :
       update(state, command::ObjectRead{kUid, std::make_shared<const ObjectContent>(video)}, "")) {
    effects.push_back(std::move(effect));
  }
  return effects;
}

/// As the page tells of a frame.
void show(State& state, double time_s, double duration_s = 2.0) {
  update(state, command::VideoShown{kUid, true, time_s, duration_s, 24, 32}, "");
}

TEST_CASE("Videos: one that comes alone is read, shown and played", "[app][video]") {
  State state;
  const std::vector<Effect> effects = add_clip(state);
  CHECK(asked<effect::ReadVideo>(effects).size() == 1);
  CHECK(asked<effect::ReadObject>(effects).empty());
  const auto opened = asked<effect::OpenVideo>(effects);
  REQUIRE(opened.size() == 1);
  CHECK(opened[0].sop_instance_uid == kUid);
  CHECK(opened[0].mime_type == "video/mp4; codecs=\"avc1.640029\"");
  show(state, 0.48);
  const ViewportModel model = viewport_model(state, 0, 1.0);
  REQUIRE(model.video);
  CHECK(model.video->playing);
  CHECK(model.video->time == "0:00.5 / 0:02.0");
  CHECK(model.video->columns == 32);
  // 0.48 s is the begin of the frame after twelve of 0.04 s.
  CHECK(model.frame_number == 13);
  CHECK(model.count == 50);
  CHECK(model.corners.top_left.front().value == "Doe Jane");
  CHECK(std::ranges::contains(model.corners.bottom_left, CornerLine{"image.position", "13/50"}));
  CHECK_FALSE(std::ranges::contains(model.corners.bottom_left, "image.frame", &CornerLine::key));
  CHECK(model.fidelity == Fidelity::kLossy);
}

TEST_CASE("Videos: played while in a viewport, closed when the last one shows something else",
          "[app][video]") {
  State state = state_with_ct(3);
  CHECK(asked<effect::OpenVideo>(add_clip(state)).empty());
  const auto into = [&](int viewport) {
    return update(state, command::ShowObject{kUid, viewport}, "");
  };
  update(state, command::SetLayout{ViewLayout::kTwoColumns}, "");
  CHECK(asked<effect::OpenVideo>(into(0)).size() == 1);
  CHECK(asked<effect::OpenVideo>(into(1)).empty());
  show(state, 1.0);
  const std::string series = state.series.front().key;
  CHECK(asked<effect::CloseVideo>(update(state, command::ShowSeries{series, 0}, "")).empty());
  const auto closed = asked<effect::CloseVideo>(update(state, command::ShowSeries{series, 1}, ""));
  REQUIRE(closed.size() == 1);
  CHECK(closed[0].sop_instance_uid == kUid);
  // It begins anew.
  into(0);
  CHECK(viewport_model(state, 0, 1.0).video->time_s == 0.0);
}

TEST_CASE("Videos: a step stops them in the middle of a frame and ends at the last",
          "[app][video]") {
  State state;
  add_clip(state);
  show(state, 0.48);
  struct Step {
    int frames;
    double time_s;
    int number;
  };
  for (const Step& step : {Step{1, 0.54, 14}, Step{-2, 0.46, 12}, Step{1'000'000, 1.98, 50},
                           Step{-2'147'483'647, 0.02, 1}}) {
    const auto effects = update(state, command::StepVideo{kUid, step.frames}, "");
    const auto sought = asked<effect::SeekVideo>(effects);
    REQUIRE(sought.size() == 1);
    CHECK(sought[0].time_s == Catch::Approx(step.time_s));
    CHECK(viewport_model(state, 0, 1.0).frame_number == step.number);
  }
  CHECK_FALSE(viewport_model(state, 0, 1.0).video->playing);
  // Scrolling steps, and the place in the stack is the frame.
  CHECK(asked<effect::SeekVideo>(update(state, command::ScrollBy{0, 1}, ""))[0].time_s ==
        Catch::Approx(0.06));
  CHECK(asked<effect::SeekVideo>(update(state, command::ScrollTo{0, 9}, ""))[0].time_s ==
        Catch::Approx(0.38));
}

TEST_CASE("Videos: playing stops at a step, and a wish to play is passed on", "[app][video]") {
  State state;
  add_clip(state);
  show(state, 0.0);
  auto played = asked<effect::PlayVideo>(update(state, command::StepVideo{kUid, 1}, ""));
  REQUIRE(played.size() == 1);
  CHECK_FALSE(played[0].playing);
  CHECK(asked<effect::PlayVideo>(update(state, command::StepVideo{kUid, 1}, "")).empty());
  played = asked<effect::PlayVideo>(update(state, command::PlayVideo{kUid, true}, ""));
  REQUIRE(played.size() == 1);
  CHECK(played[0].playing);
  CHECK(asked<effect::SeekVideo>(update(state, command::SeekVideo{kUid, 99.0}, ""))[0].time_s ==
        2.0);
  CHECK(asked<effect::SeekVideo>(update(state, command::SeekVideo{kUid, -1.0}, ""))[0].time_s ==
        0.0);
  CHECK(asked<effect::SeekVideo>(update(state, command::SeekVideo{"9.9", 1.0}, "")).empty());
}

TEST_CASE("Videos: a header that counts no frames leaves the stream's length to say how many",
          "[app][video]") {
  State state;
  Video video = clip();
  video.frame_count = 1;
  add_clip(state, video);
  show(state, 1.0, 3.0);
  ViewportModel model = viewport_model(state, 0, 1.0);
  CHECK(model.count == 75);
  CHECK(model.frame_number == 26);
  CHECK(model.video->can_step);
  // Where the length is not known there is nothing to step through.
  show(state, 1.0, 0.0);
  model = viewport_model(state, 0, 1.0);
  CHECK_FALSE(model.video->can_step);
  CHECK(model.video->time == "0:01.0");
}

TEST_CASE("Videos: the clock rounds as it is written", "[app][video]") {
  State state;
  add_clip(state);
  show(state, 59.96, 3599.94);
  CHECK(viewport_model(state, 0, 1.0).video->time == "1:00.0 / 59:59.9");
  state.language = Language::kRussian;
  show(state, 9.94, 9.96);
  CHECK(viewport_model(state, 0, 1.0).video->time == "0:09,9 / 0:10,0");
}

TEST_CASE("Videos: one that is not played shows a card that says why and saves the stream",
          "[app][video]") {
  State state;
  add_clip(state);
  update(state, command::VideoFailed{kUid, false, {ErrorCode::kUnsupported, "video/mpeg"}}, "");
  CHECK_FALSE(viewport_model(state, 0, 1.0).video);
  ObjectModel model = object_model(state, kUid);
  REQUIRE(model.notes.size() == 1);
  CHECK(model.notes[0] ==
        "This browser has no decoder for it: MPEG-4 AVC/H.264 High Profile / Level 4.1");
  REQUIRE(model.lines.size() == 1);
  CHECK(model.lines[0].value == "MPEG-4 AVC/H.264 High Profile / Level 4.1 · MP4 · 3 MB");
  CHECK(model.wrapped == Wrapped::kVideo);
  update(state, command::VideoFailed{kUid, true, {ErrorCode::kDecodeFailed, "bad"}}, "");
  CHECK(object_model(state, kUid).notes[0] == "This browser cannot play the video: bad");
  const auto saved = asked<effect::SaveVideo>(update(state, command::SaveVideo{kUid}, ""));
  REQUIRE(saved.size() == 1);
  CHECK(saved[0].file_name == "xc-4.mp4");
  CHECK(asked<effect::SaveVideo>(update(state, command::SaveVideo{"9.9"}, "")).empty());
}

TEST_CASE("Videos: what the page tells of one that is closed changes nothing", "[app][video]") {
  State state;
  add_clip(state);
  show(state, 0.5);
  const auto effects = update(state, command::CloseStudy{"1.2.3"}, "");
  CHECK(asked<effect::ForgetInstances>(effects).front().sop_instance_uids ==
        std::vector<std::string>{kUid});
  show(state, 0.6);
  update(state, command::VideoFailed{kUid, true, {ErrorCode::kDecodeFailed, "late"}}, "");
  CHECK(viewport_model(state, 0, 1.0).empty);
}

TEST_CASE("Videos: commands and effects as JSON", "[app][video][codec]") {
  const auto shown = command_from_json(
      R"({"kind":"VideoShown","sop_instance_uid":"1.2","playing":true,"time_s":0.25,"duration_s":2,"rows":24,"columns":32})");
  REQUIRE(shown);
  CHECK(std::get<command::VideoShown>(*shown).time_s == 0.25);
  CHECK(std::get<command::VideoShown>(*shown).columns == 32);
  const auto failed = command_from_json(
      R"({"kind":"VideoFailed","sop_instance_uid":"1.2","has_decoder":false,"error":{"code":"x","message":"no"}})");
  REQUIRE(failed);
  CHECK_FALSE(std::get<command::VideoFailed>(*failed).has_decoder);
  CHECK(to_json(effect::OpenVideo{"1.2", "video/mp4"}) ==
        R"({"kind":"OpenVideo","sop_instance_uid":"1.2","mime_type":"video/mp4"})");
  CHECK(to_json(effect::SeekVideo{"1.2", 0.5}) ==
        R"({"kind":"SeekVideo","sop_instance_uid":"1.2","time_s":0.5})");
}

}  // namespace
}  // namespace overread
