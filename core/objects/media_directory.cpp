#include "core/objects/media_directory.hpp"

#include <utility>

#include "core/dicom/tags.hpp"

namespace overread {
namespace {

constexpr std::string_view kMediaStorageDirectory = "1.2.840.10008.1.3.10";

/// Empty when there is none, or when it is no place below the DICOMDIR.
std::string file_path(const Dataset& record) {
  const Element* element = record.find(tags::kReferencedFileId);
  const auto* parts = element == nullptr ? nullptr : std::get_if<Element::Text>(&element->value);
  if (parts == nullptr) return {};
  std::string path;
  for (const std::string& part : *parts) {
    if (part.empty() || part == "." || part == ".." || part.contains('/')) return {};
    if (!path.empty()) path += '/';
    path += part;
  }
  return path;
}

}  // namespace

std::optional<std::vector<std::string>> media_directory(const DicomFile& file) {
  if (file.meta.text(tags::kMediaStorageSopClassUid) != kMediaStorageDirectory &&
      !file.dataset.contains(tags::kDirectoryRecordSequence)) {
    return std::nullopt;
  }
  std::vector<std::string> files;
  for (const Dataset& record : file.dataset.sequence(tags::kDirectoryRecordSequence)) {
    std::string path = file_path(record);
    if (!path.empty() && record.integer(tags::kRecordInUseFlag) != 0) {
      files.push_back(std::move(path));
    }
  }
  return files;
}

}  // namespace overread
