#include "core/view/label_placement.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace overread {
namespace {

/// Distances from the finding tried one after another, in label heights.
constexpr std::array kRings{0.0, 0.6, 1.4, 2.6, 4.2, 6.5, 10.0, 16.0, 26.0};

/// Directions tried at each distance: right first, where reading goes on, then left, then around.
constexpr std::array<std::array<double, 2>, 12> kDirections{{{1, 0},
                                                             {1, -0.5},
                                                             {1, 0.5},
                                                             {-1, 0},
                                                             {-1, -0.5},
                                                             {-1, 0.5},
                                                             {1, -1},
                                                             {1, 1},
                                                             {-1, -1},
                                                             {-1, 1},
                                                             {0, -1},
                                                             {0, 1}}};

std::map<int, ViewportBox> finding_boxes(std::span<const OverlayStroke> strokes) {
  std::map<int, ViewportBox> boxes;
  for (const OverlayStroke& stroke : strokes) {
    if (stroke.points.empty()) continue;
    const ViewportBox box = box_around(stroke.points);
    const auto [at, added] = boxes.emplace(stroke.finding, box);
    if (added) continue;
    at->second = {std::min(at->second.left, box.left), std::min(at->second.top, box.top),
                  std::max(at->second.right, box.right), std::max(at->second.bottom, box.bottom)};
  }
  return boxes;
}

double distance(const ViewportBox& a, const ViewportBox& b) {
  const double x = std::max({a.left - b.right, b.left - a.right, 0.0});
  const double y = std::max({a.top - b.bottom, b.top - a.bottom, 0.0});
  return std::hypot(x, y);
}

Point<Viewport> nearest_in(const ViewportBox& box, Point<Viewport> to) {
  return Point<Viewport>(std::clamp(to.x(), box.left, box.right),
                         std::clamp(to.y(), box.top, box.bottom));
}

/// The part of a finding's box that is in view.
std::optional<ViewportBox> visible_part(const ViewportBox& box, const LabelField& field) {
  const ViewportBox part{std::max(box.left, 0.0), std::max(box.top, 0.0),
                         std::min(box.right, field.width), std::min(box.bottom, field.height)};
  if (part.left > part.right || part.top > part.bottom) return std::nullopt;
  return part;
}

/// The point of a finding's lines that is nearest to the label.
Point<Viewport> nearest_on_strokes(std::span<const OverlayStroke> strokes, int finding,
                                   Point<Viewport> from) {
  Point<Viewport> best = from;
  double best_distance = HUGE_VAL;
  for (const OverlayStroke& stroke : strokes) {
    if (stroke.finding != finding) continue;
    const std::size_t count = stroke.points.size();
    for (std::size_t i = 0; i < count; ++i) {
      const bool last = i + 1 == count;
      if (last && !stroke.closed && count > 1) break;
      const Point<Viewport> a = stroke.points[i];
      const Vector<Viewport> way = stroke.points[(i + 1) % count] - a;
      const double length2 = glm::dot(way.raw, way.raw);
      const double t =
          length2 > 0.0 ? std::clamp(glm::dot((from - a).raw, way.raw) / length2, 0.0, 1.0) : 0.0;
      const Point<Viewport> at = a + t * way;
      const double d = (at - from).length();
      if (d < best_distance) {
        best_distance = d;
        best = at;
      }
    }
  }
  return best;
}

class Placer {
 public:
  Placer(std::map<int, ViewportBox> boxes, const LabelField& field)
      : boxes_(std::move(boxes)), field_(&field) {}

  std::optional<ViewportBox> place(const LabelRequest& request) {
    const auto own = boxes_.find(request.finding);
    if (own == boxes_.end()) return std::nullopt;
    const auto target = visible_part(own->second, *field_);
    if (!target) return std::nullopt;
    auto found = around(*target, request);
    if (!found) found = anywhere(*target, request);
    if (found) taken_.push_back(*found);
    return found;
  }

 private:
  bool free(const ViewportBox& box) const {
    if (box.left < 0.0 || box.top < 0.0 || box.right > field_->width ||
        box.bottom > field_->height) {
      return false;
    }
    const ViewportBox wide = box.grown(field_->gap / 2.0);
    const auto hits = [&](const ViewportBox& other) { return wide.overlaps(other); };
    return std::ranges::none_of(taken_, hits) && std::ranges::none_of(field_->reserved, hits) &&
           std::ranges::none_of(boxes_, hits, [](const auto& entry) { return entry.second; });
  }

  /// Close by, on a few rings.
  std::optional<ViewportBox> around(const ViewportBox& target, const LabelRequest& request) const {
    const double x = (target.left + target.right) / 2.0;
    const double y = (target.top + target.bottom) / 2.0;
    for (const double ring : kRings) {
      const double away = field_->gap + ring * request.height;
      for (const auto& [dx, dy] : kDirections) {
        const double cx = x + dx * (target.width() / 2.0 + away + request.width / 2.0);
        const double cy = y + dy * (target.height() / 2.0 + away + request.height / 2.0);
        const ViewportBox box{cx - request.width / 2.0, cy - request.height / 2.0,
                              cx + request.width / 2.0, cy + request.height / 2.0};
        if (free(box)) return box;
      }
    }
    return std::nullopt;
  }

  /// The free place of a grid over the whole viewport that is nearest.
  std::optional<ViewportBox> anywhere(const ViewportBox& target,
                                      const LabelRequest& request) const {
    std::optional<ViewportBox> best;
    const double step = std::max(request.height / 2.0, 4.0);
    for (double top = 0.0; top + request.height <= field_->height; top += step) {
      for (double left = 0.0; left + request.width <= field_->width; left += step) {
        const ViewportBox box{left, top, left + request.width, top + request.height};
        if ((!best || distance(box, target) < distance(*best, target)) && free(box)) best = box;
      }
    }
    return best;
  }

  std::map<int, ViewportBox> boxes_;
  const LabelField* field_;
  std::vector<ViewportBox> taken_;
};

}  // namespace

std::vector<OverlayLabel> place_labels(std::span<const LabelRequest> requests,
                                       std::span<const OverlayStroke> strokes,
                                       const LabelField& field) {
  Placer placer(finding_boxes(strokes), field);
  std::vector<OverlayLabel> labels;
  for (const LabelRequest& request : requests) {
    const auto box = placer.place(request);
    if (!box) continue;
    const Point<Viewport> middle((box->left + box->right) / 2.0, (box->top + box->bottom) / 2.0);
    const Point<Viewport> on_finding = nearest_on_strokes(strokes, request.finding, middle);
    labels.push_back({.finding = request.finding,
                      .palette_index = request.palette_index,
                      .text = request.text,
                      .box = *box,
                      .leader_from = nearest_in(*box, on_finding),
                      .leader_to = on_finding});
  }
  return labels;
}

}  // namespace overread
