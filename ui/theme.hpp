#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "core/app/command.hpp"
#include "core/view/line_style.hpp"
#include "imgui.h"

namespace overread::ui {

/// A finding's color and, as second channel, its contour style.
struct OverlayInk {
  ImU32 color;
  ContourStyle style;
};

/// Every color of the interface. Themes are this with other values; no color stands elsewhere.
struct Theme {
  ImU32 app, panel, raised, hover, line;
  ImU32 text, text_secondary, text_muted;
  ImU32 accent, on_accent, accent_wash;
  ImU32 warn, fail;
  ImU32 field;          ///< Where text is typed, tracks of sliders and bars.
  ImU32 scrim, shadow;  ///< Under sheets; under what floats.
  ImU32 image, image_text, image_text_dim, image_shadow, image_line;
  ImU32 reader_mark, halo;
};

const Theme& theme_of(ThemeName name);
/// The ink of a finding: its mask's own color, else the overlay palette's; the palette is the same
/// in every theme, since the picture is.
OverlayInk overlay_ink(int palette_index, const std::optional<std::array<std::uint8_t, 3>>& rgb);
/// The color with its opacity multiplied.
ImU32 faded(ImU32 color, float opacity);
/// The color between two, `t` in [0, 1].
ImU32 mixed(ImU32 from, ImU32 to, float t);
/// WCAG 2 contrast ratio of two opaque colors, in [1, 21].
double contrast_ratio(ImU32 first, ImU32 second);

}  // namespace overread::ui
