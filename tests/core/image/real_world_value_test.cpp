#include "core/image/real_world_value.hpp"

#include <array>
#include <catch_amalgamated.hpp>
#include <limits>

#include "core/dicom/tags.hpp"
#include "core/image/color_map.hpp"
#include "tests/core/image/header_of.hpp"

namespace overread {
namespace {

Dataset code(std::string_view value, std::string_view scheme, std::string_view meaning) {
  Dataset item;
  item.set_text(tags::kCodeValue, Vr::kSH, value);
  item.set_text(tags::kCodingSchemeDesignator, Vr::kSH, scheme);
  item.set_text(tags::kCodeMeaning, Vr::kLO, meaning);
  return item;
}

void set_unit(Dataset& item, std::string_view value, std::string_view meaning,
              std::string_view scheme = "UCUM") {
  item.set_sequence(tags::kMeasurementUnitsCodeSequence, {code(value, scheme, meaning)});
}

Dataset linear_item(double first, double last, double slope, double intercept) {
  Dataset item;
  item.set_number(tags::kRealWorldValueFirstValueMapped, Vr::kUS, first);
  item.set_number(tags::kRealWorldValueLastValueMapped, Vr::kUS, last);
  item.set_number(tags::kRealWorldValueSlope, Vr::kFD, slope);
  item.set_number(tags::kRealWorldValueIntercept, Vr::kFD, intercept);
  return item;
}

std::vector<RealWorldValueMapping> read_items(std::vector<Dataset> items,
                                              StoredSign sign = StoredSign::kUnsigned) {
  return read_real_world_values(items, sign);
}

TEST_CASE("RWVM linear: slope and intercept of the stored value, within its range",
          "[rwvm][PS3.3 C.7.6.16.2.11]") {
  const auto mappings = read_items({linear_item(10, 1000, 0.5, -3)});
  REQUIRE(mappings.size() == 1);
  CHECK(real_world_value(mappings[0], 10) == 2.0);
  CHECK(real_world_value(mappings[0], 100) == 47.0);
  CHECK(real_world_value(mappings[0], 1000) == 497.0);
  CHECK_FALSE(real_world_value(mappings[0], 9));
  CHECK_FALSE(real_world_value(mappings[0], 1001));
  CHECK_FALSE(real_world_value(mappings[0], std::numeric_limits<double>::quiet_NaN()));
}

TEST_CASE("RWVM LUT: one entry a stored value from the first mapped on", "[rwvm]") {
  Dataset item = linear_item(5, 8, 1, 0);
  item.set_numbers(tags::kRealWorldValueLutData, Vr::kFD, std::array{0.0, 0.5, 2.25, -1.0});
  const auto mappings = read_items({item});
  REQUIRE(mappings.size() == 1);
  CHECK(real_world_value(mappings[0], 5) == 0.0);
  CHECK(real_world_value(mappings[0], 6) == 0.5);
  CHECK(real_world_value(mappings[0], 7) == 2.25);
  CHECK(real_world_value(mappings[0], 8) == -1.0);
  CHECK_FALSE(real_world_value(mappings[0], 4));
  CHECK_FALSE(real_world_value(mappings[0], 9));
}

TEST_CASE("RWVM of floats: the double range counts, fractions and all", "[rwvm]") {
  Dataset item = linear_item(0, 1, 1e6, 0);
  item.set_number(tags::kDoubleFloatRealWorldValueFirstValueMapped, Vr::kFD, -0.25);
  item.set_number(tags::kDoubleFloatRealWorldValueLastValueMapped, Vr::kFD, 0.003);
  const auto mappings = read_items({item});
  REQUIRE(mappings.size() == 1);
  CHECK(real_world_value(mappings[0], -0.25) == -250000.0);
  CHECK(real_world_value(mappings[0], 0.003) == 3000.0);
  CHECK_FALSE(real_world_value(mappings[0], 0.0031));
}

TEST_CASE("RWVM: the ends of the range have the sign of the pixels", "[rwvm]") {
  // 65436 and 100 of signed pixels: -100 to 100.
  const auto is_signed = read_items({linear_item(65436, 100, 1, 0)}, StoredSign::kSigned);
  REQUIRE(is_signed.size() == 1);
  CHECK(real_world_value(is_signed[0], -100) == -100.0);
  CHECK_FALSE(real_world_value(is_signed[0], -101));
  Dataset item = linear_item(0, 0, 1, 0);
  item.set_number(tags::kRealWorldValueLastValueMapped, Vr::kSS, -1);
  const auto unsigned_one = read_items({item});
  REQUIRE(unsigned_one.size() == 1);
  CHECK(real_world_value(unsigned_one[0], 65535) == 65535.0);
}

TEST_CASE("RWVM without a range speaks of every stored value", "[rwvm]") {
  Dataset item = linear_item(0, 0, 2, 1);
  item.remove(tags::kRealWorldValueFirstValueMapped);
  item.remove(tags::kRealWorldValueLastValueMapped);
  CHECK(real_world_value(read_items({item}).at(0), -1e9) == 1.0 - 2e9);
}

TEST_CASE("RWVM: the first item that speaks of a value counts", "[rwvm]") {
  const auto mappings = read_items({linear_item(0, 99, 1, 0), linear_item(50, 200, 10, 0)});
  REQUIRE(mappings.size() == 2);
  CHECK(mapping_of(mappings, 60) == &mappings[0]);
  CHECK(mapping_of(mappings, 150) == &mappings[1]);
  CHECK(mapping_of(mappings, 201) == nullptr);
}

TEST_CASE("RWVM: a unit is told as it is read", "[rwvm]") {
  struct Row {
    std::string_view value, meaning, scheme, unit;
  };
  for (const auto& [value, meaning, scheme, unit] : std::to_array<Row>(
           {{"mm2/s", "mm2/s", "UCUM", "mm2/s"},
            {"mm2/s", "square millimeter per second", "UCUM", "mm2/s"},
            {"{ratio}", "ratio", "UCUM", "ratio"},
            {"[hnsf'U]", "Hounsfield unit", "UCUM", "HU"},
            {"%", "Percent", "UCUM", "%"},
            {"1", "no units", "UCUM", ""},
            {"{SUVbw}g/ml", "Standardized Uptake Value body weight", "UCUM", "{SUVbw}g/ml"},
            {"X1", "Furlong", "99LOCAL", "Furlong"},
            {"ms", "", "UCUM", "ms"}})) {
    Dataset item = linear_item(0, 1, 1, 0);
    set_unit(item, value, meaning, scheme);
    INFO(value << ", " << meaning);
    CHECK(read_items({item}).at(0).unit == unit);
  }
  CHECK(read_items({linear_item(0, 1, 1, 0)}).at(0).unit.empty());
}

TEST_CASE("RWVM: the quantity by its definition, else LUT Explanation, else LUT Label", "[rwvm]") {
  Dataset item = linear_item(0, 1, 1, 0);
  item.set_text(tags::kLutLabel, Vr::kSH, "ADC");
  CHECK(read_items({item}).at(0).quantity == "ADC");
  item.set_text(tags::kLutExplanation, Vr::kLO, "Apparent diffusion");
  CHECK(read_items({item}).at(0).quantity == "Apparent diffusion");
  const auto definition = [](const Dataset& name, const Dataset& value) {
    Dataset content;
    content.set_text(tags::kValueType, Vr::kCS, "CODE");
    content.set_sequence(tags::kConceptNameCodeSequence, {name});
    content.set_sequence(tags::kConceptCodeSequence, {value});
    return content;
  };
  item.set_sequence(tags::kQuantityDefinitionSequence,
                    {definition(code("370129005", "SCT", "Measurement Method"),
                                code("126410", "DCM", "SUV body weight calculation method")),
                     definition(code("246205007", "SCT", "Quantity"),
                                code("113041", "DCM", "Apparent Diffusion Coefficient"))});
  CHECK(read_items({item}).at(0).quantity == "Apparent Diffusion Coefficient");
}

TEST_CASE("RWVM that is broken is left out, the others stay", "[rwvm][hostile]") {
  Dataset no_slope = linear_item(0, 9, 1, 0);
  no_slope.remove(tags::kRealWorldValueSlope);
  Dataset short_lut = linear_item(0, 9, 1, 0);
  short_lut.set_numbers(tags::kRealWorldValueLutData, Vr::kFD, std::array{1.0, 2.0});
  Dataset endless = linear_item(0, 1, 1, 0);
  endless.set_numbers(tags::kRealWorldValueLutData, Vr::kFD,
                      std::array{1.0, std::numeric_limits<double>::infinity()});
  Dataset no_range = linear_item(0, 1, 1, 0);
  no_range.set_numbers(tags::kRealWorldValueLutData, Vr::kFD, std::array{1.0, 2.0});
  no_range.remove(tags::kRealWorldValueFirstValueMapped);
  Dataset empty_lut = linear_item(0, 1, 1, 0);
  empty_lut.set_numbers(tags::kRealWorldValueLutData, Vr::kFD, std::vector<double>{});
  const auto mappings = read_items(
      {no_slope, linear_item(0, 9, 0, 1), linear_item(9, 0, 1, 0), short_lut, endless, no_range,
       linear_item(0, 9, std::numeric_limits<double>::quiet_NaN(), 0), linear_item(0, 9, 2, 0)});
  REQUIRE(mappings.size() == 1);
  CHECK(mappings[0].slope == 2.0);
  CHECK(read_items({empty_lut}).empty());
  CHECK(read_items(std::vector<Dataset>(100, linear_item(0, 1, 1, 0))).size() == kMostMappings);
}

Dataset small_image(int frame_count) {
  Dataset d;
  d.set_text(tags::kModality, Vr::kCS, "MR");
  d.set_number(tags::kRows, Vr::kUS, 2);
  d.set_number(tags::kColumns, Vr::kUS, 2);
  d.set_number(tags::kBitsAllocated, Vr::kUS, 16);
  d.set_number(tags::kBitsStored, Vr::kUS, 16);
  d.set_number(tags::kNumberOfFrames, Vr::kIS, frame_count);
  return d;
}

Dataset groups_with(std::vector<Dataset> items) {
  Dataset groups;
  if (!items.empty()) groups.set_sequence(tags::kRealWorldValueMappingSequence, std::move(items));
  return groups;
}

TEST_CASE("RWVM per frame: each frame's own, else the shared one", "[rwvm][header]") {
  Dataset d = small_image(3);
  d.set_sequence(tags::kSharedFunctionalGroupsSequence, {groups_with({linear_item(0, 9, 7, 0)})});
  d.set_sequence(tags::kPerFrameFunctionalGroupsSequence,
                 {groups_with({linear_item(0, 9, 2, 0)}), groups_with({}),
                  groups_with({linear_item(0, 9, 3, 0), linear_item(10, 20, 4, 0)})});
  const InstanceHeader header = header_of(d);
  CHECK(header.real_world_value_mappings(1)[0].slope == 2);
  CHECK(header.real_world_value_mappings(2)[0].slope == 7);
  REQUIRE(header.real_world_value_mappings(3).size() == 2);
  CHECK(header.real_world_value_mappings(3)[1].slope == 4);
  CHECK(header.real_world_value_mappings(0).empty());
  CHECK(header.real_world_value_mappings(4).empty());
  const auto back = instance_header_from_json(to_json(header));
  REQUIRE(back);
  CHECK(back->real_world_values == header.real_world_values);
}

TEST_CASE("RWVM that all frames share is kept once, that of a classic image too",
          "[rwvm][header]") {
  Dataset shared = small_image(3);
  shared.set_sequence(tags::kSharedFunctionalGroupsSequence,
                      {groups_with({linear_item(0, 9, 7, 0)})});
  CHECK(header_of(shared).real_world_values.size() == 1);
  CHECK(header_of(shared).real_world_value_mappings(3)[0].slope == 7);
  Dataset classic = small_image(1);
  classic.set_sequence(tags::kRealWorldValueMappingSequence, {linear_item(0, 9, 5, 0)});
  CHECK(header_of(classic).real_world_value_mappings(1)[0].slope == 5);
  CHECK(header_of(small_image(1)).real_world_values.empty());
}

TEST_CASE("RWVM and colors go through JSON; what does not fit is refused", "[rwvm][header][json]") {
  Dataset item = linear_item(5, 6, 1, 0);
  item.set_numbers(tags::kRealWorldValueLutData, Vr::kFD, std::array{0.125, -2.5});
  set_unit(item, "ms", "ms");
  Dataset d = small_image(1);
  d.set_text(tags::kSopClassUid, Vr::kUI, "1.2.840.10008.5.1.4.1.1.30");
  d.set_sequence(tags::kRealWorldValueMappingSequence, {item});
  const InstanceHeader header = header_of(d);
  const std::string json = to_json(header);
  const auto back = instance_header_from_json(json);
  REQUIRE(back);
  CHECK(back->real_world_values == header.real_world_values);
  REQUIRE(back->pixels.color_map);
  CHECK(*back->pixels.color_map == *header.pixels.color_map);
  CHECK_FALSE(instance_header_from_json(
      R"({"pixels": {"color_map": {"name": "x", "levels": [1, 2, 3]}}})"));
  CHECK_FALSE(instance_header_from_json(R"({"pixels": {"color_map": 3}})"));
  std::string wrong = json;
  wrong.replace(wrong.find("[0,0,0,2,"), 9, "[0,0,0,256,");
  CHECK_FALSE(instance_header_from_json(wrong));
  CHECK_FALSE(
      instance_header_from_json(R"({"real_world_values": [{"mappings": [{"lut_data": ["a"]}]}]})"));
  CHECK_FALSE(
      instance_header_from_json(R"({"real_world_values": [{"mappings": []}, {"mappings": []}]})"));
}

}  // namespace
}  // namespace overread
