#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace overread {

/// A mask from a picture: '#' is set, '.' is not, anything else is there for the eye.
inline std::vector<std::uint8_t> drawn(std::string_view picture) {
  std::vector<std::uint8_t> mask;
  for (const char c : picture) {
    if (c == '#' || c == '.') mask.push_back(c == '#');
  }
  return mask;
}

}  // namespace overread
