#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/result.hpp"

namespace overread {

/// 64 lower-case hexadecimal digits.
std::string sha256_of_text(std::string_view text);

/// @errors kNotFound when the file cannot be read.
Result<std::string> sha256_of_file(const std::filesystem::path& path);

}  // namespace overread
