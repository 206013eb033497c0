#include "ui/theme.hpp"

#include <algorithm>
#include <cmath>

namespace overread::ui {
namespace {

constexpr ImU32 rgba(unsigned rgb, unsigned alpha = 255) {
  return IM_COL32((rgb >> 16) & 255u, (rgb >> 8) & 255u, rgb & 255u, alpha);
}

constexpr Theme kDark = {
    .app = rgba(0x0B0E11),
    .panel = rgba(0x12161B),
    .raised = rgba(0x1A2027),
    .hover = rgba(0x222A33),
    .line = rgba(0x252D36),
    .text = rgba(0xE8ECF0),
    .text_secondary = rgba(0xA7B2BD),
    .text_muted = rgba(0x6E7A86),
    .accent = rgba(0x35B6A6),
    .on_accent = rgba(0x06110F),
    .accent_wash = rgba(0x35B6A6, 34),
    .warn = rgba(0xE3A83B),
    .fail = rgba(0xE5544B),
    .field = rgba(0x0E1216),
    .scrim = rgba(0x000000, 150),
    .shadow = rgba(0x000000, 110),
    .image = rgba(0x000000),
    .image_text = rgba(0xDDE3E8),
    .image_text_dim = rgba(0x9AA5AF),
    .image_shadow = rgba(0x000000, 200),
    .image_line = rgba(0x252D36),
    .reader_mark = rgba(0xFFFFFF),
    .halo = rgba(0x000000, 190),
};

constexpr Theme make_light() {
  Theme theme = kDark;
  theme.app = rgba(0xE4E8EC);
  theme.panel = rgba(0xF6F8F9);
  theme.raised = rgba(0xFFFFFF);
  theme.hover = rgba(0xE9EDF0);
  theme.line = rgba(0xD3DAE0);
  theme.text = rgba(0x12181E);
  theme.text_secondary = rgba(0x47535F);
  theme.text_muted = rgba(0x75818C);
  theme.accent = rgba(0x0B7A6E);
  theme.on_accent = rgba(0xFFFFFF);
  theme.accent_wash = rgba(0x0B7A6E, 28);
  theme.warn = rgba(0x8F5B00);
  theme.fail = rgba(0xB3261E);
  theme.field = rgba(0xE9EDF0);
  theme.scrim = rgba(0x12181E, 110);
  theme.shadow = rgba(0x12181E, 50);
  return theme;
}

constexpr Theme make_high_contrast() {
  Theme theme = kDark;
  theme.app = rgba(0x000000);
  theme.panel = rgba(0x000000);
  theme.raised = rgba(0x101010);
  theme.hover = rgba(0x2B2B2B);
  theme.line = rgba(0x8A8A8A);
  theme.text = rgba(0xFFFFFF);
  theme.text_secondary = rgba(0xE6E6E6);
  theme.text_muted = rgba(0xBDBDBD);
  theme.accent = rgba(0x5CF2DC);
  theme.on_accent = rgba(0x000000);
  theme.accent_wash = rgba(0x5CF2DC, 60);
  theme.warn = rgba(0xFFC04D);
  theme.fail = rgba(0xFF8A80);
  theme.field = rgba(0x000000);
  theme.image_text = rgba(0xFFFFFF);
  theme.image_text_dim = rgba(0xE6E6E6);
  theme.image_line = rgba(0x8A8A8A);
  return theme;
}

constexpr Theme kLight = make_light();
constexpr Theme kHighContrast = make_high_contrast();

unsigned channel(ImU32 color, int shift) { return (color >> shift) & 255u; }

double linear(unsigned value) {
  const double c = value / 255.0;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(ImU32 color) {
  return 0.2126 * linear(channel(color, IM_COL32_R_SHIFT)) +
         0.7152 * linear(channel(color, IM_COL32_G_SHIFT)) +
         0.0722 * linear(channel(color, IM_COL32_B_SHIFT));
}

}  // namespace

const Theme& theme_of(ThemeName name) {
  switch (name) {
    case ThemeName::kLight:
      return kLight;
    case ThemeName::kHighContrast:
      return kHighContrast;
    case ThemeName::kDark:
      break;
  }
  return kDark;
}

OverlayInk overlay_ink(int palette_index, const std::optional<std::array<std::uint8_t, 3>>& rgb) {
  const OverlayColor& entry = overlay_color(palette_index);
  const auto& color = rgb ? *rgb : entry.rgb;
  return {IM_COL32(color[0], color[1], color[2], 255), entry.style};
}

ImU32 faded(ImU32 color, float opacity) {
  const float alpha =
      static_cast<float>(channel(color, IM_COL32_A_SHIFT)) * std::clamp(opacity, 0.0f, 1.0f);
  return (color & ~IM_COL32_A_MASK) | (static_cast<ImU32>(alpha + 0.5f) << IM_COL32_A_SHIFT);
}

ImU32 mixed(ImU32 from, ImU32 to, float t) {
  const float u = std::clamp(t, 0.0f, 1.0f);
  ImU32 out = 0;
  for (const int shift : {0, 8, 16, 24}) {
    const float a = static_cast<float>(channel(from, shift));
    const float b = static_cast<float>(channel(to, shift));
    out |= static_cast<ImU32>(a + (b - a) * u + 0.5f) << shift;
  }
  return out;
}

double contrast_ratio(ImU32 first, ImU32 second) {
  const double a = luminance(first), b = luminance(second);
  return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

}  // namespace overread::ui
