#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "core/base/random.hpp"

namespace overread {

/// Levels from C7 to S1 as numbers: C7 is 0, T1 to T12 are 1 to 12, L1 to L5 are 13 to 17.
inline constexpr int kSpineLevels = 18;

/// "C7", "T1", ..., "L5"; "S1" for 18 and "C6" to "C3" for -1 to -4.
std::string spine_level_name(int level);

/// One lateral curve as the phantom is asked for it.
struct SpineCurve {
  int upper_level = 5, lower_level = 12;  ///< End vertebrae.
  double cobb_deg = 30.0;
  bool convex_right = true;  ///< To the patient's right, the picture's left on an AP film.
};

/// A random set of one to three neighboring curves, largest first not guaranteed; empty for a
/// straight spine.
///
/// @param straight_chance  Share of spines without a curve of note.
/// @param largest_deg      The largest Cobb angle drawn.
std::vector<SpineCurve> random_spine_curves(Random& random, double straight_chance,
                                            double largest_deg);

/// Tilt of the end plates along the spine: at level k - 0.4 the superior plate of vertebra k, at
/// k + 0.4 its inferior one. Degrees; positive when the plate falls towards the picture's right.
class SpineTilt {
 public:
  /// Curves from head to foot; neighbors share an end vertebra or lie apart.
  SpineTilt(std::span<const SpineCurve> curves, double neck_deg, double pelvis_deg);

  double at(double level) const;
  void add(double degrees) { constant_ += degrees; }

 private:
  struct Node {
    double level, degrees;
  };
  std::vector<Node> nodes_;
  double constant_ = 0.0;
};

}  // namespace overread
