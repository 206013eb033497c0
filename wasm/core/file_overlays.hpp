#pragma once

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"
#include "core/image/overlay_plane.hpp"

namespace overread {

/// The overlay planes over one frame (1-based) of a file, wherever their bits lie.
///
/// @errors As read_dicom_file() and decode_frame(); a broken plane is among the problems instead.
Result<FrameOverlays> file_overlays(ByteView bytes, int frame_number);

}  // namespace overread
