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
    std::size_t missing = 0;  ///< Bytes behind the end of the file; only of the last item.
  };
  ByteView basic_offset_table;
  std::vector<Item> items;
  bool is_cut = false;  ///< The file ends without the sequence delimiter.
};

/// What the items of encapsulated pixel data end with.
enum class ItemsEnd { kDelimiter, kEndOfFile };

/// Splits the items that an element of encapsulated pixel data holds (without the sequence
/// delimiter).
///
/// @errors kTruncated for a length past the end, unless the file ends there; kInvalidAttribute.
/// @dicom PS3.5 A.4
Result<Fragments> split_fragments(ByteView items, ItemsEnd end = ItemsEnd::kDelimiter);

/// The item that each frame begins with, and where the last one ends: by the Extended or Basic
/// Offset Table where it is right, else one fragment a frame, else by the markers with which a
/// code-stream begins. Of a cut file only frames that are whole.
///
/// @param image  Where Extended Offset Table is looked for.
/// @return  [whole frames + 1], 0-based places in Fragments::items, rising; as many frames as
///          `frame_count`, fewer where the file is cut.
/// @errors kInvalidAttribute when fragments cannot be assigned to frames.
/// @dicom PS3.5 A.4, PS3.3 C.7.6.3.1.8
Result<std::vector<std::size_t>> frame_bounds(const Fragments& fragments, const Dataset& image,
                                              Compression compression, int frame_count);

/// The fragments that make one frame, at least one.
///
/// @param bounds        As frame_bounds() gives them.
/// @param frame_number  1-based, not above their number less one.
std::vector<ByteView> fragments_of_frame(const Fragments& fragments,
                                         const std::vector<std::size_t>& bounds, int frame_number);

}  // namespace overread
