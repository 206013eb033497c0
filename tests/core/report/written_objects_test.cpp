#include <catch_amalgamated.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "core/dicom/file.hpp"
#include "core/report/seg.hpp"
#include "core/report/sr_tid1500.hpp"
#include "tests/core/report/report_examples.hpp"

namespace overread {
namespace {

/// Files for check_objects.sh, which lets other programs read them.
void write_object(const std::string& name, const Dataset& dataset) {
  const auto bytes = write_dicom_file(dataset);
  REQUIRE(bytes.has_value());
  const std::filesystem::path folder = std::filesystem::path(OVERREAD_BINARY_DIR) / "objects";
  std::filesystem::create_directories(folder);
  std::ofstream file(folder / name, std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes->data()),
             static_cast<std::streamsize>(bytes->size()));
  REQUIRE(file.good());
}

TEST_CASE("Objects: written as files for other readers", "[report][sr][seg]") {
  for (const Language language : {Language::kEnglish, Language::kRussian}) {
    ReportModel model = examples::spine_report();
    model.language = language;
    const auto sr = structured_report(model);
    REQUIRE(sr.has_value());
    write_object(language == Language::kEnglish ? "spine-sr-en.dcm" : "spine-sr-ru.dcm", *sr);
  }
  const auto sr = structured_report(examples::ct_report());
  REQUIRE(sr.has_value());
  write_object("ct-sr.dcm", *sr);
  const auto seg = segmentation(examples::ct_mask(), examples::ct_series(),
                                {.name = "cct-emphysema",
                                 .service = {"cct-emphysema", "1.0.0", "", "teaching"},
                                 .description = "Emphysema",
                                 .origin = {"20260111", "101500", "0.1.0", "ct-example"}});
  REQUIRE(seg.has_value());
  write_object("ct-seg.dcm", *seg);
}

}  // namespace
}  // namespace overread
