#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>

#include "core/base/result.hpp"

namespace overread {

/// Hashes of files, computed once for each content: a file whose size or modification time has
/// changed is read again. May be asked from any thread.
class FileHashes {
 public:
  /// 64 lower-case hexadecimal digits.
  ///
  /// @errors kNotFound.
  Result<std::string> sha256(const std::filesystem::path& path);

 private:
  struct Entry {
    std::uintmax_t size = 0;
    std::filesystem::file_time_type modified;
    std::string sha256;
  };
  std::mutex mutex_;
  std::map<std::filesystem::path, Entry> entries_;
};

}  // namespace overread
