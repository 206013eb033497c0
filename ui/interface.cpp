#include "ui/interface.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "ui/metrics.hpp"
#include "ui/panels/panels.hpp"
#include "ui/shortcuts.hpp"
#include "ui/style.hpp"

namespace overread::ui {
namespace {

void desk(Context& ui, const InterfaceModel& model, Ephemeral& open, ImRect screen) {
  const ImRect top(screen.Min, {screen.Max.x, screen.Min.y + ui.px(metrics::kTopBar)});
  const ImRect bottom({screen.Min.x, screen.Max.y - ui.px(metrics::kBottomLine)}, screen.Max);
  ImRect middle({screen.Min.x, top.Max.y}, {screen.Max.x, bottom.Min.y});
  top_bar(ui, model, open, top);
  const bool narrow = screen.GetWidth() < ui.px(metrics::kNarrowWidth);
  const bool side = model.side_panel_shown;
  if (model.study_list_shown && !(narrow && side)) {
    const float width = ui.px(metrics::kRail);
    study_list(ui, model, open, {middle.Min, {middle.Min.x + width, middle.Max.y}});
    vertical_line(middle.Min.x + width, middle.Min.y, middle.Max.y, ui.theme.line);
    middle.Min.x += width + 1;
  }
  if (side) {
    const float width = ui.px(metrics::kSidePanel);
    middle.Max.x -= width + 1;
    vertical_line(middle.Max.x, middle.Min.y, middle.Max.y, ui.theme.line);
    side_panel(ui, model, open, {{middle.Max.x + 1, middle.Min.y}, {screen.Max.x, middle.Max.y}});
  }
  if (model.library.studies.empty()) {
    empty_state(ui, model, middle);
  } else {
    viewports(ui, model, open, middle);
  }
  bottom_line(ui, model, bottom);
  tasks(ui, model, middle);
  messages(ui, model, {screen.Min, {screen.Max.x, bottom.Min.y}});
}

void digits(Context& ui, const InterfaceModel& model) {
  if (ImGui::GetIO().WantTextInput || ImGui::GetIO().KeyMods != 0) return;
  for (const WindowPresetRow& preset : model.presets) {
    if (preset.key < '1' || preset.key > '9') continue;
    if (ImGui::IsKeyPressed(static_cast<ImGuiKey>(ImGuiKey_1 + (preset.key - '1')), false)) {
      ui.emit(command::SetWindow{model.active_viewport, preset.window});
    }
  }
}

}  // namespace

Interface::Interface() : type_(load_typeface()) {}

std::vector<Command> Interface::draw(const State& state, Pictures& pictures,
                                     const ScreenOptions& options) {
  std::vector<Command> commands;
  wait_seconds_ = std::numeric_limits<float>::max();
  mirror_.begin_frame();
  const Theme& theme = theme_of(state.theme);
  apply_style(theme, options.text_scale);
  const InterfaceModel model = interface_model(state, options.device_scale);
  Context ui{.theme = theme,
             .type = type_,
             .scale = options.text_scale,
             .device_scale = options.device_scale,
             .language = state.language,
             .reduced_motion = options.reduced_motion,
             .touch = options.touch,
             .mirror = mirror_,
             .pictures = pictures,
             .commands = commands,
             .audit = audit_,
             .wait_seconds = &wait_seconds_};
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  const ImRect screen({0, 0}, size);
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(size);
  constexpr ImGuiWindowFlags kFlags =
      ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoBackground |
      ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
      ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse;
  ImGui::Begin("##interface", nullptr, kFlags);
  // A page scaled up has less room: it is laid out as the smaller screen it is.
  const bool small = size.x < ui.px(metrics::kPhoneWidth);
  if (small) {
    phone(ui, model, ephemeral_, screen);
  } else {
    ephemeral_.sheet = Sheet::kNone;
    desk(ui, model, ephemeral_, screen);
  }
  search(ui, model, ephemeral_, screen);
  if (!ephemeral_.search_open) digits(ui, model);
  const Action action = pressed_action(mirror_.any_focus());
  if (action != Action::kNone && (!ephemeral_.search_open || action == Action::kSearch)) {
    perform(ui, model, ephemeral_, action);
  }
  ImGui::End();
  if (mirror_.has_pending()) wait_seconds_ = 0;
  return commands;
}

}  // namespace overread::ui
