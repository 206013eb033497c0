#include "ui/widgets/text_box.hpp"

#include "ui/metrics.hpp"

namespace overread::ui {
namespace {

int resize(ImGuiInputTextCallbackData* data) {
  if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
    auto* text = static_cast<std::string*>(data->UserData);
    text->resize(static_cast<std::size_t>(data->BufTextLen));
    data->Buf = text->data();
  }
  return 0;
}

}  // namespace

bool text_box(Context& ui, std::string_view id, ImRect box, std::string_view label,
              std::string& value, bool take_focus) {
  if (auto text = ui.mirror.take_text(id)) value = std::move(*text);
  const bool activated = ui.mirror.take_activation(id);
  announce(ui, id, box, {.role = Role::kTextBox, .label = label, .text = value});
  const StyledFont font = font_of(ui.type, TextStyle::kBody, ui.scale);
  ImGui::PushFont(font.font, font.size);
  ImGui::PushStyleColor(ImGuiCol_FrameBg, 0u);
  ImGui::PushStyleColor(ImGuiCol_Text, ui.theme.text);
  ImGui::PushStyleColor(ImGuiCol_InputTextCursor, ui.theme.accent);
  ImGui::PushStyleColor(ImGuiCol_TextSelectedBg, faded(ui.theme.accent, 0.35f));
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                      ImVec2(0, ImFloor((box.GetHeight() - font.size) / 2)));
  ImGui::SetCursorScreenPos(box.Min);
  ImGui::SetNextItemWidth(box.GetWidth());
  if (take_focus) ImGui::SetKeyboardFocusHere();
  const std::string name = "##" + std::string(id);
  const bool entered = ImGui::InputText(
      name.c_str(), value.data(), value.capacity() + 1,
      ImGuiInputTextFlags_CallbackResize | ImGuiInputTextFlags_EnterReturnsTrue, resize, &value);
  ImGui::PopStyleVar();
  ImGui::PopStyleColor(4);
  ImGui::PopFont();
  if (value.empty()) {
    text_in(ui, box, label, {.color = ui.theme.text_muted, .shorten = Shorten::kData});
  }
  return entered || activated;
}

}  // namespace overread::ui
