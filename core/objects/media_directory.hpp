#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/dicom/file.hpp"

namespace overread {

/// The files of a medium as its DICOMDIR names them: Referenced File IDs, their components joined
/// by
/// "/", in the order of the records. Offsets between records are not followed: they are often
/// wrong, and which record is above which does not matter here.
///
/// @return Nothing when the file is no DICOMDIR. Records that are not in use, and File IDs that
/// lead
///         out of the medium, are left out.
/// @dicom PS3.3 F.3, PS3.10 8.5
std::optional<std::vector<std::string>> media_directory(const DicomFile& file);

}  // namespace overread
