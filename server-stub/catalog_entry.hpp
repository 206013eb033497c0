#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "core/findings/json_object.hpp"
#include "server-stub/file_hashes.hpp"

namespace overread {

/// A file that service.json or case.json promises.
struct PromisedFile {
  std::string name, role, sha256;
  std::uint64_t size = 0;
};

/// One folder of --models or --cases as the API shows it.
struct CatalogEntry {
  std::string id;
  Json json;                    ///< The API's object.
  std::string reason;           ///< Why it is broken; empty when it is ready.
  std::set<std::string> files;  ///< Names that may be fetched.
};

/// The promised file in a JSON array, for JsonObject::array().
Result<PromisedFile> promised_file(const Json& value, const std::string& path);

/// @errors kIntegrity when the file in `folder` is missing or differs in size or hash;
///         kInvalidArgument when its name leaves the folder.
Result<void> check_promised_file(const std::filesystem::path& folder, const PromisedFile& file,
                                 FileHashes& hashes);

/// `name`, `size`, `sha256`, `role` and `url` as the API shows them.
Json file_json(const PromisedFile& file, const std::string& url_folder);

/// The text of a small file.
///
/// @errors kNotFound, kTooLarge above 4 MiB.
Result<std::string> read_text_file(const std::filesystem::path& path);

/// Names of the folders in `folder` that have a file called `manifest`, sorted.
std::vector<std::string> folders_with(const std::filesystem::path& folder,
                                      const std::string& manifest);

}  // namespace overread
