#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/base/random.hpp"

/// The analytic patient: lengths in mm, x to the patient's left, y to the back, z to the head, the
/// origin in the middle of the chest at the lowest slice.
namespace overread::chest_ct {

struct Vec {
  double x = 0.0, y = 0.0, z = 0.0;
};
Vec operator+(Vec a, Vec b);
Vec operator-(Vec a, Vec b);
Vec operator*(double s, Vec v);
double dot(Vec a, Vec b);
double length(Vec v);

enum class Side { kRight, kLeft };

/// A capsule: all points within `radius` of the segment; radii may differ at its ends.
struct Tube {
  Vec from, to;
  double radius_from = 0.0, radius_to = 0.0;
};

struct Nodule {
  Vec center;
  double diameter_mm = 0.0;
  double hu = 0.0;
  Side side = Side::kRight;
};

struct Calcification {
  Tube shape;
  double hu = 0.0;
};

/// One dome of the diaphragm: z falls off with the square of the distance from its top.
struct Dome {
  double x = 0.0, y = 0.0, top = 0.0, width = 1.0, depth = 1.0, drop = 60.0;
  double height(double at_x, double at_y) const;
};

/// Everything seeded about one patient.
struct Anatomy {
  explicit Anatomy(std::uint64_t seed);

  // Shape of body and cavity, around their usual values.
  double width_factor = 1.0, depth_factor = 1.0;
  double fat_mm = 14.0;
  double apex_z = 276.0;
  std::array<double, 8> wobble{};  ///< Phases and sizes of the contours' waves.
  std::array<Dome, 2> domes;       ///< Right, left.

  double trabecular_hu = 150.0;
  double first_disc_z = 8.0;  ///< Middle of the lowest disc.
  double vertebra_pitch_mm = 24.0;

  double ascending_aorta_mm = 33.0, descending_aorta_mm = 25.0;
  Vec heart_center{20.0, -26.0, 118.0};
  std::array<double, 3> heart_axes{60.0, 43.0, 46.0};
  double heart_turn = 0.6;  ///< Radians about z.

  double emphysema_percent = 0.0;
  double upper_preference = 0.5;  ///< How much emphysema favors the upper lung, 0 to 1.
  double lung_hu = -860.0;

  std::vector<Nodule> nodules;  ///< Placed by place_nodules once the lung is known.
  std::vector<Calcification> calcifications;
  std::array<std::vector<Vec>, 3> coronaries;  ///< LAD, circumflex, right.

  Random random;  ///< Forked for each part by its own number.

  /// Radius of the pleural cavity's wall at `phi` (0 front, positive to the left) and height z;
  /// 0 above the apex.
  double cavity_radius(double phi, double z) const;
  double skin_radius(double phi, double z) const;
  /// Below it lies the abdomen.
  double diaphragm_z(double x, double y) const;
  /// True inside a lung, whatever lies in it; mediastinum and abdomen are outside.
  bool lung_at(Vec p) const;
  Vec heart_surface(double across, double along, double up, double depth) const;
};

/// An ellipse of the mediastinum's fat in one slice.
struct Ellipse {
  double x = 0.0, y = 0.0, a = 0.0, b = 0.0, turn = 0.0;
  double level(double at_x, double at_y) const;  ///< < 1 inside
};

/// What keeps the lungs apart at height z.
std::vector<Ellipse> mediastinum(const Anatomy& anatomy, double z);
/// The heart's outline at height z, larger by `margin` mm; a = 0 when there is none.
Ellipse heart_outline(const Anatomy& anatomy, double z, double margin);

/// 0 below `low`, 1 above `high`, smooth between.
double smooth_step(double low, double high, double value);

}  // namespace overread::chest_ct
