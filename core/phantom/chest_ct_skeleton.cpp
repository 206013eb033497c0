#include <algorithm>
#include <cmath>

#include "core/base/deterministic_math.hpp"
#include "core/phantom/chest_ct_wall.hpp"

namespace overread::chest_ct {
namespace {

namespace dm = deterministic;

constexpr double kBodyY = 54.0;  ///< Middle of a vertebral body.
constexpr double kDiscHalf_mm = 3.0;
constexpr double kCortex_hu = 720.0;

/// A line of bone: cortex outside, marrow inside.
void bone_line(Canvas& canvas, const Tube& shape, double cortex_mm) {
  canvas.tube(shape, kCortex_hu);
  Tube inner = shape;
  inner.radius_from -= cortex_mm;
  inner.radius_to -= cortex_mm;
  if (inner.radius_from > 0.3) canvas.tube(inner, 220.0);
}

/// A flat line within the plane.
Tube in_plane(double z, double x0, double y0, double x1, double y1, double radius) {
  return {{x0, y0, z}, {x1, y1, z}, radius, radius};
}

void spine(const Anatomy& anatomy, Canvas& canvas) {
  const double z = canvas.z();
  const SpineLevel level = spine_level(anatomy, z);
  const double size = 1.0 - 0.14 * smooth_step(80.0, 280.0, z);
  const double waist = 1.0 - 0.05 * std::min(1.0, level.from_disc_mm / 8.0);
  const Ellipse body{
      .x = 0.0, .y = kBodyY - 1.0, .a = 22.0 * size * waist, .b = 17.0 * size * waist, .turn = 0.0};
  // Muscles of the back first, bone over them.
  for (const double side : {-1.0, 1.0}) {
    canvas.ellipse(
        {.x = side * 26.0, .y = kBodyY + 42.0, .a = 22.0, .b = 15.0, .turn = side * 0.25}, 55.0);
    canvas.ellipse({.x = side * 26.0, .y = kBodyY + 44.0, .a = 3.0, .b = 11.0, .turn = side * 0.5},
                   -30.0);
  }
  canvas.ellipse({.x = 0.0, .y = kBodyY + 6.0, .a = 24.0 * size, .b = 22.0 * size, .turn = 0.0},
                 -40.0);
  if (level.from_disc_mm < kDiscHalf_mm) {
    canvas.ellipse(body, 85.0);
  } else {
    // The end plates are dense; the rest has a thin shell around its trabeculae.
    const bool plate = level.from_disc_mm < kDiscHalf_mm + 1.6;
    canvas.bone(body, 1.5, 620.0, plate ? 450.0 : anatomy.trabecular_hu);
  }
  // Ring of the arch around the canal.
  const double canal_y = kBodyY + 14.5 * size + 7.5;
  const bool arch = level.from_disc_mm > 5.0;
  if (arch) {
    canvas.bone({.x = 0.0, .y = canal_y + 1.0, .a = 13.0, .b = 13.5, .turn = 0.0}, 2.0, kCortex_hu,
                260.0);
    for (const double side : {-1.0, 1.0}) {
      bone_line(canvas, in_plane(z, side * 11.0, canal_y + 2.0, side * 33.0, canal_y + 12.0, 4.2),
                1.4);
    }
  } else {
    // Between the arches: joints and ligament.
    for (const double side : {-1.0, 1.0}) {
      canvas.bone({.x = side * 14.0, .y = canal_y + 8.0, .a = 6.0, .b = 5.0, .turn = side * 0.5},
                  1.8, kCortex_hu, 320.0);
    }
  }
  bone_line(canvas,
            in_plane(z, 0.0, canal_y + 12.0, 0.0, canal_y + (arch ? 36.0 : 30.0), arch ? 3.4 : 2.6),
            1.3);
  canvas.ellipse({.x = 0.0, .y = canal_y, .a = 9.6, .b = 8.6, .turn = 0.0}, -20.0);
  canvas.ellipse({.x = 0.0, .y = canal_y, .a = 8.4, .b = 7.4, .turn = 0.0}, 14.0);
  canvas.ellipse({.x = 0.0, .y = canal_y - 0.5, .a = 4.9, .b = 3.9, .turn = 0.0}, 38.0);
}

void breast_bone(const Anatomy& anatomy, Canvas& canvas) {
  const double z = canvas.z();
  if (z < 92.0 || z > 256.0) return;
  const bool manubrium = z > 214.0;
  const double half = manubrium ? 15.0 + 12.0 * smooth_step(214.0, 246.0, z) : 14.0;
  const double y = -anatomy.cavity_radius(0.0, std::min(z, 210.0)) - 6.5;
  canvas.bone({.x = 1.0, .y = y, .a = half, .b = 6.0, .turn = 0.0}, 1.3, 520.0, 110.0);
}

void shoulders(const Anatomy& anatomy, Canvas& canvas) {
  const double z = canvas.z();
  for (const double side : {-1.0, 1.0}) {
    // The blade follows the skin from near the spine to the side.
    if (z > 158.0) {
      const double half = 0.05 + 0.31 * smooth_step(155.0, 225.0, z);
      const double inner = 2.08 + half;
      const double outer = 2.08 - half;
      Vec last{};
      constexpr int kSteps = 5;
      for (int i = 0; i <= kSteps; ++i) {
        const double phi = inner + (outer - inner) * i / kSteps;
        const double bend = 4.0 * dm::sin(dm::kPi * i / kSteps);
        const double radius = anatomy.skin_radius(phi, z) - anatomy.fat_mm - 15.0 + bend;
        const Vec at{side * radius * dm::sin(phi), -radius * dm::cos(phi), z};
        if (i > 0) bone_line(canvas, {last, at, 2.2 + 0.5 * i, 2.2 + 0.5 * i}, 1.1);
        last = at;
      }
      if (z > 232.0) {
        const double phi = 0.5 * (inner + outer);
        const double radius = anatomy.skin_radius(phi, z) - anatomy.fat_mm;
        bone_line(canvas,
                  {last, {side * radius * dm::sin(phi), -radius * dm::cos(phi), z}, 3.4, 2.6}, 1.3);
      }
    }
    // Muscles of neck and shoulder above the chest.
    const double neck = smooth_step(262.0, 284.0, z);
    const double above = smooth_step(anatomy.apex_z - 6.0, anatomy.apex_z + 6.0, z);
    if (neck > 0.0) {
      canvas.ellipse(
          {.x = side * 33.0, .y = 30.0, .a = 13.0 * above, .b = 20.0 * above, .turn = side * 0.2},
          54.0);
      canvas.ellipse(
          {.x = side * 58.0, .y = 66.0, .a = 34.0 * neck, .b = 12.0 * neck, .turn = side * -0.25},
          54.0);
      canvas.ellipse(
          {.x = side * 136.0, .y = 10.0, .a = 25.0 * neck, .b = 38.0 * neck, .turn = 0.0}, 54.0);
    }
    bone_line(canvas, {{side * 20.0, -62.0, 250.0}, {side * 88.0, -58.0, 272.0}, 6.4, 5.4}, 1.6);
    bone_line(canvas, {{side * 88.0, -58.0, 272.0}, {side * 146.0, -12.0, 292.0}, 5.4, 5.6}, 1.6);
    // Head of the humerus, arms raised.
    const double dz = (z - 292.0) / 24.0;
    if (dz * dz < 1.0) {
      const double radius = 19.0 * std::sqrt(1.0 - dz * dz);
      canvas.bone({.x = side * 136.0, .y = 14.0, .a = radius, .b = radius, .turn = 0.0}, 1.8,
                  kCortex_hu, 240.0);
    }
  }
}

}  // namespace

SpineLevel spine_level(const Anatomy& anatomy, double z) {
  const double pitch = anatomy.vertebra_pitch_mm;
  const double steps = (z - anatomy.first_disc_z) / pitch;
  const double vertebra = std::floor(steps);
  const double part = steps - vertebra;
  return {anatomy.first_disc_z + (vertebra + 0.5) * pitch, std::min(part, 1.0 - part) * pitch};
}

Ellipse vertebral_core(const Anatomy&, double z) {
  const double size = 1.0 - 0.14 * smooth_step(80.0, 280.0, z);
  return {.x = 0.0, .y = kBodyY - 2.0, .a = 11.0 * size, .b = 8.0 * size, .turn = 0.0};
}

void paint_skeleton(const Anatomy& anatomy, Canvas& canvas) {
  spine(anatomy, canvas);
  breast_bone(anatomy, canvas);
  shoulders(anatomy, canvas);
}

}  // namespace overread::chest_ct
