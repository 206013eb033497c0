#pragma once

#include <string>

#include "core/base/result.hpp"
#include "core/dicom/dataset.hpp"
#include "core/dicom/file_parser.hpp"

namespace overread {

/// The Image Pixel module as far as decoding needs it, checked.
///
/// @dicom PS3.3 C.7.6.3
struct ImagePixel {
  int rows = 0;
  int columns = 0;
  int samples_per_pixel = 1;
  int bits_allocated = 0;
  int bits_stored = 0;
  int high_bit = 0;
  int pixel_representation = 0;
  int planar_configuration = 0;
  int frame_count = 1;
  std::string photometric_interpretation;
  /// Retired overlays lie in the bits beside the values.
  bool carries_overlays = false;

  bool is_signed() const { return pixel_representation == 1; }
};

/// The most bytes one decoded frame may take.
inline constexpr std::size_t kMaxFrameBytes = std::size_t{1} << 30;

/// Bits Allocated that are read: 1, multiples of 8, and the 12 of files from before that rule, two
/// samples in three bytes.
///
/// @dicom PS3.5 8.1.1
constexpr bool allocates_readable(int bits) { return bits == 1 || bits == 12 || bits % 8 == 0; }
inline constexpr const char* kReadableBitsAllocated = "1, 12 or a multiple of 8";

/// @errors kInvalidAttribute naming attribute, value and allowed values; kUnsupported for sample
///         counts and bit depths outside what is read.
Result<ImagePixel> image_pixel(const Dataset& dataset, Tag pixel_data_tag);

}  // namespace overread
