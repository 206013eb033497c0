// A failure nobody looks at.
#include "core/geometry/image_plane.hpp"

bool usable(const overread::PixelSpacing& spacing) {
#ifdef OVERREAD_WRONG
  overread::ImagePlane::create({0, 0, 0}, {1, 0, 0, 0, 1, 0}, spacing);
  return true;
#else
  return overread::ImagePlane::create({0, 0, 0}, {1, 0, 0, 0, 1, 0}, spacing).has_value();
#endif
}
