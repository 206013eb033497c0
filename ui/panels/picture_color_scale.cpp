#include <algorithm>
#include <string>
#include <vector>

#include "ui/panels/panels.hpp"
#include "ui/widgets/interact.hpp"

namespace overread::ui {
namespace {

constexpr float kScaleWidth = 10, kScaleHeight = 220, kLeastScaleHeight = 60, kTitleHeight = 15;

// Right of the letter on the left side, between the corner texts.
ImRect scale_place(const Context& ui, ImRect box) {
  const float texts = ui.px(10 + 15 * 4 + 2 * kTitleHeight + 14);
  const float height = std::min(box.GetHeight() - 2 * texts, ui.px(kScaleHeight));
  const ImVec2 at(ImFloor(box.Min.x + ui.px(34)), ImFloor(box.GetCenter().y - height / 2));
  return {at, {at.x + ui.px(kScaleWidth), ImFloor(at.y + height)}};
}

// "Quantity, unit: 0, 1, 2"
std::string spoken_scale(const ColorScale& scale) {
  std::string spoken = scale.quantity;
  if (!scale.unit.empty()) spoken += (spoken.empty() ? "" : ", ") + scale.unit;
  const char* before = spoken.empty() ? "" : ": ";
  for (const ColorScale::Tick& tick : scale.ticks) {
    spoken += before + tick.text;
    before = ", ";
  }
  return spoken;
}

// Behind bar, numbers and names, so that they are read on any picture.
void scale_ground(const Context& ui, const ColorScale& scale,
                  const std::vector<std::string>& titles, ImRect bar, float room) {
  float width = ui.px(kScaleWidth);
  for (const std::string& title : titles) {
    width = std::max(width, measure(ui, title, TextStyle::kImageStrong).x);
  }
  for (const ColorScale::Tick& tick : scale.ticks) {
    const float words = measure(ui, tick.text, TextStyle::kImage).x;
    width = std::max(width, ui.px(kScaleWidth + 7) + words);
  }
  const float above = ui.px(kTitleHeight) * static_cast<float>(titles.size()) + ui.px(10);
  ImGui::GetWindowDrawList()->AddRectFilled(
      {bar.Min.x - ui.px(6), bar.Min.y - above},
      {bar.Min.x + std::min(width, room) + ui.px(6), bar.Max.y + ui.px(10)},
      faded(ui.theme.image, 0.6f), ui.px(4));
}

void scale_colors(const ColorScale& scale, ImRect bar) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float step = bar.GetHeight() / static_cast<float>(scale.colors.size());
  float bottom = bar.Max.y;
  for (const auto& color : scale.colors) {
    // Over the edge of the one below: no seam is seen where edges fall between pixels.
    const float end = std::min(bottom + 1, bar.Max.y);
    list->AddRectFilled({bar.Min.x, bottom - step}, {bar.Max.x, end}, overlay_ink(0, color).color);
    bottom -= step;
  }
}

void scale_ticks(Context& ui, const ColorScale& scale, ImRect bar, float room) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  float free_below = bar.Max.y + bar.GetHeight();
  for (const ColorScale::Tick& tick : scale.ticks) {
    const float y = ImFloor(bar.Max.y - static_cast<float>(tick.place) * bar.GetHeight());
    list->AddRectFilled({bar.Max.x, y}, {bar.Max.x + ui.px(4), y + 1}, ui.theme.image_text);
    const std::string words = shortened(ui, tick.text, TextStyle::kImage, room);
    const ImVec2 size = measure(ui, words, TextStyle::kImage);
    // On a short bar the tick stands without its number.
    if (y + size.y / 2 > free_below) continue;
    free_below = y - size.y / 2;
    text_over_picture(ui, list, {bar.Max.x + ui.px(7), ImFloor(y - size.y / 2)}, words,
                      TextStyle::kImage, ui.theme.image_text);
  }
}

}  // namespace

void picture_color_scale(Context& ui, const ViewportModel& viewport, ImRect box) {
  if (!viewport.color_scale) return;
  const ColorScale& scale = *viewport.color_scale;
  const ImRect bar = scale_place(ui, box);
  announce(ui, "viewport." + std::to_string(viewport.index + 1) + ".color-scale", bar,
           {.role = Role::kText, .label = ui.tr(Text::kColorScale), .text = spoken_scale(scale)});
  if (bar.GetHeight() < ui.px(kLeastScaleHeight)) return;
  const float room = box.GetWidth() / 2 - (bar.Min.x - box.Min.x);
  // The unit in a line of its own: it is not to be cut with a long name.
  std::vector<std::string> titles;
  for (const std::string& words : {scale.quantity, scale.unit}) {
    if (!words.empty()) titles.push_back(shortened(ui, words, TextStyle::kImageStrong, room));
  }
  scale_ground(ui, scale, titles, bar, room);
  scale_colors(scale, bar);
  scale_ticks(ui, scale, bar, room);
  float y = bar.Min.y - ui.px(8) - ui.px(kTitleHeight) * static_cast<float>(titles.size());
  for (const std::string& words : titles) {
    text_over_picture(ui, ImGui::GetWindowDrawList(), {bar.Min.x, ImFloor(y)}, words,
                      TextStyle::kImageStrong, ui.theme.image_text);
    y += ui.px(kTitleHeight);
  }
}

}  // namespace overread::ui
