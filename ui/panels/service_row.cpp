#include <algorithm>
#include <string>

#include "ui/fonts/icons.hpp"
#include "ui/metrics.hpp"
#include "ui/panels/panels.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/gauge.hpp"

namespace overread::ui {
namespace {

struct StatusLook {
  Text text;
  const char* icon;
  ImU32 ink;
};

StatusLook status_look(const Context& ui, ServiceRowStatus status) {
  const Theme& theme = ui.theme;
  switch (status) {
    case ServiceRowStatus::kReady:
      return {Text::kServiceReady, nullptr, theme.text_secondary};
    case ServiceRowStatus::kUnfit:
      return {Text::kServiceUnfit, nullptr, theme.text_secondary};
    case ServiceRowStatus::kBroken:
      return {Text::kServiceBroken, icons::kError, theme.fail};
    case ServiceRowStatus::kPending:
      return {Text::kServicePending, nullptr, theme.text_secondary};
    case ServiceRowStatus::kRunning:
      return {Text::kAiBusy, nullptr, theme.text_secondary};
    case ServiceRowStatus::kFindings:
      return {Text::kServiceFindings, icons::kCheck, theme.text_secondary};
    case ServiceRowStatus::kNoFindings:
      return {Text::kServiceNoFindings, icons::kCheck, theme.text_secondary};
    case ServiceRowStatus::kRefused:
      return {Text::kServiceRefused, icons::kRefused, theme.warn};
    case ServiceRowStatus::kFailed:
      return {Text::kServiceFailed, icons::kError, theme.fail};
    case ServiceRowStatus::kCancelled:
      return {Text::kServiceCancelled, nullptr, theme.text_secondary};
  }
  return {Text::kServiceReady, nullptr, theme.text_secondary};
}

std::string_view step_text(const Context& ui, std::string_view step) {
  if (step == "loading-model") return ui.tr(Text::kStepLoadingModel);
  if (step == "preparing") return ui.tr(Text::kStepPreparing);
  if (step == "inferring") return ui.tr(Text::kStepInferring);
  if (step == "measuring") return ui.tr(Text::kStepMeasuring);
  return ui.tr(Text::kServicePending);
}

bool in_progress(ServiceRowStatus status) {
  return status == ServiceRowStatus::kPending || status == ServiceRowStatus::kRunning;
}

}  // namespace

float service_row(Context& ui, const InterfaceModel&, const ServiceRow& row, ImVec2 at,
                  float width) {
  const StatusLook look = status_look(ui, row.status);
  const bool busy = in_progress(row.status);
  const bool runnable =
      !busy && row.status != ServiceRowStatus::kUnfit && row.status != ServiceRowStatus::kBroken;
  const bool ran = runnable && row.status != ServiceRowStatus::kReady;
  const std::string_view act = busy  ? ui.tr(Text::kCancel)
                               : ran ? ui.tr(Text::kRunAgain)
                                     : ui.tr(Text::kRun);
  const ButtonOptions options{.kind = busy || ran ? ButtonKind::kBare : ButtonKind::kQuiet,
                              .icon = busy ? icons::kCancel : icons::kRun,
                              .disabled = !busy && !runnable,
                              .dense = true};
  const float button_room = button_width(ui, act, options) + ui.px(4);
  const float words = width - button_room - ui.px(8);
  const bool says_why = row.status == ServiceRowStatus::kRefused ||
                        row.status == ServiceRowStatus::kFailed ||
                        row.status == ServiceRowStatus::kBroken;
  std::string detail(busy ? step_text(ui, row.step) : ui.tr(look.text));
  if (!busy && !row.reason.empty()) {
    detail = says_why ? detail + ": " + row.reason : row.reason;
  }
  const float icon = look.icon && !busy ? ui.px(20) : 0;
  const float detail_height = wrapped_height(ui, detail, TextStyle::kDense, words - icon);
  const float name_height = wrapped_height(ui, row.name, TextStyle::kBodyStrong, words);
  const float height =
      ui.px(8) + name_height + ui.px(2) + detail_height + ui.px(8) + (busy ? ui.px(10) : 0);

  announce(ui, "service." + row.id, {at, {at.x + width, at.y + height}},
           {.role = Role::kStatus, .label = row.name, .text = detail});
  wrapped_text(ui, {at.x, at.y + ui.px(8)}, words, row.name, {.style = TextStyle::kBodyStrong});
  const float y = at.y + ui.px(8) + name_height + ui.px(2);
  if (icon > 0) icon_at(ui, {at.x + ui.px(7), y + ui.px(8)}, look.icon, look.ink, 14);
  wrapped_text(ui, {at.x + icon, y}, words - icon, detail,
               {.style = TextStyle::kDense, .color = look.ink});
  if (busy) {
    const float bar = y + detail_height + ui.px(6);
    progress_bar(ui, "service.progress." + row.id, {{at.x, bar}, {at.x + width, bar + ui.px(3)}},
                 row.name, row.status == ServiceRowStatus::kRunning ? row.fraction : 0.0);
  }
  const ImRect press({at.x + width - button_room, at.y + ui.px(8)},
                     {at.x + width, at.y + ui.px(8) + ui.px(26)});
  const std::string name = filled(ui.tr(busy ? Text::kCancelOne : Text::kRunOne), {row.name});
  if (button(ui, (busy ? "service.cancel." : "service.run.") + row.id, press, act, options)) {
    if (busy) {
      ui.emit(command::CancelRun{row.run_id});
    } else {
      ui.emit(command::RunService{row.id, row.series_key});
    }
  }
  return height;
}

}  // namespace overread::ui
