#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/findings/result.hpp"

namespace overread {

/// A labelled volume beside a series: 0 outside, 1-based label otherwise, one byte a voxel while it
/// is worked on. Slices follow the series' frame order.
struct LabelMask {
  struct Label {
    int number = 1;    ///< 1-based, the SEG's Segment Number.
    std::string name;  ///< "Emphysema (LAA-950)".
    Concept category, type;
    std::array<std::uint8_t, 3> rgb{};
  };
  int columns = 0, rows = 0, slices = 0;
  std::vector<Label> labels;
  std::vector<std::uint8_t> values;  ///< [slices][rows][columns]
};

}  // namespace overread
