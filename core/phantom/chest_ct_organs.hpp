#pragma once

#include <vector>

#include "core/phantom/chest_ct_canvas.hpp"
#include "core/phantom/chest_ct_tree.hpp"

namespace overread::chest_ct {

/// Fat between the lungs, heart, great vessels, esophagus; coronary arteries and their calcium.
void paint_mediastinum(const Anatomy& anatomy, Canvas& canvas);

/// Parenchyma with its gravity and texture, emphysema, fissures.
class Parenchyma {
 public:
  explicit Parenchyma(const Anatomy& anatomy);
  void paint(Canvas& canvas) const;

 private:
  double emphysema_field(Vec p) const;

  const Anatomy& anatomy_;
  ValueNoise region_, lobule_, acinus_, texture_;
  double threshold_ = 1e9;
};

/// Vessels, airways and nodules, only where there is lung (airways everywhere).
class TreePainter {
 public:
  TreePainter(const Trees& trees, const Anatomy& anatomy);
  void paint(Canvas& canvas) const;

 private:
  std::vector<Tube> vessels_, airways_;
  const Anatomy& anatomy_;
  std::vector<std::vector<std::uint32_t>> by_height_;  ///< Vessels by centimeter of height.
};

}  // namespace overread::chest_ct
