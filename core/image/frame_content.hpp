#pragma once

#include <vector>

#include "core/dicom/dataset.hpp"
#include "core/image/functional_groups.hpp"
#include "core/image/instance_header.hpp"

namespace overread {

/// What each frame is: from the functional groups of an enhanced instance, else from the attributes
/// of a classic one. One for all where the frames do not differ; none where nothing is said.
///
/// @dicom PS3.3 C.7.6.16.2.2, C.8.3.1, C.8.20.2
std::vector<FrameContent> read_frame_contents(const Dataset& dataset,
                                              const FunctionalGroups& groups, int frame_count);

/// Which part of a concatenation an instance is, if any.
///
/// @dicom PS3.3 C.7.6.16.2.2.4
Concatenation read_concatenation(const Dataset& dataset);

}  // namespace overread
