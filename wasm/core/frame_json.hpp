#pragma once

#include <nlohmann/json.hpp>

#include "core/dicom/file.hpp"

namespace overread {

/// What FrameDescription of web/packages/core is: everything of a frame but its pixels.
nlohmann::json frame_json(const DecodedFrame& frame);

}  // namespace overread
