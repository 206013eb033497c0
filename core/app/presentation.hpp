#pragma once

#include <string>
#include <vector>

#include "core/app/state.hpp"
#include "core/objects/presentation_state.hpp"

/// Presentation states of the library and the frames they speak of. Internal to core/app.
namespace overread {

/// What is read of an object when it is a presentation state, else null.
const PresentationState* as_presentation(const LoadedObject& object);
const PresentationState* find_presentation(const State& state, const std::string& sop_instance_uid);

/// The presentation states that speak of a frame (1-based), in the order of the library.
std::vector<const LoadedObject*> presentations_of(const State& state, const InstanceHeader& header,
                                                  int frame_number);

/// The one that the reader has put on a viewport, when it speaks of a frame; else null.
const PresentationState* presentation_in_force(const State& state, const ViewportSlot& slot,
                                               const InstanceHeader& header, int frame_number);

/// "LABEL · description"; either alone where there is but one.
std::string presentation_name(const PresentationState& presentation);

/// The view a state begins with: rotation, flip and displayed area. A true size is fitted, since
/// nobody knows how large the pixels of a screen are.
///
/// @dicom PS3.3 C.10.4, C.10.6
ViewportState presented_view(const PresentationState& presentation, const InstanceHeader& header,
                             int frame_number);

/// Height of a pixel over its width as it is displayed: the state's, else the image's own.
///
/// @param presentation  Null for the image's own.
double displayed_pixel_aspect(const PresentationState* presentation, const InstanceHeader& header,
                              int frame_number);

/// What the state asks for and is not shown, in the reader's language.
std::vector<std::string> presentation_limits(const PresentationState& presentation,
                                             const InstanceHeader& header, int frame_number,
                                             Language language);

}  // namespace overread
