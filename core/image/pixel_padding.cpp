#include "core/image/pixel_padding.hpp"

#include <cmath>
#include <optional>

#include "core/dicom/tags.hpp"

namespace overread {
namespace {

/// A value in the sign of the pixels. The attribute has 16 bits and should have their sign too, but
/// some writers give it the other one.
double with_sign_of_pixels(double value, const InstanceHeader& header) {
  if (header.pixel_representation == 0) {
    if (value < 0.0) value += 65536.0;
    // A byte's value that was widened with its sign.
    return header.bits_allocated == 8 && value > 65407.0 ? value - 65280.0 : value;
  }
  if (value > 32767.0) value -= 65536.0;
  return header.bits_allocated == 8 && value > 127.0 && value < 256.0 ? value - 256.0 : value;
}

}  // namespace

PixelKind pixel_kind(const Dataset& dataset, int bits_allocated) {
  const bool is_float =
      !dataset.contains(tags::kBitsStored) && (bits_allocated == 32 || bits_allocated == 64);
  return is_float ? PixelKind::kFloat : PixelKind::kInteger;
}

void read_pixel_padding(const Dataset& dataset, InstanceHeader& header) {
  PixelTransform& pixels = header.pixels;
  pixels.pixel_padding_value.reset();
  pixels.pixel_padding_range_limit.reset();
  if (header.samples_per_pixel != 1) return;
  struct Pair {
    Tag value, limit;
  };
  // Float pixels have an attribute of their own. PS3.3 C.7.6.24
  const bool is_float = pixel_kind(dataset, header.bits_allocated) == PixelKind::kFloat;
  const Pair pair =
      !is_float ? Pair{tags::kPixelPaddingValue, tags::kPixelPaddingRangeLimit}
      : header.bits_allocated == 32
          ? Pair{tags::kFloatPixelPaddingValue, tags::kFloatPixelPaddingRangeLimit}
          : Pair{tags::kDoubleFloatPixelPaddingValue, tags::kDoubleFloatPixelPaddingRangeLimit};
  const auto read = [&](Tag tag) {
    auto value = dataset.finite_number(tag);
    if (value && !is_float) value = with_sign_of_pixels(*value, header);
    return value;
  };
  pixels.pixel_padding_value = read(pair.value);
  if (pixels.pixel_padding_value) pixels.pixel_padding_range_limit = read(pair.limit);
}

}  // namespace overread
