#include "core/image/palette.hpp"

#include <algorithm>
#include <array>
#include <format>
#include <span>
#include <string_view>
#include <utility>

#include "core/dicom/tags.hpp"
#include "core/image/look_up_table.hpp"

namespace overread {
namespace {

struct PaletteChannel {
  Tag descriptor, data, segmented;
  std::string_view name;
};

constexpr std::array<PaletteChannel, 3> kPaletteChannels{
    PaletteChannel{tags::kRedPaletteColorLookupTableDescriptor,
                   tags::kRedPaletteColorLookupTableData,
                   tags::kSegmentedRedPaletteColorLookupTableData, "red palette"},
    PaletteChannel{tags::kGreenPaletteColorLookupTableDescriptor,
                   tags::kGreenPaletteColorLookupTableData,
                   tags::kSegmentedGreenPaletteColorLookupTableData, "green palette"},
    PaletteChannel{tags::kBluePaletteColorLookupTableDescriptor,
                   tags::kBluePaletteColorLookupTableData,
                   tags::kSegmentedBluePaletteColorLookupTableData, "blue palette"}};

/// Each byte of the words as a unit of its own, the low byte first.
std::vector<std::uint16_t> bytes_of(const std::vector<std::uint16_t>& words) {
  std::vector<std::uint16_t> bytes;
  bytes.reserve(words.size() * 2);
  for (const std::uint16_t word : words) {
    bytes.push_back(word & 0xFF);
    bytes.push_back(static_cast<std::uint16_t>(word >> 8));
  }
  return bytes;
}

Result<std::vector<std::uint16_t>> expanded(const Element& segmented, std::size_t count, int bits) {
  const std::vector<std::uint16_t> words = words_of(segmented);
  if (bits == 8) {
    auto entries = expand_segmented_palette(bytes_of(words), count, SegmentUnit::kByte);
    if (entries) return entries;
  }
  // Ad-hoc: words in spite of entries of 8 bits.
  return expand_segmented_palette(words, count);
}

Result<LookUpTable> segmented_table(const Dataset& dataset, const PaletteChannel& channel,
                                    TableInput input, const Element& segmented) {
  OVERREAD_TRY(const LutDescriptor stated,
               read_lut_descriptor(dataset, channel.descriptor, input, channel.name));
  LookUpTable table{.first_mapped = stated.first_mapped, .bits = stated.bits <= 8 ? 8 : 16};
  OVERREAD_TRY(table.entries, expanded(segmented, stated.count, table.bits));
  return table;
}

}  // namespace

bool has_palette(const Dataset& dataset) {
  return std::ranges::any_of(kPaletteChannels, [&](const PaletteChannel& channel) {
    return dataset.contains(channel.descriptor) || dataset.contains(channel.data) ||
           dataset.contains(channel.segmented);
  });
}

Result<std::vector<LookUpTable>> read_palette(const Dataset& dataset) {
  // Some writers give the descriptors of signed pixels as US.
  const bool is_signed = dataset.integer(tags::kPixelRepresentation) == 1;
  const TableInput input = is_signed ? TableInput::kSigned : TableInput::kUnsigned;
  std::vector<LookUpTable> palette;
  for (const PaletteChannel& channel : kPaletteChannels) {
    const Element* segmented = dataset.find(channel.segmented);
    if (segmented == nullptr || dataset.contains(channel.data)) {
      OVERREAD_TRY(auto table, read_look_up_table(dataset, channel.descriptor, channel.data, input,
                                                  channel.name));
      palette.push_back(std::move(table));
    } else {
      OVERREAD_TRY(auto table, segmented_table(dataset, channel, input, *segmented));
      palette.push_back(std::move(table));
    }
  }
  return palette;
}

std::array<std::vector<std::uint8_t>, 3> palette_levels(std::span<const LookUpTable> palette) {
  // Ad-hoc: some palettes say 16 bits and hold 8. One channel may be nearly black, all three are
  // not.
  const bool holds_bytes = std::ranges::all_of(palette, [](const LookUpTable& table) {
    return std::ranges::all_of(table.entries, [](std::uint16_t entry) { return entry <= 255; });
  });
  std::array<std::vector<std::uint8_t>, 3> levels;
  for (std::size_t channel = 0; channel < std::min(levels.size(), palette.size()); ++channel) {
    const LookUpTable& table = palette[channel];
    const int shift = table.bits > 8 && !holds_bytes ? table.bits - 8 : 0;
    levels[channel].reserve(table.entries.size());
    for (const std::uint16_t entry : table.entries) {
      levels[channel].push_back(static_cast<std::uint8_t>(std::min(entry >> shift, 255)));
    }
  }
  return levels;
}

}  // namespace overread
