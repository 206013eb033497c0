#pragma once

#include <cstddef>
#include <vector>

#include "core/image/series.hpp"

namespace overread {

/// A frame on its way into a stack.
struct PlacedFrame {
  const InstanceHeader* header = nullptr;
  SeriesFrame frame;         ///< Counted in the instances of the whole DICOM series.
  std::size_t order = 0;     ///< Its place by Instance Number and frame.
  double position_mm = 0.0;  ///< Along the normal of the stack.
};

/// Frames of one direction and size.
struct FrameStack {
  std::vector<PlacedFrame> frames;  ///< By position, then by order.
  std::vector<StackTrait> traits;
};

/// Tells apart what lies at one place: splits by Stack ID, segment, Image Type, echo, b-value,
/// Temporal Position, Acquisition Number, Trigger Time, kernel or Dimension Index Values, the first
/// of them that parts whole stacks; and again, as long as places repeat.
///
/// A stack whose places do not repeat and whose steps are even is left alone whatever its frames
/// say: scanners count acquisitions up within one stack. For the same reason an attribute counts
/// only when its parts lie over one another (they cover the places, or the way, 1.1 times at least,
/// and each of them about half of it); Stack ID and segment always count. Frames all at one place
/// are a loop and stay together.
///
/// What nothing else tells apart is parted into passes over the places, where Instance Numbers go
/// pass after pass or place after place.
///
/// @param table_budget  Headers of multi-frame instances are copied into every stack that has a
///                      frame of theirs; this many frames' entries may be copied, and what would
///                      take more stays together.
std::vector<FrameStack> split_by_content(FrameStack stack, std::size_t& table_budget);

/// True when no two frames say the same of themselves: moments or echoes, not duplicates.
bool all_told_apart(const std::vector<PlacedFrame>& frames);

}  // namespace overread
