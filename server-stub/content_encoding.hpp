#pragma once

#include <string_view>

namespace overread {

enum class ContentEncoding { kIdentity, kGzip, kBrotli };

/// How much a client wants an encoding, 0 for not at all, from Accept-Encoding.
///
/// Clause: RFC 9110 12.5.3.
double encoding_weight(std::string_view accept_encoding, std::string_view encoding);

}  // namespace overread
