#pragma once

#include <vector>

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"
#include "core/findings/mask.hpp"

namespace overread {

/// A frame of a segmentation: which label on which slice.
struct SegmentFrame {
  int label_number = 1;
  int slice = 0;  ///< 0-based, in the mask's order.
};

/// The frames that are not empty, by label and then by slice.
///
/// @errors kInvalidArgument when a voxel has a value that is no label, or the mask is empty.
Result<std::vector<SegmentFrame>> occupied_frames(const LabelMask& mask);

/// The frames' pixels, one bit each, lowest bit first, frames one after the other without filling
/// between them; filled to an even number of bytes at the end.
///
/// @dicom PS3.5 8.1.1, PS3.3 C.8.20.2
Result<Bytes> packed_frames(const LabelMask& mask, const std::vector<SegmentFrame>& frames);

}  // namespace overread
