#include <algorithm>
#include <string>

#include "ui/fonts/icons.hpp"
#include "ui/metrics.hpp"
#include "ui/panels/panels.hpp"
#include "ui/widgets/interact.hpp"

namespace overread::ui {
namespace {

constexpr std::string_view kNoValue = "\xE2\x80\x94";

// From the left: the cursor's value first, since it is what is looked for.
float item(Context& ui, std::string_view id, std::string_view text, Text what, float x, ImRect line,
           float end, ImU32 ink) {
  if (text.empty()) return x;
  const float width = measure(ui, text, TextStyle::kImage).x + 1;
  if (x + width > end) return x;
  const ImRect box({x, line.Min.y}, {x + width, line.Max.y});
  const Interaction state =
      interact(ui, id, box, {.role = Role::kText, .label = ui.tr(what), .text = text});
  text_in(ui, box, text, {.style = TextStyle::kImage, .color = ink});
  tooltip(ui, state, box, ui.tr(what));
  return x + width + ui.px(16);
}

float message_button(Context& ui, const InterfaceModel& model, ImRect line) {
  const int errors = model.bottom.error_count, all = model.bottom.message_count;
  const std::string count = all > 0 ? std::to_string(all) : std::string();
  const float words = count.empty() ? 0 : measure(ui, count, TextStyle::kImageStrong).x + ui.px(4);
  const float width = ui.px(14 + 16) + words;
  const ImRect box({line.Max.x - width, line.Min.y}, line.Max);
  const Interaction state = interact(ui, "bottom.messages", box,
                                     {.label = ui.tr(Text::kMessages),
                                      .shortcut = cap_of(Action::kMessages),
                                      .text = count,
                                      .expanded = model.messages_shown});
  if (state.hovered || model.messages_shown) fill(box, ui.theme.hover);
  const ImU32 ink = errors > 0 ? ui.theme.fail : ui.theme.text_secondary;
  icon_at(ui, {box.Min.x + ui.px(15), box.GetCenter().y},
          errors > 0 ? icons::kError : icons::kMessages, ink, 13);
  if (words > 0) {
    text_in(ui, {{box.Min.x + ui.px(25), box.Min.y}, {box.Max.x, box.Max.y}}, count,
            {.style = TextStyle::kImageStrong, .color = ink});
  }
  if (state.focused) focus_ring(ui, box, 0);
  tooltip(ui, state, box, ui.tr(Text::kMessages), cap_of(Action::kMessages));
  if (state.pressed) ui.emit(command::ShowMessages{!model.messages_shown});
  return box.Min.x;
}

}  // namespace

void bottom_line(Context& ui, const InterfaceModel& model, ImRect box) {
  fill(box, ui.theme.panel);
  horizontal_line(box.Min.x, box.Max.x, box.Min.y, ui.theme.line);
  const ImRect line({box.Min.x + ui.px(12), box.Min.y + 1}, {box.Max.x, box.Max.y});
  float end = message_button(ui, model, line) - ui.px(12);
  const auto from_right = [&](std::string_view id, std::string_view text, Text what) {
    if (text.empty()) return;
    const float width = measure(ui, text, TextStyle::kImage).x + 1;
    if (end - width < line.Min.x + ui.px(240)) return;
    item(ui, id, text, what, end - width, line, end + 2, ui.theme.text_secondary);
    end -= width + ui.px(16);
  };
  from_right("bottom.memory", model.bottom.memory, Text::kMemory);
  from_right("bottom.runtime", model.bottom.runtime, Text::kRuntime);
  float x = line.Min.x;
  // The value's place is kept, so that the rest does not jump as the cursor moves.
  const float cursor_room =
      std::max(measure(ui, model.bottom.cursor, TextStyle::kImage).x, ui.px(150));
  const bool over = !model.bottom.cursor.empty();
  item(ui, "bottom.cursor", over ? std::string_view(model.bottom.cursor) : kNoValue, Text::kCursor,
       x, line, end, over ? ui.theme.text : ui.theme.text_muted);
  x += cursor_room + ui.px(16);
  item(ui, "bottom.spacing", model.bottom.spacing_source, Text::kSpacing, x, line, end,
       ui.theme.text_secondary);
}

}  // namespace overread::ui
