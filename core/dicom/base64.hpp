#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/bytes.hpp"

namespace overread {

/// @source RFC 4648 section 4, with padding.
std::string base64_encode(ByteView bytes);

/// Nothing when `text` is not base64 with padding.
std::optional<Bytes> base64_decode(std::string_view text);

}  // namespace overread
