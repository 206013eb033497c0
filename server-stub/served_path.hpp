#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/result.hpp"

namespace overread {

/// The file under `root` that a decoded URL path names; "/" and paths that end in "/" name their
/// index.html. Nothing outside `root` can be named, neither by the path nor by a link in it.
///
/// @param root      A canonical folder.
/// @param url_path  Percent-decoded once, without query: "/assets/a.js".
/// @errors kInvalidArgument for a path that tries to leave: "..", a backslash, a control character,
/// an
///         empty part, a name that begins with a dot, a link out of the root. kNotFound for
///         anything else that is no regular file.
Result<std::filesystem::path> served_path(const std::filesystem::path& root,
                                          std::string_view url_path);

/// Text for a log: bytes that are no printable ASCII, quotes and backslashes as \xHH, at most 200.
std::string escaped(std::string_view text);

}  // namespace overread
