#include "core/ai/lung_densitometry.hpp"

#include <algorithm>
#include <numeric>

namespace overread {

LungHistogram& LungHistogram::operator+=(const LungHistogram& other) {
  for (std::size_t i = 0; i < bins_.size(); ++i) bins_[i] += other.bins_[i];
  voxels_ += other.voxels_;
  aerated_ += other.aerated_;
  return *this;
}

double LungHistogram::percent_below(int threshold_hu) const {
  if (aerated_ == 0) return 0.0;
  const int bins = std::clamp(threshold_hu - kLowest_hu, 0, static_cast<int>(bins_.size()));
  const std::size_t below = std::accumulate(bins_.begin(), bins_.begin() + bins, std::size_t{0});
  return 100.0 * static_cast<double>(below) / static_cast<double>(aerated_);
}

double LungHistogram::percentile_hu(double percent) const {
  // Both sides times 100: whole percents then compare exactly.
  const double wanted = percent * static_cast<double>(aerated_);
  std::size_t sum = 0;
  for (std::size_t i = 0; i < bins_.size(); ++i) {
    sum += bins_[i];
    if (sum > 0 && 100.0 * static_cast<double>(sum) >= wanted)
      return kLowest_hu + static_cast<double>(i);
  }
  return kAeratedBelow_hu;
}

LungHistogram LungHistograms::both() const {
  LungHistogram sum = right;
  sum += left;
  return sum;
}

LungHistograms lung_histograms(const Volume& volume, const LungMask& lungs) {
  LungHistograms histograms;
  for (std::size_t i = 0; i < lungs.values.size(); ++i) {
    if (lungs.values[i] == kRightLung) {
      histograms.right.add(volume.values[i]);
    } else if (lungs.values[i] == kLeftLung) {
      histograms.left.add(volume.values[i]);
    }
  }
  return histograms;
}

}  // namespace overread
