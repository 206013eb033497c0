#pragma once

#include <nlohmann/json.hpp>

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"
#include "core/findings/mask.hpp"

namespace overread {

/// Everything of a mask but its values: {columns, rows, slices, labels}, as the application's
/// FinishRun command spells it.
nlohmann::json describe_mask(const LabelMask& mask);

/// @errors kInvalidJson for another shape, kInvalidArgument when `values` has another size.
Result<LabelMask> mask_from(const nlohmann::json& description, ByteView values);

}  // namespace overread
