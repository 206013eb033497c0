#pragma once

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"
#include "core/dicom/element_parser.hpp"
#include "core/dicom/transfer_syntax.hpp"

namespace overread {

/// A file read but not yet handed out: pixel data may still lie in the bytes it came from.
struct ParsedFile {
  Dataset meta;
  Dataset dataset;
  std::optional<PixelDataLocation> pixel_data;
  std::string transfer_syntax_uid;
  TransferSyntax syntax;
  /// The unpacked data set of a deflated file, which `pixel_data` then points into.
  Bytes inflated;
  /// Where the data set begins, and where reading ended: in the file, or in `inflated`.
  std::size_t begin = 0, end = 0;
};

/// Takes a Part 10 file or a bare data set apart. `bytes` must outlive the result.
///
/// @errors As read_dicom_file().
Result<ParsedFile> parse_file(ByteView bytes, PixelDataUse pixel_data, ReadScope scope);

}  // namespace overread
