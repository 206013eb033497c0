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

/// What a reader should know about a stack, with the numbers it was judged by.
struct GeometryWarning {
  enum class Kind {
    kUnevenSpacing,     ///< value, high: largest step, low: smallest, mm
    kMissingSlices,     ///< value: slices that fit the gaps; low: usual step, high: largest, mm
    kDuplicates,        ///< value: slices at a place already taken
    kGantryTilt,        ///< value: degrees between the normal and the way the slices step
    kMixedOrientation,  ///< value: directions, counted to 65; high: largest turn, degrees
    kShiftedSlices,     ///< value: mm of the slice farthest off the straight line
    kMixedSpacing,      ///< value: spacings; low, high: smallest and largest distance, mm
    kMissingParts,      ///< value: parts; numbers: their In-concatenation Numbers
    kMosaic,            ///< value: pictures that are slices side by side
  };
  Kind kind = Kind::kUnevenSpacing;
  double value = 0.0;
  double low = 0.0, high = 0.0;
  std::vector<int> numbers{};

  friend bool operator==(const GeometryWarning&, const GeometryWarning&) = default;
};

/// What sets one stack of a DICOM series apart from the others.
struct StackTrait {
  enum class Kind {
    kLocalizer,    ///< Image Type says so.
    kOrientation,  ///< "axial", "coronal", "sagittal": the nearest of them.
    kSize,         ///< "512 × 512": columns and rows.
    kClip,         ///< Instance Number of a multi-frame image that is no stack.
    kStackId,
    kSegment,
    kImageType,  ///< Without the leading values that all stacks have.
    kEcho,       ///< Echo Time in ms, or Echo Number where there is none.
    kBValue,
    kTemporalPosition,
    kAcquisition,
    kTriggerTime,  ///< ms
    kKernel,
    kDimension,  ///< One of Dimension Index Values.
    kPass,       ///< Which pass over all places, from 1, by Instance Number.
  };
  Kind kind = Kind::kOrientation;
  std::string value;

  friend bool operator==(const StackTrait&, const StackTrait&) = default;
};

/// Frames that are read as one stack: along the slice normal, or in order of Instance Number and
/// frame where they are no stack of slices.
struct Series {
  std::vector<InstanceHeader> instances;  ///< Those with a frame in the stack.
  std::vector<SeriesFrame> frames;
  std::vector<GeometryWarning> warnings;
  std::vector<StackTrait> traits;  ///< Empty when the DICOM series is this one stack.
};

/// A DICOM series of up to this many directions falls into a stack for each. One of more, most of
/// them of a single frame, is a rotating view and stays together in order of Instance Number.
inline constexpr int kMaxStackOrientations = 4;

/// Groups headers by DICOM series and each series into stacks; the same result whatever the order
/// of `headers`.
///
/// - Localizers, other directions and other image sizes are stacks of their own, also frames of one
///   enhanced instance. The parts of a concatenation are one image.
/// - Frames that would lie at one place, or that only together step unevenly, are told apart by
///   what they are: see split_by_content().
/// - A multi-frame image without slices (cine loop, run, tiles) is a stack of its own, in frame
///   order.
/// - Single frames without geometry, and radiographs and ultrasound images with it, stay together
///   in order of Instance Number, whatever their sizes.
/// - Instances without an image (reports, plans) give a series without frames.
/// - Of several instances of one SOP Instance UID one is kept.
std::vector<Series> group_into_series(std::vector<InstanceHeader> headers);

/// The instances that frames of a series are of, in reading order, each once.
std::vector<std::string> sop_instance_uids(const Series& series);

}  // namespace overread
