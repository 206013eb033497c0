#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "core/app/command.hpp"

namespace overread::ui {

/// Names of the texts in strings.def.
enum class Text {
#define OVERREAD_TEXT(name, english, russian) name,
#include "ui/strings.def"
#undef OVERREAD_TEXT
  kCount
};

/// The text in a language. Never null, never empty.
const char* translate(Text text, Language language);

/// `pattern` with {0}, {1}, ... replaced.
std::string filled(std::string_view pattern, std::initializer_list<std::string_view> values);

}  // namespace overread::ui
