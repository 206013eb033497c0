#include "server-stub/served_path.hpp"

#include <algorithm>
#include <format>

namespace overread {
namespace {

std::unexpected<Error> refused(std::string_view why) {
  return fail(ErrorCode::kInvalidArgument, std::string(why));
}

Result<void> check_part(std::string_view part) {
  if (part.empty()) return refused("empty part");
  // Covers "..", "." and files that were not meant for the web, as ".git".
  if (part.front() == '.') return refused("part that begins with a dot");
  for (const char c : part) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) return refused("control character");
    if (c == '\\') return refused("backslash");
  }
  return {};
}

bool is_inside(const std::filesystem::path& root, const std::filesystem::path& path) {
  return std::mismatch(root.begin(), root.end(), path.begin(), path.end()).first == root.end();
}

}  // namespace

Result<std::filesystem::path> served_path(const std::filesystem::path& root,
                                          std::string_view url_path) {
  if (url_path.empty() || url_path.front() != '/') return refused("no absolute path");
  std::string relative(url_path.substr(1));
  if (relative.empty() || relative.back() == '/') relative += "index.html";

  std::string_view rest = relative;
  while (true) {
    const std::size_t slash = rest.find('/');
    OVERREAD_CHECK(check_part(rest.substr(0, slash)));
    if (slash == std::string_view::npos) break;
    rest.remove_prefix(slash + 1);
  }

  std::error_code error;
  std::filesystem::path path = std::filesystem::canonical(root / relative, error);
  if (error) return fail(ErrorCode::kNotFound, "no such file");
  if (!is_inside(root, path)) return refused("link out of the root");
  if (!std::filesystem::is_regular_file(path, error)) {
    return fail(ErrorCode::kNotFound, "no such file");
  }
  return path;
}

std::string escaped(std::string_view text) {
  constexpr std::size_t kLongest = 200;
  std::string result;
  for (const char c : text.substr(0, kLongest)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte > 0x7E || c == '"' || c == '\\') {
      result += std::format("\\x{:02x}", byte);
    } else {
      result += c;
    }
  }
  if (text.size() > kLongest) result += "...";
  return result;
}

}  // namespace overread
