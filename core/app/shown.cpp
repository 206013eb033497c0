#include "core/app/shown.hpp"

#include <algorithm>

#include "core/app/presentation.hpp"
#include "core/image/window.hpp"

namespace overread {
namespace {

Frame frame_of(std::shared_ptr<const DecodedFrame> stored, const InstanceHeader& header,
               int frame_number) {
  return {.stored = std::move(stored),
          .transform = header.pixel_transform(frame_number),
          .shutter = header.shutter(frame_number)};
}

}  // namespace

Shown shown_in(const State& state, int viewport) {
  Shown shown;
  if (viewport < 0 || viewport >= viewport_count(state.layout)) return shown;
  const ViewportSlot& slot = state.viewports[static_cast<std::size_t>(viewport)];
  shown.series = find_series(state, slot.series_key);
  if (shown.series == nullptr) return shown;
  const ShownFrame place = frame_at(*shown.series, slot.index);
  shown.header = place.header;
  shown.frame_number = place.frame_number;
  if (shown.header == nullptr) return shown;
  shown.frame = decoded_frame(state, *shown.header, place.frame_number);
  shown.presentation = presentation_in_force(state, slot, *shown.header, place.frame_number);
  const auto coarse =
      state.coarse_frames.find({shown.header->sop_instance_uid, shown.frame_number});
  // How a presentation state wants it is worked out once, for the frame itself.
  if (!shown.frame && shown.presentation == nullptr && coarse != state.coarse_frames.end()) {
    shown.coarse = frame_of(coarse->second, *shown.header, shown.frame_number);
  }
  return shown;
}

bool is_on_screen(const State& state, const std::string& sop_instance_uid, int frame_number) {
  for (int viewport = 0; viewport < viewport_count(state.layout); ++viewport) {
    const ViewportSlot& slot = state.viewports[static_cast<std::size_t>(viewport)];
    const LoadedSeries* series = find_series(state, slot.series_key);
    if (series == nullptr) continue;
    const ShownFrame shown = frame_at(*series, slot.index);
    if (shown.header != nullptr && shown.header->sop_instance_uid == sop_instance_uid &&
        shown.frame_number == frame_number) {
      return true;
    }
  }
  return false;
}

std::optional<Frame> frame_to_show(const State& state, int viewport, const Shown& shown) {
  const ViewportSlot& slot = state.viewports[static_cast<std::size_t>(viewport)];
  const bool is_presented = shown.presentation != nullptr && shown.frame && slot.presented.frame &&
                            slot.presented.frame->stored == shown.frame->stored;
  return is_presented ? slot.presented.frame : shown.frame;
}

FramePlace place_of(const State& state, const std::string& sop_instance_uid, int frame_number) {
  for (const LoadedSeries& series : state.series) {
    const auto& frames = series.series.frames;
    const auto found = std::ranges::find_if(frames, [&](const SeriesFrame& frame) {
      const auto& instance = series.series.instances[static_cast<std::size_t>(frame.instance)];
      return instance.sop_instance_uid == sop_instance_uid && frame.frame_number == frame_number;
    });
    if (found != frames.end()) return {&series, static_cast<int>(found - frames.begin())};
  }
  return {};
}

std::optional<Frame> decoded_frame(const State& state, const InstanceHeader& header,
                                   int frame_number) {
  auto stored = state.frames.find(header.sop_instance_uid, frame_number);
  if (stored == nullptr) return std::nullopt;
  Frame frame = frame_of(std::move(stored), header, frame_number);
  frame.overlays = state.frames.overlays(header.sop_instance_uid, frame_number);
  return frame;
}

std::string study_on_screen(const State& state) {
  const ViewportSlot& slot = state.viewports[static_cast<std::size_t>(state.active_viewport)];
  if (const LoadedObject* object = find_object(state, slot.object_uid)) {
    return object->header.study_instance_uid;
  }
  const LoadedSeries* series = find_series(state, slot.series_key);
  return series == nullptr ? std::string() : series->series.instances.front().study_instance_uid;
}

std::optional<ViewGeometry> geometry_of(const State& state, int viewport) {
  const Shown shown = shown_in(state, viewport);
  if (shown.header == nullptr) return std::nullopt;
  const ViewportSlot& slot = state.viewports[static_cast<std::size_t>(viewport)];
  if (slot.width < 1 || slot.height < 1) return std::nullopt;
  return ViewGeometry{
      .columns = shown.header->columns,
      .rows = shown.header->rows,
      .pixel_aspect = displayed_pixel_aspect(shown.presentation, *shown.header, shown.frame_number),
      .viewport_width = slot.width,
      .viewport_height = slot.height};
}

std::optional<PixelTransform> transform_in_force(const State& state, int viewport,
                                                 const Shown& shown) {
  if (shown.header == nullptr) return std::nullopt;
  if (shown.presentation == nullptr) return shown.header->pixel_transform(shown.frame_number);
  std::optional<Frame> frame = frame_to_show(state, viewport, shown);
  if (!frame) return std::nullopt;
  return std::move(frame->transform);
}

std::optional<Window> window_in_force(const State& state, int viewport) {
  const Shown shown = shown_in(state, viewport);
  if (shown.header == nullptr) return std::nullopt;
  const ViewportSlot& slot = state.viewports[static_cast<std::size_t>(viewport)];
  if (slot.view.window) return slot.view.window;
  const auto transform = transform_in_force(state, viewport, shown);
  if (!transform) return std::nullopt;
  if (!transform->windows.empty()) return transform->windows.front();
  std::optional<Frame> frame = frame_to_show(state, viewport, shown);
  if (!frame) frame = shown.coarse;
  if (!frame || frame->is_color()) return std::nullopt;
  return default_window(*frame);
}

}  // namespace overread
