#pragma once

#include <span>
#include <string>
#include <string_view>

#include "ui/widgets/interact.hpp"

namespace overread::ui {

struct Choice {
  std::string_view id;
  std::string_view label;
  const char* icon = nullptr;
  std::string_view shortcut = {};
  std::string_view count = {};  ///< A number beside the label.
};

/// Tabs over the width of `box`, the chosen one underlined. @return The one pressed, or -1.
int tab_strip(Context& ui, std::string_view id, ImRect box, std::span<const Choice> choices,
              int chosen);

/// One of a few, side by side in one frame: words.
/// @return The one pressed, or -1.
int segmented(Context& ui, std::string_view id, ImRect box, std::span<const Choice> choices,
              int chosen);
float segmented_width(const Context& ui, std::span<const Choice> choices);

/// One of a few as icons with tooltips, no frame: squares of `edge` side by side.
int icon_choice(Context& ui, std::string_view id, ImVec2 at, float edge,
                std::span<const Choice> choices, int chosen);

}  // namespace overread::ui
