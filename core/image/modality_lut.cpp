#include "core/image/modality_lut.hpp"

#include <algorithm>

#include "core/image/look_up_table.hpp"

namespace overread {

double apply_modality_lut(double stored, const PixelTransform& transform) {
  // PS3.3 C.11.1: the sequence, where present, instead of slope and intercept.
  if (transform.modality_lut) return look_up(*transform.modality_lut, stored);
  return stored * transform.rescale_slope + transform.rescale_intercept;
}

bool same_modality_stage(const PixelTransform& a, const PixelTransform& b) {
  if (a.modality_lut || b.modality_lut) return a.modality_lut == b.modality_lut;
  return a.rescale_slope == b.rescale_slope && a.rescale_intercept == b.rescale_intercept;
}

bool is_padding(double stored, const PixelTransform& transform) {
  if (!transform.pixel_padding_value) return false;
  const double value = *transform.pixel_padding_value;
  const double limit = transform.pixel_padding_range_limit.value_or(value);
  return stored >= std::min(value, limit) && stored <= std::max(value, limit);
}

}  // namespace overread
