#pragma once

#include <optional>
#include <string>

#include "core/app/state.hpp"
#include "core/image/frame.hpp"
#include "core/objects/presentation_state.hpp"

/// What a viewport shows right now, worked out from the state. Internal to core/app.
namespace overread {

/// The header shown, or null; the frame with its pixels, as the image itself is, when they are
/// decoded; till then maybe one at reduced resolution, only to be looked at; the presentation state
/// in force on it, or null.
struct Shown {
  const LoadedSeries* series = nullptr;
  const InstanceHeader* header = nullptr;
  int frame_number = 1;
  std::optional<Frame> frame;
  std::optional<Frame> coarse;
  const PresentationState* presentation = nullptr;
};
Shown shown_in(const State& state, int viewport);

/// Whether a viewport shows this frame (1-based), or waits for it.
bool is_on_screen(const State& state, const std::string& sop_instance_uid, int frame_number);

/// The frame of a viewport as it is to be seen: by the presentation state in force, else as the
/// image itself is.
std::optional<Frame> frame_to_show(const State& state, int viewport, const Shown& shown);

/// The series that shows a frame (1-based), and where in it; a null series when it is not open.
struct FramePlace {
  const LoadedSeries* series = nullptr;
  int index = 0;
};
FramePlace place_of(const State& state, const std::string& sop_instance_uid, int frame_number);

/// A frame (1-based) with what it means and what lies over it, when its pixels are decoded.
std::optional<Frame> decoded_frame(const State& state, const InstanceHeader& header,
                                   int frame_number);

/// Study Instance UID of what the active viewport shows, picture or object; empty when nothing.
std::string study_on_screen(const State& state);

std::optional<ViewGeometry> geometry_of(const State& state, int viewport);

/// What the frame of a viewport is shown by: the presentation state's transform, else the image's
/// own; none without an image, or without pixels for the state's.
std::optional<PixelTransform> transform_in_force(const State& state, int viewport,
                                                 const Shown& shown);

/// The reader's window, else the presentation state's or the file's first, else one that shows the
/// frame; none without pixels for the last, or for color. A VOI LUT may be in force instead: this
/// is then where a drag begins.
std::optional<Window> window_in_force(const State& state, int viewport);

}  // namespace overread
