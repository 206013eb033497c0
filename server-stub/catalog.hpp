#pragma once

#include <filesystem>
#include <vector>

#include "server-stub/catalog_entry.hpp"

namespace overread {

/// The service packages of a folder, each checked against its service.json: a package whose files
/// differ from it is listed as broken, with the reason, and none of its files may be fetched.
std::vector<CatalogEntry> read_services(const std::filesystem::path& models, FileHashes& hashes);

/// The teaching cases of a folder, each checked against its case.json in the same way.
std::vector<CatalogEntry> read_cases(const std::filesystem::path& cases, FileHashes& hashes);

}  // namespace overread
