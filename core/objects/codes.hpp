#pragma once

#include "core/dicom/dataset.hpp"
#include "core/findings/result.hpp"

namespace overread {

/// The coded concept in the first item of a code sequence; empty members for what is absent. Code
/// Value may be short, long or a URN.
///
/// @dicom PS3.3 8.8
Concept concept_at(const Dataset& dataset, Tag code_sequence);

}  // namespace overread
