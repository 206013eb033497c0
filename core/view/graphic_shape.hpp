#pragma once

#include <array>
#include <span>
#include <vector>

#include "core/geometry/spaces.hpp"

/// The lines of annotations that are given by a few points, in image pixels.
namespace overread {

/// Points of a closed line, the first one not repeated.
inline constexpr int kRoundPoints = 96;

/// A circle round `center` through `through`, which is its first point. It is one on the screen: in
/// image pixels that are not square an ellipse.
///
/// @param pixel_aspect  Height of a pixel over its width.
/// @dicom PS3.3 C.10.5.1.2 (CIRCLE)
std::vector<Point<Image>> circle_line(Point<Image> center, Point<Image> through,
                                      double pixel_aspect);

/// An ellipse by the ends of its major and then of its minor axis; begins at the first end.
///
/// @dicom PS3.3 C.10.5.1.2 (ELLIPSE)
std::vector<Point<Image>> ellipse_line(const std::array<Point<Image>, 4>& ends);

/// A smooth curve through all points, in their order (Catmull-Rom); closed when the last point is
/// the first. Fewer than three points are returned as they are.
///
/// @dicom PS3.3 C.10.5.1.2 (INTERPOLATED): which curve it is, is left to the display.
std::vector<Point<Image>> curve_line(std::span<const Point<Image>> points);

}  // namespace overread
