#include "ui/widgets/interact.hpp"

#include <algorithm>
#include <string>

#include "ui/metrics.hpp"

namespace overread::ui {
namespace {

constexpr float kTooltipDelay = 0.35f;

MirrorElement element_of(std::string_view id, ImRect box, const WidgetNote& note) {
  MirrorElement element;
  element.id = id;
  element.role = note.role;
  element.label = note.label;
  element.shortcut = note.shortcut;
  element.text = note.text;
  element.min = box.Min;
  element.max = box.Max;
  element.visible = ImGui::GetCurrentWindow()->ClipRect.Overlaps(box);
  element.disabled = note.disabled;
  element.icon_only = note.icon_only;
  element.pressed = note.pressed;
  element.selected = note.selected;
  element.expanded = note.expanded;
  element.value = note.value;
  element.lowest = note.lowest;
  element.highest = note.highest;
  return element;
}

}  // namespace

void announce(Context& ui, std::string_view id, ImRect box, const WidgetNote& note) {
  ui.mirror.add(element_of(id, box, note));
}

Interaction interact(Context& ui, std::string_view id, ImRect box, const WidgetNote& note) {
  Interaction state;
  MirrorElement element = element_of(id, box, note);
  state.visible = element.visible;
  ui.mirror.add(std::move(element));
  const ImGuiID item = ImGui::GetID(id.data(), id.data() + id.size());
  const bool shown = ImGui::ItemAdd(box, item);
  if (note.disabled) {
    ui.mirror.take_activation(id);
    state.hovered = shown && ImGui::IsMouseHoveringRect(box.Min, box.Max) &&
                    ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
    return state;
  }
  if (shown) state.pressed = ImGui::ButtonBehavior(box, item, &state.hovered, &state.held);
  if (ui.mirror.take_activation(id)) state.pressed = true;
  state.focused = ui.mirror.has_focus(id);
  if (state.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  return state;
}

void focus_ring(Context& ui, ImRect box, float radius) {
  box.Expand(2);
  outline(box, ui.theme.accent, radius + 2, 2);
}

void tooltip(Context& ui, const Interaction& state, ImRect box, std::string_view text,
             std::string_view shortcut) {
  if (!state.hovered && !state.focused) return;
  if (ui.touch || text.empty()) return;
  if (!state.focused) {
    const float rested = GImGui->HoveredIdTimer;
    if (state.held || ImGui::IsMouseDown(ImGuiMouseButton_Left)) return;
    if (GImGui->HoveredId != 0 && rested < kTooltipDelay) {
      ui.redraw_in(kTooltipDelay - rested + 0.01f);
      return;
    }
  }
  ImDrawList* list = ImGui::GetForegroundDrawList();
  const StyledFont font = font_of(ui.type, TextStyle::kDense, ui.scale);
  const float wrap = ui.px(280);
  const ImVec2 size =
      font.font->CalcTextSizeA(font.size, FLT_MAX, wrap, text.data(), text.data() + text.size());
  const ImVec2 key =
      shortcut.empty() ? ImVec2(0, 0) : measure(ui, shortcut, TextStyle::kImageStrong);
  const float cap = shortcut.empty() ? 0 : std::max(key.x + ui.px(8), ui.px(18));
  const float inside = ui.px(8);
  ImVec2 extent(size.x + inside * 2 + (cap > 0 ? cap + inside : 0), size.y + ui.px(10));
  ImVec2 at(box.GetCenter().x - extent.x / 2, box.Max.y + ui.px(6));
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  if (at.y + extent.y > screen.y - 4) at.y = box.Min.y - extent.y - ui.px(6);
  at.x = ImFloor(std::clamp(at.x, 4.0f, std::max(4.0f, screen.x - extent.x - 4)));
  at.y = ImFloor(std::max(4.0f, at.y));
  const ImRect frame(at, {at.x + extent.x, at.y + extent.y});
  soft_shadow(list, frame, ui.theme.shadow, ui.px(5));
  list->AddRectFilled(frame.Min, frame.Max, ui.theme.raised, ui.px(5));
  list->AddRect(frame.Min, frame.Max, ui.theme.line, ui.px(5));
  list->AddText(font.font, font.size, {at.x + inside, at.y + ui.px(5)}, ui.theme.text, text.data(),
                text.data() + text.size(), wrap);
  if (cap > 0) {
    const float x = at.x + inside * 2 + size.x;
    const float height = ui.px(18);
    const float y = ImFloor(frame.GetCenter().y - height / 2);
    list->AddRect({x, y}, {x + cap, y + height}, ui.theme.line, ui.px(4));
    const StyledFont small = font_of(ui.type, TextStyle::kImageStrong, ui.scale);
    list->AddText(small.font, small.size,
                  {ImFloor(x + (cap - key.x) / 2), ImFloor(y + (height - small.size) / 2)},
                  ui.theme.text_secondary, shortcut.data(), shortcut.data() + shortcut.size());
  }
}

}  // namespace overread::ui
