#pragma once

#include <span>
#include <string_view>

#include "core/image/frame.hpp"
#include "core/image/voi_lut.hpp"

namespace overread {

/// A window by name. `key` is a text key, translated by the interface: "window.lung".
struct WindowPreset {
  std::string_view key;
  Window window;
};

/// Presets of a modality, in the order of their number keys; none for modalities without a unit.
std::span<const WindowPreset> window_presets(std::string_view modality);

/// The window a frame is first shown with: the file's first one, or the whole range for pictures of
/// 8 bits, or the middle 99 % of the frame's finite values without padding.
Window default_window(const Frame& frame);

/// The function that windows of a frame are for: the file's; LINEAR_EXACT in place of LINEAR where
/// the file has no window and values come in steps below 1, as those of float pixels do.
VoiFunction window_function(const Frame& frame);

/// The window that shows all that the modality stage can give: a VOI stage that changes nothing.
/// For float pixels, which have no such range, default_window().
///
/// @dicom PS3.4 N.2.1.3
Window full_range_window(const Frame& frame);

/// The number, from 1, of the VOI LUT that a frame is shown by; 0 when it is shown by a window. The
/// file's first one serves where it has no window.
///
/// @param chosen         The reader's window; it comes before any table.
/// @param chosen_number  The reader's table, from 1; 0, or one that the frame has not: none.
int voi_lut_in_force(const PixelTransform& transform, const std::optional<Window>& chosen,
                     int chosen_number);

/// The VOI stage of a frame: the chosen window where there is one, else the chosen VOI LUT, else
/// the file's first window, else its first VOI LUT, else default_window(). A Presentation LUT is
/// part of it.
VoiStage frame_voi_stage(const Frame& frame, const std::optional<Window>& chosen = std::nullopt,
                         int chosen_number = 0);

/// The window after a drag of (dx, dy) device pixels: right widens, down darkens, faster in wide
/// windows. Width stays what the function allows: at 1 or more for LINEAR, above 0 for the others.
Window dragged_window(const Window& window, VoiFunction function, double dx, double dy);

}  // namespace overread
