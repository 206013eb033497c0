#pragma once

#include <string_view>

#include "ui/widgets/interact.hpp"

namespace overread::ui {

/// A menu hanging from `anchor`; rows are drawn while it lives and `open()`.
class Menu {
 public:
  Menu(Context& ui, std::string_view id, ImRect anchor, float width);
  ~Menu();
  Menu(const Menu&) = delete;
  Menu& operator=(const Menu&) = delete;
  /// Opens it; the press of the button it hangs from.
  static void request(std::string_view id);
  bool open() const { return open_; }

  /// One row. @return True when chosen; the menu closes then.
  bool row(std::string_view id, std::string_view label, const char* icon = nullptr,
           std::string_view shortcut = {}, bool checked = false);
  void separator();

 private:
  Context& ui_;
  bool open_ = false;
  float width_ = 0;
};

}  // namespace overread::ui
