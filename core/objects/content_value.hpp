#pragma once

#include <string>
#include <string_view>

#include "core/dicom/dataset.hpp"

namespace overread {

/// The value of a content item for people: text, the meaning of a code, number and unit, date and
/// time as readable_date_time() writes them, a UID, a person name as it stands in the file, the
/// kind of a temporal range. Empty for value types whose value is something else.
///
/// @dicom PS3.3 C.17.3.2, C.18.1
std::string content_value(const Dataset& item);

/// "2024-01-31" from "20240131"; anything else as it is.
///
/// @dicom PS3.5 6.2 (DA)
std::string readable_date(std::string_view date);

/// "14:25:30" from "142530.123", "14:25" from "1425"; anything else as it is.
///
/// @dicom PS3.5 6.2 (TM)
std::string readable_time(std::string_view time);

/// "2024-01-31 14:25:30" from "20240131142530.123+0300"; anything else as it is.
///
/// @dicom PS3.5 6.2 (DT)
std::string readable_date_time(std::string_view date_time);

}  // namespace overread
