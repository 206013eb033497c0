#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/image/instance_header.hpp"

namespace overread {

/// The colors that P-Values are shown in, in place of grays: those of a parametric map, or of a
/// Pseudo-Color Softcopy Presentation State. A property of the presentation, never of the values.
///
/// @dicom PS3.3 A.75.1, A.33.3, C.7.9; PS3.4 N.2
struct ColorMap {
  std::string name{};  ///< Of a well-known palette; empty for a file's own.
  /// kFewestColors to kMostColors, from P-Value 0 to 1. Set where the map is made and not after.
  std::vector<std::array<std::uint8_t, 3>> colors{};

  friend bool operator==(const ColorMap&, const ColorMap&) = default;
};

inline constexpr std::size_t kFewestColors = 256;
inline constexpr std::size_t kMostColors = 65536;

/// The map of a palette, red, green and blue, each with one entry or more: the whole range of
/// P-Values over all of its entries, whatever its first value mapped. One of fewer than
/// kFewestColors entries is one of steps: every color gets an equal share.
///
/// @dicom PS3.4 N.2.4.2
ColorMap color_map_of(const std::vector<LookUpTable>& palette);

/// The color of a P-Value t, 0 to 255 each. In 32-bit floats, n colors c, in this order:
///
///   s = clamp(t, 0, 1) * (n - 1); i = min(floor(s), n - 2); f = s - i
///   c[i] + (c[i + 1] - c[i]) * f
///
/// Between two entries it is interpolated, so that a rounded t never moves a color by a whole step.
std::array<float, 3> apply_color_map(const ColorMap& map, float t);

}  // namespace overread
