#pragma once

#include <optional>
#include <string_view>

#include "ui/draw.hpp"

namespace overread::ui {

/// What a widget is, said once: to the mouse, to the keyboard, to screen readers and to tests.
struct WidgetNote {
  Role role = Role::kButton;
  std::string_view label;
  std::string_view shortcut = {};
  std::string_view text = {};
  bool disabled = false;
  bool icon_only = false;
  std::optional<bool> pressed = {}, selected = {}, expanded = {};
  std::optional<double> value = {}, lowest = {}, highest = {};
};

struct Interaction {
  bool hovered = false;
  bool held = false;
  bool pressed = false;  ///< Clicked, tapped, or activated through the mirror.
  bool focused = false;  ///< The page's focus is on its mirror element.
  bool visible = false;
};

/// Makes `box` something to press and reports it to the mirror.
Interaction interact(Context& ui, std::string_view id, ImRect box, const WidgetNote& note);
/// Reports something to read, not to press.
void announce(Context& ui, std::string_view id, ImRect box, const WidgetNote& note);
/// The ring around the element that has the page's focus.
void focus_ring(Context& ui, ImRect box, float radius);

/// Shows `text`, with its shortcut as a key cap, near `box` once the pointer has rested there.
void tooltip(Context& ui, const Interaction& state, ImRect box, std::string_view text,
             std::string_view shortcut = {});

}  // namespace overread::ui
