#pragma once

#include <vector>

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"
#include "core/dicom/dataset.hpp"
#include "core/dicom/transfer_syntax.hpp"

namespace overread {

/// Encapsulated pixel data taken apart.
struct Fragments {
  struct Item {
    std::size_t offset = 0;  ///< Of the item's tag, from the first item after the offset table.
    ByteView bytes;
  };
  ByteView basic_offset_table;
  std::vector<Item> items;
};

/// Splits the items that an element of encapsulated pixel data holds (without the sequence
/// delimiter).
///
/// @errors kTruncated, kInvalidAttribute.
/// @dicom PS3.5 A.4
Result<Fragments> split_fragments(ByteView items);

/// The item that each frame begins with: by the Extended or Basic Offset Table where it is right,
/// else one fragment a frame, else by the markers with which a code-stream begins.
///
/// @param image  Where Extended Offset Table is looked for.
/// @return  [frame_count], 0-based places in Fragments::items, rising.
/// @errors kInvalidAttribute when fragments cannot be assigned to frames.
/// @dicom PS3.5 A.4, PS3.3 C.7.6.3.1.8
Result<std::vector<std::size_t>> first_fragments(const Fragments& fragments, const Dataset& image,
                                                 Compression compression, int frame_count);

/// The fragments that make one frame, at least one.
///
/// @param first_items   As first_fragments() gives them.
/// @param frame_number  1-based, not above their number.
std::vector<ByteView> fragments_of_frame(const Fragments& fragments,
                                         const std::vector<std::size_t>& first_items,
                                         int frame_number);

}  // namespace overread
