#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "core/dicom/dataset.hpp"
#include "core/image/instance_header.hpp"

namespace overread {

/// Whether the inputs of a table can be below zero, which decides how the second value of its
/// descriptor is read.
enum class TableInput { kUnsigned, kSigned };

/// What a descriptor says of its table.
struct LutDescriptor {
  std::size_t count = 0;  ///< Of entries, 1–65536.
  int first_mapped = 0;
  int bits = 0;  ///< Of an entry, as stated.
};

/// Reads LUT Descriptor or that of a palette. Its first value has no sign whatever its VR is.
///
/// @param name  What the table is, for messages: "Modality LUT".
/// @errors      kInvalidAttribute when it has no three numbers of 16 bits.
/// @dicom       PS3.3 C.11.1.1.1, C.11.2.1.1, C.7.6.3.1.5
Result<LutDescriptor> read_lut_descriptor(const Dataset& dataset, Tag descriptor, TableInput input,
                                          std::string_view name);

/// Reads LUT Descriptor and LUT Data, wherever they stand.
///
/// @param name  What the table is, for messages: "Modality LUT".
/// @errors      kInvalidAttribute when the descriptor has no three numbers, bits are out of 8–16,
/// or
///              there are fewer entries than promised.
/// @dicom       PS3.3 C.11.1.1.1, C.11.2.1.1, C.7.6.3.1.5, C.7.6.3.1.6
Result<LookUpTable> read_look_up_table(const Dataset& dataset, Tag descriptor, Tag data,
                                       TableInput input, std::string_view name);

/// The entry for an input value; inputs before the first or after the last get that one.
std::uint16_t look_up(const LookUpTable& table, double input);

/// The largest value `bits` of the table can hold.
double table_maximum(const LookUpTable& table);

/// What the segments of a palette are made of: as many bits as the palette's entries have.
enum class SegmentUnit { kByte, kWord };

/// Expands Segmented Palette Color Lookup Table Data: discrete, linear and indirect segments.
///
/// @param words  The data, one unit each.
/// @param count  Entries wanted.
/// @errors       kInvalidAttribute when a segment is broken or the count is not reached.
/// @dicom        PS3.3 C.7.9.2
Result<std::vector<std::uint16_t>> expand_segmented_palette(std::span<const std::uint16_t> words,
                                                            std::size_t count,
                                                            SegmentUnit unit = SegmentUnit::kWord);

/// The words of an element, from OW bytes or US/SS integers.
std::vector<std::uint16_t> words_of(const Element& element);

}  // namespace overread
