#include "core/image/palette.hpp"

#include <catch_amalgamated.hpp>

#include "core/dicom/tags.hpp"

namespace overread {
namespace {

/// A palette of signed pixels whose three channels have this descriptor and this element as data.
Dataset signed_palette(const std::vector<double>& descriptor, Vr descriptor_vr,
                       const std::array<Tag, 3>& tables, const Bytes& data) {
  Dataset dataset;
  dataset.set_number(tags::kPixelRepresentation, Vr::kUS, 1);
  for (const Tag tag :
       {tags::kRedPaletteColorLookupTableDescriptor, tags::kGreenPaletteColorLookupTableDescriptor,
        tags::kBluePaletteColorLookupTableDescriptor}) {
    dataset.set_numbers(tag, descriptor_vr, descriptor);
  }
  for (const Tag tag : tables) dataset.set_bytes(tag, Vr::kOW, data);
  return dataset;
}

constexpr std::array<Tag, 3> kPlain{tags::kRedPaletteColorLookupTableData,
                                    tags::kGreenPaletteColorLookupTableData,
                                    tags::kBluePaletteColorLookupTableData};
constexpr std::array<Tag, 3> kSegmented{tags::kSegmentedRedPaletteColorLookupTableData,
                                        tags::kSegmentedGreenPaletteColorLookupTableData,
                                        tags::kSegmentedBluePaletteColorLookupTableData};

TEST_CASE("Palettes of signed pixels begin below zero, also where the descriptor is unsigned",
          "[palette][PS3.3 C.7.6.3.1.5]") {
  // 65436 is the word of -100. Segmented: two discrete entries, 7 and 9.
  const Bytes plain{7, 0, 9, 0};
  const Bytes segmented{0, 0, 2, 0, 7, 0, 9, 0};
  for (const auto& [first, vr] : {std::pair{65436.0, Vr::kUS}, std::pair{-100.0, Vr::kSS}}) {
    for (const Dataset& dataset : {signed_palette({2, first, 16}, vr, kPlain, plain),
                                   signed_palette({2, first, 16}, vr, kSegmented, segmented)}) {
      const auto palette = read_palette(dataset);
      REQUIRE(palette);
      CHECK(palette->at(2).first_mapped == -100);
      CHECK(palette->at(2).entries == std::vector<std::uint16_t>{7, 9});
    }
  }
}

TEST_CASE("Palettes: the count of entries has no sign", "[palette][PS3.3 C.7.6.3.1.5]") {
  // 40000 entries are -25536 in SS. One discrete entry, 5, and a line of 39999 to 5.
  const Bytes segmented{0, 0, 1, 0, 5, 0, 1, 0, 0x3F, 0x9C, 5, 0};
  const auto palette =
      read_palette(signed_palette({-25536, 0, 16}, Vr::kSS, kSegmented, segmented));
  REQUIRE(palette);
  CHECK(palette->front().entries == std::vector<std::uint16_t>(40000, 5));
}

TEST_CASE("Palettes: a descriptor that is broken is named", "[palette]") {
  const auto palette = read_palette(signed_palette({2, 0}, Vr::kUS, kSegmented, {}));
  REQUIRE(!palette);
  CHECK(palette.error().message ==
        "Red Palette Color Lookup Table Descriptor (0028,1101) of the red palette has 2 values, "
        "must be 3");
}

}  // namespace
}  // namespace overread
