#pragma once

#include <span>

#include "core/phantom/spine.hpp"

namespace overread {

/// One curve as its corners show it.
struct SpineTrueCurve {
  int upper = 0, lower = 0, apex = 0;  ///< Indices into the vertebrae, C7 = 0.
  double cobb_deg = 0.0;
  bool convex_right = true;  ///< To the patient's right.
};

/// Every curve of 1° and more, head to foot, by the end plates of the vertebrae: their tilt turns
/// round at the end vertebrae, small reversals of less than 4° aside.
std::vector<SpineTrueCurve> spine_true_curves(std::span<const SpineVertebra> vertebrae);

/// Where a curve is by its apex, in the words results use.
std::string spine_region_of_apex(int level);

/// The truth of a phantom whose picture and vertebrae are there.
Truth spine_truth(const SpinePhantom& phantom);

}  // namespace overread
