#include <algorithm>
#include <string>

#include "ui/fonts/icons.hpp"
#include "ui/metrics.hpp"
#include "ui/panels/panels.hpp"
#include "ui/widgets/interact.hpp"
#include "ui/widgets/scroll_area.hpp"

namespace overread::ui {
namespace {

float row_of(Context& ui, const MeasurementRow& row, int index, ImVec2 at, float width) {
  std::string below = row.place;
  if (!row.method.empty()) below += (below.empty() ? "" : " \xC2\xB7 ") + row.method;
  const float value = measure(ui, row.value, TextStyle::kBodyStrong).x + ui.px(2);
  const float words = width - value - ui.px(12);
  const float below_height =
      below.empty() ? 0 : wrapped_height(ui, below, TextStyle::kDense, width);
  const float height = ui.px(10 + 18) + below_height + ui.px(10);
  const ImRect box({at.x - ui.px(8), at.y}, {at.x + width + ui.px(4), at.y + height});
  const Interaction state =
      interact(ui, "measurement." + std::to_string(index), box,
               {.role = Role::kListItem, .label = row.name, .text = row.value + " " + below});
  if (state.hovered && !row.finding_id.empty()) fill(box, ui.theme.hover, ui.px(metrics::kRadius));
  text_in(ui, {{at.x, at.y + ui.px(9)}, {at.x + words, at.y + ui.px(28)}}, row.name,
          {.shorten = Shorten::kData});
  text_in(ui, {{at.x + width - value, at.y + ui.px(9)}, {at.x + width + 1, at.y + ui.px(28)}},
          row.value, {.style = TextStyle::kBodyStrong, .align = Align::kEnd});
  if (!below.empty()) {
    wrapped_text(ui, {at.x, at.y + ui.px(28)}, width, below,
                 {.style = TextStyle::kDense, .color = ui.theme.text_secondary});
  }
  if (state.focused) focus_ring(ui, box, ui.px(metrics::kRadius));
  if (state.pressed && !row.finding_id.empty()) ui.emit(command::SelectFinding{row.finding_id});
  return height;
}

}  // namespace

void measurements_panel(Context& ui, const InterfaceModel& model, ImRect box) {
  const float around = ui.px(16);
  ScrollArea area(ui, "measurements",
                  {{box.Min.x + around, box.Min.y}, {box.Max.x - ui.px(4), box.Max.y}});
  const float width = area.width() - ui.px(4);
  ImVec2 at = area.top();
  at.y += ui.px(6);
  if (model.measurements.empty()) {
    at.y += ui.px(10);
    const float height = wrapped_text(ui, at, width, ui.tr(Text::kNoMeasurements),
                                      {.color = ui.theme.text_secondary});
    announce(ui, "measurements.none", {at, {at.x + width, at.y + height}},
             {.role = Role::kText, .label = ui.tr(Text::kNoMeasurements)});
    at.y += height;
  }
  int index = 0;
  for (const MeasurementRow& row : model.measurements) {
    if (index > 0) horizontal_line(at.x, at.x + width, at.y, ui.theme.line);
    at.y += row_of(ui, row, index++, at, width);
  }
  area.finish(at.y + ui.px(8));
}

}  // namespace overread::ui
