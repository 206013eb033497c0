#include "ui/widgets/choice.hpp"

#include <algorithm>

#include "ui/metrics.hpp"

namespace overread::ui {
namespace {

std::string part_id(std::string_view id, std::string_view part) {
  std::string out(id);
  out += '.';
  out += part;
  return out;
}

float segment_width(const Context& ui, const Choice& choice) {
  return ImCeil(measure(ui, choice.label, TextStyle::kDenseStrong).x) + ui.px(20);
}

}  // namespace

int tab_strip(Context& ui, std::string_view id, ImRect box, std::span<const Choice> choices,
              int chosen) {
  int pressed = -1;
  horizontal_line(box.Min.x, box.Max.x, box.Max.y - 1, ui.theme.line);
  float x = box.Min.x + ui.px(8);
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const Choice& choice = choices[i];
    const bool on = static_cast<int>(i) == chosen;
    const ImVec2 words = measure(ui, choice.label, TextStyle::kBodyStrong);
    const float count =
        choice.count.empty() ? 0 : measure(ui, choice.count, TextStyle::kImageStrong).x + ui.px(6);
    const float width = ImCeil(words.x + count) + ui.px(16);
    const ImRect tab({x, box.Min.y}, {x + width, box.Max.y});
    const std::string name = part_id(id, choice.id);
    const Interaction state = interact(ui, name, tab,
                                       {.role = Role::kTab,
                                        .label = choice.label,
                                        .shortcut = choice.shortcut,
                                        .text = choice.count,
                                        .selected = on});
    const ImU32 ink = on ? ui.theme.text : state.hovered ? ui.theme.text : ui.theme.text_secondary;
    text_in(ui, {{tab.Min.x + ui.px(8), tab.Min.y}, {tab.Max.x, tab.Max.y}}, choice.label,
            {.style = on ? TextStyle::kBodyStrong : TextStyle::kBody, .color = ink});
    if (count > 0) {
      const float own = measure(ui, choice.label, on ? TextStyle::kBodyStrong : TextStyle::kBody).x;
      text_in(ui, {{tab.Min.x + ui.px(14) + own, tab.Min.y}, {tab.Max.x, tab.Max.y}}, choice.count,
              {.style = TextStyle::kImageStrong, .color = ui.theme.text_secondary});
    }
    if (on) {
      fill({{tab.Min.x + ui.px(8), tab.Max.y - 2}, {tab.Max.x - ui.px(8), tab.Max.y}},
           ui.theme.accent, 1);
    }
    if (state.focused) focus_ring(ui, tab, ui.px(4));
    if (!choice.shortcut.empty()) tooltip(ui, state, tab, choice.label, choice.shortcut);
    if (state.pressed) pressed = static_cast<int>(i);
    x += width;
  }
  return pressed;
}

float segmented_width(const Context& ui, std::span<const Choice> choices) {
  float width = ui.px(4);
  for (const Choice& choice : choices) width += segment_width(ui, choice);
  return width;
}

int segmented(Context& ui, std::string_view id, ImRect box, std::span<const Choice> choices,
              int chosen) {
  int pressed = -1;
  const float radius = ui.px(metrics::kRadius);
  fill(box, ui.theme.field, radius);
  outline(box, ui.theme.line, radius);
  float x = box.Min.x + 2;
  const float spare = std::max(0.0f, box.GetWidth() - segmented_width(ui, choices)) /
                      static_cast<float>(std::max<std::size_t>(choices.size(), 1));
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const Choice& choice = choices[i];
    const bool on = static_cast<int>(i) == chosen;
    const float width = segment_width(ui, choice) + spare;
    const ImRect part({x, box.Min.y + 2}, {std::min(x + width, box.Max.x - 2), box.Max.y - 2});
    const std::string name = part_id(id, choice.id);
    const Interaction state = interact(
        ui, name, part,
        {.role = Role::kRadio, .label = choice.label, .shortcut = choice.shortcut, .selected = on});
    if (on) fill(part, ui.theme.hover, radius - 2);
    text_in(ui, part, choice.label,
            {.style = on ? TextStyle::kDenseStrong : TextStyle::kDense,
             .color = on || state.hovered ? ui.theme.text : ui.theme.text_secondary,
             .align = Align::kCenter});
    if (state.focused) focus_ring(ui, part, radius - 2);
    if (state.pressed) pressed = static_cast<int>(i);
    x += width;
  }
  return pressed;
}

int icon_choice(Context& ui, std::string_view id, ImVec2 at, float edge,
                std::span<const Choice> choices, int chosen) {
  int pressed = -1;
  const float radius = ui.px(metrics::kRadius);
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const Choice& choice = choices[i];
    const bool on = static_cast<int>(i) == chosen;
    const float x = at.x + static_cast<float>(i) * (edge + ui.px(2));
    const ImRect box({x, at.y}, {x + edge, at.y + edge});
    const std::string name = part_id(id, choice.id);
    const Interaction state = interact(ui, name, box,
                                       {.role = Role::kRadio,
                                        .label = choice.label,
                                        .shortcut = choice.shortcut,
                                        .icon_only = true,
                                        .selected = on});
    if (on) fill(box, ui.theme.accent_wash, radius);
    if (state.hovered && !on) fill(box, ui.theme.hover, radius);
    icon_at(ui, box.GetCenter(), choice.icon,
            on              ? ui.theme.accent
            : state.hovered ? ui.theme.text
                            : ui.theme.text_secondary);
    if (state.focused) focus_ring(ui, box, radius);
    tooltip(ui, state, box, choice.label, choice.shortcut);
    if (state.pressed) pressed = static_cast<int>(i);
  }
  return pressed;
}

}  // namespace overread::ui
