#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/geometry/spaces.hpp"

namespace overread {

/// The second channel beside color, for eyes that do not tell colors apart.
enum class ContourStyle { kSolid, kDashed, kDotted, kDouble, kDashDot, kThick };

/// One entry of the overlay palette.
struct OverlayColor {
  std::array<std::uint8_t, 3> rgb;
  ContourStyle style;
};

/// Six colors that the color-blind tell apart (Okabe and Ito), each with a contour style of its
/// own, in the order they are given to findings.
std::span<const OverlayColor, 6> overlay_palette();

/// The entry for a finding's index: the palette begins again after its end.
const OverlayColor& overlay_color(int palette_index);

/// A line ready to be drawn as it is.
struct DrawnLine {
  std::vector<Point<Viewport>> points;
  double width = 1.5;  ///< Device pixels.
  bool closed = false;
};

/// Splits a line into what its style looks like: dashes along its length, two lines side by side, a
/// wider one.
///
/// @param scale  Device pixels per CSS pixel: dashes and widths grow with it.
std::vector<DrawnLine> styled_lines(std::span<const Point<Viewport>> points, bool closed,
                                    ContourStyle style, double scale);

}  // namespace overread
