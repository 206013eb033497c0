#include "core/view/overlay.hpp"

#include <algorithm>

#include "core/view/mask_contour.hpp"

namespace overread {
namespace {

/// Half the size of a point's cross, CSS pixels.
constexpr double kCrossArm = 6.0;

class StrokeMaker {
 public:
  StrokeMaker(const Transform<Viewport, Image>& viewport_from_image, double scale)
      : viewport_from_image_(viewport_from_image), scale_(scale) {}

  void add(const Region& region, int finding, int palette_index, const LabelMask* mask,
           int mask_slice) {
    start_ = {.finding = finding,
              .palette_index = palette_index,
              .style = overlay_color(palette_index).style,
              .role = region.role,
              .is_marker = region.kind == RegionKind::kPolyline && region.points.size() == 2 &&
                           !region.role.empty()};
    switch (region.kind) {
      case RegionKind::kPoint:
        for (const Point<Image>& point : region.points) add_cross(point);
        return;
      case RegionKind::kPolyline:
        return add_line(region.points, false);
      case RegionKind::kPolygon:
        return add_line(region.points, true);
      case RegionKind::kBox:
        return add_box(region.points);
      case RegionKind::kMask:
        if (mask == nullptr) return;
        for (const auto& line : mask_contours(*mask, region.mask_segment, mask_slice)) {
          add_line(line, true);
        }
        return;
    }
  }

  std::vector<OverlayStroke> take() { return std::move(strokes_); }

 private:
  void add_line(const std::vector<Point<Image>>& points, bool closed) {
    if (points.size() < 2) {
      if (!points.empty()) add_cross(points.front());
      return;
    }
    OverlayStroke stroke = start_;
    stroke.closed = closed;
    for (const Point<Image>& point : points) {
      stroke.points.push_back(viewport_from_image_ * point);
    }
    strokes_.push_back(std::move(stroke));
  }

  /// Round the outside of the first and last pixel, which are inside the box.
  void add_box(const std::vector<Point<Image>>& points) {
    if (points.size() != 2) return;
    const double left = std::min(points[0].x(), points[1].x()) - 0.5;
    const double right = std::max(points[0].x(), points[1].x()) + 0.5;
    const double top = std::min(points[0].y(), points[1].y()) - 0.5;
    const double bottom = std::max(points[0].y(), points[1].y()) + 0.5;
    add_line({Point<Image>(left, top), Point<Image>(right, top), Point<Image>(right, bottom),
              Point<Image>(left, bottom)},
             true);
  }

  void add_cross(Point<Image> point) {
    const Point<Viewport> center = viewport_from_image_ * point;
    const double arm = kCrossArm * scale_;
    for (const Vector<Viewport> way : {Vector<Viewport>(arm, 0), Vector<Viewport>(0, arm)}) {
      OverlayStroke stroke = start_;
      stroke.is_marker = true;
      stroke.points = {center + -1.0 * way, center + way};
      strokes_.push_back(std::move(stroke));
    }
  }

  const Transform<Viewport, Image>& viewport_from_image_;
  double scale_;
  OverlayStroke start_;
  std::vector<OverlayStroke> strokes_;
};

}  // namespace

ViewportBox box_around(std::span<const Point<Viewport>> points) {
  ViewportBox box{points[0].x(), points[0].y(), points[0].x(), points[0].y()};
  for (const Point<Viewport>& point : points) {
    box.left = std::min(box.left, point.x());
    box.right = std::max(box.right, point.x());
    box.top = std::min(box.top, point.y());
    box.bottom = std::max(box.bottom, point.y());
  }
  return box;
}

std::vector<OverlayStroke> overlay_strokes(std::span<const OverlayFinding> findings,
                                           std::string_view sop_instance_uid, int frame_number,
                                           const Transform<Viewport, Image>& viewport_from_image,
                                           const LabelMask* mask, int mask_slice, double scale) {
  StrokeMaker maker(viewport_from_image, scale);
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (findings[i].finding == nullptr) continue;
    for (const Region& region : findings[i].finding->regions) {
      // A mask covers its series: which slice of it belongs to the frame was worked out before.
      const bool here =
          region.kind == RegionKind::kMask ||
          (region.sop_instance_uid == sop_instance_uid && region.frame_number == frame_number);
      if (here) {
        maker.add(region, static_cast<int>(i), findings[i].palette_index, mask, mask_slice);
      }
    }
  }
  return maker.take();
}

}  // namespace overread
