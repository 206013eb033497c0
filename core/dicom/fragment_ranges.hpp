#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"

/// Where encapsulated pixel data lie in a file, found by its headers alone: a video may be larger
/// than the memory there is.
namespace overread {

struct FileRange {
  std::uint64_t offset = 0;  ///< From the first byte of the file.
  std::uint64_t size = 0;

  friend bool operator==(const FileRange&, const FileRange&) = default;
};

/// The item of the first fragment, behind the Basic Offset Table.
///
/// @param begin      The file from its first byte, at least as far as the table's header.
/// @param file_size  Bytes of the whole file.
/// @return  Offset in the file, not above `file_size`.
/// @errors kTruncated when `begin` or the file ends before it; kInvalidAttribute when Pixel Data is
///         missing or not encapsulated; those of read_dicom_file().
/// @dicom PS3.5 A.4
Result<std::uint64_t> first_fragment_offset(ByteView begin, std::uint64_t file_size);

struct FragmentRanges {
  std::vector<FileRange> fragments;  ///< Those that hold something.
  std::optional<std::uint64_t>
      next;  ///< Offset of the item to go on with; none when all are found.
};

/// The fragments whose item headers lie in a part of a file; what is in them may lie behind it.
///
/// @param window  The file from `offset` on, where an item begins: 8 bytes or more, unless it ends.
/// @errors kTruncated for a fragment past the end of the file; kInvalidAttribute for anything but
///         items.
/// @dicom PS3.5 A.4
Result<FragmentRanges> fragment_ranges(ByteView window, std::uint64_t offset,
                                       std::uint64_t file_size);

}  // namespace overread
