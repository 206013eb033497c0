#pragma once

#include <vector>

#include "core/phantom/chest_ct_canvas.hpp"

namespace overread::chest_ct {

/// Paints everything that is defined around the body's axis: table, skin, fat, muscle, ribs, and
/// what fills the cavity: lung above the diaphragm, abdomen below.
class WallPainter {
 public:
  WallPainter(const Anatomy& anatomy, const Canvas& canvas);
  void paint(Canvas& canvas) const;

 private:
  struct Ring {
    std::vector<float> skin, muscle, cavity, rib;
    std::vector<float> outer, inner;  ///< Thickness of the muscle under the fat, on the ribs.
    std::vector<bool> cartilage, blade;
  };
  Ring ring(double z) const;
  void table(Canvas& canvas) const;
  float wall_hu(const Ring& ring, std::size_t angle, double radius, double z, float texture) const;
  /// @param depth_mm  Distance to the lung above or beside.
  float abdomen_hu(double x, double y, double z, double depth_mm, float texture) const;

  const Anatomy& anatomy_;
  std::vector<float> radius_;         ///< Of each pixel from the body's axis.
  std::vector<std::uint16_t> angle_;  ///< Index of its direction.
  ValueNoise coarse_, fine_;
};

/// Spine, breast bone, shoulder blades, collar bones, muscles of the back.
void paint_skeleton(const Anatomy& anatomy, Canvas& canvas);

/// Middle height of the vertebral body nearest to z, and whether z lies in a disc.
struct SpineLevel {
  double middle_z = 0.0;
  double from_disc_mm = 0.0;  ///< Distance of z from the nearest disc's middle.
};
SpineLevel spine_level(const Anatomy& anatomy, double z);
/// Trabecular part of the vertebra at z: where an attenuation is measured.
Ellipse vertebral_core(const Anatomy& anatomy, double z);

}  // namespace overread::chest_ct
