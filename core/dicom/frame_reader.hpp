#pragma once

#include <cstddef>
#include <vector>

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"
#include "core/dicom/file.hpp"
#include "core/dicom/file_parser.hpp"
#include "core/dicom/fragments.hpp"
#include "core/dicom/image_pixel.hpp"

namespace overread {

/// The frames of a file that is taken apart once, however many of them are asked for. Of a file
/// that ends inside its pixel data the whole frames are read.
class FrameReader {
 public:
  /// @param bytes  Must outlive the reader.
  /// @errors As decode_frame(), but for the frame number and for what is wrong with one frame.
  static Result<FrameReader> open(ByteView bytes);

  /// What says how pixels and overlays are stored, as ReadScope::kImage keeps it.
  const Dataset& attributes() const { return file_.dataset; }

  /// Decompresses one frame.
  ///
  /// @param frame_number  1-based.
  /// @errors As decode_frame(); kTruncated for a frame that the file ends before or in, naming the
  ///         attribute, the bytes there are and the bytes needed.
  Result<DecodedFrame> frame(int frame_number, DecodeOptions options = {}) const;

 private:
  FrameReader() = default;
  Result<DecodedFrame> encapsulated_frame(int frame_number, DecodeOptions options) const;

  ParsedFile file_;
  ImagePixel image_;
  Fragments fragments_;
  std::vector<std::size_t> bounds_;  ///< frame_bounds(), where there are fragments.
};

}  // namespace overread
