#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "core/base/deterministic_math.hpp"
#include "core/phantom/spine_anatomy.hpp"

namespace overread {
namespace {

namespace dm = deterministic;
using Material = RayCanvas::Material;

constexpr std::array<double, 12> kChestHalfWidth{52,  80,  98,  110, 118, 124,
                                                 128, 130, 128, 122, 112, 84};
constexpr std::array<double, 12> kRibDrop{34, 62, 92, 116, 136, 150, 156, 150, 142, 126, 92, 60};
constexpr std::array<double, 12> kRibEnd{165, 160, 155, 152, 150, 148, 146, 138, 130, 122, 84, 58};

}  // namespace

void paint_ribs(RayCanvas& canvas, const SpineScene& scene) {
  Random random = Random(scene.seed).fork(31);
  const double scale = scene.build.scale, bone = scene.build.bone * random.uniform(0.75, 1.2);
  const double slope = random.uniform(0.8, 1.15), width = 0.5 + 0.5 * scene.build.girth;
  const double depth_share = random.uniform(0.65, 0.85);
  std::vector<RayCanvas::TubePoint> points;
  for (int number = 1; number <= 12; ++number) {
    const auto index = static_cast<std::size_t>(number - 1);
    const PlacedVertebra& v = scene.level(number);
    const double chest = kChestHalfWidth[index] * scale * width * random.uniform(0.98, 1.02);
    const double end_factor = number >= 11 ? random.uniform(0.75, 1.1) : random.uniform(0.96, 1.03);
    const double tilt = dm::tan(0.7 * v.mid_deg() * dm::kRadiansPerDegree);
    for (const double side : {-1.0, 1.0}) {
      // The rib cage turns with the vertebra: the hump opens the ribs on the convex side.
      const double hump = 1.0 - 0.35 * side * dm::sin(v.axial_rad);
      const double drop = kRibDrop[index] * scale * slope * hump;
      const double start = dm::asin(std::min(0.9, (v.half_width + 1.0) / chest));
      const double end = kRibEnd[index] * dm::kRadiansPerDegree * end_factor;
      constexpr int kSteps = 26;
      points.clear();
      for (int i = 0; i <= kSteps; ++i) {
        const double phi = start + (end - start) * i / kSteps;
        const double sine = dm::sin(phi), cosine = dm::cos(phi);
        const double free = std::clamp(sine * 1.2, 0.0, 1.0);
        const double middle = v.center.x * (1.0 - 0.45 * free);
        const double x = middle + side * chest * sine;
        const double y = v.center.y - 0.45 * v.half_height + drop * 0.5 * (1.0 - cosine) +
                         (x - v.center.x) * tilt;
        // Length per length on the film: the lateral turn runs along the beam.
        const double film_x = chest * cosine, film_y = 0.5 * drop * sine;
        const double beam = depth_share * chest * sine;
        const double film = std::sqrt(film_x * film_x + film_y * film_y) + 1.0;
        const double oblique = std::min(2.6, std::sqrt(film * film + beam * beam) / film);
        const double taper = i == 0 ? 0.7 : 1.0;
        const double front = phi > 0.5 * dm::kPi ? 0.6 : 1.0;
        points.push_back({{x, y},
                          (number == 1 ? 6.6 : 5.4) * scale * scene.build.rib_width * taper,
                          (number >= 11 ? 0.5 : 0.7) * bone * oblique * front});
      }
      canvas.add_tube(Material::kBone, points, 1.0, 0.3);
    }
  }
}

void paint_head_and_shoulders(RayCanvas& canvas, const SpineScene& scene) {
  Random random = Random(scene.seed).fork(41);
  const double s = scene.build.scale, bone = scene.build.bone;
  const FilmPoint neck = scene.level(0).center;
  const FilmPoint top = scene.vertebrae.front().center;
  const double lift = random.uniform(-18.0, 12.0) * s;
  for (const double side : {-1.0, 1.0}) {
    const auto at = [&](double x, double y) {
      return FilmPoint{neck.x + side * x * s, neck.y + y * s + lift * std::min(1.0, x / 90.0)};
    };
    const std::array<RayCanvas::TubePoint, 5> clavicle{{{at(14, 46), 7.5 * s, 0.55 * bone},
                                                        {at(45, 40), 5.5 * s, 0.55 * bone},
                                                        {at(85, 24), 5.0 * s, 0.55 * bone},
                                                        {at(125, 10), 5.5 * s, 0.55 * bone},
                                                        {at(150, 8), 6.5 * s, 0.5 * bone}}};
    canvas.add_tube(Material::kBone, clavicle, 1.5, 0.3);
    const std::array<FilmPoint, 5> scapula{
        {at(88, 35), at(150, 28), at(152, 60), at(128, 120), at(112, 165)}};
    canvas.add_sheet(scapula, 2.0 * bone, 3.5 * bone, 4.0);
    const std::array<RayCanvas::TubePoint, 3> spine_of_scapula{
        {{at(90, 52), 3.0 * s, 0.5 * bone},
         {at(130, 30), 4.0 * s, 0.5 * bone},
         {at(165, 12), 6.0 * s, 0.5 * bone}}};
    canvas.add_tube(Material::kBone, spine_of_scapula, 1.2, 0.3);
    canvas.add_shell(
        {.center = at(172, 42), .a = 23 * s, .b = 24 * s, .c = 22 * s, .density = 0.55 * bone}, 1.6,
        0.25);
    const std::array<RayCanvas::TubePoint, 3> humerus{{{at(174, 55), 15 * s, 0.6 * bone},
                                                       {at(186, 140), 11 * s, 0.6 * bone},
                                                       {at(196, 330), 10.5 * s, 0.6 * bone}}};
    canvas.add_tube(Material::kBone, humerus, 4.0 * s, 0.05);
    // Jaw and teeth.
    const auto jaw_at = [&](double x, double y) {
      return FilmPoint{top.x + side * x * s, top.y + y * s};
    };
    const std::array<RayCanvas::TubePoint, 4> jaw{{{jaw_at(0, -2), 8 * s, 0.9 * bone},
                                                   {jaw_at(28, -8), 8 * s, 0.9 * bone},
                                                   {jaw_at(48, -30), 8 * s, 0.9 * bone},
                                                   {jaw_at(55, -70), 9 * s, 0.9 * bone}}};
    canvas.add_tube(Material::kBone, jaw, 3.0 * s, 0.3);
    for (int tooth = 0; tooth < 5; ++tooth) {
      for (const double row : {-18.0, -31.0}) {
        canvas.add_ellipsoid(Material::kBone, {.center = jaw_at(4 + 8.0 * tooth, row),
                                               .a = 3.6 * s,
                                               .b = 6.5 * s,
                                               .c = 5.0 * s,
                                               .density = 1.2});
      }
    }
  }
  const FilmPoint skull{top.x, top.y - 100 * s};
  canvas.add_shell({.center = skull, .a = 76 * s, .b = 104 * s, .c = 90 * s, .density = bone},
                   5.0 * s, 0.0);
  canvas.add_ellipsoid(Material::kBone, {.center = {skull.x, skull.y + 50 * s},
                                         .a = 42 * s,
                                         .b = 34 * s,
                                         .c = 30 * s,
                                         .density = 0.22 * bone});
}

void paint_pelvis(RayCanvas& canvas, const SpineScene& scene) {
  Random random = Random(scene.seed).fork(51);
  const double s = scene.build.scale, bone = scene.build.bone * random.uniform(0.85, 1.15);
  const double wide = random.uniform(0.92, 1.08), tall = random.uniform(0.9, 1.15);
  const double angle = scene.sacrum_deg * 0.6 * dm::kRadiansPerDegree;
  const double cosine = dm::cos(angle), sine = dm::sin(angle);
  const auto at = [&](double x, double y) {
    const double px = x * s * wide, py = y * s * tall;
    return FilmPoint{scene.sacrum.x + px * cosine - py * sine,
                     scene.sacrum.y + px * sine + py * cosine};
  };
  const std::array<FilmPoint, 8> sacrum{{at(-54, 2), at(-24, -3), at(24, -3), at(54, 2), at(46, 36),
                                         at(24, 78), at(9, 112), at(-9, 112)}};
  std::array<FilmPoint, 10> outline{};
  std::copy(sacrum.begin(), sacrum.end(), outline.begin());
  outline[8] = at(-24, 78);
  outline[9] = at(-46, 36);
  canvas.add_sheet(outline, 6.0 * bone, 3.5 * bone, 5.0 * s);
  for (int i = 0; i < 4; ++i) {
    for (const double side : {-1.0, 1.0}) {
      canvas.add_ellipsoid(Material::kBone, {.center = at(side * (21 - 2.5 * i), 18 + 21.0 * i),
                                             .a = (5.5 - 0.6 * i) * s,
                                             .b = 4.5 * s,
                                             .c = 3.0 * s,
                                             .density = -0.7 * bone});
    }
    canvas.add_shell({.center = at(0, 10 + 20.0 * i),
                      .a = 3.2 * s,
                      .b = 8 * s,
                      .c = 5 * s,
                      .density = 0.6 * bone},
                     1.2, 0.3);
  }
  for (const double side : {-1.0, 1.0}) {
    const std::array<FilmPoint, 15> ilium{
        {at(side * 34, 6), at(side * 42, -22), at(side * 58, -40), at(side * 80, -50),
         at(side * 102, -47), at(side * 124, -32), at(side * 140, -4), at(side * 143, 18),
         at(side * 128, 48), at(side * 122, 76), at(side * 100, 96), at(side * 76, 92),
         at(side * 62, 74), at(side * 52, 50), at(side * 42, 36)}};
    canvas.add_sheet(ilium, 3.6 * bone, 5.5 * bone, 6.0 * s);
    canvas.add_shell({.center = at(side * 98, 104),
                      .a = 25 * s,
                      .b = 25 * s,
                      .c = 24 * s,
                      .density = 0.7 * bone},
                     1.8, 0.3);
    const auto tube = [&](std::span<const RayCanvas::TubePoint> points, double wall) {
      canvas.add_tube(Material::kBone, points, wall * s, 0.3);
    };
    const std::array<RayCanvas::TubePoint, 4> femur{{{at(side * 104, 108), 17 * s, 0.6 * bone},
                                                     {at(side * 138, 132), 18 * s, 0.6 * bone},
                                                     {at(side * 144, 175), 15 * s, 0.7 * bone},
                                                     {at(side * 136, 330), 14 * s, 0.8 * bone}}};
    tube(femur, 4.5);
    const std::array<RayCanvas::TubePoint, 3> pubis{{{at(side * 80, 100), 9 * s, 0.7 * bone},
                                                     {at(side * 45, 106), 7.5 * s, 0.7 * bone},
                                                     {at(side * 9, 124), 10 * s, 0.7 * bone}}};
    tube(pubis, 1.8);
    const std::array<RayCanvas::TubePoint, 5> ischium{{{at(side * 84, 108), 12 * s, 0.7 * bone},
                                                       {at(side * 78, 140), 12 * s, 0.7 * bone},
                                                       {at(side * 66, 166), 11 * s, 0.7 * bone},
                                                       {at(side * 40, 158), 7 * s, 0.7 * bone},
                                                       {at(side * 14, 136), 8 * s, 0.7 * bone}}};
    tube(ischium, 1.8);
  }
}

}  // namespace overread
