#pragma once

#include <string>

#include "core/app/effect.hpp"
#include "core/app/state.hpp"

/// What leaves the house. Internal to core/app.
namespace overread {

/// The file that `kind` asks for, as an effect that saves it.
///
/// @errors kInvalidArgument when there is nothing the reader accepted; what the report says.
Result<Effect> export_reading(const State& state, ExportKind kind, const std::string& at);

/// True when an accepted finding of the study on screen has a mask.
bool has_accepted_mask(const State& state);

}  // namespace overread
