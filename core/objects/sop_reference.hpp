#pragma once

#include <string>
#include <vector>

#include "core/dicom/dataset.hpp"

namespace overread {

/// Another object that an object points to.
struct SopReference {
  std::string sop_class_uid, sop_instance_uid;
  std::vector<int> frame_numbers;    ///< 1-based; empty for all of them.
  std::vector<int> segment_numbers;  ///< Empty for all of them.

  friend bool operator==(const SopReference&, const SopReference&) = default;
};

/// The references in a sequence of SOP Instance Reference macros; items without a Referenced SOP
/// Instance UID are left out, and so are frame and segment numbers that are none.
///
/// @dicom PS3.3 10.8, 10.3, C.18.4
std::vector<SopReference> sop_references(const Dataset& dataset, Tag sequence);

}  // namespace overread
