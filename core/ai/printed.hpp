#pragma once

#include <array>
#include <cstdio>
#include <string>

namespace overread {

/// A number as printf's `form` has it, for the reasons and cautions of a result.
inline std::string printed(const char* form, double value) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), form, value);
  return text.data();
}

}  // namespace overread
