#include "core/app/state.hpp"

#include <algorithm>

namespace overread {

int viewport_count(ViewLayout layout) {
  switch (layout) {
    case ViewLayout::kOne:
      return 1;
    case ViewLayout::kTwoColumns:
    case ViewLayout::kTwoRows:
      return 2;
    case ViewLayout::kFour:
      return 4;
  }
  return 1;
}

const LoadedSeries* find_series(const State& state, const std::string& key) {
  const auto found = std::ranges::find(state.series, key, &LoadedSeries::key);
  return found == state.series.end() ? nullptr : &*found;
}

const LoadedObject* find_object(const State& state, const std::string& sop_instance_uid) {
  const auto found = std::ranges::find_if(state.objects, [&](const LoadedObject& object) {
    return object.header.sop_instance_uid == sop_instance_uid;
  });
  return found == state.objects.end() ? nullptr : &*found;
}

const ServiceRunState* find_run(const State& state, const std::string& run_id) {
  const auto found = std::ranges::find(state.runs, run_id, &ServiceRunState::run_id);
  return found == state.runs.end() ? nullptr : &*found;
}

ShownFrame frame_at(const LoadedSeries& series, int index) {
  if (series.series.frames.empty()) return {};
  const int last = static_cast<int>(series.series.frames.size()) - 1;
  const SeriesFrame& frame =
      series.series.frames[static_cast<std::size_t>(std::clamp(index, 0, last))];
  return {&series.series.instances[static_cast<std::size_t>(frame.instance)], frame.frame_number};
}

}  // namespace overread
