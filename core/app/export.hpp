#pragma once

#include <string>
#include <vector>

#include "core/app/effect.hpp"
#include "core/app/state.hpp"

/// What leaves the house. Internal to core/app.
namespace overread {

/// The files that `kind` asks for, as effects that save them: one a mask for segmentations,
/// otherwise one. A mask that cannot be saved says why and does not stop the others.
///
/// @errors kInvalidArgument when there is nothing the reader accepted; what the report says.
std::vector<Result<Effect>> export_reading(const State& state, ExportKind kind,
                                           const std::string& at);

/// True when an accepted finding of the study on screen has a mask.
bool has_accepted_mask(const State& state);

}  // namespace overread
