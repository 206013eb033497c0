#include "ui/widgets/menu.hpp"

#include <algorithm>
#include <string>

#include "ui/fonts/icons.hpp"
#include "ui/metrics.hpp"

namespace overread::ui {

void Menu::request(std::string_view id) { ImGui::OpenPopup(std::string(id).c_str()); }

Menu::Menu(Context& ui, std::string_view id, ImRect anchor, float width) : ui_(ui), width_(width) {
  const std::string name(id);
  if (!ImGui::IsPopupOpen(name.c_str())) return;
  const float right = ImGui::GetIO().DisplaySize.x - ui.px(8);
  ImGui::SetNextWindowPos(
      {std::max(4.0f, std::min(anchor.Min.x, right - width)), anchor.Max.y + ui.px(4)});
  ImGui::SetNextWindowSize({width, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(ui.px(4), ui.px(4)));
  ImGui::PushStyleVar(ImGuiStyleVar_PopupRounding, ui.px(metrics::kRadius + 2));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  open_ = ImGui::BeginPopup(name.c_str(), ImGuiWindowFlags_NoMove);
  ImGui::PopStyleVar(3);
  if (open_) {
    const ImVec2 from = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
    const ImRect frame(from, {from.x + size.x, from.y + size.y});
    soft_shadow(ImGui::GetBackgroundDrawList(), frame, ui.theme.shadow, ui.px(8));
  }
}

Menu::~Menu() {
  if (open_) ImGui::EndPopup();
}

bool Menu::row(std::string_view id, std::string_view label, const char* icon,
               std::string_view shortcut, bool checked) {
  Context& ui = ui_;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = ui.px(ui.touch ? metrics::kTouchRow : metrics::kRow);
  const ImRect box(at, {at.x + width_ - ui.px(8), at.y + height});
  ImGui::SetCursorScreenPos(at);
  const Interaction state = interact(
      ui, id, box,
      {.role = Role::kMenuItem, .label = label, .shortcut = shortcut, .selected = checked});
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy(box.GetSize());
  if (state.hovered || state.focused) fill(box, ui.theme.hover, ui.px(4));
  float x = box.Min.x + ui.px(8);
  if (icon) icon_at(ui, {x + ui.px(8), box.GetCenter().y}, icon, ui.theme.text_secondary);
  x += ui.px(24);
  float right = box.Max.x - ui.px(8);
  if (!shortcut.empty()) {
    const float cap = measure(ui, shortcut, TextStyle::kImage).x;
    text_in(ui, {{right - cap - 1, box.Min.y}, {right + 1, box.Max.y}}, shortcut,
            {.style = TextStyle::kImage, .color = ui.theme.text_secondary, .align = Align::kEnd});
    right -= cap + ui.px(8);
  }
  if (checked) {
    icon_at(ui, {right - ui.px(8), box.GetCenter().y}, icons::kAccept, ui.theme.accent);
    right -= ui.px(20);
  }
  text_in(ui, {{x, box.Min.y}, {right, box.Max.y}}, label, {.color = ui.theme.text});
  if (state.pressed) ImGui::CloseCurrentPopup();
  return state.pressed;
}

void Menu::separator() {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  horizontal_line(at.x, at.x + width_ - ui_.px(8), at.y + ui_.px(4), ui_.theme.line);
  ImGui::Dummy({1, ui_.px(9)});
}

}  // namespace overread::ui
