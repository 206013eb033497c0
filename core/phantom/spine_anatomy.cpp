#include "core/phantom/spine_anatomy.hpp"

#include <algorithm>
#include <cmath>

#include "core/base/deterministic_math.hpp"

namespace overread {

namespace dm = deterministic;

namespace {

constexpr int kFirstLevel = -4;  // C3

struct Sizes {
  double height, disc_below, width, depth;
};

// Projected sizes of an adult's vertebrae, mm: ad hoc, close to anatomical tables.
Sizes sizes_of(int level) {
  if (level < 0) return {13.5, 4.5, 23.0, 16.0};
  if (level == 0) return {15.0, 4.5, 27.0, 17.0};
  if (level <= 12) {
    const double t = (level - 1) / 11.0;
    const double dip = level <= 5 ? (level - 1) * 0.4 : 1.6 - (level - 5) * 0.2;
    return {16.5 + 7.5 * t, 3.6 + 2.8 * t, 30.0 - dip + 10.5 * t * t, 18.0 + 12.0 * t};
  }
  const double t = (level - 13) / 4.0;
  return {25.5 + 1.5 * t, 7.5 + 3.0 * t, 41.0 + 8.0 * t, 31.0 + 3.0 * t};
}

// How far each level leans out of the film plane on a standing patient, radians.
double sagittal_of(int level) {
  if (level < 0) return 0.20;
  if (level <= 3) return 0.33 - 0.05 * level;
  if (level <= 12) return 0.16 - 0.024 * (level - 4);
  constexpr std::array<double, 5> lumbar{-0.08, 0.0, 0.08, 0.22, 0.42};
  return lumbar[static_cast<std::size_t>(level - 13)];
}

}  // namespace

std::array<FilmPoint, 4> PlacedVertebra::corners() const {
  const double mid = mid_deg() * dm::kRadiansPerDegree;
  const double cosine = dm::cos(mid), sine = dm::sin(mid);
  const double top = dm::tan((superior_deg - mid_deg()) * dm::kRadiansPerDegree);
  const double bottom = dm::tan((inferior_deg - mid_deg()) * dm::kRadiansPerDegree);
  const auto place = [&](double u, double v) {
    return FilmPoint{center.x + u * cosine - v * sine, center.y + u * sine + v * cosine};
  };
  return {place(-half_width, -half_height - top * half_width),
          place(half_width, -half_height + top * half_width),
          place(half_width, half_height + bottom * half_width),
          place(-half_width, half_height - bottom * half_width)};
}

double SpineScene::axis_x(double y) const {
  if (y <= vertebrae.front().center.y) return vertebrae.front().center.x;
  for (std::size_t i = 0; i + 1 < vertebrae.size(); ++i) {
    const FilmPoint& a = vertebrae[i].center;
    const FilmPoint& b = vertebrae[i + 1].center;
    if (y <= b.y) return a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y);
  }
  const FilmPoint& last = vertebrae.back().center;
  return last.x + (sacrum.x - last.x) * std::min(1.0, (y - last.y) / (sacrum.y - last.y));
}

SpineBuild random_spine_build(Random& random) {
  SpineBuild build;
  build.scale = random.chance(0.25) ? random.uniform(0.62, 0.85) : random.uniform(0.85, 1.06);
  build.girth = random.uniform(0.86, 1.2);
  build.bone = random.uniform(0.7, 1.3);
  build.lung_air = random.uniform(0.62, 0.8);
  build.rib_width = random.uniform(0.8, 1.15);
  build.gas = random.uniform(0.2, 1.6);
  build.heart = random.uniform(0.85, 1.15);
  build.arms = random.chance(0.5) ? 1.0 : 0.0;
  build.breasts = random.chance(0.4) ? random.uniform(0.4, 1.2) : 0.0;
  build.metal = random.chance(0.2) ? 1.0 : 0.0;
  return build;
}

SpineScene place_spine(const SpineBuild& build, std::span<const SpineCurve> curves,
                       std::uint64_t seed) {
  Random random = Random(seed).fork(11);
  SpineTilt tilt(curves, random.uniform(-3.0, 3.0), random.uniform(-2.5, 2.5));
  const double balance_mm = random.normal(0.0, 9.0);
  const double width_factor = random.uniform(0.92, 1.08);
  const double height_factor = random.uniform(0.94, 1.06);
  const double disc_factor = random.uniform(0.85, 1.15);
  const double lean = random.uniform(0.6, 1.3), rotation_factor = random.uniform(0.9, 1.9);
  struct Own {
    double height, width, superior, inferior, lean, axial;
  };
  std::vector<Own> own;
  for (int level = kFirstLevel; level < kSpineLevels; ++level) {
    own.push_back({random.uniform(0.96, 1.04), random.uniform(0.97, 1.03), random.normal(0.0, 0.6),
                   random.normal(0.0, 0.6), random.normal(0.0, 0.05), random.normal(0.0, 0.02)});
  }
  SpineScene scene;
  scene.build = build;
  scene.seed = seed;
  for (int pass = 0; pass < 3; ++pass) {
    scene.vertebrae.clear();
    FilmPoint at;
    for (int level = kFirstLevel; level < kSpineLevels; ++level) {
      const Own& mine = own[static_cast<std::size_t>(level - kFirstLevel)];
      const Sizes sizes = sizes_of(level);
      PlacedVertebra v;
      v.level = level;
      v.superior_deg = tilt.at(level - 0.4) + mine.superior;
      v.inferior_deg = tilt.at(level + 0.4) + mine.inferior;
      v.half_height = 0.5 * sizes.height * height_factor * mine.height * build.scale;
      v.half_width = 0.5 * sizes.width * width_factor * mine.width * build.scale;
      v.half_depth = 0.5 * sizes.depth * build.scale;
      v.sagittal_rad = sagittal_of(level) * lean + mine.lean;
      const double slope_deg = tilt.at(level + 0.5) - tilt.at(level - 0.5);
      v.axial_rad =
          std::clamp(-rotation_factor * slope_deg * dm::kRadiansPerDegree + mine.axial, -0.6, 0.6);
      const double mid = v.mid_deg() * dm::kRadiansPerDegree;
      const double down_x = -dm::sin(mid), down_y = dm::cos(mid);
      v.center = {at.x + down_x * v.half_height, at.y + down_y * v.half_height};
      at = {at.x + 2.0 * down_x * v.half_height, at.y + 2.0 * down_y * v.half_height};
      const double gap = sizes.disc_below * disc_factor * build.scale;
      const double between = 0.5 * (v.inferior_deg + tilt.at(level + 0.6)) * dm::kRadiansPerDegree;
      at = {at.x - gap * dm::sin(between), at.y + gap * dm::cos(between)};
      scene.vertebrae.push_back(v);
    }
    scene.sacrum = at;
    scene.sacrum_deg = tilt.at(kSpineLevels - 0.4);
    const FilmPoint neck = scene.level(0).center;
    const double drift = at.x - neck.x - balance_mm * build.scale;
    tilt.add(drift / (at.y - neck.y) / dm::kRadiansPerDegree);
  }
  // C7's upper plate at y = 0, the spine's mean at x = 0.
  const auto corners = scene.level(0).corners();
  const double top = 0.5 * (corners[0].y + corners[1].y);
  double mean = 0.0;
  for (int level = 0; level < kSpineLevels; ++level) mean += scene.level(level).center.x;
  mean /= kSpineLevels;
  for (PlacedVertebra& v : scene.vertebrae) v.center = {v.center.x - mean, v.center.y - top};
  scene.sacrum = {scene.sacrum.x - mean, scene.sacrum.y - top};
  return scene;
}

RayCanvas paint_spine_scene(const SpineScene& scene, const FilmWindow& window) {
  RayCanvas canvas(window);
  paint_trunk(canvas, scene);
  paint_bowel(canvas, scene);
  paint_ribs(canvas, scene);
  paint_head_and_shoulders(canvas, scene);
  paint_pelvis(canvas, scene);
  paint_vertebrae(canvas, scene);
  roughen(canvas, scene);
  return canvas;
}

}  // namespace overread
