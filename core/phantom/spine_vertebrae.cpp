#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/deterministic_math.hpp"
#include "core/phantom/spine_anatomy.hpp"

namespace overread {
namespace {

namespace dm = deterministic;
using Material = RayCanvas::Material;

/// A vertebra's own frame on the film: u along its plates, v down its axis.
struct VertebraFrame {
  FilmPoint center;
  double cosine, sine;

  explicit VertebraFrame(const PlacedVertebra& v)
      : center(v.center),
        cosine(dm::cos(v.mid_deg() * dm::kRadiansPerDegree)),
        sine(dm::sin(v.mid_deg() * dm::kRadiansPerDegree)) {}
  FilmPoint place(double u, double v) const {
    return {center.x + u * cosine - v * sine, center.y + u * sine + v * cosine};
  }
};

// The length a ray runs inside a thin plate of half depth `reach`, leaning by `lean`, at height
// `v` off its middle.
double plate_path(double v, double thickness, double lean, double reach) {
  const double slope = std::max(0.02, std::abs(lean));
  const double low = std::max(-reach, (v - 0.5 * thickness) / slope);
  const double high = std::min(reach, (v + 0.5 * thickness) / slope);
  return std::max(0.0, high - low);
}

/// What varies between patients and vertebrae in how a body shows.
struct BodyLook {
  double bone, concavity, waist;
  double plate;  ///< Mineral of the end plates.
  double
      between;  ///< Share of the body's shadow that goes on across the disc, from what lies behind.
};

void paint_body(RayCanvas& canvas, const PlacedVertebra& v, const BodyLook& look) {
  const auto [bone, concavity, waist, plate_mineral, between] = look;
  const VertebraFrame frame(v);
  const double pixel = canvas.window().spacing_mm;
  const double reach = v.half_width + v.half_height + 6.0;
  const RayCanvas::Span box = canvas.pixels_in(v.center.x - reach, v.center.x + reach,
                                               v.center.y - reach, v.center.y + reach);
  const double top_slope = dm::tan((v.superior_deg - v.mid_deg()) * dm::kRadiansPerDegree);
  const double bottom_slope = dm::tan((v.inferior_deg - v.mid_deg()) * dm::kRadiansPerDegree);
  const double wall = 0.8, lean = dm::sin(v.sagittal_rad);
  const double plate = 0.8, drawn_plate = std::max(plate, 0.9 * pixel);
  const double plate_density = plate_mineral * bone * plate / drawn_plate;
  for (int row = box.first_row; row <= box.last_row; ++row) {
    float* line = canvas.bone_row(row);
    const double dy = canvas.y_of(row) - frame.center.y;
    for (int column = box.first_column; column <= box.last_column; ++column) {
      const double dx = canvas.x_of(column) - frame.center.x;
      const double u = dx * frame.cosine + dy * frame.sine;
      const double w = dy * frame.cosine - dx * frame.sine;
      const double across = u / v.half_width;
      const double bowl = std::max(0.0, 1.0 - across * across);
      const double top = -v.half_height + top_slope * u + concavity * bowl;
      const double bottom = v.half_height + bottom_slope * u - concavity * bowl;
      const double along = (2.0 * w - top - bottom) / (bottom - top);
      const double half_width = v.half_width * (1.0 - waist * std::max(0.0, 1.0 - along * along));
      const double q = 1.0 - u * u / (half_width * half_width);
      if (q > 0.0 && std::abs(along) < 1.6) {
        const double depth = v.half_depth * std::sqrt(q);
        const double edge = std::max(0.7 * pixel, 1.6 * depth * std::abs(lean));
        const double beyond = between * std::clamp((1.5 - std::abs(along)) * 4.0, 0.0, 1.0);
        const double cover = std::clamp(0.5 + std::min(w - top, bottom - w) / edge, beyond, 1.0);
        if (cover > 0.0) {
          const double core_width = half_width - wall;
          const double core_q = 1.0 - u * u / (core_width * core_width);
          const double core = core_q > 0.0 ? (v.half_depth - wall) * std::sqrt(core_q) : 0.0;
          line[column] +=
              static_cast<float>(2.0 * bone * cover * (1.3 * (depth - core) + 0.15 * core));
        }
      }
      const double rim_q = 1.0 - across * across;
      if (rim_q > 0.0) {
        const double plate_reach = v.half_depth * std::sqrt(rim_q);
        const double path = plate_path(w - top, drawn_plate, lean, plate_reach) +
                            plate_path(w - bottom, drawn_plate, lean, plate_reach);
        line[column] += static_cast<float>(plate_density * path);
      }
    }
  }
}

void paint_posterior(RayCanvas& canvas, const PlacedVertebra& v, double bone, Random& random) {
  const VertebraFrame frame(v);
  const double w = v.half_width, h = v.half_height, size = w / 17.0;
  const double turn = dm::sin(v.axial_rad);
  const bool lumbar = v.level >= 13, cervical = v.level <= 0;
  const double pedicle_shift = 0.9 * w * turn, spinous_shift = 2.4 * w * turn;
  const double pedicle_u = (lumbar ? 0.66 : 0.6) * w, pedicle_v = -0.22 * h;
  const double tip_v = lumbar ? 0.75 * h : (cervical ? 0.5 * h : 1.05 * h);
  const FilmPoint spine_top = frame.place(0.6 * spinous_shift, 0.1 * h);
  const FilmPoint spine_tip = frame.place(spinous_shift, tip_v);
  for (const double side : {-1.0, 1.0}) {
    const FilmPoint pedicle = frame.place(side * pedicle_u + pedicle_shift, pedicle_v);
    const double narrow = std::clamp(1.0 - 0.8 * side * turn, 0.55, 1.2);
    canvas.add_shell({.center = pedicle,
                      .a = (lumbar ? 0.2 : 0.18) * w * narrow + 0.6,
                      .b = (lumbar ? 0.42 : 0.38) * h + 0.5,
                      .c = 6.0 * size,
                      .angle = v.mid_deg() * dm::kRadiansPerDegree + 0.15 * side,
                      .density = 0.5 * bone},
                     1.2, 0.02);
    // Lamina, from the pedicle down to the spinous process.
    const FilmPoint middle =
        frame.place(0.5 * (side * pedicle_u + pedicle_shift + 0.6 * spinous_shift), 0.25 * h);
    const std::array<RayCanvas::TubePoint, 3> lamina{{{pedicle, 2.6 * size, 0.5 * bone},
                                                      {middle, 3.4 * size, 0.5 * bone},
                                                      {spine_top, 2.6 * size, 0.5 * bone}}};
    canvas.add_tube(Material::kBone, lamina, 1.0, 0.35);
    if (!cervical) {
      // Articular processes above and below.
      const double facet_u = side * (lumbar ? 0.5 : 0.42) * w + pedicle_shift;
      const std::array<RayCanvas::TubePoint, 2> facets{
          {{frame.place(facet_u * 1.05, -1.25 * h), 2.6 * size, 0.42 * bone},
           {frame.place(facet_u * 0.9, 1.25 * h), 2.8 * size, 0.42 * bone}}};
      canvas.add_tube(Material::kBone, facets, 0.9, 0.35);
    }
    const double length = lumbar ? (v.level == 17 ? 0.5 : 0.75) * w : 0.62 * w;
    const double rise = lumbar ? random.uniform(-0.15, 0.1) : -0.35;
    const FilmPoint tip =
        frame.place(side * (w * 0.85 + length) + pedicle_shift, pedicle_v + rise * w);
    const std::array<RayCanvas::TubePoint, 2> transverse{
        {{frame.place(side * w * 0.75 + pedicle_shift, pedicle_v), 3.4 * size, 0.5 * bone},
         {tip, (lumbar ? 2.2 : 3.4) * size, 0.5 * bone}}};
    canvas.add_tube(Material::kBone, transverse, 0.8, 0.3);
  }
  const std::array<RayCanvas::TubePoint, 2> spinous{
      {{spine_top, 1.7 * size, 0.7 * bone}, {spine_tip, 2.4 * size, 1.0 * bone}}};
  canvas.add_tube(Material::kBone, spinous, 0.9, 0.35);
}

}  // namespace

void paint_vertebrae(RayCanvas& canvas, const SpineScene& scene) {
  Random random = Random(scene.seed).fork(21);
  const double concavity_factor = random.uniform(0.3, 1.2);
  const double waist = random.uniform(0.06, 0.13);
  const double plate = random.uniform(0.14, 0.45), between = random.uniform(0.1, 0.85);
  const double posterior = random.uniform(0.7, 2.2);
  for (const PlacedVertebra& v : scene.vertebrae) {
    const double concavity = concavity_factor * (v.level >= 11 ? 1.6 : 0.9) * scene.build.scale;
    paint_body(canvas, v,
               {.bone = scene.build.bone,
                .concavity = concavity,
                .waist = waist,
                .plate = plate * random.uniform(0.7, 1.3),
                .between = between * (v.level >= 12 ? 0.5 : 1.0)});
    paint_posterior(canvas, v, scene.build.bone * posterior * random.uniform(0.85, 1.15), random);
  }
}

}  // namespace overread
