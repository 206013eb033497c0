#include "core/image/ultrasound_regions.hpp"

#include <catch_amalgamated.hpp>
#include <limits>
#include <vector>

#include "core/dicom/tags.hpp"
#include "tests/core/image/header_of.hpp"

namespace overread {
namespace {

struct UltrasoundRegion {
  int spatial_format = 1;
  int units_x = 3, units_y = 3;
  double delta_x = 0.02, delta_y = 0.05;
};

Dataset ultrasound_with(const std::vector<UltrasoundRegion>& regions) {
  std::vector<Dataset> items;
  for (const UltrasoundRegion& region : regions) {
    Dataset item;
    item.set_number(tags::kRegionSpatialFormat, Vr::kUS, region.spatial_format);
    item.set_number(tags::kPhysicalUnitsXDirection, Vr::kUS, region.units_x);
    item.set_number(tags::kPhysicalUnitsYDirection, Vr::kUS, region.units_y);
    item.set_number(tags::kPhysicalDeltaX, Vr::kFD, region.delta_x);
    item.set_number(tags::kPhysicalDeltaY, Vr::kFD, region.delta_y);
    items.push_back(std::move(item));
  }
  Dataset d;
  d.set_text(tags::kModality, Vr::kCS, "US");
  d.set_number(tags::kRows, Vr::kUS, 4);
  d.set_number(tags::kColumns, Vr::kUS, 4);
  d.set_number(tags::kBitsAllocated, Vr::kUS, 8);
  d.set_sequence(tags::kSequenceOfUltrasoundRegions, items);
  return d;
}

/// 0.05 and 0.02 cm between rows and columns.
constexpr std::array kHalfMillimeter{0.5, 0.2};

TEST_CASE("A two-dimensional region in centimeters gives the spacing",
          "[image][header][PS3.3 C.8.5.5]") {
  const InstanceHeader header = header_of(ultrasound_with({{}}));
  CHECK(header.pixel_spacing == kHalfMillimeter);
  CHECK(header.spacing_source == SpacingSource::kUltrasoundRegion);
  CHECK(header.pixel_aspect() == 2.5);
  const auto back = instance_header_from_json(to_json(header));
  REQUIRE(back);
  CHECK(back->spacing_source == SpacingSource::kUltrasoundRegion);
}

TEST_CASE("The sign of a delta is its direction", "[image][header][PS3.3 C.8.5.5.1.17]") {
  CHECK(read_region_spacing(ultrasound_with({{.delta_x = -0.02, .delta_y = -0.05}})) ==
        kHalfMillimeter);
}

TEST_CASE("Pixel Spacing counts before regions", "[image][header]") {
  Dataset d = ultrasound_with({{}});
  d.set_numbers(tags::kPixelSpacing, Vr::kDS, std::array{0.4, 0.3});
  CHECK(header_of(d).pixel_spacing == std::array{0.4, 0.3});
  CHECK(header_of(d).spacing_source == SpacingSource::kPixelSpacing);
}

TEST_CASE("Several regions give a spacing where they agree", "[image][header][PS3.3 C.8.5.5]") {
  using Regions = std::vector<UltrasoundRegion>;
  const auto spacing = [](const Regions& regions) {
    return read_region_spacing(ultrasound_with(regions));
  };
  CHECK(spacing({{}, {}}) == kHalfMillimeter);
  CHECK(spacing({{}, {.delta_x = -0.02}}) == kHalfMillimeter);
  CHECK_FALSE(spacing({{}, {.delta_x = 0.021}}));
  // An electrocardiogram (4), graphics (5) and a region of no kind (0) are no pictures.
  for (const int format : {0, 4, 5}) {
    CHECK(spacing({{.spatial_format = format, .units_x = 4, .units_y = 0}, {}}) == kHalfMillimeter);
    CHECK_FALSE(spacing({{.spatial_format = format}}));
  }
  // M-mode and spectra have an axis of time, even where they say centimeters.
  for (const int format : {2, 3}) {
    CHECK_FALSE(spacing({{}, {.spatial_format = format}}));
  }
  CHECK_FALSE(spacing({}));
}

TEST_CASE("Regions in another unit, and deltas that are no length, give no spacing",
          "[image][header][PS3.3 C.8.5.5.1.15]") {
  const auto has_spacing = [](const UltrasoundRegion& region) {
    return header_of(ultrasound_with({region})).pixel_spacing.has_value();
  };
  CHECK_FALSE(has_spacing({.units_x = 4}));
  CHECK_FALSE(has_spacing({.units_y = 7}));
  for (const double delta : {0.0, 1000.0, std::numeric_limits<double>::infinity()}) {
    CHECK_FALSE(has_spacing({.delta_x = delta}));
    CHECK_FALSE(has_spacing({.delta_y = delta}));
  }
}

}  // namespace
}  // namespace overread
