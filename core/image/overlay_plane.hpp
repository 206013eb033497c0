#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"
#include "core/dicom/dataset.hpp"
#include "core/dicom/file.hpp"

namespace overread {

/// What the ones of an overlay plane stand for.
///
/// @dicom PS3.3 C.9.2.1.1, C.7.6.15
enum class OverlayUse {
  kGraphics,  ///< Marks and writing.
  kRegion,    ///< The pixels of a region of interest, all of them.
  kShutter,   ///< Pixels that are not meant to be seen: a bitmap display shutter.
};

/// One plane over one frame: a picture of one bit.
struct OverlayPlane {
  int columns = 0, rows = 0;
  /// Where the plane's first pixel lies in the image, 0-based; may be outside it.
  int left = 0, top = 0;
  OverlayUse use = OverlayUse::kGraphics;
  int group = 0x6000;  ///< The even number of the plane's attributes, (60xx,eeee).
  std::string label{}, description{};
  /// [rows][columns] without gaps, the first pixel in the lowest bit of the first byte.
  Bytes bits{};

  /// The bit at a pixel of the plane; false outside it.
  bool is_set(int column, int row) const {
    if (column < 0 || row < 0 || column >= columns || row >= rows) return false;
    const std::uint64_t at = static_cast<std::uint64_t>(row) * static_cast<std::uint64_t>(columns) +
                             static_cast<std::uint64_t>(column);
    return ((bits[static_cast<std::size_t>(at >> 3)] >> (at & 7)) & 1) != 0;
  }

  friend bool operator==(const OverlayPlane&, const OverlayPlane&) = default;
};

/// Bytes that the bits of a plane take.
///
/// @errors kTooLarge for more than a frame may have.
Result<std::size_t> overlay_byte_count(int columns, int rows);

/// The planes over one frame, in the order of their groups, and why others are not among them.
struct FrameOverlays {
  std::vector<OverlayPlane> planes{};
  std::vector<Error> problems{};
};

/// True when a plane lies in the bits beside the pixels' values (retired): frame_overlays() needs
/// the words of the frame then.
///
/// @dicom PS3.3-2004 C.9.2
bool has_overlays_in_pixels(const Dataset& dataset);

/// Reads the overlay planes (6000,xxxx) to (601E,xxxx) that belong to a frame. A plane that cannot
/// be read does not stop the others.
///
/// @param dataset       Without pixel data will do; ReadScope::kImage too.
/// @param frame_number  1-based.
/// @param words         The frame as decode_frame() gives it with DecodeOptions::whole_words, or
///                      null when has_overlays_in_pixels() is false.
/// @dicom PS3.3 C.9.2, C.9.3, PS3.5 8.1.2
FrameOverlays frame_overlays(const Dataset& dataset, int frame_number,
                             const DecodedFrame* words = nullptr);

}  // namespace overread
