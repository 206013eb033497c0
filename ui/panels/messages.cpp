#include <algorithm>
#include <string>

#include "ui/fonts/icons.hpp"
#include "ui/metrics.hpp"
#include "ui/panels/floating.hpp"
#include "ui/panels/panels.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/scroll_area.hpp"

namespace overread::ui {
namespace {

struct LevelLook {
  const char* icon;
  ImU32 ink;
};

LevelLook level_look(const Theme& theme, MessageLevel level) {
  switch (level) {
    case MessageLevel::kError:
      return {icons::kError, theme.fail};
    case MessageLevel::kWarning:
      return {icons::kWarning, theme.warn};
    case MessageLevel::kInfo:
      break;
  }
  return {icons::kInfo, theme.text_secondary};
}

float row_height(const Context& ui, const Message& message, float width) {
  const float words = width - ui.px(26 + 28);
  float height = ui.px(20) + wrapped_height(ui, message.text, TextStyle::kDense, words);
  if (!message.subject.empty()) {
    height += wrapped_height(ui, message.subject, TextStyle::kBodyStrong, words) + ui.px(2);
  }
  return height;
}

void row(Context& ui, const Message& message, ImVec2 at, float width) {
  const float height = row_height(ui, message, width);
  const LevelLook look = level_look(ui.theme, message.level);
  const std::string id = "message." + std::to_string(message.id);
  announce(ui, id, {at, {at.x + width, at.y + height}},
           {.role = Role::kStatus, .label = message.subject, .text = message.text});
  const float x = at.x + ui.px(26);
  const float words = width - ui.px(26 + 28);
  float y = at.y + ui.px(10);
  icon_at(ui, {at.x + ui.px(8), y + ui.px(8)}, look.icon, look.ink);
  if (!message.subject.empty()) {
    y += wrapped_text(ui, {x, y}, words, message.subject, {.style = TextStyle::kBodyStrong}) +
         ui.px(2);
  }
  wrapped_text(ui, {x, y}, words, message.text,
               {.style = TextStyle::kDense, .color = ui.theme.text_secondary});
  const float edge = ui.px(24);
  if (icon_button(ui, id + ".dismiss",
                  {{at.x + width - edge, at.y + ui.px(6)}, {at.x + width, at.y + ui.px(6) + edge}},
                  icons::kClose, ui.tr(Text::kDismiss))) {
    ui.emit(command::DismissMessage{message.id});
  }
}

}  // namespace

void messages(Context& ui, const InterfaceModel& model, ImRect screen) {
  if (!model.messages_shown) return;
  const float width = std::min(ui.px(380), screen.GetWidth() - ui.px(16));
  const float inside = ui.px(14);
  const float row_width = width - inside * 2 - ui.px(8);
  float content = 0;
  for (const Message& message : model.messages) content += row_height(ui, message, row_width) + 1;
  if (model.messages.empty()) content = ui.px(36);
  const float head = ui.px(44);
  const float height = std::min(head + content + ui.px(10), screen.GetHeight() - ui.px(16));
  const ImRect box({screen.Max.x - width - ui.px(8), screen.Max.y - height - ui.px(8)},
                   {screen.Max.x - ui.px(8), screen.Max.y - ui.px(8)});
  const Floating surface(ui, "messages", box);
  announce(ui, "messages.head", {box.Min, {box.Max.x, box.Min.y + head}},
           {.role = Role::kHeading, .label = ui.tr(Text::kMessages)});
  text_in(ui, {{box.Min.x + inside, box.Min.y}, {box.Max.x, box.Min.y + head}},
          ui.tr(Text::kMessages), {.style = TextStyle::kHeading});
  const float edge = ui.px(28);
  const float y = box.Min.y + (head - edge) / 2;
  float x = box.Max.x - inside - edge + ui.px(4);
  if (icon_button(ui, "messages.close", {{x, y}, {x + edge, y + edge}}, icons::kClose,
                  ui.tr(Text::kClose), {.shortcut = cap_of(Action::kMessages)})) {
    ui.emit(command::ShowMessages{false});
  }
  if (model.messages.size() > 1) {
    const ButtonOptions all{.kind = ButtonKind::kBare, .dense = true};
    const float room = button_width(ui, ui.tr(Text::kDismissAll), all);
    x -= room + ui.px(4);
    if (button(ui, "messages.dismiss-all", {{x, y}, {x + room, y + edge}}, ui.tr(Text::kDismissAll),
               all)) {
      ui.emit(command::DismissAllMessages{});
    }
  }
  horizontal_line(box.Min.x, box.Max.x, box.Min.y + head, ui.theme.line);
  ScrollArea area(
      ui, "messages.list",
      {{box.Min.x + inside, box.Min.y + head + 1}, {box.Max.x - ui.px(2), box.Max.y - ui.px(6)}});
  ImVec2 at = area.top();
  if (model.messages.empty()) {
    text_in(ui, {at, {at.x + row_width, at.y + ui.px(36)}}, ui.tr(Text::kNoMessages),
            {.color = ui.theme.text_secondary});
    at.y += ui.px(36);
  }
  // The newest first.
  for (auto message = model.messages.rbegin(); message != model.messages.rend(); ++message) {
    row(ui, *message, at, row_width);
    at.y += row_height(ui, *message, row_width);
    if (std::next(message) != model.messages.rend()) {
      horizontal_line(at.x, at.x + row_width, at.y, ui.theme.line);
    }
    at.y += 1;
  }
  area.finish(at.y);
}

}  // namespace overread::ui
