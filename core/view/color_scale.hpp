#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/findings/measured_text.hpp"
#include "core/image/frame.hpp"
#include "core/image/real_world_value.hpp"
#include "core/view/viewport_state.hpp"

namespace overread {

/// What the colors of a picture mean: a bar of them, and numbers beside it.
struct ColorScale {
  struct Tick {
    double place = 0.0;  ///< 0 at the lower end of the bar, 1 at the upper.
    std::string text{};

    friend bool operator==(const Tick&, const Tick&) = default;
  };
  std::vector<std::array<std::uint8_t, 3>> colors{};  ///< From the lower end, all of one length.
  std::vector<Tick> ticks{};                          ///< From the lower end.
  std::string unit{};                                 ///< Empty for a plain number.
  std::string quantity{};

  friend bool operator==(const ColorScale&, const ColorScale&) = default;
};

/// The scale of a frame that is shown in colors: along its modality values, from where its window
/// begins to where it ends, with ticks in real-world values, or in modality values where the file
/// maps none. Ticks are 1, 2 or 5 × 10ⁿ apart; along a LUT, in equal parts of the bar.
///
/// @param mapping     Null for modality values in the unit of Rescale Type.
/// @param most_ticks  2 or more.
/// @return            Nothing for frames in gray or true color.
std::optional<ColorScale> color_scale(const Frame& frame, const ViewportState& state,
                                      const RealWorldValueMapping* mapping, int most_ticks,
                                      DecimalMark mark);

}  // namespace overread
