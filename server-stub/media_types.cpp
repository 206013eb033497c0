#include "server-stub/media_types.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace overread {

std::string media_type(const std::filesystem::path& path) {
  static constexpr std::array kTypes =
      std::to_array<std::pair<std::string_view, std::string_view>>({
          {".html", "text/html; charset=utf-8"},
          {".js", "text/javascript; charset=utf-8"},
          {".mjs", "text/javascript; charset=utf-8"},
          {".css", "text/css; charset=utf-8"},
          {".json", "application/json; charset=utf-8"},
          {".map", "application/json; charset=utf-8"},
          {".webmanifest", "application/manifest+json; charset=utf-8"},
          {".md", "text/markdown; charset=utf-8"},
          {".txt", "text/plain; charset=utf-8"},
          {".wasm", "application/wasm"},
          {".onnx", "application/octet-stream"},
          {".dcm", "application/dicom"},
          {".ttf", "font/ttf"},
          {".otf", "font/otf"},
          {".woff2", "font/woff2"},
          {".svg", "image/svg+xml"},
          {".png", "image/png"},
          {".jpg", "image/jpeg"},
          {".jpeg", "image/jpeg"},
          {".webp", "image/webp"},
          {".ico", "image/x-icon"},
      });
  const std::string extension = path.extension().string();
  const auto found = std::ranges::find(kTypes, std::string_view(extension),
                                       &std::pair<std::string_view, std::string_view>::first);
  return std::string(found == kTypes.end() ? std::string_view("application/octet-stream")
                                           : found->second);
}

std::string cache_control(const std::filesystem::path& relative) {
  constexpr std::size_t kHashLength = 8;  // Vite's.
  const std::string stem = relative.stem().string();
  const std::size_t at =
      stem.size() < kHashLength + 1 ? std::string::npos : stem.size() - kHashLength - 1;
  const bool hashed = at != std::string::npos && at > 0 && stem[at] == '-' &&
                      std::ranges::all_of(stem.substr(at + 1), [](char c) {
                        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                               (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
                      });
  const bool asset = relative.begin() != relative.end() && *relative.begin() == "assets";
  return hashed && asset ? "public, max-age=31536000, immutable" : "no-cache";
}

}  // namespace overread
