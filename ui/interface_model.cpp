#include "ui/interface_model.hpp"

#include <algorithm>

namespace overread::ui {

InterfaceModel interface_model(const State& state, double scale) {
  InterfaceModel model;
  model.layout = state.layout;
  model.tool = state.tool;
  model.tab = state.tab;
  model.findings_in_picture = state.findings_in_picture;
  model.overlay_planes_shown = state.overlay_planes_shown;
  model.picture_text = state.picture_text;
  model.overlay_opacity = state.overlay_opacity;
  model.study_list_shown = state.study_list_shown;
  model.side_panel_shown = state.side_panel_shown;
  model.messages_shown = state.messages_shown;
  model.theme = state.theme;
  model.report_language = state.report_language;
  model.library = study_list_model(state);
  const int count = viewport_count(state.layout);
  for (int i = 0; i < count; ++i) {
    const ViewportSlot& slot = state.viewports[static_cast<std::size_t>(i)];
    model.viewports.push_back(viewport_model(state, i, scale));
    model.viewport_widths.push_back(slot.width);
    model.viewport_heights.push_back(slot.height);
  }
  model.active_viewport = std::clamp(state.active_viewport, 0, count - 1);
  model.voi_rows = voi_rows(state, model.active_viewport);
  model.presets = window_presets(state, model.active_viewport);
  model.findings = findings_model(state);
  model.measurements = measurement_rows(state);
  model.report = report_panel_model(state);
  model.bottom = bottom_line_model(state);
  model.messages.assign(state.messages.begin(), state.messages.end());
  return model;
}

}  // namespace overread::ui
