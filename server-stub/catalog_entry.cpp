#include "server-stub/catalog_entry.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "server-stub/served_path.hpp"

namespace overread {

Result<PromisedFile> promised_file(const Json& value, const std::string& path) {
  OVERREAD_TRY(const auto object, JsonObject::create(value, path));
  PromisedFile file;
  OVERREAD_TRY(file.name, object.text("name"));
  OVERREAD_TRY(file.role, object.optional_text("role"));
  OVERREAD_TRY(file.sha256, object.text("sha256"));
  OVERREAD_TRY(file.size, object.unsigned_integer("size"));
  return file;
}

Result<void> check_promised_file(const std::filesystem::path& folder, const PromisedFile& file,
                                 FileHashes& hashes) {
  std::error_code error;
  const std::filesystem::path root = std::filesystem::canonical(folder, error);
  auto path = served_path(root, "/" + file.name);
  if (!path) {
    return path.error().code == ErrorCode::kInvalidArgument
               ? fail(ErrorCode::kInvalidArgument, "the name of a file leaves the folder")
               : fail(ErrorCode::kIntegrity, file.name + " is missing");
  }
  const std::uintmax_t size = std::filesystem::file_size(*path, error);
  if (error || size != file.size) {
    return fail(ErrorCode::kIntegrity, file.name + " has " + std::to_string(size) +
                                           " bytes, promised are " + std::to_string(file.size));
  }
  OVERREAD_TRY(const std::string sha256, hashes.sha256(*path));
  if (sha256 != file.sha256) {
    return fail(ErrorCode::kIntegrity, file.name + " has another SHA-256 than promised");
  }
  return {};
}

Json file_json(const PromisedFile& file, const std::string& url_folder) {
  Json json = {{"name", file.name}, {"size", file.size}, {"sha256", file.sha256}};
  if (!file.role.empty()) json["role"] = file.role;
  json["url"] = url_folder + "/" + file.name;
  return json;
}

Result<std::string> read_text_file(const std::filesystem::path& path) {
  constexpr std::uintmax_t kLargest = 4u << 20;
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (error) return fail(ErrorCode::kNotFound, path.filename().string() + " cannot be read");
  if (size > kLargest) {
    return fail(ErrorCode::kTooLarge, path.filename().string() + " is above 4 MiB");
  }
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file) return fail(ErrorCode::kNotFound, path.filename().string() + " cannot be read");
  return std::move(text).str();
}

std::vector<std::string> folders_with(const std::filesystem::path& folder,
                                      const std::string& manifest) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.is_directory(error) &&
        std::filesystem::is_regular_file(entry.path() / manifest, error)) {
      names.push_back(entry.path().filename().string());
    }
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace overread
