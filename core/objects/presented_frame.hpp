#pragma once

#include <string_view>

#include "core/image/frame.hpp"
#include "core/objects/presentation_state.hpp"

namespace overread {

/// A frame as a presentation state wants it seen: its modality, VOI and presentation stages or
/// palette, shutter and overlay planes replace those of the image, the colors of a parametric map
/// too. What the state does not state is absent:
/// modality values are stored values then, and the VOI stage spreads all of their range.
/// Photometric Interpretation counts for nothing; padding stays padding. A color frame keeps its
/// colors.
///
/// @param own           The frame with what the image itself says of it.
/// @param pixel_aspect  Height of a pixel over its width, for circles of the shutter.
/// @dicom PS3.4 N.2
Frame presented_frame(const PresentationState& state, const Frame& own,
                      std::string_view sop_instance_uid, int frame_number, double pixel_aspect);

}  // namespace overread
