#include "core/dicom/image_pixel.hpp"

#include "core/dicom/tags.hpp"

namespace overread {
namespace {

/// An integer attribute within bounds; `fallback` where it is absent and may be.
Result<int> integer_in(const Dataset& dataset, Tag tag, int low, int high,
                       std::optional<int> fallback = std::nullopt) {
  const Element* element = dataset.find(tag);
  const bool is_absent =
      element == nullptr || (dataset.text(tag).empty() && dataset.bytes(tag).empty());
  if (is_absent) {
    if (fallback) return *fallback;
    return fail(ErrorCode::kInvalidAttribute, describe(tag) + " is missing");
  }
  const auto value = dataset.integer(tag);
  if (!value || *value < low || *value > high) {
    return fail(ErrorCode::kInvalidAttribute,
                describe(tag) + " is " + (value ? std::to_string(*value) : "no number") +
                    ", must be " + std::to_string(low) + "–" + std::to_string(high));
  }
  return static_cast<int>(*value);
}

/// An overlay of more than one bit allocated has no data of its own: it is a bit of the pixels.
///
/// @dicom PS3.3-2004 C.9.2.1.2
bool has_overlay_in_pixels(const Dataset& dataset) {
  for (std::uint16_t group = 0x6000; is_overlay_group(group); group += 2) {
    const auto bits = dataset.integer({group, tags::kOverlayBitsAllocated.element}).value_or(0);
    if (bits > 1 && !dataset.contains({group, tags::kOverlayData.element})) return true;
  }
  return false;
}

}  // namespace

Result<ImagePixel> image_pixel(const Dataset& dataset, Tag pixel_data_tag) {
  constexpr int kMaxExtent = 0xFFFF;
  constexpr int kMaxFrames = 0x7FFFFFFF;
  ImagePixel image;
  OVERREAD_TRY(image.rows, integer_in(dataset, tags::kRows, 1, kMaxExtent));
  OVERREAD_TRY(image.columns, integer_in(dataset, tags::kColumns, 1, kMaxExtent));
  OVERREAD_TRY(image.samples_per_pixel, integer_in(dataset, tags::kSamplesPerPixel, 1, 4, 1));
  if (image.samples_per_pixel != 1 && image.samples_per_pixel != 3) {
    return fail(ErrorCode::kUnsupported, describe(tags::kSamplesPerPixel) + " is " +
                                             std::to_string(image.samples_per_pixel) +
                                             ", only 1 and 3 are read");
  }
  OVERREAD_TRY(image.frame_count, integer_in(dataset, tags::kNumberOfFrames, 0, kMaxFrames, 1));
  if (image.frame_count == 0) image.frame_count = 1;
  OVERREAD_TRY(image.planar_configuration,
               integer_in(dataset, tags::kPlanarConfiguration, 0, 1, 0));
  image.photometric_interpretation = dataset.text(tags::kPhotometricInterpretation);
  if (image.photometric_interpretation.empty()) {
    // Ad-hoc: some very old files leave it out; the count of samples tells what is meant.
    image.photometric_interpretation = image.samples_per_pixel == 1 ? "MONOCHROME2" : "RGB";
  }
  if (pixel_data_tag != tags::kPixelData) {
    const int bits = pixel_data_tag == tags::kFloatPixelData ? 32 : 64;
    OVERREAD_TRY(image.bits_allocated, integer_in(dataset, tags::kBitsAllocated, bits, bits, bits));
    image.bits_stored = bits;
    image.high_bit = bits - 1;
    return image;
  }
  OVERREAD_TRY(image.bits_allocated, integer_in(dataset, tags::kBitsAllocated, 1, 32));
  if (!allocates_readable(image.bits_allocated)) {
    return fail(ErrorCode::kInvalidAttribute, describe(tags::kBitsAllocated) + " is " +
                                                  std::to_string(image.bits_allocated) +
                                                  ", must be " + kReadableBitsAllocated);
  }
  OVERREAD_TRY(image.bits_stored, integer_in(dataset, tags::kBitsStored, 1, image.bits_allocated,
                                             image.bits_allocated));
  OVERREAD_TRY(image.high_bit,
               integer_in(dataset, tags::kHighBit, 0, 0xFFFF, image.bits_stored - 1));
  if (image.high_bit >= image.bits_allocated || image.high_bit < image.bits_stored - 1) {
    return fail(ErrorCode::kInvalidAttribute, describe(tags::kHighBit) + " is " +
                                                  std::to_string(image.high_bit) + ", must be " +
                                                  std::to_string(image.bits_stored - 1) + "–" +
                                                  std::to_string(image.bits_allocated - 1));
  }
  OVERREAD_TRY(image.pixel_representation,
               integer_in(dataset, tags::kPixelRepresentation, 0, 1, 0));
  image.carries_overlays = has_overlay_in_pixels(dataset);
  return image;
}

}  // namespace overread
