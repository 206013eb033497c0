#pragma once

#include "core/base/result.hpp"
#include "wasm/core/call.hpp"

/// DICOM objects: those that are read beside pictures; what the command line writes, phantoms and
/// the objects of a service's result.
namespace overread::calls {

/// {} → {version}.
Result<void> version(Call& call);
/// {} + [file] → object_message() + [its bytes].
Result<void> read_object(Call& call);
/// {} + [file] → [the document or the frame that its card offers].
Result<void> wrapped_bytes(Call& call);
/// {} + [file] → [a code-stream of JPEG XL a frame].
Result<void> jpeg_xl_frames(Call& call);
/// {} + [file, RGBA of each frame] → [the file uncompressed].
Result<void> with_decoded_frames(Call& call);
/// {} + [file] → {files}, the paths a DICOMDIR names; null for any other file.
Result<void> media_directory(Call& call);
/// {kind, seed} → {names} + files, truth.json the last.
Result<void> make_phantom(Call& call);
/// {result, headers, language, date, time, uidSeed, maskName?} → [TID 1500 report].
Result<void> structured_report(Call& call);
/// {result, headers, mask, date, time, uidSeed} + [mask values] → [segmentation].
Result<void> segmentation(Call& call);

}  // namespace overread::calls
