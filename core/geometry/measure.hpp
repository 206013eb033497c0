#pragma once

#include <span>

#include "core/geometry/image_plane.hpp"
#include "core/geometry/spaces.hpp"

/// Measuring in one frame. Every function takes the pixel spacing, since pixels need not be square;
/// for angles in an uncalibrated picture any spacing with the right ratio will do, {1, 1} included.
namespace overread {

/// A straight line between two places of a frame.
struct ImageLine {
  Point<Image> from, to;
};

/// Distance in mm.
double length_mm(Point<Image> a, Point<Image> b, const PixelSpacing& spacing);

/// Length of a line through `points` in mm; 0 for fewer than two.
double polyline_length_mm(std::span<const Point<Image>> points, const PixelSpacing& spacing);

/// Area inside a polygon in mm², whichever way round it runs; the last point is joined to the
/// first. 0 for fewer than three points. For a polygon that does not cross itself.
double polygon_area_mm2(std::span<const Point<Image>> points, const PixelSpacing& spacing);

/// The smaller angle between two lines, degrees in [0, 90]; which end of a line comes first does
/// not matter. 0 when a line has no length.
double angle_between_lines_deg(const ImageLine& a, const ImageLine& b, const PixelSpacing& spacing);

/// Cobb angle of two end plates in degrees, in [0, 180): how far one is tilted against the other
/// when both run from the picture's left to its right. Above 90 in the most severe curves, where
/// the angle between undirected lines would fold back.
double cobb_angle_deg(const ImageLine& superior, const ImageLine& inferior,
                      const PixelSpacing& spacing);

/// The angle a-vertex-b, degrees in [0, 180]; 0 when an arm has no length.
double angle_at_vertex_deg(Point<Image> a, Point<Image> vertex, Point<Image> b,
                           const PixelSpacing& spacing);

}  // namespace overread
