#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/bytes.hpp"

namespace overread::testing {

/// The bytes of a file, nothing when it cannot be read.
std::optional<Bytes> load_file(const std::filesystem::path& path);

/// The rows of a tab-separated file, the first of which names the columns.
struct Table {
  std::vector<std::string> names;
  std::vector<std::vector<std::string>> rows;

  /// The cell of a row in the column called `name`; empty when there is none.
  std::string cell(std::size_t row, const std::string& name) const;
};
Table load_table(const std::filesystem::path& path);

/// Regular files below `folder`, in alphabetical order.
std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder);

}  // namespace overread::testing
