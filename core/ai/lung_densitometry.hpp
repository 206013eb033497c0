#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "core/ai/lung_mask.hpp"
#include "core/image/volume.hpp"

namespace overread {

/// Histogram of lung voxels, one bin a HU. Voxels at or above kAeratedBelow_hu (vessels, walls,
/// nodules) are counted for the volume but are no part of the densitometry.
class LungHistogram {
 public:
  static constexpr int kLowest_hu = -1200;  ///< Everything below falls into this bin.
  static constexpr int kAeratedBelow_hu = -400;

  void add(std::int16_t hu) {
    ++voxels_;
    if (hu >= kAeratedBelow_hu) return;
    ++aerated_;
    ++bins_[static_cast<std::size_t>(hu < kLowest_hu ? 0 : hu - kLowest_hu)];
  }
  LungHistogram& operator+=(const LungHistogram& other);

  std::size_t voxels() const { return voxels_; }
  std::size_t aerated_voxels() const { return aerated_; }
  /// Share of aerated voxels below `threshold_hu`, in percent; 0 for no voxels.
  double percent_below(int threshold_hu) const;
  /// The smallest value that at least `percent` of the aerated voxels do not exceed, HU.
  double percentile_hu(double percent) const;

 private:
  std::array<std::size_t, kAeratedBelow_hu - kLowest_hu> bins_{};
  std::size_t voxels_ = 0;
  std::size_t aerated_ = 0;
};

struct LungHistograms {
  LungHistogram right, left;
  LungHistogram both() const;
};

/// Counts both lungs of `lungs` in `volume`, which it was made from.
LungHistograms lung_histograms(const Volume& volume, const LungMask& lungs);

}  // namespace overread
