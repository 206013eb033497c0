#pragma once

#include "core/dicom/tag.hpp"

/// Attributes by their DICOM keyword: `tags::kRows` is (0028,0010) Rows. Acronyms read as words
/// (`kSopInstanceUid`, `kVoiLutFunction`). The list stands in tag_list.inc; group 6000 attributes
/// are the first overlay's.
///
/// @dicom PS3.6 6
namespace overread::tags {

#define OVERREAD_TAG(name, group, element, vr, keyword) inline constexpr Tag name{group, element};
#include "core/dicom/tag_list.inc"
#undef OVERREAD_TAG

}  // namespace overread::tags
