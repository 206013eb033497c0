#pragma once

#include "core/dicom/dataset.hpp"
#include "core/image/instance_header.hpp"

namespace overread {

/// Whether pixels are whole numbers, or Float or Double Float Pixel Data, which have no Bits
/// Stored.
///
/// @dicom PS3.3 C.7.6.24
PixelKind pixel_kind(const Dataset& dataset, int bits_allocated);

/// Reads which stored values are padding into `header.pixels`, from the attribute that fits the
/// kind of the pixels: Pixel Padding Value, or the one for float or for double pixels. Nothing for
/// images of three samples, where one value cannot mean a pixel, and no limit without a value.
///
/// Needs the shape of the image in `header`.
///
/// @dicom PS3.3 C.7.5.1.1.2, C.7.6.24.1.1
void read_pixel_padding(const Dataset& dataset, InstanceHeader& header);

}  // namespace overread
