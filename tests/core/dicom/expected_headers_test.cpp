#include <catch_amalgamated.hpp>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "core/dicom/decimal.hpp"
#include "core/dicom/file.hpp"
#include "core/dicom/json.hpp"
#include "core/dicom/vr.hpp"
#include "tests/support/files.hpp"

namespace overread {
namespace {

std::uint16_t hex16(std::string_view text) {
  unsigned value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value, 16);
  return static_cast<std::uint16_t>(value);
}

/// Walks "0040A730[0].00080100" to its element.
const Element* element_at(const Dataset& dataset, std::string_view path) {
  const Tag tag{hex16(path.substr(0, 4)), hex16(path.substr(4, 4))};
  if (path.size() == 8) return dataset.find(tag);
  const std::size_t close = path.find(']');
  std::size_t index = 0;
  std::from_chars(path.data() + 9, path.data() + close, index);
  const auto items = dataset.sequence(tag);
  return index < items.size() ? element_at(items[index], path.substr(close + 2)) : nullptr;
}

/// An element's values joined as the table has them.
std::string joined(const Element& element) {
  std::string text;
  if (const auto* items = std::get_if<Element::Sequence>(&element.value)) {
    return std::to_string(items->size());
  }
  if (const auto* texts = std::get_if<Element::Text>(&element.value)) {
    for (std::size_t i = 0; i < texts->size(); ++i) text += (i > 0 ? "\\" : "") + (*texts)[i];
  } else if (const auto* integers = std::get_if<Element::Integers>(&element.value)) {
    for (std::size_t i = 0; i < integers->size(); ++i) {
      text += (i > 0 ? "\\" : "") + std::to_string((*integers)[i]);
    }
  }
  return text;
}

/// pydicom drops empty component groups at the end of a name.
std::string without_empty_groups(std::string name) {
  while (name.ends_with('=')) name.pop_back();
  return name;
}

/// Decimal strings may be printed differently and be the same numbers.
bool same_numbers(const std::string& a, const std::string& b) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (true) {
    const auto x = parse_decimal(a.substr(i, a.find('\\', i) - i));
    const auto y = parse_decimal(b.substr(j, b.find('\\', j) - j));
    if (!x || !y || *x != *y) return false;
    i = a.find('\\', i);
    j = b.find('\\', j);
    if (i == std::string::npos || j == std::string::npos) return i == j;
    ++i;
    ++j;
  }
}

}  // namespace

TEST_CASE("Read: headers are what pydicom reads", "[dicom][read][data]") {
  const std::filesystem::path root = std::filesystem::path(OVERREAD_SHARED_DATA) / "dicom";
  if (!std::filesystem::exists(root / "manifest.tsv")) {
    SKIP("no test data: set OVERREAD_SHARED_DATA");
  }
  const testing::Table table = testing::load_table(std::filesystem::path(OVERREAD_SOURCE_DIR) /
                                                   "tests/core/dicom/expected_headers.tsv");
  REQUIRE(table.rows.size() > 2000);
  std::map<std::string, DicomFile> files;
  std::size_t different = 0;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const std::string name = table.cell(row, "file");
    if (!files.contains(name)) {
      const auto bytes = testing::load_file(root / name);
      REQUIRE(bytes.has_value());
      auto file = read_dicom_file(*bytes, {.with_pixel_data = false});
      INFO(name << ": " << (file ? "" : file.error().message));
      REQUIRE(file.has_value());
      files.emplace(name, std::move(*file));
    }
    const std::string path = table.cell(row, "path");
    const Element* element = element_at(files.at(name).dataset, path);
    std::string found = element == nullptr ? "(absent)" : joined(*element);
    if (element != nullptr && element->vr == Vr::kPN) found = without_empty_groups(found);
    const std::string expected = table.cell(row, "value");
    const bool same =
        element != nullptr && to_string(element->vr) == table.cell(row, "vr") &&
        (found == expected || (element->vr == Vr::kDS && same_numbers(found, expected)));
    if (!same && ++different <= 20) {
      std::printf("DIFFERS %s %s: %s \"%s\", pydicom has %s \"%s\"\n", name.c_str(), path.c_str(),
                  element == nullptr ? "--" : to_string(element->vr).c_str(),
                  found.substr(0, 80).c_str(), table.cell(row, "vr").c_str(),
                  expected.substr(0, 80).c_str());
    }
  }
  CHECK(different == 0);
}

TEST_CASE("Read: every file of the collection is read or refused, and its JSON comes back the same",
          "[dicom][json][data]") {
  const std::filesystem::path root = std::filesystem::path(OVERREAD_SHARED_DATA) / "dicom";
  if (!std::filesystem::exists(root / "manifest.tsv")) {
    SKIP("no test data: set OVERREAD_SHARED_DATA");
  }
  int read = 0;
  for (const auto& path : testing::files_below(root)) {
    const std::string extension = path.extension().string();
    if (extension != ".dcm" && extension != "") continue;
    const auto bytes = testing::load_file(path);
    REQUIRE(bytes.has_value());
    const auto file = read_dicom_file(*bytes, {.with_pixel_data = false});
    if (!file) {
      std::printf("refused %s: %s\n", path.lexically_relative(root).c_str(),
                  file.error().message.c_str());
      CHECK(!file.error().message.empty());
      continue;
    }
    ++read;
    const std::string json = to_dicom_json(file->dataset);
    const auto again = from_dicom_json(json);
    INFO(path.string());
    REQUIRE(again.has_value());
    CHECK(to_dicom_json(*again) == json);
  }
  CHECK(read > 300);
}

TEST_CASE("Write: what is written is read back the same in every uncompressed syntax",
          "[dicom][write][data]") {
  const std::filesystem::path root = std::filesystem::path(OVERREAD_SHARED_DATA) / "dicom";
  if (!std::filesystem::exists(root / "manifest.tsv")) {
    SKIP("no test data: set OVERREAD_SHARED_DATA");
  }
  for (const std::string name :
       {"objects/rtstruct.dcm", "objects/test-SR.dcm", "charset/chrH31.dcm",
        "transfer-syntax/CTImage_1.2.4.70_JPEGLossless.dcm", "objects/waveform_ecg.dcm"}) {
    const auto path = root / name;
    if (!std::filesystem::exists(path)) continue;
    const auto bytes = testing::load_file(path);
    auto file = read_dicom_file(*bytes, {.with_pixel_data = false});
    REQUIRE(file.has_value());
    std::vector<Tag> group_lengths;
    for (const auto& [tag, element] : file->dataset.elements()) {
      if (tag.element == 0) group_lengths.push_back(tag);
    }
    for (const Tag tag : group_lengths) file->dataset.remove(tag);
    const std::string json = to_dicom_json(file->dataset);
    for (const std::string syntax :
         {"1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99"}) {
      INFO(name << " " << syntax);
      const auto written = write_dicom_file(file->dataset, syntax);
      REQUIRE(written.has_value());
      const auto again = read_dicom_file(*written);
      REQUIRE(again.has_value());
      CHECK(again->transfer_syntax_uid == syntax);
      CHECK(to_dicom_json(again->dataset) == json);
    }
  }
}

}  // namespace overread
