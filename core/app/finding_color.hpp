#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "core/app/state.hpp"

/// Which color a finding has, the same in picture, card and legend. Internal to core/app.
namespace overread {

struct FindingColor {
  int palette_index = 0;
  std::optional<std::array<std::uint8_t, 3>> rgb;  ///< Its mask label's color.
};

/// A finding with a mask has its label's color; the others take the palette in the order they were
/// found.
FindingColor finding_color(const State& state, const ReadFinding& finding);

}  // namespace overread
