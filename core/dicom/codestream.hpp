#pragma once

#include <optional>

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"

namespace overread {

/// What a code-stream says of itself, read before any decoder allocates for it.
struct CodestreamHeader {
  int rows = 0;
  int columns = 0;
  int samples_per_pixel = 0;
  int bits = 0;  ///< Sample precision.
  bool is_signed = false;
  bool is_jpeg_ycc = false;    ///< JFIF, Adobe transform 1 or subsampled: surely not RGB.
  std::size_t tile_count = 1;  ///< JPEG 2000.
  std::size_t begin = 0;       ///< Where the code-stream itself starts (after JP2 boxes).
  /// JPEG 2000: where it ends, at the last byte that is there or inside a comment behind the tiles.
  std::size_t end = 0;
};

/// Reads the frame header (SOF) of a JPEG or JPEG-LS code-stream.
///
/// @errors kDecodeFailed.
Result<CodestreamHeader> jpeg_header(ByteView stream);

/// Reads the SIZ marker of a JPEG 2000 code-stream, bare or inside a JP2 file.
///
/// @errors kDecodeFailed, kUnsupported for components of different size or depth.
Result<CodestreamHeader> jpeg2000_header(ByteView stream);

/// Samples as a decoder gives them: 1, 2 or 4 bytes each, [rows][columns][samples], little-endian.
struct DecodedSamples {
  Bytes pixels;
  int bytes_per_sample = 1;
};

/// Decoders, one file each. All take the whole code-stream of one frame and its header as read
/// above, and have checked nothing else.
///
/// @errors kDecodeFailed.
Result<DecodedSamples> decode_jpeg(ByteView stream, const CodestreamHeader& header);
Result<DecodedSamples> decode_jpeg_ls(ByteView stream, const CodestreamHeader& header);
Result<DecodedSamples> decode_jpeg_2000(ByteView stream, const CodestreamHeader& header);

/// A first picture of JPEG 2000, High-Throughput or not, in a part of the time: as many rows and
/// columns as ever, made of the coarsest resolution whose longer side has at least `side` samples.
/// Its samples are no stored values: to look at, not to measure.
///
/// @dicom ISO/IEC 15444-1 B.5 (resolution levels)
/// @errors As decode_jpeg_2000().
Result<DecodedSamples> decode_coarse_jpeg_2000(ByteView stream, const CodestreamHeader& header,
                                               int side);

}  // namespace overread
