#include "tests/support/files.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

namespace overread::testing {

std::optional<Bytes> load_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return Bytes(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

std::string Table::cell(std::size_t row, const std::string& name) const {
  const auto found = std::ranges::find(names, name);
  const auto column = static_cast<std::size_t>(found - names.begin());
  return found == names.end() || column >= rows[row].size() ? std::string() : rows[row][column];
}

Table load_table(const std::filesystem::path& path) {
  Table table;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    std::vector<std::string> cells;
    std::istringstream stream(line);
    for (std::string cell; std::getline(stream, cell, '\t');) cells.push_back(cell);
    if (table.names.empty()) {
      table.names = std::move(cells);
    } else {
      table.rows.push_back(std::move(cells));
    }
  }
  return table;
}

std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace overread::testing
