#pragma once

#include "core/app/view_models.hpp"

/// What a presentation state draws over an image. Internal to core/app.
namespace overread {

struct PresentedAnnotations {
  std::vector<AnnotationShape> shapes;
  std::vector<AnnotationText> texts;
};

/// The annotations of a state on one frame (1-based), layer by layer, the lowest first. They keep
/// to the image when the reader zooms, pans and turns it, those in units of the displayed area too.
///
/// @param viewport_from_image  Of the view as it is now.
/// @dicom PS3.3 C.10.5, C.10.7
PresentedAnnotations presented_annotations(const PresentationState& presentation,
                                           const InstanceHeader& header, int frame_number,
                                           const Transform<Viewport, Image>& viewport_from_image);

}  // namespace overread
