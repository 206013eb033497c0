#include "server-stub/file_hashes.hpp"

#include "server-stub/sha256.hpp"

namespace overread {

Result<std::string> FileHashes::sha256(const std::filesystem::path& path) {
  std::error_code error;
  Entry entry;
  entry.size = std::filesystem::file_size(path, error);
  if (!error) entry.modified = std::filesystem::last_write_time(path, error);
  if (error) return fail(ErrorCode::kNotFound, path.filename().string() + " cannot be read");
  {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(path);
    if (found != entries_.end() && found->second.size == entry.size &&
        found->second.modified == entry.modified) {
      return found->second.sha256;
    }
  }
  // Outside the lock: two threads may hash the same file once each, none waits for a large one.
  OVERREAD_TRY(entry.sha256, sha256_of_file(path));
  const std::lock_guard lock(mutex_);
  entries_[path] = entry;
  return entry.sha256;
}

}  // namespace overread
