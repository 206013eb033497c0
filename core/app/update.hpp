#pragma once

#include <string>
#include <vector>

#include "core/app/command.hpp"
#include "core/app/effect.hpp"
#include "core/app/state.hpp"

namespace overread {

/// Applies one command. Pure: no clock, no I/O; `at` is the platform's clock, ISO 8601 with zone.
///
/// @return What the platform has to do, in order. For a command that changes the reading the
///         first effect is its journal line.
std::vector<Effect> update(State& state, const Command& command, const std::string& at);

}  // namespace overread
