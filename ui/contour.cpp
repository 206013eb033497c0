#include <algorithm>
#include <array>
#include <vector>

#include "core/view/line_style.hpp"
#include "ui/draw.hpp"

namespace overread::ui {
namespace {

std::vector<ImVec2> to_screen(const std::vector<Point<Viewport>>& points) {
  std::vector<ImVec2> out;
  out.reserve(points.size());
  for (const auto& point : points) {
    out.emplace_back(static_cast<float>(point.raw.x), static_cast<float>(point.raw.y));
  }
  return out;
}

// A draw list counts the vertices of one call with 16 bits, and a point takes up to four of them.
constexpr std::size_t kMostPoints = 8192;

void line(ImDrawList* list, const DrawnLine& drawn, ImU32 color, float wider) {
  std::vector<ImVec2> points = to_screen(drawn.points);
  const float width = static_cast<float>(drawn.width) + wider;
  if (points.size() <= kMostPoints) {
    list->AddPolyline(points.data(), static_cast<int>(points.size()), color,
                      drawn.closed ? ImDrawFlags_Closed : ImDrawFlags_None, width);
    return;
  }
  if (drawn.closed) points.push_back(points.front());
  for (std::size_t from = 0; from + 1 < points.size(); from += kMostPoints - 1) {
    const std::size_t count = std::min(kMostPoints, points.size() - from);
    list->AddPolyline(points.data() + from, static_cast<int>(count), color, ImDrawFlags_None,
                      width);
  }
}

}  // namespace

void contour(ImDrawList* list, std::span<const ImVec2> points, bool closed, const OverlayInk& ink,
             float scale, ImU32 halo) {
  if (points.size() < 2) return;
  std::vector<Point<Viewport>> path;
  path.reserve(points.size());
  for (const ImVec2& point : points) path.emplace_back(point.x, point.y);
  const std::vector<DrawnLine> lines = styled_lines(path, closed, ink.style, scale);
  if (halo) {
    for (const DrawnLine& drawn : lines) line(list, drawn, halo, 2.0f * scale);
  }
  for (const DrawnLine& drawn : lines) line(list, drawn, ink.color, 0);
}

void swatch(Context& ui, ImRect box, const OverlayInk& ink) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(box.Min, box.Max, faded(ink.color, 0.3f), ui.px(2));
  box.Expand(-1);
  const std::array<ImVec2, 4> corners = {box.Min, ImVec2(box.Max.x, box.Min.y), box.Max,
                                         ImVec2(box.Min.x, box.Max.y)};
  contour(list, corners, true, ink, ui.scale * 0.75f, 0);
}

}  // namespace overread::ui
