#pragma once

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"

namespace overread {

/// Unpacks one RLE frame: one segment for each byte of each sample, the most significant first.
///
/// @param pixel_count       Rows × Columns (the packed bytes of the frame for one-bit samples).
/// @param bytes_per_sample  1, 2, 4 or 8.
/// @return  [pixels][samples], little-endian.
/// @errors kTruncated, kDecodeFailed (wrong count of segments, a segment that ends too early).
/// @dicom PS3.5 Annex G
Result<Bytes> decode_rle(ByteView frame, std::size_t pixel_count, int samples_per_pixel,
                         int bytes_per_sample);

}  // namespace overread
