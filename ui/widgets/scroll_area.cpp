#include "ui/widgets/scroll_area.hpp"

#include <algorithm>
#include <string>

namespace overread::ui {

ScrollArea::ScrollArea(Context& ui, std::string_view id, ImRect box) {
  ImGui::SetCursorScreenPos(box.Min);
  const ImGuiID child = ImGui::GetID(id.data(), id.data() + id.size());
  ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarSize, ui.px(8));
  ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarRounding, ui.px(4));
  ImGui::PushStyleColor(ImGuiCol_ScrollbarBg, 0u);
  ImGui::PushStyleColor(ImGuiCol_ScrollbarGrab, ui.theme.line);
  ImGui::PushStyleColor(ImGuiCol_ScrollbarGrabHovered, ui.theme.text_muted);
  ImGui::PushStyleColor(ImGuiCol_ScrollbarGrabActive, ui.theme.text_secondary);
  ImGui::BeginChild(child, box.GetSize(), ImGuiChildFlags_None, ImGuiWindowFlags_NoBackground);
  top_ = ImGui::GetCursorScreenPos();
  // The bar's place is kept whether it is there or not, so that nothing jumps.
  width_ = std::max(box.GetWidth() - ui.px(8), 1.0f);
}

void ScrollArea::finish(float bottom) {
  ImGui::SetCursorScreenPos(top_);
  ImGui::Dummy({1, std::max(bottom - top_.y, 1.0f)});
}

ScrollArea::~ScrollArea() {
  ImGui::EndChild();
  ImGui::PopStyleColor(4);
  ImGui::PopStyleVar(2);
}

}  // namespace overread::ui
