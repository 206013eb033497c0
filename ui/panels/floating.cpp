#include "ui/panels/floating.hpp"

#include <string>

#include "ui/metrics.hpp"

namespace overread::ui {

Floating::Floating(Context& ui, std::string_view id, ImRect box, Modality modality) {
  const std::string name = "##floating." + std::string(id);
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                 ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoSavedSettings |
                                 ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse;
  const bool scrim = modality == Modality::kScrim;
  const float margin = scrim ? 0 : ui.px(16);
  const ImVec2 from = scrim ? ImVec2(0, 0) : ImVec2(box.Min.x - margin, box.Min.y - margin);
  const ImVec2 size =
      scrim ? screen : ImVec2(box.GetWidth() + margin * 2, box.GetHeight() + margin * 2);
  ImGui::SetNextWindowPos(from);
  ImGui::SetNextWindowSize(size);
  ImGui::Begin(name.c_str(), nullptr, flags);
  ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (scrim) {
    list->AddRectFilled({0, 0}, screen, ui.theme.scrim);
    dismissed_ = ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows) &&
                 ImGui::IsMouseClicked(ImGuiMouseButton_Left) &&
                 !ImGui::IsMouseHoveringRect(box.Min, box.Max, false);
  }
  const float radius = ui.px(10);
  soft_shadow(list, box, ui.theme.shadow, radius);
  list->AddRectFilled(box.Min, box.Max, ui.theme.panel, radius);
  list->AddRect(box.Min, box.Max, ui.theme.line, radius);
}

Floating::~Floating() { ImGui::End(); }

}  // namespace overread::ui
