#include <algorithm>
#include <cmath>

#include "core/app/handlers.hpp"
#include "core/app/video_playback.hpp"

namespace overread {
namespace {

/// A video that the page plays, or null.
LoadedObject* open_video(State& state, const std::string& sop_instance_uid) {
  LoadedObject* object = object_of(state, sop_instance_uid);
  return object != nullptr && object->playback.is_open ? object : nullptr;
}

bool is_in_viewport(const State& state, const std::string& sop_instance_uid) {
  for (int i = 0; i < viewport_count(state.layout); ++i) {
    const ViewportSlot& slot = state.viewports[static_cast<std::size_t>(i)];
    if (slot.object_uid == sop_instance_uid) return true;
  }
  return false;
}

void play(Update& u, LoadedObject& video, bool playing) {
  video.playback.playing = playing;
  u.ask(effect::PlayVideo{video.header.sop_instance_uid, playing});
}

}  // namespace

void handle(Update& u, const command::VideoShown& c) {
  LoadedObject* video = open_video(u.state, c.sop_instance_uid);
  if (video == nullptr || !std::isfinite(c.time_s) || !std::isfinite(c.duration_s)) return;
  VideoPlayback& playback = video->playback;
  playback.playing = c.playing;
  playback.time_s = std::max(0.0, c.time_s);
  playback.duration_s = std::max(0.0, c.duration_s);
  playback.rows = c.rows;
  playback.columns = c.columns;
}

void handle(Update& u, const command::VideoFailed& c) {
  LoadedObject* video = open_video(u.state, c.sop_instance_uid);
  if (video == nullptr) return;
  video->playback.playing = false;
  video->playback.problem = c.has_decoder ? VideoProblem::kNotPlayed : VideoProblem::kNoDecoder;
  video->playback.reason = c.error.message;
}

void handle(Update& u, const command::PlayVideo& c) {
  if (LoadedObject* video = open_video(u.state, c.sop_instance_uid)) play(u, *video, c.playing);
}

void handle(Update& u, const command::SeekVideo& c) {
  LoadedObject* video = open_video(u.state, c.sop_instance_uid);
  if (video == nullptr || !std::isfinite(c.time_s)) return;
  VideoPlayback& playback = video->playback;
  playback.time_s = std::clamp(c.time_s, 0.0, playback.duration_s);
  u.ask(effect::SeekVideo{c.sop_instance_uid, playback.time_s});
}

void handle(Update& u, const command::StepVideo& c) {
  LoadedObject* video = open_video(u.state, c.sop_instance_uid);
  if (video == nullptr) return;
  const double frame_time = video_frame_time_s(*video);
  if (frame_time <= 0.0) return;
  if (video->playback.playing) play(u, *video, false);
  const auto wanted = static_cast<std::int64_t>(video_frame_number(*video)) + c.frames;
  const auto number = std::clamp<std::int64_t>(wanted, 1, video_frame_count(*video));
  const double begin = static_cast<double>(number - 1) * frame_time;
  video->playback.time_s = begin;
  // At the very begin of a frame the one before may be taken.
  u.ask(effect::SeekVideo{c.sop_instance_uid, begin + frame_time / 2.0});
}

void handle(Update& u, const command::SaveVideo& c) {
  const LoadedObject* object = find_object(u.state, c.sop_instance_uid);
  const Video* video = object == nullptr ? nullptr : as_video(*object);
  if (video == nullptr) return;
  u.ask(effect::SaveVideo{c.sop_instance_uid,
                          saved_file_name(object->header, video_file_extension(*video)),
                          video_mime_type(*video)});
}

void refresh_videos(Update& u) {
  for (LoadedObject& object : u.state.objects) {
    const Video* video = as_video(object);
    if (video == nullptr) continue;
    const std::string& uid = object.header.sop_instance_uid;
    const bool is_wanted = is_in_viewport(u.state, uid);
    if (is_wanted == object.playback.is_open) continue;
    object.playback = {.is_open = is_wanted};
    if (is_wanted) {
      u.ask(effect::OpenVideo{uid, video_mime_type(*video)});
    } else {
      u.ask(effect::CloseVideo{uid});
    }
  }
}

}  // namespace overread
