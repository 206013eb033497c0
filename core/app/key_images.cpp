#include "core/app/key_images.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace overread {
namespace {

using ByUid = std::unordered_map<std::string_view, std::vector<int>>;

/// Positions of the frames of each instance.
ByUid positions_of(const Series& series) {
  ByUid positions;
  for (std::size_t i = 0; i < series.frames.size(); ++i) {
    const auto& instance = series.instances[static_cast<std::size_t>(series.frames[i].instance)];
    positions[instance.sop_instance_uid].push_back(static_cast<int>(i));
  }
  return positions;
}

void add_marked(const KeyObjects& selection, const Series& series, const ByUid& positions,
                std::vector<KeyImage>& out) {
  for (const SopReference& reference : selection.objects) {
    const auto found = positions.find(reference.sop_instance_uid);
    if (found == positions.end()) continue;
    for (const int position : found->second) {
      const int number = series.frames[static_cast<std::size_t>(position)].frame_number;
      if (!reference.frame_numbers.empty() &&
          !std::ranges::contains(reference.frame_numbers, number)) {
        continue;
      }
      out.push_back({position, selection.title.meaning});
    }
  }
}

}  // namespace

std::vector<KeyImage> key_images(const State& state, const LoadedSeries& series) {
  std::vector<KeyImage> images;
  ByUid positions;
  for (const LoadedObject& object : state.objects) {
    if (object.content == nullptr) continue;
    const auto* document = std::get_if<KeyObjectDocument>(object.content.get());
    if (document == nullptr) continue;
    if (positions.empty()) positions = positions_of(series.series);
    add_marked(document->selection, series.series, positions, images);
  }
  std::ranges::stable_sort(images, {}, &KeyImage::position);
  return images;
}

}  // namespace overread
