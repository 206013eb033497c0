#pragma once

#include "core/objects/segmentation.hpp"

/// Internal to core/objects.
namespace overread {

/// Fills Segmentation::bits and ::pixels, its type, size and frames being known.
///
/// @errors Those of segmentation_object().
Result<void> read_segmentation_pixels(const DicomFile& file, const FrameSource& decode,
                                      Segmentation& segmentation);

}  // namespace overread
