#pragma once

#include "core/app/command.hpp"
#include "core/app/state.hpp"

namespace overread {

/// When what a command changed is to be seen.
enum class Painting {
  kNow,
  /// Within a quarter of a second: hundreds of these come while a series loads, and each paint
  /// takes time from loading it.
  kSoon,
};

/// @param state  After the command.
Painting painting_after(const State& state, const Command& command);

}  // namespace overread
