#pragma once

#include <span>
#include <vector>

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"
#include "core/dicom/file.hpp"

/// Instances in JPEG XL, whose frames a browser decodes if anybody does.
namespace overread {

/// The code-stream of one frame (1-based).
///
/// @errors kInvalidAttribute for an instance in any other syntax, or fragments that do not make the
///         frame; kInvalidArgument for a frame that there is not.
/// @dicom PS3.5 8.2.16 to 8.2.18, A.4
Result<Bytes> jpeg_xl_frame(const DicomFile& file, int frame_number);

/// The code-streams of all frames, for a decoder that gives 8 bits of red, green, blue and alpha.
///
/// @errors kUnsupported where such a decoder would lose something: values of more or less than 8
///         bits, signed values; kTooLarge above kMaxBrowserBytes; those of jpeg_xl_frame().
Result<std::vector<Bytes>> jpeg_xl_frames(const DicomFile& file);

/// The most bytes that the decoded frames of an instance may take, at 4 a pixel.
inline constexpr std::size_t kMaxBrowserBytes = std::size_t{1} << 28;

/// The data set with uncompressed pixels in the place of compressed ones: gray as it is, color as
/// RGB, pixel by pixel.
///
/// @param rgba  One a frame, [rows][columns][4].
/// @errors kDecodeFailed for frames of another count or size, transparent ones, and colors in an
///         image of one sample.
Result<Dataset> with_decoded_frames(Dataset dataset, std::span<const ByteView> rgba);

}  // namespace overread
