#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "imgui.h"
#include "imgui_internal.h"
#include "ui/context.hpp"

/// Drawing with the theme's colors and the type scale. Text is audited, so that tests find words
/// that do not fit.
namespace overread::ui {

enum class Align { kStart, kCenter, kEnd };

struct TextOptions {
  TextStyle style = TextStyle::kBody;
  ImU32 color = 0;  ///< 0: the theme's text.
  Align align = Align::kStart;
  Shorten shorten = Shorten::kNever;
};

ImVec2 measure(const Context& ui, std::string_view text, TextStyle style);
/// One line, vertically centered in `box`. Shortened with an ellipsis where that is allowed.
/// @return True when it was shortened.
bool text_in(Context& ui, ImRect box, std::string_view text, const TextOptions& options = {});
/// The text as it is, or cut with an ellipsis to fit `room`.
std::string shortened(const Context& ui, std::string_view text, TextStyle style, float room);
/// The text in lines of at most `width`, broken at spaces and line ends. Views into `text`.
std::vector<std::string_view> broken_lines(const Context& ui, std::string_view text,
                                           TextStyle style, float width);
/// Distance of the lines of wrapped text.
float leading_of(const Context& ui, TextStyle style);
/// Height of the text wrapped to `width`.
float wrapped_height(const Context& ui, std::string_view text, TextStyle style, float width);
/// Wrapped text from `at` downward. @return Its height.
float wrapped_text(Context& ui, ImVec2 at, float width, std::string_view text,
                   const TextOptions& options = {});

/// An icon of `size` CSS pixels at 100 %, centered at `center`.
void icon_at(Context& ui, ImVec2 center, const char* icon, ImU32 color, float size = 16);

void fill(ImRect box, ImU32 color, float radius = 0);
void outline(ImRect box, ImU32 color, float radius = 0, float thickness = 1);
void horizontal_line(float x0, float x1, float y, ImU32 color);
void vertical_line(float x, float y0, float y1, ImU32 color);
/// The soft shadow under what floats.
void soft_shadow(ImDrawList* list, ImRect box, ImU32 color, float radius);

/// A contour in its color and style, over a halo of that color (0: none).
///
/// @param scale  Line width and dashes, 1 as in the picture at 100 %.
void contour(ImDrawList* list, std::span<const ImVec2> points, bool closed, const OverlayInk& ink,
             float scale, ImU32 halo);
/// The contour of a finding drawn small, as its swatch.
void swatch(Context& ui, ImRect box, const OverlayInk& ink);

/// Text with a soft dark shadow, for words over a picture.
void text_over_picture(Context& ui, ImDrawList* list, ImVec2 at, std::string_view text,
                       TextStyle style, ImU32 color);

}  // namespace overread::ui
