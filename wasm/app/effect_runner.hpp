#pragma once

#include <vector>

#include "core/app/effect.hpp"

namespace overread {

/// Hands effects to the page, in order. The page answers with commands.
void run_effects(const std::vector<Effect>& effects);

/// Now, ISO 8601 in UTC with milliseconds: the clock update() gets.
std::string now();

}  // namespace overread
