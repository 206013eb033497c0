#pragma once

#include "core/dicom/tag.hpp"

namespace overread {

/// The VR that PS3.6 gives a tag, for data that do not carry it.
///
/// Where PS3.6 leaves a choice, US or SS follows Pixel Representation and OB or OW gives OW.
/// Private elements are UN, but their creators LO; group lengths are UL.
///
/// @param pixel_representation  Pixel Representation (0028,0103) of the data set around, 0 when it
///                              has none.
/// @dicom PS3.6 6, PS3.5 7.8, A.1
Vr dictionary_vr(Tag tag, int pixel_representation);

}  // namespace overread
