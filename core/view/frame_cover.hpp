#pragma once

#include <cstdint>
#include <vector>

#include "core/image/frame.hpp"

namespace overread {

/// What lies on top of one pixel, as bits.
enum CoverBit : std::uint8_t {
  kShuttered = 1,  ///< Hidden by the display shutter.
  kGraphic = 2,    ///< Drawn over by an overlay plane.
};

/// What lies on top of the pixels of a frame: shutter and overlay planes, cut off where they leave
/// the frame. A plane that is a region shows its border: filled, it would hide what it marks.
///
/// @return  CoverBits, [rows][columns]; empty when nothing lies there.
/// @dicom PS3.3 C.7.6.11, C.7.6.15, C.9.2
std::vector<std::uint8_t> frame_cover(const Frame& frame);

/// The gray, 0 to 255, that is shown where the frame is shuttered. A P-Value: it is not windowed
/// and not inverted.
///
/// @dicom PS3.3 C.7.6.11
float shutter_gray(const Frame& frame);

/// True when a plane lies over the frame that is drawn: there is something to turn off.
bool has_overlay_graphics(const Frame& frame);

}  // namespace overread
