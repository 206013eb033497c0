#pragma once

#include <filesystem>
#include <string>

namespace overread {

/// Content-Type by file name extension; application/octet-stream for others.
std::string media_type(const std::filesystem::path& path);

/// Cache-Control of a static file: a year for assets whose name carries the hash of their content
/// ("assets/name-3f9A_c21.js"), asking each time for everything else.
std::string cache_control(const std::filesystem::path& relative);

}  // namespace overread
