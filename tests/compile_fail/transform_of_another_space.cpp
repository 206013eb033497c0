// A transform applied to a point it does not come from.
#include "core/geometry/spaces.hpp"

using overread::Image;
using overread::Point;
using overread::Transform;
using overread::Viewport;

Point<Image> under(const Transform<Viewport, Image>& viewport_from_image, Point<Viewport> cursor) {
#ifdef OVERREAD_WRONG
  return viewport_from_image * cursor;
#else
  return viewport_from_image.inverse() * cursor;
#endif
}
