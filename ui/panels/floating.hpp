#pragma once

#include <string_view>

#include "ui/draw.hpp"

namespace overread::ui {

/// A surface above everything else: shadow, raised ground, one line around. Lives while drawn.
class Floating {
 public:
  enum class Modality { kPlain, kScrim };
  Floating(Context& ui, std::string_view id, ImRect box, Modality modality = Modality::kPlain);
  ~Floating();
  Floating(const Floating&) = delete;
  Floating& operator=(const Floating&) = delete;
  /// True when the scrim beside the surface was pressed.
  bool dismissed() const { return dismissed_; }

 private:
  bool dismissed_ = false;
};

}  // namespace overread::ui
