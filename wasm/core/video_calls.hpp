#pragma once

#include "core/base/result.hpp"
#include "wasm/core/call.hpp"

/// Videos: found in their files without reading all of them.
namespace overread::calls {

/// {fileBytes} + [begin of a file] → {offset} of the first fragment's item.
Result<void> first_fragment(Call& call);
/// {offset, fileBytes} + [the file from there on] → {fragments: [[offset, size], …], next}; null
/// when all are found.
Result<void> fragment_ranges(Call& call);
/// {streamBytes} + [begin of a file, begin of its stream] → object_message().
Result<void> read_video(Call& call);

}  // namespace overread::calls
