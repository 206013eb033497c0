#include "core/app/video_playback.hpp"

#include <algorithm>
#include <cmath>

#include "core/image/frame_count.hpp"

namespace overread {

const Video* as_video(const LoadedObject& object) {
  return object.content == nullptr ? nullptr : std::get_if<Video>(object.content.get());
}

const LoadedObject* video_in(const State& state, int viewport) {
  if (viewport < 0 || viewport >= viewport_count(state.layout)) return nullptr;
  const std::string& uid = state.viewports[static_cast<std::size_t>(viewport)].object_uid;
  const LoadedObject* object = uid.empty() ? nullptr : find_object(state, uid);
  if (object == nullptr || as_video(*object) == nullptr) return nullptr;
  return object->playback.problem == VideoProblem::kNone ? object : nullptr;
}

double video_frame_time_s(const LoadedObject& object) {
  const Video* video = as_video(object);
  if (video == nullptr) return 0.0;
  if (video->frame_count > 1 && object.playback.duration_s > 0.0) {
    return object.playback.duration_s / video->frame_count;
  }
  return video->frame_time_ms / 1000.0;
}

int video_frame_count(const LoadedObject& object) {
  const Video* video = as_video(object);
  if (video == nullptr) return 0;
  const double frame_time = video_frame_time_s(object);
  if (video->frame_count > 1 || frame_time <= 0.0) return video->frame_count;
  const double held = std::round(object.playback.duration_s / frame_time);
  return static_cast<int>(std::clamp(held, 1.0, static_cast<double>(kMaxFrameCount)));
}

int video_frame_number(const LoadedObject& object) {
  const double frame_time = video_frame_time_s(object);
  if (frame_time <= 0.0) return 1;
  const double before = std::round(object.playback.time_s / frame_time);
  return 1 + static_cast<int>(std::clamp(before, 0.0, video_frame_count(object) - 1.0));
}

}  // namespace overread
