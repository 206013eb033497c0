#include "core/app/presentation.hpp"

#include <algorithm>

#include "core/app/texts.hpp"

namespace overread {

const PresentationState* as_presentation(const LoadedObject& object) {
  return object.content == nullptr ? nullptr : std::get_if<PresentationState>(object.content.get());
}

const PresentationState* find_presentation(const State& state,
                                           const std::string& sop_instance_uid) {
  const LoadedObject* object = find_object(state, sop_instance_uid);
  return object == nullptr ? nullptr : as_presentation(*object);
}

std::vector<const LoadedObject*> presentations_of(const State& state, const InstanceHeader& header,
                                                  int frame_number) {
  std::vector<const LoadedObject*> found;
  for (const LoadedObject& object : state.objects) {
    const PresentationState* presentation = as_presentation(object);
    if (presentation == nullptr) continue;
    if (refers_to(*presentation, header.sop_instance_uid, frame_number)) found.push_back(&object);
  }
  return found;
}

const PresentationState* presentation_in_force(const State& state, const ViewportSlot& slot,
                                               const InstanceHeader& header, int frame_number) {
  if (slot.presentation_uid.empty()) return nullptr;
  const PresentationState* presentation = find_presentation(state, slot.presentation_uid);
  if (presentation == nullptr) return nullptr;
  return refers_to(*presentation, header.sop_instance_uid, frame_number) ? presentation : nullptr;
}

std::string presentation_name(const PresentationState& presentation) {
  const bool same = presentation.content_label == presentation.content_description;
  return joined({presentation.content_label, same ? "" : presentation.content_description});
}

ViewportState presented_view(const PresentationState& presentation, const InstanceHeader& header,
                             int frame_number) {
  ViewportState view;
  view.orientation = {.quarter_turns = presentation.quarter_turns,
                      .flip_horizontal = presentation.flip_horizontal};
  const DisplayedArea* area = displayed_area(presentation, header.sop_instance_uid, frame_number);
  if (area == nullptr) return view;
  // The corners are named as they stand on the screen, where left may be right of the image and
  // pixel 1 has its center at 0.
  const auto [left, right] = std::minmax(area->top_left[0], area->bottom_right[0]);
  const auto [top, bottom] = std::minmax(area->top_left[1], area->bottom_right[1]);
  view.area =
      ViewArea{.left = left - 1.5, .top = top - 1.5, .right = right - 0.5, .bottom = bottom - 0.5};
  if (area->mode == PresentationSizeMode::kMagnify) view.area->scale = area->magnification;
  return view;
}

double displayed_pixel_aspect(const PresentationState* presentation, const InstanceHeader& header,
                              int frame_number) {
  const double own = header.pixel_aspect(frame_number);
  if (presentation == nullptr) return own;
  const DisplayedArea* area = displayed_area(*presentation, header.sop_instance_uid, frame_number);
  return area == nullptr ? own : area->pixel_aspect.value_or(own);
}

std::vector<std::string> presentation_limits(const PresentationState& presentation,
                                             const InstanceHeader& header, int frame_number,
                                             Language language) {
  std::vector<std::string> limits;
  const auto note = [&](bool applies, Text words) {
    if (applies) limits.push_back(text(words, language));
  };
  const DisplayedArea* area = displayed_area(presentation, header.sop_instance_uid, frame_number);
  note(area != nullptr && area->mode == PresentationSizeMode::kTrueSize, Text::kTrueSizeFitted);
  note(presentation.subtracts_mask, Text::kNotSubtracted);
  if (!presentation.unknown_palette_uid.empty()) {
    limits.push_back(text(Text::kPaletteNotKnown, language) + ": " +
                     presentation.unknown_palette_uid);
  }
  const bool left_out =
      std::ranges::any_of(presentation.annotations, [&](const GraphicAnnotation& annotation) {
        return annotation.left_out_count > 0 &&
               means_frame(annotation.images, header.sop_instance_uid, frame_number);
      });
  note(left_out, Text::kAnnotationsLeftOut);
  return limits;
}

}  // namespace overread
