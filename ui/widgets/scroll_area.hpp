#pragma once

#include <string_view>

#include "ui/draw.hpp"

namespace overread::ui {

/// A region that scrolls vertically while it lives. Content is placed from `top()` down and ends
/// with `finish(bottom)`.
class ScrollArea {
 public:
  ScrollArea(Context& ui, std::string_view id, ImRect box);
  ~ScrollArea();
  ScrollArea(const ScrollArea&) = delete;
  ScrollArea& operator=(const ScrollArea&) = delete;

  /// Where content starts, in screen coordinates (moves with scrolling).
  ImVec2 top() const { return top_; }
  /// Width for content; the scroll bar's place is already taken off.
  float width() const { return width_; }
  /// Says how far down the content reached.
  void finish(float bottom);

 private:
  ImVec2 top_;
  float width_ = 0;
};

}  // namespace overread::ui
