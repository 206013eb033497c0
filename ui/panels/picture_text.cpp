#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "ui/fonts/icons.hpp"
#include "ui/keyed_text.hpp"
#include "ui/metrics.hpp"
#include "ui/panels/panels.hpp"
#include "ui/widgets/interact.hpp"

namespace overread::ui {
namespace {

constexpr float kMargin = 10;

float line_height(const Context& ui) { return ui.px(15); }

void lines(Context& ui, const std::vector<std::string>& text, ImRect box, bool right, bool bottom,
           float from, float room) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float step = line_height(ui);
  float y = bottom ? box.Max.y - from - step * static_cast<float>(text.size()) : box.Min.y + from;
  for (const std::string& line : text) {
    const std::string shown = shortened(ui, line, TextStyle::kImage, room);
    const float width = measure(ui, shown, TextStyle::kImage).x;
    const float x = right ? box.Max.x - ui.px(kMargin) - width : box.Min.x + ui.px(kMargin);
    text_over_picture(ui, list, {x, y}, shown, TextStyle::kImage, ui.theme.image_text);
    y += step;
  }
}

std::vector<std::string> translated(const std::vector<CornerLine>& lines, Language language) {
  std::vector<std::string> out;
  out.reserve(lines.size());
  for (const CornerLine& line : lines) out.push_back(corner_line(line, language));
  return out;
}

// Corners go one by one when the viewport is narrow: bottom right first, the patient's last.
void corners(Context& ui, const ViewportModel& viewport, ImRect box, std::string_view id) {
  const CornerTexts& own = viewport.corners;
  const std::array<std::vector<std::string>, 4> text = {
      translated(own.top_left, ui.language), translated(own.top_right, ui.language),
      translated(own.bottom_left, ui.language), translated(own.bottom_right, ui.language)};
  // The middle belongs to the letters and the scale bar.
  const float room = box.GetWidth() / 2 - ui.px(kMargin + 16);
  const bool both = room > ui.px(90), tall = box.GetHeight() > line_height(ui) * 11;
  const float margin = ui.px(kMargin);
  if (room > ui.px(40)) lines(ui, text[0], box, false, false, margin, room);
  if (both) lines(ui, text[1], box, true, false, ui.px(kMargin + 20), room);
  if (room > ui.px(40) && tall) lines(ui, text[2], box, false, true, margin, room);
  if (both && tall) lines(ui, text[3], box, true, true, margin, room);
  std::string spoken;
  for (const auto& corner : text) {
    for (const std::string& line : corner) spoken += (spoken.empty() ? "" : ", ") + line;
  }
  announce(ui, id, box, {.role = Role::kText, .label = spoken});
}

void letters(Context& ui, const ViewportModel& viewport, ImRect box) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float margin = ui.px(kMargin);
  const ImVec2 center = box.GetCenter();
  const SideLetters& own = viewport.letters;
  const std::array<std::string, 4> names = {own.left, own.right, own.top, own.bottom};
  const auto put = [&](const std::string& name, int side) {
    if (name.empty()) return;
    const ImVec2 size = measure(ui, name, TextStyle::kBodyStrong);
    const std::array<ImVec2, 4> at = {ImVec2(box.Min.x + margin, center.y - size.y / 2),
                                      ImVec2(box.Max.x - margin - size.x, center.y - size.y / 2),
                                      ImVec2(center.x - size.x / 2, box.Min.y + margin),
                                      ImVec2(center.x - size.x / 2, box.Max.y - margin - size.y)};
    text_over_picture(ui, list, at[static_cast<std::size_t>(side)], name, TextStyle::kBodyStrong,
                      ui.theme.image_text);
  };
  for (int side = 0; side < 4; ++side) put(names[static_cast<std::size_t>(side)], side);
  if (!viewport.laterality.empty()) {
    const ImVec2 size = measure(ui, viewport.laterality, TextStyle::kBodyStrong);
    text_over_picture(ui, list, {center.x - size.x / 2, box.Min.y + margin + size.y + ui.px(2)},
                      viewport.laterality, TextStyle::kBodyStrong, ui.theme.image_text_dim);
  }
}

void bar(Context& ui, const ViewportModel& viewport, ImRect box) {
  if (!viewport.scale_bar) return;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float length = static_cast<float>(viewport.scale_bar->length_px) / ui.device_scale;
  if (length > box.GetWidth() * 0.6f || length < ui.px(8)) return;
  // On the bottom edge over the letter; above the corner texts where they come as far as the bar.
  const auto& corners = viewport.corners;
  const std::size_t rows = std::max(corners.bottom_left.size(), corners.bottom_right.size());
  const bool tight = box.GetWidth() / 2 - length / 2 < ui.px(230);
  const float lift = tight ? line_height(ui) * static_cast<float>(rows) - ui.px(16) : 0;
  const float y = box.Max.y - ui.px(kMargin) - ui.px(2) - std::max(lift, 0.0f);
  const float x = ImFloor(box.GetCenter().x - length / 2);
  const float up = y - ui.px(22);
  const auto piece = [&](ImVec2 a, ImVec2 b) {
    list->AddRectFilled({a.x - 1, a.y - 1}, {b.x + 1, b.y + 1}, faded(ui.theme.image_shadow, 0.6f));
    list->AddRectFilled(a, b, ui.theme.image_text);
  };
  piece({x, up}, {x + length, up + 1});
  piece({x, up - ui.px(4)}, {x + 1, up});
  piece({x + length - 1, up - ui.px(4)}, {x + length, up});
  const std::string label = viewport.scale_bar->value + "\xE2\x80\x89" +
                            keyed_text("unit." + viewport.scale_bar->unit, ui.language);
  const ImVec2 size = measure(ui, label, TextStyle::kImage);
  text_over_picture(ui, list, {x + (length - size.x) / 2, up - size.y - ui.px(3)}, label,
                    TextStyle::kImage, ui.theme.image_text);
}

void fidelity_light(Context& ui, const ViewportModel& viewport, ImRect box, std::string_view id) {
  const bool full = viewport.fidelity == Fidelity::kFull;
  const float edge = ui.px(18);
  const ImRect light(
      {box.Max.x - ui.px(kMargin) - edge + ui.px(3), box.Min.y + ui.px(kMargin) - ui.px(2)},
      {box.Max.x - ui.px(kMargin) + ui.px(3), box.Min.y + ui.px(kMargin) - ui.px(2) + edge});
  std::string reasons;
  for (const std::string& reason : viewport.fidelity_reasons) {
    reasons += (reasons.empty() ? "" : "\n") + reason;
  }
  const std::string_view words = ui.tr(full ? Text::kFidelityFull : Text::kFidelityLimited);
  if (reasons.empty()) reasons = words;
  const Interaction state =
      interact(ui, id, light, {.role = Role::kStatus, .label = words, .text = reasons});
  if (full) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddCircleFilled(light.GetCenter(), ui.px(4.5f), ui.theme.image_shadow);
    list->AddCircleFilled(light.GetCenter(), ui.px(3.5f), ui.theme.image_text);
  } else {
    icon_at(ui, light.GetCenter(), icons::kWarning, ui.theme.warn, 14);
  }
  tooltip(ui, state, light, reasons);
}

// Beside the fidelity light: somebody has marked this image, and as what.
void key_star(Context& ui, const ViewportModel& viewport, ImRect box, std::string_view id) {
  if (viewport.key_title.empty()) return;
  const float edge = ui.px(18);
  const float right = box.Max.x - ui.px(kMargin) - edge;
  const float top = box.Min.y + ui.px(kMargin) - ui.px(2);
  const ImRect star({right - edge, top}, {right, top + edge});
  const Interaction state =
      interact(ui, id, star, {.role = Role::kStatus, .label = viewport.key_title});
  icon_at(ui, star.GetCenter(), icons::kKeyImage, ui.theme.reader_mark, 14);
  tooltip(ui, state, star, viewport.key_title);
}

}  // namespace

void picture_text(Context& ui, const InterfaceModel& model, const ViewportModel& viewport,
                  ImRect box) {
  const std::string id = "viewport." + std::to_string(viewport.index + 1);
  if (model.picture_text) {
    corners(ui, viewport, box, id + ".text");
    bar(ui, viewport, box);
    fidelity_light(ui, viewport, box, id + ".fidelity");
    key_star(ui, viewport, box, id + ".key");
  }
  // Sides stay: a picture without them can be read mirrored.
  letters(ui, viewport, box);
}

}  // namespace overread::ui
