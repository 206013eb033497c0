#pragma once

#include <string>
#include <string_view>

#include "core/app/command.hpp"
#include "core/view/corner_text.hpp"

namespace overread::ui {

/// The text for a key of the core ("window.lung", "unit.cm"); the key itself when it is unknown, as
/// names out of files are.
std::string keyed_text(std::string_view key, Language language);

/// A line of corner text as it is read: its value, named where the value alone would not say it.
std::string corner_line(const CornerLine& line, Language language);

}  // namespace overread::ui
