#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/findings/result.hpp"
#include "core/phantom/chest_ct.hpp"
#include "core/phantom/chest_ct_canvas.hpp"

namespace overread::chest_ct {

/// Sees every slice as it is finished and knows at the end what a perfect reader would measure.
///
/// Lung: every voxel of a lung, airways of more than 1 mm lumen radius with their walls left out.
/// Aerated lung: those of its voxels below -400 HU in the final image, so without vessels, nodules
/// and what the pleura shares with them. LAA-950 and PD15 are of aerated lung and of the final
/// image with its noise, as they would be measured; LAA-950 of the same voxels without noise stands
/// beside it.
class TruthKeeper {
 public:
  TruthKeeper(const Anatomy& anatomy, std::uint64_t seed, const ChestCtOptions& options,
              double pixel_mm, double spacing_mm);

  /// @param final_hu  With noise, as stored; `ideal_hu` without.
  void add_slice(int slice, double z, std::span<const float> final_hu,
                 std::span<const float> ideal_hu, std::span<const Tissue> tissue);
  Truth truth() const;

 private:
  struct Lung {
    std::vector<std::size_t> bins;  ///< -1200 to -401 HU, final image.
    std::size_t voxels = 0, aerated = 0, ideal_low = 0;
    Lung();
    void add(float final_hu, float ideal_hu);
    void add(const Lung& other);
    double laa_950() const;
    double laa_950_ideal() const;
    double pd15() const;
  };

  void add_calcium(double z, std::span<const float> hu);
  void add_lung(const Lung& lung, const char* laterality, Truth& truth) const;
  void add_nodules(Truth& truth) const;

  const Anatomy& anatomy_;
  std::uint64_t seed_;
  ChestCtOptions options_;
  double pixel_mm_, spacing_mm_;
  std::array<Lung, 2> lungs_;  ///< Right, left.
  double agatston_ = 0.0;
};

/// UIDs of a phantom, made from seed and grid.
std::string chest_ct_uid(std::uint64_t seed, const ChestCtOptions& options,
                         const std::string& what);
/// Of the instance that holds `slice`, 0 the lowest.
std::string chest_ct_instance_uid(std::uint64_t seed, const ChestCtOptions& options, int slice);

}  // namespace overread::chest_ct
