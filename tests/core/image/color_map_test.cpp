#include "core/image/color_map.hpp"

#include <catch_amalgamated.hpp>
#include <cmath>
#include <limits>

#include "core/dicom/tags.hpp"
#include "core/image/palette.hpp"
#include "core/image/parametric_map.hpp"
#include "core/image/well_known_color_map.hpp"
#include "tests/core/image/header_of.hpp"

namespace overread {
namespace {

using Catch::Matchers::WithinAbs;
using Color = std::array<std::uint8_t, 3>;

ColorMap gray_steps(std::vector<std::uint16_t> entries, int bits = 8) {
  const LookUpTable table{.bits = bits, .entries = std::move(entries)};
  return color_map_of({table, table, table});
}

void check_color(const ColorMap& map, float t, double red, double green, double blue) {
  INFO("t = " << t);
  const auto rgb = apply_color_map(map, t);
  CHECK_THAT(rgb[0], WithinAbs(red, 1e-3));
  CHECK_THAT(rgb[1], WithinAbs(green, 1e-3));
  CHECK_THAT(rgb[2], WithinAbs(blue, 1e-3));
}

TEST_CASE("Hot Iron: red to its half, green to its end, blue in the last quarter",
          "[color-map][PS3.6 B.1.1]") {
  const auto map = well_known_color_map("1.2.840.10008.1.5.1");
  REQUIRE(map);
  CHECK(map->name == "Hot Iron");
  REQUIRE(map->colors.size() == 256);
  struct Row {
    std::size_t index;
    Color color;
  };
  // Red doubles the index and stays at 255 from 128; green doubles what is over 128; blue has four
  // times what is over 192. The last entry is white.
  for (const auto& [index, color] : std::to_array<Row>({{0, {0, 0, 0}},
                                                        {1, {2, 0, 0}},
                                                        {64, {128, 0, 0}},
                                                        {127, {254, 0, 0}},
                                                        {128, {255, 0, 0}},
                                                        {129, {255, 2, 0}},
                                                        {191, {255, 126, 0}},
                                                        {192, {255, 128, 4}},
                                                        {193, {255, 130, 8}},
                                                        {253, {255, 250, 248}},
                                                        {254, {255, 252, 252}},
                                                        {255, {255, 255, 255}}})) {
    INFO(index);
    CHECK(map->colors[index] == color);
  }
}

TEST_CASE("Well-known palettes: eight, each once, no other UID", "[color-map][PS3.6 B.1]") {
  for (const char* uid : {"1.2.840.10008.1.5.1", "1.2.840.10008.1.5.2", "1.2.840.10008.1.5.3",
                          "1.2.840.10008.1.5.4", "1.2.840.10008.1.5.5", "1.2.840.10008.1.5.6",
                          "1.2.840.10008.1.5.7", "1.2.840.10008.1.5.8"}) {
    INFO(uid);
    const auto map = well_known_color_map(uid);
    REQUIRE(map);
    CHECK(map->colors.size() == 256);
    CHECK(map == well_known_color_map(uid));
  }
  CHECK(well_known_color_map("1.2.840.10008.1.5.9") == nullptr);
  CHECK(well_known_color_map("1.2.840.10008.1.5") == nullptr);
  CHECK(well_known_color_map("") == nullptr);
}

TEST_CASE("PET 20 Step has plateaus of 13 entries", "[color-map][PS3.6 B.1.4]") {
  const auto map = well_known_color_map("1.2.840.10008.1.5.4");
  REQUIRE(map);
  CHECK(map->colors[12] == Color{0, 0, 0});
  CHECK(map->colors[13] == Color{96, 0, 80});
  CHECK(map->colors[25] == Color{96, 0, 80});
  CHECK(map->colors[26] == Color{48, 48, 80});
  CHECK(map->colors[255] == Color{255, 255, 255});
}

TEST_CASE("A P-Value between two entries is a color between them", "[color-map]") {
  const auto hot = well_known_color_map(kHotIronUid);
  check_color(*hot, 0.0F, 0, 0, 0);
  check_color(*hot, 1.0F, 255, 255, 255);
  // 255 × 0.25 = 63.75: between 126 and 128.
  check_color(*hot, 0.25F, 127.5, 0, 0);
  // 255 × 0.5 = 127.5: red between 254 and 255.
  check_color(*hot, 0.5F, 254.5, 0, 0);
  // 255 × 0.8 = 204: an entry, green 152, blue 4 × 13.
  check_color(*hot, 0.8F, 255, 152, 52);
}

TEST_CASE("What is no P-Value is the nearest end", "[color-map][hostile]") {
  const auto hot = well_known_color_map(kHotIronUid);
  check_color(*hot, -3.0F, 0, 0, 0);
  check_color(*hot, 17.0F, 255, 255, 255);
  check_color(*hot, std::numeric_limits<float>::infinity(), 255, 255, 255);
  check_color(*hot, std::numeric_limits<float>::quiet_NaN(), 0, 0, 0);
}

TEST_CASE("A palette of few entries is one of steps with equal shares", "[color-map]") {
  const ColorMap map = gray_steps({10, 200, 90, 0});
  REQUIRE(map.colors.size() == 256);
  CHECK(map.colors[63] == Color{10, 10, 10});
  CHECK(map.colors[64] == Color{200, 200, 200});
  CHECK(map.colors[192] == Color{0, 0, 0});
  check_color(map, 0.1F, 10, 10, 10);
  check_color(map, 0.4F, 200, 200, 200);
  check_color(map, 0.6F, 90, 90, 90);
  check_color(map, 1.0F, 0, 0, 0);
  // Each of 200 colors twice: the shares stay equal.
  std::vector<std::uint16_t> many(200);
  for (std::size_t i = 0; i < many.size(); ++i) many[i] = static_cast<std::uint16_t>(i);
  CHECK(gray_steps(many).colors.size() == 400);
  CHECK(gray_steps({7}).colors == std::vector<Color>(256, Color{7, 7, 7}));
}

TEST_CASE("Entries of 16 bits are cut to 8, unless they hold 8", "[color-map][PS3.3 C.7.6.3.1.6]") {
  CHECK(gray_steps({0, 0x80FF, 0xFFFF}, 16).colors[100] == Color{128, 128, 128});
  CHECK(gray_steps({0, 128, 255}, 16).colors[100] == Color{128, 128, 128});
}

TEST_CASE("Hostile palettes: channels of any length, and none", "[color-map][hostile]") {
  const ColorMap uneven =
      color_map_of({LookUpTable{.bits = 8, .entries = {1, 2, 3}},
                    LookUpTable{.bits = 8, .entries = {9}}, LookUpTable{.bits = 8, .entries = {}}});
  CHECK(uneven.colors.size() == 258);
  CHECK(uneven.colors.front() == Color{1, 9, 0});
  CHECK(uneven.colors.back() == Color{3, 9, 0});
  CHECK(color_map_of({}).colors == std::vector<Color>(256, Color{0, 0, 0}));
  const LookUpTable large{.bits = 16, .entries = std::vector<std::uint16_t>(65536, 65535)};
  CHECK(color_map_of({large, large, large}).colors.size() == kMostColors);
}

void set_table(Dataset& d, Tag descriptor, Tag data, std::vector<double> numbers, Bytes bytes) {
  d.set_numbers(descriptor, Vr::kUS, numbers);
  d.set_bytes(data, Vr::kOW, std::move(bytes));
}

TEST_CASE("Segments of a palette of 8 bits are bytes", "[color-map][PS3.3 C.7.9.2]") {
  Dataset d;
  // Red 255 and down to 0, green 0 and up to 255; blue 9, up to 12 in 3 steps, the segment at byte
  // 3 once more (from 12 to 12), and 249 times 12. One byte fills up the last word.
  set_table(d, tags::kRedPaletteColorLookupTableDescriptor,
            tags::kSegmentedRedPaletteColorLookupTableData, {256, 0, 8}, {0, 1, 255, 1, 255, 0});
  set_table(d, tags::kGreenPaletteColorLookupTableDescriptor,
            tags::kSegmentedGreenPaletteColorLookupTableData, {256, 0, 8}, {0, 1, 0, 1, 255, 255});
  set_table(d, tags::kBluePaletteColorLookupTableDescriptor,
            tags::kSegmentedBluePaletteColorLookupTableData, {256, 0, 8},
            {0, 1, 9, 1, 3, 12, 2, 1, 3, 0, 0, 0, 1, 249, 12, 0});
  const auto palette = read_palette(d);
  INFO((palette ? "" : palette.error().message));
  REQUIRE(palette);
  CHECK((*palette)[0].entries[10] == 245);
  CHECK((*palette)[1].entries[10] == 10);
  CHECK((*palette)[2].entries[3] == 12);
  CHECK((*palette)[2].entries[6] == 12);
  CHECK((*palette)[2].entries.size() == 256);
}

Dataset parametric_map() {
  Dataset d;
  d.set_text(tags::kSopClassUid, Vr::kUI, kParametricMapStorage);
  d.set_text(tags::kModality, Vr::kCS, "MR");
  d.set_number(tags::kRows, Vr::kUS, 2);
  d.set_number(tags::kColumns, Vr::kUS, 2);
  d.set_number(tags::kBitsAllocated, Vr::kUS, 32);
  d.set_text(tags::kPhotometricInterpretation, Vr::kCS, "MONOCHROME2");
  return d;
}

void set_palette(Dataset& d) {
  const Bytes entries(512, 0x40);
  set_table(d, tags::kRedPaletteColorLookupTableDescriptor, tags::kRedPaletteColorLookupTableData,
            {256, 0, 16}, entries);
  set_table(d, tags::kGreenPaletteColorLookupTableDescriptor,
            tags::kGreenPaletteColorLookupTableData, {256, 0, 16}, entries);
  set_table(d, tags::kBluePaletteColorLookupTableDescriptor, tags::kBluePaletteColorLookupTableData,
            {256, 0, 16}, entries);
}

TEST_CASE("A parametric map is shown in its palette, the one it names, or Hot Iron",
          "[color-map][header][PS3.3 C.8.32.2]") {
  Dataset d = parametric_map();
  CHECK(header_of(d).pixel_transform(1).color_map == well_known_color_map(kHotIronUid));
  d.set_text(tags::kPaletteColorLookupTableUid, Vr::kUI, "1.2.840.10008.1.5.3");
  CHECK(header_of(d).pixels.color_map->name == "Hot Metal Blue");
  d.set_text(tags::kPaletteColorLookupTableUid, Vr::kUI, "1.2.3");
  CHECK(header_of(d).pixels.color_map->name == "Hot Iron");
  set_palette(d);
  CHECK(header_of(d).pixels.color_map->colors == std::vector<Color>(256, Color{64, 64, 64}));
  // A broken one of its own is no reason not to see the map.
  d.remove(tags::kBluePaletteColorLookupTableData);
  CHECK(header_of(d).pixels.color_map->name == "Hot Iron");
}

TEST_CASE("An image that is no parametric map keeps its grays", "[color-map][header]") {
  Dataset d = parametric_map();
  d.set_text(tags::kSopClassUid, Vr::kUI, "1.2.840.10008.5.1.4.1.1.4.1");
  CHECK(header_of(d).pixels.color_map == nullptr);
  set_palette(d);
  CHECK(header_of(d).pixels.color_map == nullptr);
}

TEST_CASE("Stored Value Color Range is a window in modality values, exact, for each frame",
          "[color-map][header][PS3.3 C.7.6.16.2.26]") {
  const auto range = [](double low, double high) {
    Dataset item, groups;
    item.set_number(tags::kMinimumStoredValueMapped, Vr::kFD, low);
    item.set_number(tags::kMaximumStoredValueMapped, Vr::kFD, high);
    groups.set_sequence(tags::kStoredValueColorRangeSequence, {item});
    return groups;
  };
  Dataset d = parametric_map();
  d.set_number(tags::kNumberOfFrames, Vr::kIS, 2);
  d.set_number(tags::kRescaleSlope, Vr::kDS, 2);
  d.set_number(tags::kRescaleIntercept, Vr::kDS, 1);
  d.set_number(tags::kWindowCenter, Vr::kDS, 40);
  d.set_number(tags::kWindowWidth, Vr::kDS, 400);
  d.set_sequence(tags::kPerFrameFunctionalGroupsSequence, {range(-0.25, 0.75), range(3, 1)});
  const InstanceHeader header = header_of(d);
  CHECK(header.pixel_transform(1).voi_function == VoiFunction::kLinearExact);
  // 2 × -0.25 + 1 = 0.5 to 2 × 0.75 + 1 = 2.5; 7 and 3 the other way round.
  CHECK(header.pixel_transform(1).windows == std::vector{Window{.center = 1.5, .width = 2}});
  CHECK(header.pixel_transform(2).windows == std::vector{Window{.center = 5, .width = 4}});
  // No range at all is none.
  d.set_sequence(tags::kPerFrameFunctionalGroupsSequence, {range(1, 1), range(1, 1)});
  CHECK(header_of(d).pixel_transform(1).windows.front().width == 400);
}

}  // namespace
}  // namespace overread
