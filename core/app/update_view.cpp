#include <algorithm>
#include <utility>

#include "core/app/handlers.hpp"
#include "core/app/shown.hpp"
#include "core/image/window.hpp"

namespace overread {
namespace {

ViewportSlot* slot_of(State& state, int viewport) {
  if (viewport < 0 || viewport >= viewport_count(state.layout)) return nullptr;
  return &state.viewports[static_cast<std::size_t>(viewport)];
}

void choose(ViewportSlot& slot, const std::optional<Window>& window, int voi_lut_number) {
  slot.view.window = window;
  slot.view.voi_lut_number = voi_lut_number;
}

}  // namespace

void handle(Update& u, const command::SetLayout& c) {
  State& state = u.state;
  state.layout = c.layout;
  // What the reader is looking at stays when there is room for less.
  if (const int last = viewport_count(c.layout) - 1; state.active_viewport > last) {
    std::swap(state.viewports[static_cast<std::size_t>(state.active_viewport)],
              state.viewports[static_cast<std::size_t>(last)]);
    state.active_viewport = last;
  }
  state.cursor = {};
  // Newly visible viewports show the next series nobody shows yet.
  for (int i = 0; i < viewport_count(c.layout); ++i) {
    const ViewportSlot& slot = state.viewports[static_cast<std::size_t>(i)];
    if (!slot.object_uid.empty()) continue;
    if (!slot.series_key.empty()) {
      want_frames(u, i);
      continue;
    }
    const auto free = std::ranges::find_if(state.series, [&](const LoadedSeries& series) {
      return std::ranges::none_of(
          state.viewports, [&](const ViewportSlot& slot) { return slot.series_key == series.key; });
    });
    if (free == state.series.end()) continue;
    const int active = state.active_viewport;
    handle(u, command::ShowSeries{free->key, i});
    state.active_viewport = active;
  }
}

void handle(Update& u, const command::ActivateViewport& c) {
  if (slot_of(u.state, c.viewport) != nullptr) u.state.active_viewport = c.viewport;
}

void handle(Update& u, const command::ResizeViewport& c) {
  ViewportSlot* slot = slot_of(u.state, c.viewport);
  if (slot == nullptr || c.width < 1 || c.height < 1) return;
  slot->width = c.width;
  slot->height = c.height;
}

void handle(Update& u, const command::DragWindow& c) {
  ViewportSlot* slot = slot_of(u.state, c.viewport);
  if (slot == nullptr) return;
  const auto window = window_in_force(u.state, c.viewport);
  if (!window) return;
  const std::optional<Frame> frame =
      frame_to_show(u.state, c.viewport, shown_in(u.state, c.viewport));
  const VoiFunction function = frame ? window_function(*frame) : VoiFunction::kLinear;
  choose(*slot, dragged_window(*window, function, c.dx, c.dy), 0);
}

void handle(Update& u, const command::SetWindow& c) {
  if (ViewportSlot* slot = slot_of(u.state, c.viewport)) choose(*slot, c.window, 0);
}

void handle(Update& u, const command::ChooseVoiLut& c) {
  ViewportSlot* slot = slot_of(u.state, c.viewport);
  if (slot != nullptr && c.number >= 1) choose(*slot, std::nullopt, c.number);
}

void handle(Update& u, const command::ResetWindow& c) {
  if (ViewportSlot* slot = slot_of(u.state, c.viewport)) choose(*slot, std::nullopt, 0);
}

void handle(Update& u, const command::ZoomAt& c) {
  ViewportSlot* slot = slot_of(u.state, c.viewport);
  if (slot == nullptr || !(c.factor > 0.0)) return;
  if (const auto geometry = geometry_of(u.state, c.viewport)) {
    slot->view = zoomed(slot->view, c.factor, c.at, *geometry);
  }
}

void handle(Update& u, const command::PanBy& c) {
  ViewportSlot* slot = slot_of(u.state, c.viewport);
  if (slot == nullptr) return;
  if (const auto geometry = geometry_of(u.state, c.viewport)) {
    slot->view = panned(slot->view, c.by, *geometry);
  }
}

void handle(Update& u, const command::RotateBy& c) {
  if (ViewportSlot* slot = slot_of(u.state, c.viewport)) {
    slot->view = rotated(slot->view, c.quarter_turns);
  }
}

void handle(Update& u, const command::FlipHorizontally& c) {
  if (ViewportSlot* slot = slot_of(u.state, c.viewport)) {
    slot->view.orientation.flip_horizontal = !slot->view.orientation.flip_horizontal;
  }
}

void handle(Update& u, const command::FlipVertically& c) {
  if (ViewportSlot* slot = slot_of(u.state, c.viewport)) {
    slot->view.orientation.flip_vertical = !slot->view.orientation.flip_vertical;
  }
}

void handle(Update& u, const command::InvertGrays& c) {
  if (ViewportSlot* slot = slot_of(u.state, c.viewport)) slot->view.inverted = !slot->view.inverted;
}

void handle(Update& u, const command::ResetView& c) {
  ViewportSlot* slot = slot_of(u.state, c.viewport);
  if (slot == nullptr) return;
  const ViewportState fresh = reset(slot->view);
  slot->view = slot->presented_view.value_or(fresh);
  slot->view.interpolation = fresh.interpolation;
}

void handle(Update& u, const command::MoveCursor& c) { u.state.cursor = {c.viewport, c.at}; }

}  // namespace overread
