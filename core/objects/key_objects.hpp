#pragma once

#include <string>
#include <vector>

#include "core/findings/result.hpp"
#include "core/objects/structured_report.hpp"

namespace overread {

/// Images somebody has marked, and why.
struct KeyObjects {
  Concept title;                       ///< "Of Interest", "For Teaching", ...
  std::vector<std::string> modifiers;  ///< Why a rejected image is, how a selection is ranked.
  std::string description;
  std::vector<SopReference> objects;  ///< In the order of the document.
};

/// The selection in a Key Object Selection Document.
///
/// @dicom PS3.3 A.35.4, PS3.16 TID 2010
KeyObjects key_objects(const StructuredReport& document);

}  // namespace overread
