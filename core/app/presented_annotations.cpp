#include "core/app/presented_annotations.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/app/presentation.hpp"
#include "core/view/graphic_shape.hpp"

namespace overread {
namespace {

/// More lines than any screen shows at once.
constexpr std::size_t kMostTextLines = 100;

/// The displayed area as a viewport that it fills, one device pixel for each of its pixels: shares
/// of the one are places in the other, turned and mirrored as they are on the screen.
struct DisplaySpace {
  double width = 1.0, height = 1.0;
  Transform<Image, Viewport> image_from_display;
};

DisplaySpace display_space(const PresentationState& presentation, const InstanceHeader& header,
                           int frame_number) {
  ViewportState view = presented_view(presentation, header, frame_number);
  if (!view.area) {
    view.area = ViewArea{
        .left = -0.5, .top = -0.5, .right = header.columns - 0.5, .bottom = header.rows - 0.5};
  }
  view.area->scale = 1.0;
  double width = view.area->right - view.area->left;
  double height = view.area->bottom - view.area->top;
  if (view.orientation.quarter_turns % 2 != 0) std::swap(width, height);
  const ViewGeometry geometry{.columns = header.columns,
                              .rows = header.rows,
                              .viewport_width = static_cast<int>(width),
                              .viewport_height = static_cast<int>(height)};
  return {.width = width,
          .height = height,
          .image_from_display = viewport_from_image(view, geometry).inverse()};
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty() && lines.size() < kMostTextLines) {
    const std::size_t end = text.find_first_of("\r\n");
    lines.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    const bool is_pair = text.substr(end, 2) == "\r\n";
    text.remove_prefix(end + (is_pair ? 2 : 1));
  }
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

class AnnotationMaker {
 public:
  AnnotationMaker(const PresentationState& presentation, const InstanceHeader& header,
                  int frame_number, const Transform<Viewport, Image>& viewport_from_image)
      : viewport_from_image_(viewport_from_image),
        display_(display_space(presentation, header, frame_number)),
        pixel_aspect_(displayed_pixel_aspect(&presentation, header, frame_number)) {}

  void add(const GraphicAnnotation& annotation, RgbColor rgb) {
    for (const GraphicObject& graphic : annotation.graphics) add(graphic, rgb);
    for (const TextObject& text : annotation.texts) add(text, rgb);
  }

  PresentedAnnotations take() { return std::move(made_); }

 private:
  Point<Image> in_image(const AnnotationPoint& point, AnnotationUnits units) const {
    // The corner of the first pixel is 0\0 in the file, and half a pixel from its center.
    if (units == AnnotationUnits::kPixel) return {point[0] - 0.5, point[1] - 0.5};
    return display_.image_from_display *
           Point<Viewport>(point[0] * display_.width, point[1] * display_.height);
  }

  Point<Viewport> on_screen(const AnnotationPoint& point, AnnotationUnits units) const {
    return viewport_from_image_ * in_image(point, units);
  }

  /// The line in image pixels; closed when it ends where it began.
  std::vector<Point<Image>> line_of(const GraphicObject& graphic) const {
    std::vector<Point<Image>> points;
    points.reserve(graphic.points.size());
    for (const AnnotationPoint& point : graphic.points) {
      points.push_back(in_image(point, graphic.units));
    }
    switch (graphic.type) {
      case GraphicType::kCircle:
        return circle_line(points[0], points[1], pixel_aspect_);
      case GraphicType::kEllipse:
        return ellipse_line({points[0], points[1], points[2], points[3]});
      case GraphicType::kInterpolated:
        return curve_line(points);
      case GraphicType::kPoint:
      case GraphicType::kPolyline:
        break;
    }
    return points;
  }

  void add(const GraphicObject& graphic, RgbColor rgb) {
    std::vector<Point<Image>> line = line_of(graphic);
    const bool is_round =
        graphic.type == GraphicType::kCircle || graphic.type == GraphicType::kEllipse;
    AnnotationShape shape{.closed = is_round, .rgb = rgb};
    if (!is_round && line.size() > 3 && line.front() == line.back()) {
      line.pop_back();
      shape.closed = true;
    }
    shape.filled = shape.closed && graphic.is_filled;
    shape.points.reserve(line.size());
    for (const Point<Image>& point : line) shape.points.push_back(viewport_from_image_ * point);
    made_.shapes.push_back(std::move(shape));
  }

  void add(const TextObject& object, RgbColor rgb) {
    AnnotationText text{.lines = lines_of(object.text), .rgb = rgb};
    if (text.lines.empty()) return;
    if (object.box) {
      // Turned or mirrored, the corners are others on the screen; the words stay upright.
      const std::array corners{on_screen(object.box->top_left, object.box->units),
                               on_screen(object.box->bottom_right, object.box->units)};
      text.box = box_around(corners);
      text.justification = object.box->justification;
    }
    if (object.anchor) {
      text.anchor = on_screen(object.anchor->point, object.anchor->units);
      text.has_leader = object.anchor->is_visible;
    }
    made_.texts.push_back(std::move(text));
  }

  const Transform<Viewport, Image>& viewport_from_image_;
  DisplaySpace display_;
  double pixel_aspect_;
  PresentedAnnotations made_;
};

}  // namespace

PresentedAnnotations presented_annotations(const PresentationState& presentation,
                                           const InstanceHeader& header, int frame_number,
                                           const Transform<Viewport, Image>& viewport_from_image) {
  AnnotationMaker maker(presentation, header, frame_number, viewport_from_image);
  const auto add_layer = [&](auto is_of_layer, RgbColor rgb) {
    for (const GraphicAnnotation& annotation : presentation.annotations) {
      if (!is_of_layer(annotation)) continue;
      if (!means_frame(annotation.images, header.sop_instance_uid, frame_number)) continue;
      maker.add(annotation, rgb);
    }
  };
  for (const GraphicLayer& layer : presentation.layers) {
    add_layer([&](const GraphicAnnotation& each) { return each.layer == layer.name; },
              layer.color.value_or(kOverlayRgb));
  }
  // A layer that the file does not describe is no reason to hide what is on it.
  const auto is_described = [&](const GraphicAnnotation& each) {
    return std::ranges::contains(presentation.layers, each.layer, &GraphicLayer::name);
  };
  add_layer([&](const GraphicAnnotation& each) { return !is_described(each); }, kOverlayRgb);
  return maker.take();
}

}  // namespace overread
