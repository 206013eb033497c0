#pragma once

#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "core/image/frame.hpp"

namespace overread {

/// One frame's brightness as it is shown, before windowing: bone bright on an ordinary radiograph,
/// MONOCHROME1 turned round, the luma of a toned picture. [rows][columns], any unit.
///
/// @errors kUnsupported for a picture that is really in color (one gray has many), has a palette,
/// or has no contrast at all.
Result<std::vector<float>> spine_picture(const Frame& frame);

}  // namespace overread
