#pragma once

#include "core/base/result.hpp"
#include "wasm/core/call.hpp"

/// The file whose frames the page asks for one after another: held and taken apart once, so that a
/// long cine does not cross into the module for every frame of it. There is one at a time.
namespace overread::calls {

/// {} + [file] → {}. Takes the place of the one before, also when it cannot be opened.
Result<void> open_file(Call& call);
/// {frameNumber} → description with overlays and overlayProblems + [pixels and, behind them, the
/// bits of each overlay plane]. With coarseSide, DecodeOptions::coarse_side, without overlays.
///
/// @errors kNotFound when no file is open.
Result<void> open_file_frame(Call& call);

}  // namespace overread::calls
