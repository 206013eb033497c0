#pragma once

#include <string_view>

namespace overread {

/// True when If-None-Match names this entity tag, by weak comparison, or is "*".
///
/// Clause: RFC 9110 13.1.2.
bool if_none_match(std::string_view header, std::string_view etag);

}  // namespace overread
