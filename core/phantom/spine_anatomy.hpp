#pragma once

#include <array>
#include <span>
#include <vector>

#include "core/base/random.hpp"
#include "core/phantom/spine_canvas.hpp"
#include "core/phantom/spine_curve.hpp"

namespace overread {

/// One vertebra on the film plane. Lengths in mm, angles as said.
struct PlacedVertebra {
  int level = 0;  ///< See spine_curve.hpp; cervical ones are negative.
  FilmPoint center;
  double superior_deg = 0.0, inferior_deg = 0.0;  ///< Tilt of the end plates.
  double half_width = 15.0, half_height = 10.0, half_depth = 14.0;
  double axial_rad = 0.0;     ///< Rotation with the curve; moves the posterior parts sideways.
  double sagittal_rad = 0.0;  ///< Plates seen from above or below by this much.

  double mid_deg() const { return 0.5 * (superior_deg + inferior_deg); }
  /// Superior left, superior right, inferior right, inferior left, as seen on the picture.
  std::array<FilmPoint, 4> corners() const;
};

/// What the patient is like: everything but the spine's shape. Factors of 1 are a slim adult.
struct SpineBuild {
  double scale = 1.0;      ///< Of all lengths; a child of five is about 0.6.
  double girth = 1.0;      ///< Of the trunk's width and depth.
  double bone = 1.0;       ///< Bone mineral.
  double lung_air = 0.74;  ///< Share of air in the lungs.
  double rib_width = 1.0;
  double gas = 1.0;  ///< How much bowel gas.
  double heart = 1.0;
  double arms = 0.0;     ///< 1 with arms beside the trunk, 0 without.
  double breasts = 0.0;  ///< Thickness factor, 0 for none.
  double metal = 0.0;    ///< 1 with clothing's clips and a zip, 0 without.
};

/// The patient on the film plane; S1's upper plate is `sacrum`.
struct SpineScene {
  SpineBuild build;
  std::vector<PlacedVertebra> vertebrae;  ///< From C3 to L5.
  FilmPoint sacrum;
  double sacrum_deg = 0.0;
  std::uint64_t seed = 0;  ///< Of everything random that is painted.

  const PlacedVertebra& level(int number) const {
    return vertebrae[static_cast<std::size_t>(number + 4)];
  }
  /// The spine's axis at height `y`, straight beyond its ends.
  double axis_x(double y) const;
};

SpineBuild random_spine_build(Random& random);

/// Stands the vertebrae on each other along `curves`. C7's upper plate is at y = 0.
SpineScene place_spine(const SpineBuild& build, std::span<const SpineCurve> curves,
                       std::uint64_t seed);

/// Ray sums of the parts, each added to the canvas.
void paint_vertebrae(RayCanvas& canvas, const SpineScene& scene);
void paint_ribs(RayCanvas& canvas, const SpineScene& scene);
void paint_pelvis(RayCanvas& canvas, const SpineScene& scene);
void paint_head_and_shoulders(RayCanvas& canvas, const SpineScene& scene);
void paint_trunk(RayCanvas& canvas, const SpineScene& scene);
void paint_bowel(RayCanvas& canvas, const SpineScene& scene);
/// Grain of spongy bone and unevenness of soft tissue.
void roughen(RayCanvas& canvas, const SpineScene& scene);

/// All of them in order.
RayCanvas paint_spine_scene(const SpineScene& scene, const FilmWindow& window);

}  // namespace overread
