#pragma once

#include <string>
#include <string_view>

#include "ui/widgets/interact.hpp"

namespace overread::ui {

/// A one-line field in `value`. @return True when Enter was pressed in it.
bool text_box(Context& ui, std::string_view id, ImRect box, std::string_view label,
              std::string& value, bool take_focus);

}  // namespace overread::ui
