#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <vector>

#include "core/base/deterministic_math.hpp"
#include "core/phantom/spine_anatomy.hpp"

namespace overread {
namespace {

namespace dm = deterministic;
using Material = RayCanvas::Material;

struct Key {
  double y, value;
};

// A smooth curve through the keys, flat at each.
double interpolate(std::span<const Key> keys, double y) {
  if (y <= keys.front().y) return keys.front().value;
  for (std::size_t i = 0; i + 1 < keys.size(); ++i) {
    if (y > keys[i + 1].y) continue;
    const double t = (y - keys[i].y) / (keys[i + 1].y - keys[i].y);
    return keys[i].value +
           (keys[i + 1].value - keys[i].value) * (0.4 * t + 0.6 * t * t * (3.0 - 2.0 * t));
  }
  return keys.back().value;
}

constexpr std::array<Key, 15> kHalfWidth{{{-190, 84},
                                          {-110, 80},
                                          {-78, 62},
                                          {-55, 55},
                                          {-25, 60},
                                          {0, 92},
                                          {28, 158},
                                          {60, 182},
                                          {120, 168},
                                          {220, 152},
                                          {320, 140},
                                          {410, 136},
                                          {500, 162},
                                          {590, 178},
                                          {800, 190}}};
constexpr std::array<Key, 8> kDepth{
    {{-190, 170}, {-60, 115}, {0, 130}, {50, 165}, {170, 205}, {330, 195}, {520, 215}, {800, 190}}};

struct Lungs {
  double top, bottom_right, bottom_left, half_width, depth, offset, air;
};

// Air in the lungs' way at one point, before the heart takes its share.
double lung_path(const Lungs& lungs, double dx, double y, double s) {
  const double side = dx < 0.0 ? -1.0 : 1.0;
  // Narrow at the apex, widest above the diaphragm.
  const double flare =
      0.66 + 0.4 * std::clamp((y - lungs.top) / (lungs.bottom_left - lungs.top), 0.0, 1.0);
  const double across =
      (dx - side * lungs.offset * (0.3 + 0.7 * flare)) / (lungs.half_width * flare);
  const double middle = lungs.top + 0.5 * (lungs.bottom_left - lungs.top);
  const double up = y < middle ? (y - middle) / (middle - lungs.top) : 0.0;
  const double inside = 1.0 - across * across - up * up;
  if (inside <= 0.0) return 0.0;
  double path = lungs.depth * std::sqrt(inside);
  const double dome = (side < 0.0 ? lungs.bottom_right : lungs.bottom_left) +
                      22.0 * s * across * across - 4.0 * s * across * side;
  if (y > dome) {
    const double recess = 2.0 * std::sqrt((y - dome) / (0.0085 / s));
    path = std::max(0.0, path - recess);
    path *= 0.8;
  }
  return path * std::clamp((std::abs(dx) - 14.0 * s) / (18.0 * s), 0.0, 1.0);
}

void paint_vessels(RayCanvas& canvas, Random& random, FilmPoint hilum, double side, double s) {
  for (int i = 0; i < 14; ++i) {
    std::vector<RayCanvas::TubePoint> points;
    double angle = random.uniform(-1.35, 1.35), radius = random.uniform(1.6, 3.4) * s;
    FilmPoint at = hilum;
    const int steps = random.integer(5, 9);
    for (int k = 0; k < steps; ++k) {
      points.push_back({at, radius, 0.75});
      angle += random.normal(0.0, 0.18);
      at = {at.x + side * 11.0 * s * dm::cos(angle), at.y + 11.0 * s * dm::sin(angle)};
      radius = std::max(0.6, radius * 0.84);
    }
    canvas.add_tube(Material::kSoft, points, 50.0, 1.0);
  }
}

}  // namespace

void paint_trunk(RayCanvas& canvas, const SpineScene& scene) {
  Random random = Random(scene.seed).fork(61);
  const double s = scene.build.scale, girth = scene.build.girth;
  const double depth_factor = s * girth * random.uniform(0.9, 1.1);
  // Heights follow the spine: a bent one is shorter than the keys expect.
  const double fit = scene.sacrum.y / 505.0;
  const Lungs lungs{.top = 10.0 * fit,
                    .bottom_right = random.uniform(222, 262) * fit,
                    .bottom_left = random.uniform(232, 274) * fit,
                    .half_width = 62.0 * s * (0.5 + 0.5 * girth),
                    .depth = 150.0 * s * (0.6 + 0.4 * girth),
                    .offset = 66.0 * s * (0.5 + 0.5 * girth),
                    .air = scene.build.lung_air};
  const double heart_x = random.uniform(14, 30) * s,
               heart_y = lungs.bottom_left - random.uniform(36, 50) * s;
  const double heart_a = 72 * s * scene.build.heart, heart_b = 50 * s * scene.build.heart;
  const double heart_angle = random.uniform(0.5, 1.0);
  const double heart_cos = dm::cos(heart_angle), heart_sin = dm::sin(heart_angle);
  const double thigh_top = scene.sacrum.y + 150.0 * s;
  const FilmWindow& window = canvas.window();
  for (int row = 0; row < window.rows; ++row) {
    float* line = canvas.soft_row(row);
    const double y = canvas.y_of(row), key = y / fit;
    // The trunk follows the spine half way; neck and hips go with it.
    const double follow = 0.55 + 0.45 * std::clamp(1.0 - key / 60.0, 0.0, 1.0) +
                          0.45 * std::clamp((key - 430.0) / 80.0, 0.0, 1.0);
    const double trunk_x = follow * scene.axis_x(y);
    const double grown = std::clamp(key / 60.0, 0.0, 1.0);
    const double width_factor = s * (1.0 + grown * 0.7 * (girth - 1.0));
    const double half_width = interpolate(kHalfWidth, key) * width_factor;
    const double depth = interpolate(kDepth, key) * depth_factor;
    const double thigh_gap = std::clamp((y - thigh_top) / (90.0 * s), 0.0, 1.0) * 26.0 * s;
    for (int column = 0; column < window.columns; ++column) {
      const double x = canvas.x_of(column), dx = x - trunk_x;
      const double across = dx / half_width, q = across * across;
      double path = 0.0;
      if (q < 1.0)
        path = depth * (0.45 * std::sqrt(1.0 - q) + 0.55 * std::sqrt(std::sqrt(1.0 - q * q)));
      if (thigh_gap > 0.0 && std::abs(dx) < thigh_gap) path *= std::abs(dx) / thigh_gap;
      if (scene.build.arms > 0.0 && key > 30.0) {
        const double arm_x = (std::abs(dx) - (190.0 + 0.06 * key) * s) / (38.0 * s);
        if (arm_x * arm_x < 1.0) path = std::max(path, 80.0 * s * std::sqrt(1.0 - arm_x * arm_x));
      }
      const double air = lung_path(lungs, dx, y, s);
      if (air > 0.0) {
        const double hx = dx - heart_x, hy = y - heart_y;
        const double hu = (hx * heart_cos + hy * heart_sin) / heart_a;
        const double hv = (hy * heart_cos - hx * heart_sin) / heart_b;
        const double heart_q = 1.0 - hu * hu - hv * hv;
        double blocked = heart_q > 0.0 ? 130.0 * s * std::sqrt(heart_q) : 0.0;
        const double knob_x = dx - 24.0 * s, knob_y = y - 80.0 * fit;
        const double knob = 1.0 - (knob_x * knob_x + knob_y * knob_y) / (340.0 * s * s);
        if (knob > 0.0) blocked = std::max(blocked, 60.0 * s * std::sqrt(knob));
        const double aorta_x = (dx - (16.0 + 4.0 * heart_angle) * s) / (15.0 * s);
        if (y > 80.0 * fit && aorta_x * aorta_x < 1.0) {
          blocked = std::max(blocked, 45.0 * s * std::sqrt(1.0 - aorta_x * aorta_x));
        }
        const double vena_x = (dx + 14.0 * s) / (13.0 * s);
        if (vena_x * vena_x < 1.0)
          blocked = std::max(blocked, 30.0 * s * std::sqrt(1.0 - vena_x * vena_x));
        path -= lungs.air * std::max(0.0, air - blocked);
      }
      line[column] += static_cast<float>(std::max(0.0, path));
    }
  }
  for (const double side : {-1.0, 1.0}) {
    const double hilum_y = 120.0 * fit;
    paint_vessels(canvas, random, {0.55 * scene.axis_x(hilum_y) + side * 26.0 * s, hilum_y}, side,
                  s);
    if (scene.build.breasts > 0.0) {
      canvas.add_ellipsoid(Material::kSoft, {.center = {side * random.uniform(72, 88) * s,
                                                        random.uniform(205, 245) * fit},
                                             .a = random.uniform(48, 60) * s,
                                             .b = random.uniform(44, 60) * s,
                                             .c = 22 * s * scene.build.breasts});
    }
    // Psoas beside the lumbar spine.
    const FilmPoint upper = scene.level(13).center, lower = scene.level(17).center;
    canvas.add_ellipsoid(Material::kSoft, {.center = {0.5 * (upper.x + lower.x) + side * 34 * s,
                                                      0.5 * (upper.y + lower.y) + 12 * s},
                                           .a = 22 * s,
                                           .b = 85 * s,
                                           .c = 22 * s,
                                           .angle = -side * 0.16,
                                           .density = 0.12});
  }
  canvas.add_ellipsoid(Material::kSoft, {.center = {-62 * s, lungs.bottom_right + 62 * s},
                                         .a = 78 * s,
                                         .b = 72 * s,
                                         .c = 70 * s,
                                         .angle = -0.35,
                                         .density = 0.09});
  // Windpipe.
  const double neck_x = scene.level(0).center.x + random.uniform(-2, 5) * s;
  const std::array<RayCanvas::TubePoint, 3> trachea{
      {{{scene.axis_x(-60 * s), -75 * s}, 7.5 * s, -0.9},
       {{neck_x, 10 * s}, 7.5 * s, -0.9},
       {{neck_x + 3 * s, 92 * fit}, 8.0 * s, -0.9}}};
  // A tube keeps the larger of two paths, so air is drawn as tissue taken away afterwards.
  RayCanvas hollow(window);
  std::array<RayCanvas::TubePoint, 3> positive = trachea;
  for (RayCanvas::TubePoint& point : positive) point.density = 0.9;
  hollow.add_tube(Material::kSoft, positive, 50.0, 1.0);
  for (std::size_t i = 0; i < hollow.soft().size(); ++i) {
    canvas.soft()[i] = std::max(0.0F, canvas.soft()[i] - hollow.soft()[i]);
  }
}

void paint_bowel(RayCanvas& canvas, const SpineScene& scene) {
  Random random = Random(scene.seed).fork(71);
  const double s = scene.build.scale, floor = scene.sacrum.y;
  const auto gas = [&](FilmPoint at, double radius, double share) {
    canvas.add_ellipsoid(Material::kSoft, {.center = at,
                                           .a = radius * random.uniform(0.7, 1.4),
                                           .b = radius * random.uniform(0.6, 1.1),
                                           .c = radius * 0.8,
                                           .angle = random.uniform(-1.5, 1.5),
                                           .density = -share});
  };
  const double amount = scene.build.gas;
  if (random.chance(0.7)) {
    gas({random.uniform(40, 75) * s, floor - random.uniform(205, 235) * s},
        random.uniform(18, 34) * s * std::min(1.2, 0.6 + amount), 0.8);
  }
  const std::array<FilmPoint, 7> places{
      {{-100, -45}, {-95, -110}, {95, -60}, {98, -150}, {30, -60}, {-35, -20}, {60, 20}}};
  for (const FilmPoint& place : places) {
    if (!random.chance(0.35 + 0.3 * amount)) continue;
    const int count = random.integer(3, 4 + static_cast<int>(8 * amount));
    const FilmPoint middle{place.x * s + random.normal(0, 12) * s,
                           floor + place.y * s + random.normal(0, 14) * s};
    for (int i = 0; i < count; ++i) {
      gas({middle.x + random.normal(0, 15) * s, middle.y + random.normal(0, 20) * s},
          random.uniform(4, 15) * s, random.uniform(0.3, 0.8));
    }
  }
  const int stool = static_cast<int>(random.uniform(5, 40) * amount);
  const FilmPoint pelvis{scene.sacrum.x + random.normal(0, 14) * s,
                         floor + random.uniform(45, 95) * s};
  for (int i = 0; i < stool; ++i) {
    gas({pelvis.x + random.normal(0, 20) * s, pelvis.y + random.normal(0, 18) * s},
        random.uniform(3, 9) * s, random.uniform(0.3, 0.8));
  }
  if (scene.build.metal > 0.0) {
    const FilmPoint zip{scene.sacrum.x + random.normal(0, 15) * s,
                        floor + random.uniform(70, 110) * s};
    for (int i = 0; i < 14; ++i) {
      canvas.add_ellipsoid(Material::kBone, {.center = {zip.x + (i % 2) * 2.2, zip.y + 3.2 * i},
                                             .a = 2.6,
                                             .b = 1.0,
                                             .c = 14.0,
                                             .density = 2.0});
    }
    canvas.add_ellipsoid(Material::kBone,
                         {.center = {zip.x, zip.y - 25}, .a = 8, .b = 8, .c = 9.0, .density = 1.5});
    const FilmPoint clip{random.normal(0, 12) * s + scene.axis_x(190 * s),
                         random.uniform(180, 240) * s};
    for (int i = 0; i < 6; ++i) {
      const int row = i / 2;
      canvas.add_shell({.center = {clip.x + 6.0 * (i % 2), clip.y + 7.0 * row},
                        .a = 2.8,
                        .b = 2.4,
                        .c = 10.0,
                        .density = 2.5},
                       1.1, 0.0);
    }
    for (const double side : {-1.0, 1.0}) {  // wire below each breast
      std::vector<RayCanvas::TubePoint> wire;
      for (int i = 0; i <= 16; ++i) {
        const double angle = dm::kPi * (0.05 + 0.9 * i / 16.0);
        wire.push_back(
            {{side * 80 * s + 58 * s * dm::cos(angle), 215 * s + 50 * s * dm::sin(angle)},
             1.0,
             12.0});
      }
      if (scene.build.breasts > 0.0) canvas.add_tube(Material::kBone, wire, 5.0, 1.0);
    }
  }
}

namespace {

// Smooth random unevenness: a lattice of numbers, blended between.
void multiply_by_noise(const RayCanvas& canvas, std::vector<float>& map, Random random,
                       double cell_mm, double strength) {
  const FilmWindow& window = canvas.window();
  const double per_pixel = window.spacing_mm / cell_mm;
  const int cells_x = static_cast<int>(window.columns * per_pixel) + 3;
  const int cells_y = static_cast<int>(window.rows * per_pixel) + 3;
  std::vector<float> lattice(static_cast<std::size_t>(cells_x) * static_cast<std::size_t>(cells_y));
  for (float& value : lattice) value = static_cast<float>(strength * random.uniform(-1.0, 1.0));
  std::vector<int> cell(static_cast<std::size_t>(window.columns));
  std::vector<float> blend(cell.size());
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const double at = static_cast<double>(i) * per_pixel;
    cell[i] = static_cast<int>(at);
    const double t = at - cell[i];
    blend[i] = static_cast<float>(t * t * (3.0 - 2.0 * t));
  }
  for (int row = 0; row < window.rows; ++row) {
    const double at = row * per_pixel;
    const int y = static_cast<int>(at);
    const double f = at - y;
    const auto t = static_cast<float>(f * f * (3.0 - 2.0 * f));
    const float* upper =
        lattice.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(cells_x);
    const float* lower = upper + cells_x;
    float* line =
        map.data() + static_cast<std::size_t>(row) * static_cast<std::size_t>(window.columns);
    for (std::size_t i = 0; i < cell.size(); ++i) {
      const int c = cell[i];
      const float a = upper[c] + blend[i] * (upper[c + 1] - upper[c]);
      const float b = lower[c] + blend[i] * (lower[c + 1] - lower[c]);
      line[i] *= 1.0F + a + t * (b - a);
    }
  }
}

}  // namespace

void roughen(RayCanvas& canvas, const SpineScene& scene) {
  const Random random = Random(scene.seed).fork(81);
  multiply_by_noise(canvas, canvas.bone(), random.fork(1), 1.3, 0.22);
  multiply_by_noise(canvas, canvas.bone(), random.fork(2), 4.0, 0.15);
  multiply_by_noise(canvas, canvas.soft(), random.fork(3), 9.0, 0.011);
  multiply_by_noise(canvas, canvas.soft(), random.fork(4), 28.0, 0.02);
}

}  // namespace overread
