#pragma once

#include <string>

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"
#include "core/dicom/image_pixel.hpp"

namespace overread {

/// Bytes that one stored value takes once unpacked: 1, 2, 4 (8 for double pixels).
int unpacked_sample_size(int bits_allocated);

/// Takes one frame out of uncompressed pixel data: bits unpacked, bytes in little-endian order,
/// planes interleaved, 422 chrominance repeated for both pixels.
///
/// @param pixel_data     All frames, as they lie in the file.
/// @param word_bytes     Bytes of the words that lie with their high byte first: 2, 4 or 8; 1 when
///                       nothing is to be swapped.
/// @return  [rows][columns][samples], unpacked_sample_size() bytes each; bits above Bits Stored as
///          they were.
/// @errors kTruncated naming the frame, the bytes there are, the bytes that one needs and the whole
/// frames.
/// @dicom PS3.5 8.1, PS3.3 C.7.6.3.1.2
Result<Bytes> native_frame(ByteView pixel_data, const ImagePixel& image, int frame_number,
                           int word_bytes);

/// "; frames 1–3 are whole": what is said of the others where one lacks bytes. Empty for none.
std::string whole_frames_text(int count);

/// [samples][pixels] to [pixels][samples].
Bytes interleave_planes(ByteView planes, int samples_per_pixel, int bytes_per_sample);

}  // namespace overread
