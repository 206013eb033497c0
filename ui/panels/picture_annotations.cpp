#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "ui/panels/panels.hpp"
#include "ui/widgets/interact.hpp"

namespace overread::ui {
namespace {

constexpr float kFillOpacity = 0.3f;
/// Filling takes the square of the points; what has more of them is outlined only.
constexpr std::size_t kMostFilledPoints = 2000;
/// Narrower boxes are no measure for words: these keep their size while the image is zoomed.
constexpr float kNarrowestText = 180;

ImU32 rgb_ink(const std::array<std::uint8_t, 3>& rgb) { return overlay_ink(0, rgb).color; }

// A file may recommend black: that needs a light edge, all else a dark one.
ImU32 halo_of(const Context& ui, const std::array<std::uint8_t, 3>& rgb) {
  const float light = 0.2126f * rgb[0] + 0.7152f * rgb[1] + 0.0722f * rgb[2];
  return faded(light < 64 ? ui.theme.image_text : ui.theme.halo, 0.6f);
}

void marker(Context& ui, ImDrawList* list, ImVec2 at, const OverlayInk& ink, ImU32 halo) {
  const float arm = ui.px(6);
  const std::array<ImVec2, 2> across = {ImVec2(at.x - arm, at.y), ImVec2(at.x + arm, at.y)};
  const std::array<ImVec2, 2> down = {ImVec2(at.x, at.y - arm), ImVec2(at.x, at.y + arm)};
  contour(list, across, false, ink, ui.scale, halo);
  contour(list, down, false, ink, ui.scale, halo);
}

void shape(Context& ui, const AnnotationShape& drawn, ImRect box) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const OverlayInk ink{rgb_ink(drawn.rgb), ContourStyle::kSolid};
  const ImU32 halo = halo_of(ui, drawn.rgb);
  std::vector<ImVec2> points;
  points.reserve(drawn.points.size());
  for (const auto& point : drawn.points) points.push_back(on_screen(ui, box, point));
  if (points.size() == 1) return marker(ui, list, points.front(), ink, halo);
  if (drawn.filled && points.size() <= kMostFilledPoints) {
    list->AddConcavePolyFilled(points.data(), static_cast<int>(points.size()),
                               faded(ink.color, kFillOpacity));
  }
  contour(list, points, drawn.closed, ink, ui.scale, halo);
}

// The words as they are drawn, and where.
struct PlacedText {
  std::vector<std::string> lines;
  ImRect box;
};

PlacedText placed(const Context& ui, const AnnotationText& text, ImRect box) {
  PlacedText out;
  const float margin = ui.px(4), room = std::max(box.GetWidth() - 2 * margin, 1.0f);
  const float own = text.box ? static_cast<float>(text.box->width()) / ui.device_scale : 0;
  const float widest = std::min(std::max(own, ui.px(kNarrowestText)), room);
  float width = 0;
  for (const std::string& line : text.lines) {
    for (const std::string_view part : broken_lines(ui, line, TextStyle::kImage, widest)) {
      out.lines.push_back(shortened(ui, part, TextStyle::kImage, room));
      width = std::max(width, measure(ui, out.lines.back(), TextStyle::kImage).x);
    }
  }
  const float height = leading_of(ui, TextStyle::kImage) * static_cast<float>(out.lines.size());
  ImVec2 at;
  if (text.box) {
    const ImVec2 from = on_screen(ui, box, {text.box->left, text.box->top});
    const float spare = own - width;
    const float share = text.justification == TextJustification::kLeft     ? 0.0f
                        : text.justification == TextJustification::kCenter ? 0.5f
                                                                           : 1.0f;
    at = {from.x + spare * share, from.y};
  } else {
    const ImVec2 anchor = on_screen(ui, box, *text.anchor);
    at = {anchor.x + ui.px(10), anchor.y - height / 2};
  }
  // Whole words beat exact places near the edge.
  const float first = box.Min.x + margin;
  at.x = std::clamp(at.x, first, std::max(first, box.Max.x - margin - width));
  out.box = {at, {at.x + width, at.y + height}};
  return out;
}

bool is_in_view(const Context& ui, const AnnotationText& text, ImRect box) {
  if (text.anchor && box.Contains(on_screen(ui, box, *text.anchor))) return true;
  if (!text.box) return false;
  const ImRect own(on_screen(ui, box, {text.box->left, text.box->top}),
                   on_screen(ui, box, {text.box->right, text.box->bottom}));
  return box.Overlaps(own);
}

void leader(Context& ui, const AnnotationText& text, ImRect words, ImRect box) {
  if (!text.has_leader || !text.anchor) return;
  const ImVec2 to = on_screen(ui, box, *text.anchor);
  const ImVec2 from(std::clamp(to.x, words.Min.x, words.Max.x),
                    std::clamp(to.y, words.Min.y, words.Max.y));
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddLine(from, to, halo_of(ui, text.rgb), ui.px(3));
  list->AddLine(from, to, rgb_ink(text.rgb), 1);
}

}  // namespace

void picture_annotations(Context& ui, const ViewportModel& viewport, ImRect box) {
  for (const AnnotationShape& drawn : viewport.annotation_shapes) shape(ui, drawn, box);
  ImDrawList* list = ImGui::GetWindowDrawList();
  std::string spoken;
  for (const AnnotationText& text : viewport.annotation_texts) {
    if (!is_in_view(ui, text, box)) continue;
    const PlacedText words = placed(ui, text, box);
    leader(ui, text, words.box, box);
    float y = words.box.Min.y;
    for (const std::string& line : words.lines) {
      text_over_picture(ui, list, {words.box.Min.x, y}, line, TextStyle::kImage, rgb_ink(text.rgb));
      y += leading_of(ui, TextStyle::kImage);
      spoken += (spoken.empty() ? "" : " ") + line;
    }
  }
  if (spoken.empty()) return;
  announce(ui, "viewport." + std::to_string(viewport.index + 1) + ".annotations", box,
           {.role = Role::kText, .label = ui.tr(Text::kAnnotations), .text = spoken});
}

}  // namespace overread::ui
