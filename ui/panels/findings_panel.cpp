#include <algorithm>
#include <string>

#include "ui/fonts/icons.hpp"
#include "ui/metrics.hpp"
#include "ui/panels/panels.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/gauge.hpp"
#include "ui/widgets/scroll_area.hpp"

namespace overread::ui {
namespace {

int ready_count(const FindingsModel& findings) {
  return static_cast<int>(
      std::count_if(findings.services.begin(), findings.services.end(), [](const ServiceRow& row) {
        return row.status == ServiceRowStatus::kReady || row.status == ServiceRowStatus::kCancelled;
      }));
}

float section(Context& ui, std::string_view id, std::string_view label, ImVec2 at, float width) {
  const ImRect box(at, {at.x + width, at.y + ui.px(28)});
  announce(ui, id, box, {.role = Role::kHeading, .label = label});
  text_in(ui, box, label, {.style = TextStyle::kDenseStrong, .color = ui.theme.text_secondary});
  return ui.px(28);
}

float services(Context& ui, const InterfaceModel& model, ImVec2 at, float width) {
  const FindingsModel& findings = model.findings;
  const float from = at.y;
  const ButtonOptions all{.kind = ButtonKind::kBare,
                          .icon = icons::kRunAll,
                          .shortcut = cap_of(Action::kRunAll),
                          .dense = true};
  const float room = button_width(ui, ui.tr(Text::kRunAll), all);
  if (ready_count(findings) > 1 &&
      button(ui, "services.run-all",
             {{at.x + width - room, at.y}, {at.x + width, at.y + ui.px(26)}}, ui.tr(Text::kRunAll),
             all)) {
    for (const ServiceRow& row : findings.services) {
      if (row.status == ServiceRowStatus::kReady || row.status == ServiceRowStatus::kCancelled) {
        ui.emit(command::RunService{row.id, row.series_key});
      }
    }
  }
  at.y += section(ui, "services.head", ui.tr(Text::kServices), at, width - room);
  if (findings.services.empty()) {
    at.y +=
        wrapped_text(ui, at, width, ui.tr(Text::kNoServices), {.color = ui.theme.text_secondary});
  }
  bool first = true;
  for (const ServiceRow& row : findings.services) {
    if (!first) horizontal_line(at.x, at.x + width, at.y, ui.theme.line);
    first = false;
    at.y += service_row(ui, model, row, at, width) + ui.px(2);
  }
  return at.y - from;
}

void undo_and_redo(Context& ui, const FindingsModel& findings, ImVec2 at, float width) {
  if (!findings.can_undo && !findings.can_redo) return;
  const float edge = ui.px(26);
  float x = at.x + width - edge * 2 - ui.px(2);
  if (icon_button(ui, "findings.undo", {{x, at.y}, {x + edge, at.y + edge}}, icons::kUndo,
                  ui.tr(Text::kUndo),
                  {.shortcut = cap_of(Action::kUndo), .disabled = !findings.can_undo})) {
    ui.emit(command::UndoReading{});
  }
  x += edge + ui.px(2);
  if (icon_button(ui, "findings.redo", {{x, at.y}, {x + edge, at.y + edge}}, icons::kRedo,
                  ui.tr(Text::kRedo),
                  {.shortcut = cap_of(Action::kRedo), .disabled = !findings.can_redo})) {
    ui.emit(command::RedoReading{});
  }
}

float opacity(Context& ui, const InterfaceModel& model, ImVec2 at, float width) {
  const bool masks =
      std::any_of(model.viewports.begin(), model.viewports.end(),
                  [](const ViewportModel& viewport) { return viewport.mask != nullptr; });
  if (!masks) return 0;
  const float height = ui.px(32);
  const std::string_view label = ui.tr(Text::kOverlayOpacity);
  const float words = measure(ui, label, TextStyle::kDense).x + ui.px(12);
  text_in(ui, {at, {at.x + words, at.y + height}}, label,
          {.style = TextStyle::kDense, .color = ui.theme.text_secondary});
  if (const auto moved =
          slider(ui, "findings.opacity",
                 {{at.x + words, at.y + ui.px(4)}, {at.x + width, at.y + height - ui.px(4)}}, label,
                 model.overlay_opacity, 0.0, 1.0)) {
    ui.emit(command::SetOverlayOpacity{*moved});
  }
  return height + ui.px(4);
}

}  // namespace

void findings_panel(Context& ui, const InterfaceModel& model, ImRect box) {
  const float around = ui.px(16);
  ScrollArea area(ui, "findings",
                  {{box.Min.x + around, box.Min.y}, {box.Max.x - ui.px(4), box.Max.y}});
  const float width = area.width() - ui.px(4);
  ImVec2 at = area.top();
  at.y += ui.px(10);
  at.y += services(ui, model, at, width) + ui.px(10);
  horizontal_line(at.x, at.x + width, at.y, ui.theme.line);
  at.y += ui.px(10);
  undo_and_redo(ui, model.findings, at, width);
  at.y += section(ui, "findings.head", ui.tr(Text::kFindingsCount), at, width) + ui.px(2);
  at.y += opacity(ui, model, at, width);
  if (model.findings.cards.empty()) {
    const bool was_read = std::ranges::contains(model.findings.services,
                                                ServiceRowStatus::kNoFindings, &ServiceRow::status);
    const Text why = model.library.studies.empty() ? Text::kNoFindingsNoSeries
                     : was_read                    ? Text::kNothingFound
                                                   : Text::kNoFindings;
    const float height =
        wrapped_text(ui, at, width, ui.tr(why), {.color = ui.theme.text_secondary});
    announce(ui, "findings.none", {at, {at.x + width, at.y + height}},
             {.role = Role::kText, .label = ui.tr(why)});
    at.y += height;
  }
  for (const FindingCard& card : model.findings.cards) {
    at.y += finding_card(ui, card, at, width) + ui.px(10);
  }
  area.finish(at.y + ui.px(8));
}

}  // namespace overread::ui
