#pragma once

#include <string>
#include <vector>

#include "core/app/state.hpp"

/// Images that Key Object Selections of the library point to. Internal to core/app.
namespace overread {

struct KeyImage {
  int position = 0;   ///< 0-based position in the series' frames.
  std::string title;  ///< Of the selection: "Of Interest", "Rejected for Quality Reasons".
};

/// By position; a frame that several selections name is there for each of them.
std::vector<KeyImage> key_images(const State& state, const LoadedSeries& series);

}  // namespace overread
