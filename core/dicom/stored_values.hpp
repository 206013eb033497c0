#pragma once

#include "core/base/bytes.hpp"

namespace overread {

/// How the words of a frame hold their values.
struct WordLayout {
  int bytes_per_sample = 2;  ///< 1, 2 or 4.
  int bits_stored = 16;
  int high_bit = 15;
  bool is_signed = false;
  /// The bits beside the value are overlays: never a sign, whatever they look like.
  bool carries_overlays = false;
};

/// Takes the stored value out of each word: bits above High Bit and below the value are dropped
/// (old overlays lie there), the sign is extended to the whole word.
///
/// Ad-hoc: signed words that some writer already extended are left alone, even where values pass
/// Bits Stored: a file that says 12 bits and holds -2048 as 0xF800 means 0x0FFF as 4095.
///
/// @return  bits_in_use() of the result.
/// @dicom PS3.5 8.1.1
int extract_stored_values(Bytes& pixels, const WordLayout& layout);

/// The bits that hold every value: Bits Stored, unless some value is larger, as some encoders' are.
int bits_in_use(const Bytes& pixels, const WordLayout& layout);

}  // namespace overread
