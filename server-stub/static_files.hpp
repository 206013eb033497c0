#pragma once

#include <filesystem>
#include <string>

#include "core/base/result.hpp"
#include "server-stub/file_hashes.hpp"

namespace httplib {
struct Request;
struct Response;
}  // namespace httplib

namespace overread {

/// Answers with one file: entity tag from its content, 304 where the client has it, a precompressed
/// sidecar (.br, .gz beside the file and not older) where the client takes it, ranges of the plain
/// file.
///
/// @param root      Canonical folder the file and its sidecars must lie in.
/// @param url_path  Percent-decoded path below the root.
/// @errors those of served_path(); the response is left for the caller then.
Result<void> answer_with_file(const std::filesystem::path& root, const std::string& url_path,
                              FileHashes& hashes, const httplib::Request& request,
                              httplib::Response& response);

/// Answers with JSON made on the spot, with entity tag and 304.
void answer_with_json(const std::string& json, const httplib::Request& request,
                      httplib::Response& response);

}  // namespace overread
