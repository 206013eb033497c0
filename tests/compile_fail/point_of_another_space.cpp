// A place in a frame given where a place in the patient is wanted.
#include "core/geometry/image_plane.hpp"

double height_mm(overread::Point<overread::Patient> place) { return place.z(); }

double probe(const overread::ImagePlane& plane, overread::Point<overread::Image> pixel) {
#ifdef OVERREAD_WRONG
  (void)plane;
  return height_mm(pixel);
#else
  return height_mm(plane.patient_from_image(pixel));
#endif
}
