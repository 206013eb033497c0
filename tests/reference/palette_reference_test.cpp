#include <catch_amalgamated.hpp>

#include "core/dicom/file.hpp"
#include "core/dicom/tags.hpp"
#include "core/image/palette.hpp"
#include "core/image/well_known_color_map.hpp"
#include "tests/reference/shared_files.hpp"

/// The Color Palette objects that PixelMed Publishing made of PS3.6 B.1, as pydicom passes them on.
namespace overread {
namespace {

TEST_CASE("Well-known palettes are those of PixelMed's Color Palette objects",
          "[reference][color-map][PS3.6 B.1]") {
  if (!shared_data::present()) SKIP("no shared test data");
  for (const char* name :
       {"hotiron", "pet", "hotmetalblue", "pet20step", "spring", "summer", "fall", "winter"}) {
    INFO(name);
    const Bytes bytes =
        shared_data::bytes(shared_data::path(std::string("objects/palettes/") + name + ".dcm"));
    const auto file = read_dicom_file(bytes);
    REQUIRE(file);
    const auto palette = read_palette(file->dataset);
    INFO((palette ? "" : palette.error().message));
    REQUIRE(palette);
    const auto known = well_known_color_map(file->dataset.text(tags::kPaletteColorLookupTableUid));
    REQUIRE(known);
    CHECK(color_map_of(*palette).colors == known->colors);
  }
}

}  // namespace
}  // namespace overread
