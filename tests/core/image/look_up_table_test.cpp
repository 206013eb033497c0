#include "core/image/look_up_table.hpp"

#include <catch_amalgamated.hpp>

#include "core/dicom/tags.hpp"

namespace overread {
namespace {

using Words = std::vector<std::uint16_t>;

Dataset lut_dataset(std::vector<double> descriptor, std::vector<double> entries, Vr vr = Vr::kUS) {
  Dataset dataset;
  dataset.set_numbers(tags::kLutDescriptor, Vr::kUS, descriptor);
  dataset.set_numbers(tags::kLutData, vr, entries);
  return dataset;
}

Result<LookUpTable> read(const Dataset& dataset, TableInput input = TableInput::kUnsigned) {
  return read_look_up_table(dataset, tags::kLutDescriptor, tags::kLutData, input, "VOI LUT");
}

TEST_CASE("A table has count, first value mapped and bits", "[lut][PS3.3 C.11.2.1.1]") {
  const auto lut = read(lut_dataset({3, 100, 12}, {0, 2000, 4095}));
  REQUIRE(lut);
  CHECK(lut->first_mapped == 100);
  CHECK(lut->bits == 12);
  CHECK(lut->entries == Words{0, 2000, 4095});
  CHECK(table_maximum(*lut) == 4095);
  CHECK(look_up(*lut, 50) == 0);
  CHECK(look_up(*lut, 101) == 2000);
  CHECK(look_up(*lut, 1e9) == 4095);
  CHECK(look_up(*lut, -1e300) == 0);
  CHECK(look_up(*lut, std::numeric_limits<double>::quiet_NaN()) == 0);
}

TEST_CASE("A count of 0 stands for 65536", "[lut][PS3.3 C.11.1.1.1]") {
  std::vector<double> entries(65536);
  for (std::size_t i = 0; i < entries.size(); ++i) entries[i] = static_cast<double>(i);
  const auto lut = read(lut_dataset({0, 0, 16}, entries));
  REQUIRE(lut);
  CHECK(lut->entries.size() == 65536);
  CHECK(look_up(*lut, 65535) == 65535);
}

TEST_CASE("The first value mapped is signed where the input is", "[lut][PS3.3 C.11.1.1.1]") {
  CHECK(read(lut_dataset({1, 64512, 8}, {0}), TableInput::kSigned)->first_mapped == -1024);
  CHECK(read(lut_dataset({1, 64512, 8}, {0}), TableInput::kUnsigned)->first_mapped == 64512);
}

TEST_CASE("Entries may be words in bytes, or bytes two to a word", "[lut]") {
  Dataset words = lut_dataset({2, 0, 16}, {});
  words.set_bytes(tags::kLutData, Vr::kOW, {0x34, 0x12, 0xFF, 0x00});
  CHECK(read(words)->entries == Words{0x1234, 0x00FF});
  Dataset packed = lut_dataset({3, 0, 8}, {});
  packed.set_bytes(tags::kLutData, Vr::kOW, {5, 6, 7, 0});
  CHECK(read(packed)->entries == Words{5, 6, 7});
}

TEST_CASE("Broken tables are refused with a reason", "[lut]") {
  const auto message = [](const Dataset& dataset) {
    const auto lut = read(dataset);
    REQUIRE_FALSE(lut);
    CHECK(lut.error().code == ErrorCode::kInvalidAttribute);
    return lut.error().message;
  };
  CHECK(message(lut_dataset({3, 0}, {1, 2, 3})) ==
        "LUT Descriptor (0028,3002) of the VOI LUT has 2 values, must be 3");
  CHECK(message(lut_dataset({3, 0, 17}, {1, 2, 3})) ==
        "LUT Descriptor (0028,3002) of the VOI LUT says 17 bits, must be 8–16");
  CHECK(message(lut_dataset({4, 0, 16}, {1, 2, 3})) ==
        "LUT Data (0028,3006) of the VOI LUT has 3 entries, must be 4");
  Dataset none;
  none.set_numbers(tags::kLutDescriptor, Vr::kUS, std::vector<double>{3, 0, 16});
  CHECK(message(none) == "LUT Data (0028,3006) of the VOI LUT is missing");
}

TEST_CASE("Segments: discrete, linear, and a repeat", "[lut][PS3.3 C.7.9.2]") {
  // Two discrete (10, 20), linear to 40 in 4 steps (25, 30, 35, 40), then the linear segment (at
  // byte 8) once more from 40 to 40.
  const Words words{0, 2, 10, 20, 1, 4, 40, 2, 1, 8, 0};
  CHECK(expand_segmented_palette(words, 10).value() ==
        Words{10, 20, 25, 30, 35, 40, 40, 40, 40, 40});
}

TEST_CASE("Broken segments are refused", "[lut][PS3.3 C.7.9.2]") {
  const auto refused = [](const Words& words) {
    return !expand_segmented_palette(words, 4).has_value();
  };
  CHECK(refused({}));
  CHECK(refused({0, 9, 1, 2}));           // more entries than there are words
  CHECK(refused({1, 4, 40}));             // linear from nothing
  CHECK(refused({0, 1, 5, 7, 1, 1}));     // unknown kind
  CHECK(refused({0, 1, 5, 2, 1, 6, 0}));  // a repeat of itself
  CHECK(refused({0, 1, 5, 2, 1, 999, 0}));
  CHECK(refused({0, 2, 5, 6}));              // too few
  CHECK(refused({0, 0, 0, 4, 1, 2, 3, 4}));  // a segment of nothing
}

}  // namespace
}  // namespace overread
