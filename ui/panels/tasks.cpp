#include <algorithm>
#include <cmath>
#include <string>

#include "ui/fonts/icons.hpp"
#include "ui/metrics.hpp"
#include "ui/panels/floating.hpp"
#include "ui/panels/panels.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/gauge.hpp"

namespace overread::ui {
namespace {

std::string megabytes(double bytes) {
  return std::to_string(std::lround(bytes / 1e5) / 10) + "." +
         std::to_string(std::lround(bytes / 1e5) % 10);
}

std::string progress_text(const Context& ui, const Task& task) {
  if (task.total <= 0) return ui.tr(Text::kUncountedTask);
  if (task.unit == "bytes") {
    return filled(ui.tr(Text::kDoneOfTotal),
                  {megabytes(task.done), megabytes(task.total), ui.tr(Text::kUnitMegabytes)});
  }
  const std::string unit = task.unit == "files" ? ui.tr(Text::kUnitFiles) : task.unit;
  return filled(ui.tr(Text::kDoneOfTotal), {std::to_string(std::lround(task.done)),
                                            std::to_string(std::lround(task.total)), unit});
}

}  // namespace

void tasks(Context& ui, const InterfaceModel& model, ImRect screen) {
  if (model.bottom.tasks.empty()) return;
  const float width = std::min(ui.px(340), screen.GetWidth() - ui.px(32));
  const float row = ui.px(62);
  const float height = row * static_cast<float>(model.bottom.tasks.size()) + ui.px(4);
  const float x = ImFloor(screen.GetCenter().x - width / 2);
  const ImRect box({x, screen.Max.y - height - ui.px(16)}, {x + width, screen.Max.y - ui.px(16)});
  const Floating surface(ui, "tasks", box);
  ImVec2 at(box.Min.x + ui.px(14), box.Min.y + ui.px(2));
  const float inside = width - ui.px(28);
  for (const Task& task : model.bottom.tasks) {
    const std::string words = progress_text(ui, task);
    const float edge = ui.px(24);
    const ImRect stop({at.x + inside - edge, at.y + ui.px(8)},
                      {at.x + inside, at.y + ui.px(8) + edge});
    const float right = stop.Min.x - ui.px(8);
    text_in(ui, {{at.x, at.y + ui.px(8)}, {right, at.y + ui.px(26)}}, task.label,
            {.style = TextStyle::kBodyStrong, .shorten = Shorten::kData});
    text_in(ui, {{at.x, at.y + ui.px(25)}, {right, at.y + ui.px(42)}}, words,
            {.style = TextStyle::kDense, .color = ui.theme.text_secondary});
    progress_bar(ui, "task." + task.task_id,
                 {{at.x, at.y + ui.px(48)}, {at.x + inside, at.y + ui.px(52)}}, task.label,
                 task.total > 0 ? task.done / task.total : -1.0);
    if (icon_button(ui, "task.cancel." + task.task_id, stop, icons::kClose,
                    filled(ui.tr(Text::kCancelOne), {task.label}))) {
      ui.emit(command::CancelTask{task.task_id});
    }
    at.y += row;
  }
}

}  // namespace overread::ui
