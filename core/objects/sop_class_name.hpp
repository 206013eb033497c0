#pragma once

#include <string>
#include <string_view>

namespace overread {

/// The standard's name of a storage SOP Class without the word Storage: "Encapsulated PDF"; the UID
/// itself for one that it does not list.
///
/// @dicom PS3.6 A
std::string sop_class_name(std::string_view sop_class_uid);

}  // namespace overread
