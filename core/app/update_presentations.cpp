#include <algorithm>
#include <optional>

#include "core/app/handlers.hpp"
#include "core/app/presentation.hpp"
#include "core/app/shown.hpp"
#include "core/objects/presented_frame.hpp"

namespace overread {
namespace {

/// Shows the view a state begins with, or goes back to the image's own. What the reader has changed
/// since stays while the state wants the same.
void change_view(ViewportSlot& slot, const std::optional<ViewportState>& wanted) {
  if (wanted == slot.presented_view) return;
  if (!slot.presented_view) slot.own_view = slot.view;
  const Interpolation preference = slot.view.interpolation;
  slot.view = wanted.value_or(slot.own_view);
  slot.view.interpolation = preference;
  slot.presented_view = wanted;
}

/// The first of a state's images that is open.
FramePlace first_place(const State& state, const PresentationState& presentation) {
  for (const SopReference& image : presentation.images) {
    const int frame_number = image.frame_numbers.empty() ? 1 : image.frame_numbers.front();
    const FramePlace place = place_of(state, image.sop_instance_uid, frame_number);
    if (place.series != nullptr) return place;
  }
  return {};
}

/// Brings a viewport to a frame that a state speaks of. @return Whether there is one.
bool go_to_frame(Update& u, const PresentationState& presentation, int viewport) {
  const Shown shown = shown_in(u.state, viewport);
  const bool is_there = shown.header != nullptr &&
                        refers_to(presentation, shown.header->sop_instance_uid, shown.frame_number);
  if (is_there) return true;
  const FramePlace place = first_place(u.state, presentation);
  if (place.series == nullptr) return false;
  if (slot_at(u.state, viewport).series_key != place.series->key) {
    handle(u, command::ShowSeries{place.series->key, viewport});
  }
  handle(u, command::ScrollTo{viewport, place.index});
  slot_at(u.state, viewport).settled = true;
  return true;
}

void refresh_frame(ViewportSlot& slot, const PresentationState* in_force, const Shown& shown,
                   int objects_version) {
  if (in_force == nullptr || !shown.frame) {
    slot.presented = {};
    return;
  }
  PresentedFrame& old = slot.presented;
  const bool fresh = old.frame && old.frame->stored == shown.frame->stored &&
                     old.presentation_uid == slot.presentation_uid &&
                     old.objects_version == objects_version;
  if (fresh) return;
  const double aspect = displayed_pixel_aspect(in_force, *shown.header, shown.frame_number);
  slot.presented = {
      .frame = presented_frame(*in_force, *shown.frame, shown.header->sop_instance_uid,
                               shown.frame_number, aspect),
      .presentation_uid = slot.presentation_uid,
      .objects_version = objects_version};
}

}  // namespace

bool show_presentation(Update& u, const std::string& sop_instance_uid, int viewport) {
  const PresentationState* presentation = find_presentation(u.state, sop_instance_uid);
  if (presentation == nullptr || !go_to_frame(u, *presentation, viewport)) return false;
  ViewportSlot& slot = slot_at(u.state, viewport);
  // Put on again, it undoes what the reader has changed.
  change_view(slot, std::nullopt);
  slot.presentation_uid = sop_instance_uid;
  u.state.active_viewport = viewport;
  return true;
}

void handle(Update& u, const command::ShowPresentation& c) {
  const int viewport = c.viewport < 0 ? u.state.active_viewport : c.viewport;
  if (viewport >= viewport_count(u.state.layout)) return;
  if (c.sop_instance_uid.empty()) {
    slot_at(u.state, viewport).presentation_uid.clear();
  } else {
    show_presentation(u, c.sop_instance_uid, viewport);
  }
}

void refresh_presentations(State& state) {
  for (ViewportSlot& slot : state.viewports) {
    // Closed and opened again it must not come back by itself.
    if (find_presentation(state, slot.presentation_uid) == nullptr) slot.presentation_uid.clear();
  }
  for (int i = 0; i < viewport_count(state.layout); ++i) {
    ViewportSlot& slot = slot_at(state, i);
    if (slot.presentation_uid.empty() && !slot.presented_view) continue;
    const Shown shown = shown_in(state, i);
    std::optional<ViewportState> wanted;
    if (shown.presentation != nullptr) {
      wanted = presented_view(*shown.presentation, *shown.header, shown.frame_number);
    }
    change_view(slot, wanted);
    refresh_frame(slot, shown.presentation, shown, state.objects_version);
  }
}

}  // namespace overread
