#include "core/objects/presented_frame.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "core/image/window.hpp"

namespace overread {
namespace {

/// The second value of a descriptor has the sign of the pixels, which a presentation state does not
/// have to know: its file may hold it as an unsigned word. PS3.3 C.11.1.1.1, C.11.2.1.1
LookUpTable with_signed_input(LookUpTable table, bool is_signed) {
  constexpr int kHighestSigned = 32767, kWords = 65536;
  if (is_signed && table.first_mapped > kHighestSigned) table.first_mapped -= kWords;
  return table;
}

void apply_gray_stages(const PresentationState& state, const SoftcopyVoi* voi, Frame& frame) {
  PixelTransform& transform = frame.transform;
  const bool signed_pixels = frame.stored->pixel_representation == 1;
  const PresentationModality modality = state.modality.value_or(PresentationModality{});
  transform.rescale_slope = modality.rescale_slope;
  transform.rescale_intercept = modality.rescale_intercept;
  transform.rescale_type = modality.rescale_type;
  transform.modality_lut.reset();
  if (modality.table) transform.modality_lut = with_signed_input(*modality.table, signed_pixels);

  transform.windows.clear();
  transform.voi_luts.clear();
  transform.voi_function = VoiFunction::kLinear;
  if (voi != nullptr && voi->window) {
    transform.windows = {*voi->window};
    transform.voi_function = voi->function;
  } else if (voi != nullptr && voi->table) {
    const bool signed_input =
        !modality.table && (signed_pixels || modality.rescale_intercept < 0.0);
    transform.voi_luts = {with_signed_input(*voi->table, signed_input)};
  } else {
    transform.windows = {full_range_window(frame)};
  }
  if (is_float(frame) && transform.voi_function == VoiFunction::kLinear) {
    transform.voi_function = VoiFunction::kLinearExact;
  }
  transform.color_map = state.color_map;
  const bool has_presentation_lut = state.kind == PresentationKind::kGrayscale;
  transform.inverted = has_presentation_lut && state.inverted;
  transform.presentation_lut.reset();
  if (has_presentation_lut) transform.presentation_lut = state.presentation_lut;
}

/// Planes of the image that the state activates, and the state's own, which stand for those of the
/// image with the same group. PS3.3 C.11.7, C.7.6.15
std::vector<OverlayPlane> presented_planes(const PresentationState& state, const Frame& own) {
  const auto is_active = [&](const OverlayPlane& plane) {
    return std::ranges::contains(state.active_groups, plane.group);
  };
  std::vector<OverlayPlane> planes;
  if (own.overlays != nullptr) {
    for (const OverlayPlane& plane : *own.overlays) {
      const bool replaced = std::ranges::contains(state.planes, plane.group, &OverlayPlane::group);
      if (plane.use == OverlayUse::kShutter || replaced || !is_active(plane)) continue;
      planes.push_back(plane);
    }
  }
  for (const OverlayPlane& plane : state.planes) {
    if (plane.use == OverlayUse::kShutter || is_active(plane)) planes.push_back(plane);
  }
  return planes;
}

}  // namespace

Frame presented_frame(const PresentationState& state, const Frame& own,
                      std::string_view sop_instance_uid, int frame_number, double pixel_aspect) {
  Frame frame = own;
  if (!own.is_color() && state.kind != PresentationKind::kColor) {
    apply_gray_stages(state, softcopy_voi(state, sop_instance_uid, frame_number), frame);
  }
  frame.shutter = state.shutter;
  if (frame.shutter.circle) frame.shutter.circle->aspect = pixel_aspect;
  std::vector<OverlayPlane> planes = presented_planes(state, own);
  frame.overlays.reset();
  if (!planes.empty()) {
    frame.overlays = std::make_shared<const std::vector<OverlayPlane>>(std::move(planes));
  }
  return frame;
}

}  // namespace overread
