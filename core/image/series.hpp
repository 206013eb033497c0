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
  double value = 0.0;  ///< mm of the largest step for spacing, degrees for tilt, count otherwise.
};

/// Instances that are read as one stack, sorted along the slice normal (or by Instance Number where
/// there is no geometry).
struct Series {
  std::vector<InstanceHeader> instances;
  std::vector<SeriesFrame> frames;
  std::vector<GeometryWarning> warnings;
};

/// Groups headers by series (and within one by size and orientation) and sorts each.
std::vector<Series> group_into_series(std::vector<InstanceHeader> headers);

}  // namespace overread
