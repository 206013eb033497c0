#pragma once

#include <vector>

#include "core/findings/mask.hpp"
#include "core/geometry/spaces.hpp"

namespace overread {

/// Outlines of one label in one slice of a mask: closed lines half way between pixels inside and
/// outside (marching squares at one half), holes included. Pixels that touch only at a corner are
/// apart. Each line keeps the label on its right as seen on the screen, so outer lines run
/// clockwise and holes counterclockwise.
///
/// @param label  1-based label number.
/// @param slice  0-based; out of range gives nothing.
std::vector<std::vector<Point<Image>>> mask_contours(const LabelMask& mask, int label, int slice);

/// Leaves out points on the straight between their neighbors.
std::vector<Point<Image>> without_straight_points(const std::vector<Point<Image>>& closed_line);

}  // namespace overread
