#pragma once

namespace overread {

/// Of the whole application; the CHANGELOG says what is in it.
inline constexpr const char* kVersion = "0.1.0";

}  // namespace overread
