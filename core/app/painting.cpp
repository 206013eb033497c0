#include "core/app/painting.hpp"

#include "core/app/shown.hpp"

namespace overread {
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
