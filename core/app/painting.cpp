#include "core/app/painting.hpp"

#include <string>

namespace overread {
namespace {

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

}  // namespace

Painting painting_after(const State& state, const Command& command) {
  if (const auto* decoded = std::get_if<command::FrameDecoded>(&command)) {
    return is_on_screen(state, decoded->sop_instance_uid, decoded->frame_number) ? Painting::kNow
                                                                                 : Painting::kSoon;
  }
  const bool is_progress = std::holds_alternative<command::AddInstances>(command) ||
                           std::holds_alternative<command::ReportTask>(command) ||
                           std::holds_alternative<command::ReportMemory>(command);
  return is_progress ? Painting::kSoon : Painting::kNow;
}

}  // namespace overread
