#pragma once

#include "core/base/result.hpp"
#include "wasm/core/call.hpp"

/// What the command line writes: phantoms, and the DICOM objects of a service's result.
namespace overread::calls {

/// {} → {version}.
Result<void> version(Call& call);
/// {kind, seed} → {names} + files, truth.json the last.
Result<void> make_phantom(Call& call);
/// {result, headers, language, date, time, uidSeed, maskName?} → [TID 1500 report].
Result<void> structured_report(Call& call);
/// {result, headers, mask, date, time, uidSeed} + [mask values] → [segmentation].
Result<void> segmentation(Call& call);

}  // namespace overread::calls
