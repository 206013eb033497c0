#pragma once

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"
#include "core/dicom/tag.hpp"

namespace overread {

inline constexpr std::uint32_t kUndefinedLength = 0xFFFFFFFF;
inline constexpr std::uint16_t kItemGroup = 0xFFFE;

/// How the elements of one level are written: items of UN sequences may differ from what is around.
struct Encoding {
  bool explicit_vr = true;
  ByteReader::Order order = ByteReader::Order::kLittle;
};

/// Tag, VR and length of an element, and where its value begins.
struct ElementHeader {
  Tag tag;
  Vr vr = Vr::kUN;
  std::uint32_t length = 0;
  std::size_t begin = 0;  ///< Of the value.

  bool has_undefined_length() const { return length == kUndefinedLength; }
};

/// Reads the header at `position`. The length is as it stands there, not yet compared with what is
/// left.
///
/// @param pixel_representation  For the VR of what may be US or SS in implicit VR.
/// @errors kTruncated when the bytes end inside the header.
/// @dicom PS3.5 7.1
Result<ElementHeader> read_element_header(ByteView bytes, std::size_t position,
                                          const Encoding& encoding, int pixel_representation);

}  // namespace overread
