#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/findings/mask.hpp"
#include "core/findings/result.hpp"
#include "core/geometry/spaces.hpp"
#include "core/view/line_style.hpp"

namespace overread {

/// A rectangle in device pixels.
struct ViewportBox {
  double left = 0.0, top = 0.0, right = 0.0, bottom = 0.0;

  double width() const { return right - left; }
  double height() const { return bottom - top; }
  bool overlaps(const ViewportBox& other) const {
    return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
  }
  ViewportBox grown(double by) const { return {left - by, top - by, right + by, bottom + by}; }
  friend bool operator==(const ViewportBox&, const ViewportBox&) = default;
};

/// The smallest box around points; at least one of them.
ViewportBox box_around(std::span<const Point<Viewport>> points);

/// One line of a finding in the picture, before its style is applied (styled_lines).
struct OverlayStroke {
  std::vector<Point<Viewport>> points{};
  bool closed = false;
  int finding = 0;        ///< Index into the findings given.
  int palette_index = 0;  ///< See overlay_color.
  ContourStyle style = ContourStyle::kSolid;
  std::string role{};  ///< Region::role.
  /// A point's cross, or a line that a number is measured from: drawn solid whatever the style.
  bool is_marker = false;
};

/// A finding's name and value beside it, and the line that leads there.
struct OverlayLabel {
  int finding = 0;
  int palette_index = 0;
  std::string text{};
  ViewportBox box{};
  Point<Viewport> leader_from{};  ///< On the label's edge.
  Point<Viewport> leader_to{};    ///< On the finding.
};

/// A finding to draw, with the color it keeps in list, legend and picture.
struct OverlayFinding {
  const Finding* finding = nullptr;
  int palette_index = 0;
};

/// Lines of all findings that lie on one frame: polylines open, polygons and boxes closed, points
/// as a cross; masks through `mask`, as the contour of their segment.
///
/// @param mask        Mask of the series, or null.
/// @param mask_slice  0-based slice of `mask` that belongs to the frame.
/// @param scale       Device pixels per CSS pixel.
std::vector<OverlayStroke> overlay_strokes(std::span<const OverlayFinding> findings,
                                           std::string_view sop_instance_uid, int frame_number,
                                           const Transform<Viewport, Image>& viewport_from_image,
                                           const LabelMask* mask, int mask_slice, double scale);

}  // namespace overread
