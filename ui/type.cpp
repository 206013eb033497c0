#include "ui/type.hpp"

#include <span>

#include "ui/fonts/font_data.hpp"

namespace overread::ui {
namespace {

// Dear ImGui sizes a font by ascender minus descender; Inter's are 0.96875 and -0.2412 em.
constexpr float kLinePerEm = 1.2102f;

ImFont* add(std::span<const std::uint8_t> file) {
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;
  // The atlas only reads the file; its interface lacks the const.
  return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(const_cast<std::uint8_t*>(file.data()),
                                                    static_cast<int>(file.size()), 16, &config);
}

float em_of(TextStyle style) {
  switch (style) {
    case TextStyle::kBody:
    case TextStyle::kBodyStrong:
      return 13;
    case TextStyle::kDense:
    case TextStyle::kDenseStrong:
      return 12;
    case TextStyle::kHeading:
      return 15;
    case TextStyle::kImage:
    case TextStyle::kImageStrong:
      return 11;
    case TextStyle::kValue:
      return 24;
  }
  return 13;
}

bool is_strong(TextStyle style) {
  return style == TextStyle::kBodyStrong || style == TextStyle::kDenseStrong ||
         style == TextStyle::kHeading || style == TextStyle::kValue ||
         style == TextStyle::kImageStrong;
}

}  // namespace

Typeface load_typeface() {
  return {.regular = add(text_regular_ttf()),
          .semibold = add(text_semibold_ttf()),
          .icons = add(icons_ttf())};
}

StyledFont font_of(const Typeface& type, TextStyle style, float scale) {
  return {is_strong(style) ? type.semibold : type.regular, em_of(style) * kLinePerEm * scale};
}

}  // namespace overread::ui
