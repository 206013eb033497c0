#include "ui/theme.hpp"

#include <catch_amalgamated.hpp>

using namespace overread;
using namespace overread::ui;

TEST_CASE("WCAG contrast: black on white is 21, a color on itself 1", "[theme]") {
  CHECK(contrast_ratio(IM_COL32(0, 0, 0, 255), IM_COL32(255, 255, 255, 255)) ==
        Catch::Approx(21.0));
  CHECK(contrast_ratio(IM_COL32(9, 99, 200, 255), IM_COL32(9, 99, 200, 255)) == Catch::Approx(1.0));
  // #767676 on white is the darkest gray that passes 4.5, as WebAIM's checker gives it: 4.54.
  CHECK(contrast_ratio(IM_COL32(0x76, 0x76, 0x76, 255), IM_COL32(255, 255, 255, 255)) ==
        Catch::Approx(4.54).margin(0.005));
}

TEST_CASE("Theme: text that must be read has contrast 4.5 on every ground", "[theme]") {
  for (const ThemeName name : {ThemeName::kDark, ThemeName::kLight, ThemeName::kHighContrast}) {
    const Theme& theme = theme_of(name);
    INFO("theme " << static_cast<int>(name));
    for (const ImU32 ground : {theme.app, theme.panel, theme.raised, theme.hover, theme.field}) {
      CHECK(contrast_ratio(theme.text, ground) >= 7.0);
      CHECK(contrast_ratio(theme.text_secondary, ground) >= 4.5);
    }
    CHECK(contrast_ratio(theme.warn, theme.panel) >= 4.5);
    CHECK(contrast_ratio(theme.fail, theme.panel) >= 4.5);
    CHECK(contrast_ratio(theme.on_accent, theme.accent) >= 4.5);
    CHECK(contrast_ratio(theme.image_text, theme.image) >= 7.0);
    CHECK(contrast_ratio(theme.image_text_dim, theme.image) >= 4.5);
  }
}

TEST_CASE("Overlay ink: a mask's own color wins over the palette's", "[theme]") {
  CHECK(overlay_ink(0, std::nullopt).color == IM_COL32(0xE6, 0x9F, 0x00, 255));
  CHECK(overlay_ink(1, std::nullopt).style == ContourStyle::kDashed);
  CHECK(overlay_ink(6, std::nullopt).color == overlay_ink(0, std::nullopt).color);
  CHECK(overlay_ink(0, std::array<std::uint8_t, 3>{1, 2, 3}).color == IM_COL32(1, 2, 3, 255));
}
