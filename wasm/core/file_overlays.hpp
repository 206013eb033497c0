#pragma once

#include "core/base/result.hpp"
#include "core/dicom/frame_reader.hpp"
#include "core/image/overlay_plane.hpp"

namespace overread {

/// The overlay planes over one frame (1-based) of a file, wherever their bits lie.
///
/// @errors As FrameReader::frame(); a broken plane is among the problems instead.
Result<FrameOverlays> overlays_over(const FrameReader& file, int frame_number);

}  // namespace overread
