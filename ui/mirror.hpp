#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "imgui.h"

namespace overread::ui {

enum class Role {
  kButton,
  kTab,
  kRadio,
  kSlider,
  kTextBox,
  kListItem,
  kMenuItem,
  kProgress,
  kImage,
  kHeading,
  kText,
  kStatus
};
std::string_view role_name(Role role);

/// One thing on the canvas as a screen reader, a keyboard or a test sees it.
struct MirrorElement {
  std::string id;  ///< Stable from frame to frame: "top.layout.two".
  Role role = Role::kButton;
  std::string label;
  std::string shortcut;
  std::string text;     ///< What stands there, where the label alone does not say it.
  ImVec2 min{}, max{};  ///< CSS pixels in the canvas.
  bool visible = true;  ///< False when scrolled out of sight; it can still be activated.
  bool disabled = false;
  bool icon_only = false;
  std::optional<bool> pressed, selected, expanded;
  std::optional<double> value, lowest, highest;
};

/// What was drawn this frame, for a copy of it in the page's DOM; and the way back: what a reader
/// did to that copy, which the widgets take as if it had been done to them.
class Mirror {
 public:
  void begin_frame();
  void add(MirrorElement element);
  const std::vector<MirrorElement>& elements() const { return elements_; }

  /// The frame as JSON, or nothing when it is the same as the last one handed out.
  std::optional<std::string> take_change(std::string_view language);

  void activate(std::string id);
  void set_number(std::string id, double value);
  void set_text(std::string id, std::string value);
  void set_focus(std::string id);

  bool take_activation(std::string_view id);
  std::optional<double> take_number(std::string_view id);
  std::optional<std::string> take_text(std::string_view id);
  bool has_focus(std::string_view id) const { return !focus_.empty() && focus_ == id; }
  bool any_focus() const { return !focus_.empty(); }
  /// Acts that no widget has taken yet.
  bool has_pending() const;

 private:
  std::vector<MirrorElement> elements_;
  std::string last_json_;
  std::set<std::string, std::less<>> activations_, fresh_activations_;
  std::map<std::string, double, std::less<>> numbers_;
  std::map<std::string, std::string, std::less<>> texts_;
  std::string focus_;
};

}  // namespace overread::ui
