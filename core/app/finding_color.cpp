#include "core/app/finding_color.hpp"

#include <algorithm>

namespace overread {

FindingColor finding_color(const State& state, const ReadFinding& finding) {
  constexpr int kPaletteSize = 6;
  int order = 0;
  for (const ReadFinding& other : state.reading.findings()) {
    if (other.id == finding.id) break;
    if (other.run_id == finding.run_id) ++order;
  }
  FindingColor color{order % kPaletteSize, std::nullopt};
  const ServiceRunState* run = find_run(state, finding.run_id);
  if (run == nullptr || !run->mask) return color;
  for (const Region& region : finding.current.regions) {
    if (region.kind != RegionKind::kMask) continue;
    const auto label =
        std::ranges::find(run->mask->labels, region.mask_segment, &LabelMask::Label::number);
    if (label != run->mask->labels.end()) color.rgb = label->rgb;
  }
  return color;
}

}  // namespace overread
