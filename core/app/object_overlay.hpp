#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "core/findings/mask.hpp"
#include "core/geometry/spaces.hpp"
#include "core/objects/display_color.hpp"

namespace overread {

struct State;
struct InstanceHeader;

/// A mask of a service over the same frame.
struct ServiceSlice {
  std::shared_ptr<const LabelMask> mask;
  int slice = 0;  ///< 0-based.
};

/// What segmentations and structure sets of the library draw on one frame.
struct ObjectOverlay {
  /// A segment or structure that has something on the frame, drawn or switched off.
  struct Part {
    std::string object_uid;
    int number = 0;
    std::string name;
    RgbColor rgb{};
    bool shown = true;
  };
  /// A contour in image pixels; one point alone is a marker.
  struct Line {
    std::vector<Point<Image>> points;
    bool closed = false;
    std::size_t part = 0;  ///< Index into `parts`.
  };

  std::vector<Part> parts;
  std::vector<Line> lines;
  /// One slice of the frame's size with all segments that are drawn, and the service's labels, if
  /// any, above them; null without segments. Where segments overlap the smaller one is on top.
  std::shared_ptr<const LabelMask> mask;
  int undrawn_count = 0;  ///< Segments for which a mask has no number left.

  // What it was worked out for.
  std::string sop_instance_uid;
  int frame_number = 0;
  int objects_version = -1;
  ServiceSlice service;
};

/// Segments are drawn on the frames they were made from (their sources), or, where they name none,
/// on frames of the same Frame of Reference, and only when both lie in one plane; pixels are taken
/// from the nearest of the segmentation's. Contours are drawn on the images they name, or, where
/// they name none, within half a slice of a frame of the same Frame of Reference.
///
/// @param frame_number  1-based.
ObjectOverlay object_overlay(const State& state, const InstanceHeader& header, int frame_number,
                             ServiceSlice service);

}  // namespace overread
