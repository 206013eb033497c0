#pragma once

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"

/// What each fuzzing target does with an input. The libFuzzer programs and the replay of what they
/// found call the same functions. Any bytes may be an input and none is an error here:
///
/// @errors kInternal with the rule that our code broke.
namespace overread::fuzz {

/// A file ends in an error with a message or in a data set whose JSON comes back, and which,
/// written, is read again.
Result<void> try_dataset(ByteView bytes);

/// A file ends in an error with a message or in a first frame of exactly rows × columns × samples ×
/// bytes, with overlay planes whose bits are as many as they say.
Result<void> try_frame(ByteView bytes);

/// A code-stream in a file that says of it what it says of itself, so that every input gets as far
/// as its decoder. One byte for the transfer syntax, one for the sign and the color, then the
/// code-stream.
Result<void> try_codestream(ByteView bytes);

/// A PNG or JPEG file ends in an error with a message or in a Secondary Capture file whose frame is
/// whole.
Result<void> try_picture(ByteView bytes);

/// A file ends in an error with a message, or in an object that the page reads from its message
/// just as the worker wrote it; its header goes through JSON unchanged; and fragments found by
/// their headers alone lie within the file.
Result<void> try_object(ByteView bytes);

}  // namespace overread::fuzz
