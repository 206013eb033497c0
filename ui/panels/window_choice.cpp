#include <algorithm>
#include <string>

#include "ui/keyed_text.hpp"
#include "ui/panels/panels.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/menu.hpp"

namespace overread::ui {
namespace {

constexpr float kWindowMenuWidth = 260;

void rows_of_file(Context& ui, const InterfaceModel& model, const std::string& id, Menu& menu,
                  float width) {
  for (std::size_t i = 0; i < model.voi_rows.size(); ++i) {
    const VoiRow& row = model.voi_rows[i];
    const std::string label = shortened(ui, row.name, TextStyle::kBody, width - ui.px(72));
    if (!menu.row(id + ".own." + std::to_string(i + 1), label, nullptr, {}, row.in_force)) continue;
    if (row.window) {
      ui.emit(command::SetWindow{model.active_viewport, *row.window});
    } else {
      ui.emit(command::ChooseVoiLut{model.active_viewport, row.voi_lut_number});
    }
  }
}

void rows_of_modality(Context& ui, const InterfaceModel& model, const std::string& id, Menu& menu) {
  for (const WindowPresetRow& preset : model.presets) {
    const std::string key = preset.key ? std::string(1, preset.key) : std::string();
    const ViewportModel& viewport = model.active();
    if (menu.row(id + "." + preset.name, keyed_text(preset.name, ui.language), nullptr, key,
                 viewport.voi_lut.empty() && preset.window == viewport.window)) {
      ui.emit(command::SetWindow{model.active_viewport, preset.window});
    }
  }
}

}  // namespace

bool has_window_choice(const InterfaceModel& model) {
  return !model.voi_rows.empty() || !model.presets.empty();
}

void window_choice(Context& ui, const InterfaceModel& model, std::string_view bar, const char* icon,
                   ImRect box) {
  const std::string id = std::string(bar) + ".preset";
  if (icon_button(ui, id + "s", box, icon, ui.tr(Text::kWindowPresets),
                  {.disabled = model.active().empty})) {
    Menu::request(id);
  }
  const float width = std::min(ui.px(kWindowMenuWidth), ImGui::GetIO().DisplaySize.x - ui.px(16));
  Menu menu(ui, id, box, width);
  if (!menu.open()) return;
  rows_of_file(ui, model, id, menu, width);
  if (!model.voi_rows.empty()) menu.separator();
  rows_of_modality(ui, model, id, menu);
  if (!model.presets.empty()) menu.separator();
  if (menu.row(id + ".reset", ui.tr(Text::kWindowReset), nullptr, cap_of(Action::kWindowReset))) {
    ui.emit(command::ResetWindow{model.active_viewport});
  }
}

}  // namespace overread::ui
