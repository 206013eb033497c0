#pragma once

#include <cstdint>
#include <optional>

#include "core/dicom/tag.hpp"

namespace overread {

/// How the value of a VR is held in an Element.
enum class VrKind { kText, kIntegers, kFloats, kTags, kSequence, kBytes };

VrKind kind_of(Vr vr);

/// The VR named by two characters, or nothing when the standard has no such VR.
///
/// @dicom PS3.5 6.2
std::optional<Vr> vr_from_characters(std::uint8_t first, std::uint8_t second);

/// True for VRs whose length takes four bytes in Explicit VR.
///
/// @dicom PS3.5 7.1.2
bool has_long_length(Vr vr);

/// True for text with one value only, in which a backslash is a character: LT, ST, UT, UR.
bool is_single_text(Vr vr);

/// True for text that Specific Character Set governs: SH LO ST LT UC UT PN.
///
/// @dicom PS3.3 C.12.1.1.2
bool has_character_set(Vr vr);

/// Bytes of one number: 2 for US and SS, 4 for UL, SL, FL, OF, OL, AT's halves counted apart as 2;
/// the unit in which big endian data are swapped. 1 for text and byte streams.
int word_size(Vr vr);

}  // namespace overread
