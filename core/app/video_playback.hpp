#pragma once

#include "core/app/state.hpp"

/// Videos of the library and the frames they show. Internal to core/app.
namespace overread {

/// What is read of an object when it is a video, else null.
const Video* as_video(const LoadedObject& object);

/// The video that a viewport plays; null when it shows something else, or only the card of one.
const LoadedObject* video_in(const State& state, int viewport);

/// Seconds between frames: the stream's length over Number of Frames, since the stream is what is
/// played; before it is known, or without a count, what the header says; 0 when nothing does.
double video_frame_time_s(const LoadedObject& video);

/// Number of Frames; where the header says one, what the stream's length holds.
int video_frame_count(const LoadedObject& video);

/// The frame that is shown, 1-based.
int video_frame_number(const LoadedObject& video);

}  // namespace overread
