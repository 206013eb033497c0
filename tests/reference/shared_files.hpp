#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "core/base/bytes.hpp"

/// Files of the shared test data.
namespace overread::shared_data {

inline bool present() {
  const std::string folder = OVERREAD_SHARED_DATA;
  return !folder.empty() && std::filesystem::exists(folder + "/dicom");
}

inline std::string path(const std::string& name) {
  return std::string(OVERREAD_SHARED_DATA) + "/dicom/" + name;
}

inline Bytes bytes(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace overread::shared_data
