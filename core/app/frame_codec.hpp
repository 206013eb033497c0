#pragma once

#include "core/app/command.hpp"
#include "core/base/bytes.hpp"
#include "core/base/result.hpp"
#include "core/findings/json_object.hpp"

/// The two commands that bring bytes along. Internal to core/app.
namespace overread {

/// @param bytes  The pixels, then the bits of each overlay plane.
Result<command::FrameDecoded> frame_decoded(const JsonObject& object, ByteView bytes);
Result<command::FinishRun> finish_run(const JsonObject& object, ByteView mask_values);

}  // namespace overread
