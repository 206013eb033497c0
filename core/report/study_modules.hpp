#pragma once

#include <string_view>

#include "core/dicom/dataset.hpp"
#include "core/image/instance_header.hpp"

namespace overread {

/// When and by what an object is made; the caller's clock and seed, so that the same inputs give
/// the same bytes.
struct ObjectOrigin {
  std::string date;  ///< DA.
  std::string time;  ///< TM.
  std::string software_version;
  std::string uid_seed;
};

/// Patient, General Study and Enhanced General Equipment modules and the parts of SOP Common and of
/// the series that every object of ours has in the same form.
///
/// @param role  Parts this object's UIDs from those of others with the same seed: "sr", "seg-1".
/// @dicom PS3.3 C.7.1.1, C.7.2.1, C.7.5.2, C.12.1
void set_study_modules(Dataset& dataset, const InstanceHeader& source, const ObjectOrigin& origin,
                       std::string_view role);

}  // namespace overread
