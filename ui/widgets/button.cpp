#include "ui/widgets/button.hpp"

#include "ui/metrics.hpp"

namespace overread::ui {
namespace {

struct Look {
  ImU32 ground, text, edge;
};

Look look_of(const Theme& theme, const ButtonOptions& options, const Interaction& state) {
  if (options.disabled) {
    const ImU32 ground = options.kind == ButtonKind::kBare ? 0 : faded(theme.raised, 0.5f);
    return {ground, faded(theme.text_muted, 0.75f), 0};
  }
  switch (options.kind) {
    case ButtonKind::kPrimary:
      return {state.held      ? mixed(theme.accent, theme.app, 0.2f)
              : state.hovered ? mixed(theme.accent, theme.text, 0.14f)
                              : theme.accent,
              theme.on_accent, 0};
    case ButtonKind::kQuiet:
      return {state.held      ? theme.line
              : state.hovered ? theme.hover
                              : theme.raised,
              theme.text, theme.line};
    case ButtonKind::kBare:
      return {state.held      ? theme.line
              : state.hovered ? theme.hover
                              : 0,
              state.hovered ? theme.text : theme.text_secondary, 0};
  }
  return {};
}

TextStyle style_of(const ButtonOptions& options) {
  if (options.dense) return TextStyle::kDense;
  return options.kind == ButtonKind::kPrimary ? TextStyle::kBodyStrong : TextStyle::kBody;
}

float padding_of(const Context& ui, const ButtonOptions& options) {
  return ui.px(options.dense ? 8 : 12);
}

}  // namespace

float button_width(const Context& ui, std::string_view label, const ButtonOptions& options) {
  const float icon = options.icon ? ui.px(16) + ui.px(6) : 0;
  return ImCeil(measure(ui, label, style_of(options)).x) + icon + padding_of(ui, options) * 2;
}

bool button(Context& ui, std::string_view id, ImRect box, std::string_view label,
            const ButtonOptions& options) {
  const Interaction state = interact(ui, id, box,
                                     {.label = label,
                                      .shortcut = options.shortcut,
                                      .disabled = options.disabled,
                                      .pressed = options.pressed});
  if (state.visible) {
    const float radius = ui.px(metrics::kRadius);
    const Look look = look_of(ui.theme, options, state);
    const bool on = options.pressed.value_or(false);
    fill(box, on ? ui.theme.accent_wash : look.ground, radius);
    if (look.edge) outline(box, on ? ui.theme.accent : look.edge, radius);
    const float icon = options.icon ? ui.px(16) + ui.px(6) : 0;
    const float words = ImCeil(measure(ui, label, style_of(options)).x);
    const float padding = padding_of(ui, options);
    float x = box.Min.x + padding;
    if (options.align == Align::kCenter) {
      x = std::max(x, box.Min.x + (box.GetWidth() - words - icon) / 2);
    }
    if (options.icon) {
      icon_at(ui, {x + ui.px(8), box.GetCenter().y}, options.icon, look.text,
              options.dense ? 14 : 16);
      x += icon;
    }
    text_in(ui, {{x, box.Min.y}, {box.Max.x - std::min(padding, ui.px(4)), box.Max.y}}, label,
            {.style = style_of(options), .color = look.text});
    if (state.focused) focus_ring(ui, box, radius);
  }
  tooltip(ui, state, box, options.tip.empty() && !options.shortcut.empty() ? label : options.tip,
          options.shortcut);
  return state.pressed;
}

bool icon_button(Context& ui, std::string_view id, ImRect box, const char* icon,
                 std::string_view label, const IconButtonOptions& options) {
  const Interaction state = interact(ui, id, box,
                                     {.label = label,
                                      .shortcut = options.shortcut,
                                      .disabled = options.disabled,
                                      .icon_only = true,
                                      .pressed = options.pressed});
  if (state.visible) {
    const float radius = ui.px(metrics::kRadius);
    const bool on = options.pressed.value_or(false);
    ImU32 ink = options.color ? options.color : ui.theme.text_secondary;
    if (state.hovered) ink = ui.theme.text;
    if (on) ink = ui.theme.text;
    if (options.disabled) ink = faded(ui.theme.text_muted, 0.55f);
    if (options.framed) fill(box, ui.theme.raised, radius);
    // What stays on is only a shade lighter: the accent is kept for what is chosen.
    if (on) fill(box, ui.theme.hover, radius);
    if (state.hovered && !options.disabled) {
      fill(box, state.held || on ? ui.theme.line : ui.theme.hover, radius);
    }
    if (options.framed) outline(box, ui.theme.line, radius);
    icon_at(ui, box.GetCenter(), icon, ink);
    if (state.focused) focus_ring(ui, box, radius);
  }
  tooltip(ui, state, box, label, options.shortcut);
  return state.pressed;
}

float badge_width(const Context& ui, std::string_view label) {
  return ImCeil(measure(ui, label, TextStyle::kImageStrong).x) + ui.px(12);
}

void badge(Context& ui, ImVec2 at, float height, std::string_view label, ImU32 ink) {
  const ImRect box(at, {at.x + badge_width(ui, label), at.y + height});
  outline(box, faded(ink, 0.5f), height / 2);
  text_in(ui, box, label,
          {.style = TextStyle::kImageStrong, .color = ink, .align = Align::kCenter});
}

}  // namespace overread::ui
