#pragma once

#include "ui/theme.hpp"

namespace overread::ui {

/// Takes Dear ImGui's own look away: nothing is drawn by its widgets but scroll bars, fields and
/// windows, and those in the theme's colors.
void apply_style(const Theme& theme, float scale);

}  // namespace overread::ui
