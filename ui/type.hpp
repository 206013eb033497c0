#pragma once

#include "imgui.h"

namespace overread::ui {

enum class TextStyle {
  kBody,
  kBodyStrong,
  kDense,
  kDenseStrong,
  kHeading,
  kImage,
  kImageStrong,
  kValue
};

/// The fonts, made once for a Dear ImGui context. Sizes are free: the atlas grows by itself.
struct Typeface {
  ImFont* regular = nullptr;
  ImFont* semibold = nullptr;
  ImFont* icons = nullptr;
};

/// Adds the embedded fonts to the current Dear ImGui context.
Typeface load_typeface();

struct StyledFont {
  ImFont* font;
  float size;  ///< What Dear ImGui calls size: the line, not the em.
};
StyledFont font_of(const Typeface& type, TextStyle style, float scale);

}  // namespace overread::ui
