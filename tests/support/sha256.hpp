#pragma once

#include <string>

#include "core/base/bytes.hpp"

namespace overread::testing {

/// SHA-256 in small hexadecimal digits.
///
/// @source FIPS 180-4
std::string sha256_hex(ByteView bytes);

}  // namespace overread::testing
