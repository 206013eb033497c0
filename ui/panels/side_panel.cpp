#include <array>
#include <string>

#include "ui/fonts/icons.hpp"
#include "ui/metrics.hpp"
#include "ui/panels/panels.hpp"
#include "ui/widgets/choice.hpp"

namespace overread::ui {

void side_panel(Context& ui, const InterfaceModel& model, Ephemeral&, ImRect box) {
  fill(box, ui.theme.panel);
  const ImRect tabs(box.Min, {box.Max.x, box.Min.y + ui.px(40)});
  const std::string findings =
      model.findings.cards.empty() ? "" : std::to_string(model.findings.cards.size());
  const std::array<Choice, 3> choices = {{
      {"findings", ui.tr(Text::kTabFindings), nullptr, cap_of(Action::kTabFindings), findings},
      {"measurements", ui.tr(Text::kTabMeasurements), nullptr, cap_of(Action::kTabMeasurements)},
      {"report", ui.tr(Text::kTabReport), nullptr, cap_of(Action::kTabReport)},
  }};
  const int pressed = tab_strip(ui, "side.tab", tabs, choices, static_cast<int>(model.tab));
  if (pressed >= 0) ui.emit(command::ChooseTab{static_cast<PanelTab>(pressed)});
  const ImRect body({box.Min.x, tabs.Max.y}, box.Max);
  switch (model.tab) {
    case PanelTab::kFindings:
      findings_panel(ui, model, body);
      break;
    case PanelTab::kMeasurements:
      measurements_panel(ui, model, body);
      break;
    case PanelTab::kReport:
      report_panel(ui, model, body);
      break;
  }
}

}  // namespace overread::ui
