#include "core/image/color_map.hpp"

#include <algorithm>
#include <cmath>

#include "core/image/palette.hpp"

namespace overread {

ColorMap color_map_of(const std::vector<LookUpTable>& palette) {
  std::array<std::vector<std::uint8_t>, 3> levels = palette_levels(palette);
  std::size_t entry_count = 1;
  for (std::vector<std::uint8_t>& channel : levels) {
    if (channel.empty()) channel.push_back(0);
    entry_count = std::max(entry_count, channel.size());
  }
  const std::size_t repeats = (kFewestColors + entry_count - 1) / entry_count;
  ColorMap map;
  map.colors.reserve(entry_count * repeats);
  for (std::size_t entry = 0; entry < entry_count; ++entry) {
    const auto level = [&](std::size_t channel) {
      return levels[channel][std::min(entry, levels[channel].size() - 1)];
    };
    map.colors.insert(map.colors.end(), repeats, {level(0), level(1), level(2)});
  }
  return map;
}

std::array<float, 3> apply_color_map(const ColorMap& map, float t) {
  const float inside = std::min(std::max(0.0F, t), 1.0F);
  const float s = inside * static_cast<float>(map.colors.size() - 1);
  const float first = std::min(std::floor(s), static_cast<float>(map.colors.size() - 2));
  const float f = s - first;
  const auto i = static_cast<std::size_t>(first);
  std::array<float, 3> rgb{};
  for (std::size_t k = 0; k < 3; ++k) {
    const float from = map.colors[i][k];
    const float to = map.colors[i + 1][k];
    rgb[k] = from + (to - from) * f;
  }
  return rgb;
}

}  // namespace overread
