#pragma once

#include <optional>

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"
#include "core/dicom/dataset.hpp"
#include "core/dicom/read_scope.hpp"
#include "core/dicom/transfer_syntax.hpp"

namespace overread {

/// What is done with (7FE0,xxxx) at the top level.
enum class PixelDataUse {
  kCopy,    ///< Becomes an element, as everything else.
  kStop,    ///< Reading ends before it: for headers.
  kLocate,  ///< Is remembered where it lies and not copied: for decoding.
};

/// Pixel data where they lie in the file.
struct PixelDataLocation {
  Tag tag;
  Vr vr = Vr::kOW;
  /// The value, as far as the file goes; for encapsulated pixel data the items, without the
  /// sequence delimiter.
  ByteView value;
  bool encapsulated = false;
  bool is_cut = false;      ///< Of fragments: the file ends without the sequence delimiter.
  std::size_t missing = 0;  ///< Bytes of a defined length behind the end of the file.
};

struct ParsedDataset {
  Dataset dataset;
  std::optional<PixelDataLocation> pixel_data;
  std::size_t end = 0;  ///< Where reading ended.
};

/// Reads data elements. Every length is compared with the bytes that are left before anything is
/// taken or allocated, and sequences nest at most 64 deep, so a hostile file costs no more memory
/// than a constant times its size.
///
/// Tolerates what devices really write: an explicit data set declared implicit and the reverse,
/// unknown VRs, items that end with their sequence, UN with a VR the dictionary knows.
///
/// @param scope  kImageOnly keeps (0008,xxxx), (0028,xxxx), (7FE0,xxxx), overlays and the shutter:
///               texts, numbers and bytes, no sequences. What decoding needs.
/// @errors kTruncated for a length past the end, but for pixel data that are only located;
///         kInvalidAttribute, kTooLarge for the nesting; each names the tag.
/// @dicom PS3.5 7
Result<ParsedDataset> parse_dataset(ByteView bytes, const TransferSyntax& syntax,
                                    PixelDataUse pixel_data, ReadScope scope = ReadScope::kAll);

/// Reads the File Meta Information that begins at `offset`, and moves `offset` behind it.
///
/// @dicom PS3.10 7.1
Result<Dataset> parse_meta(ByteView bytes, std::size_t& offset);

/// True when the bytes at `offset` look like an element with an explicit VR.
bool looks_explicit(ByteView bytes, std::size_t offset);

}  // namespace overread
