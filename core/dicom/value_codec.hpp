#pragma once

#include <string_view>

#include "core/base/bytes.hpp"
#include "core/dicom/character_set.hpp"
#include "core/dicom/dataset.hpp"

namespace overread {

/// Turns the bytes of one value field into an Element. Numbers whose length is no multiple of their
/// size are kept as UN bytes, so that one odd element does not lose the file.
///
/// @dicom PS3.5 6.2, 7.3
Element decode_value(Vr vr, ByteView value, ByteReader::Order order,
                     const CharacterSet& characters);

/// The bytes of an element's value, padded to an even length. Sequences are not values: they give
/// nothing here.
Bytes encode_value(const Element& element, ByteReader::Order order);

}  // namespace overread
