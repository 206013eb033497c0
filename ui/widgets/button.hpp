#pragma once

#include <string_view>

#include "ui/widgets/interact.hpp"

namespace overread::ui {

enum class ButtonKind {
  kPrimary,  ///< The one act a place is for: filled with the accent.
  kQuiet,    ///< Raised, without color.
  kBare,     ///< Only words and an icon until the pointer is there.
};

struct ButtonOptions {
  ButtonKind kind = ButtonKind::kQuiet;
  const char* icon = nullptr;
  std::string_view shortcut = {};
  std::string_view tip = {};  ///< What the tooltip says; empty: none but the shortcut's.
  bool disabled = false;
  bool dense = false;
  std::optional<bool> pressed = {};
  Align align = Align::kCenter;
};

/// Width a button needs for its words.
float button_width(const Context& ui, std::string_view label, const ButtonOptions& options);
/// A button with words. @return True when pressed.
bool button(Context& ui, std::string_view id, ImRect box, std::string_view label,
            const ButtonOptions& options = {});

struct IconButtonOptions {
  std::string_view shortcut = {};
  bool disabled = false;
  std::optional<bool> pressed = {};  ///< Set for what stays on or off.
  bool framed = false;
  ImU32 color = 0;  ///< 0: by state.
};

/// A square with an icon. Its label is its tooltip and its name.
bool icon_button(Context& ui, std::string_view id, ImRect box, const char* icon,
                 std::string_view label, const IconButtonOptions& options = {});

/// A word in a small rounded frame. @return Its width.
float badge_width(const Context& ui, std::string_view label);
void badge(Context& ui, ImVec2 at, float height, std::string_view label, ImU32 ink);

}  // namespace overread::ui
