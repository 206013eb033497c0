#pragma once

#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "core/geometry/spaces.hpp"
#include "core/image/instance_header.hpp"

namespace overread {

/// One frame of one instance of a series, in reading order.
struct SeriesFrame {
  int instance = 0;      ///< Index into Series::instances.
  int frame_number = 1;  ///< 1-based.
};

/// What the geometry of a stack is not, in words a reader understands.
struct GeometryWarning {
  enum class Kind { kUnevenSpacing, kMissingSlices, kDuplicates, kGantryTilt, kMixedOrientation };
  Kind kind;
  /// mm of the largest step for spacing, degrees for tilt; otherwise a count: of slices missing, of
  /// slices at a place already taken, of orientations in the series.
  double value = 0.0;

  friend bool operator==(const GeometryWarning&, const GeometryWarning&) = default;
};

/// Instances that are read as one stack, sorted along the slice normal (or by Instance Number where
/// there is no geometry).
struct Series {
  std::vector<InstanceHeader> instances;
  std::vector<SeriesFrame> frames;
  std::vector<GeometryWarning> warnings;
};

/// Groups headers by series and sorts each; the same result whatever the order of `headers`.
///
/// A series with geometry falls into one stack per size and orientation, so that a localizer in
/// three planes gives three stacks, each warned of with kMixedOrientation; a rotating series of
/// more than kMaxStackOrientations directions stays one, in order of Instance Number. Frames
/// without geometry stay together whatever their sizes. Instances without an image (reports, plans)
/// give series without frames.
inline constexpr int kMaxStackOrientations = 4;
std::vector<Series> group_into_series(std::vector<InstanceHeader> headers);

}  // namespace overread
