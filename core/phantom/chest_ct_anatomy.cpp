#include "core/phantom/chest_ct_anatomy.hpp"

#include <algorithm>
#include <cmath>

#include "core/base/deterministic_math.hpp"

namespace overread::chest_ct {
namespace {

namespace dm = deterministic;

/// |x/a|^p + |y/b|^p = 1 in polar form.
double superellipse(double sine, double cosine, double a, double b, double power) {
  const double sum = dm::pow(std::abs(sine) / a, power) + dm::pow(std::abs(cosine) / b, power);
  return dm::pow(sum, -1.0 / power);
}

double bump(double angle, double center, double width) {
  double distance = std::abs(angle - center);
  if (distance > dm::kPi) distance = 2.0 * dm::kPi - distance;
  const double t = distance / width;
  return dm::exp(-t * t);
}

double ellipsoid_share(double z, double center, double half) {
  const double t = (z - center) / half;
  return t * t >= 1.0 ? 0.0 : std::sqrt(1.0 - t * t);
}

}  // namespace

Vec operator+(Vec a, Vec b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
Vec operator-(Vec a, Vec b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
Vec operator*(double s, Vec v) { return {s * v.x, s * v.y, s * v.z}; }
double dot(Vec a, Vec b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
double length(Vec v) { return std::sqrt(dot(v, v)); }

double smooth_step(double low, double high, double value) {
  const double t = std::clamp((value - low) / (high - low), 0.0, 1.0);
  return t * t * (3.0 - 2.0 * t);
}

double Dome::height(double at_x, double at_y) const {
  const double u = (at_x - x) / width;
  const double v = (at_y - y) / depth;
  return top - drop * (u * u + v * v);
}

double Ellipse::level(double at_x, double at_y) const {
  const double cosine = dm::cos(turn);
  const double sine = dm::sin(turn);
  const double u = ((at_x - x) * cosine + (at_y - y) * sine) / a;
  const double v = ((at_y - y) * cosine - (at_x - x) * sine) / b;
  return u * u + v * v;
}

Anatomy::Anatomy(std::uint64_t seed) : random(seed) {
  Random draw = random.fork(1);
  width_factor = draw.uniform(0.95, 1.04);
  depth_factor = draw.uniform(0.94, 1.05);
  fat_mm = draw.uniform(9.0, 19.0);
  apex_z = draw.uniform(289.0, 297.0);
  for (double& one : wobble) one = draw.uniform(0.0, 2.0 * dm::kPi);
  domes[0] = {.x = -62.0,
              .y = -10.0,
              .top = draw.uniform(92.0, 108.0),
              .width = 66.0,
              .depth = 88.0,
              .drop = 58.0};
  domes[1] = {.x = 62.0,
              .y = -6.0,
              .top = domes[0].top - draw.uniform(4.0, 16.0),
              .width = 66.0,
              .depth = 86.0,
              .drop = 58.0};
  trabecular_hu = draw.uniform(70.0, 220.0);
  first_disc_z = draw.uniform(2.0, 20.0);
  vertebra_pitch_mm = draw.uniform(22.5, 25.5);
  ascending_aorta_mm = draw.uniform(28.0, 44.0);
  descending_aorta_mm = std::min(0.76 * ascending_aorta_mm + draw.uniform(-2.0, 2.0), 32.0);
  heart_turn = draw.uniform(0.45, 0.7);
  heart_axes[0] = draw.uniform(54.0, 64.0);
  heart_center.x = draw.uniform(15.0, 23.0);
  lung_hu = draw.uniform(-878.0, -838.0);
  upper_preference = draw.uniform(0.0, 1.0);
  // A third of the patients are healthy, the rest spread evenly.
  emphysema_percent = draw.chance(0.33) ? draw.uniform(0.0, 1.5) : draw.uniform(2.0, 40.0);

  // Coronary arteries as points on the heart's surface, then calcium along them.
  coronaries[0] = {heart_surface(-0.15, -0.75, 0.62, 0.99), heart_surface(0.15, -0.85, 0.45, 1.0),
                   heart_surface(0.45, -0.8, 0.2, 1.0), heart_surface(0.7, -0.6, -0.1, 1.0),
                   heart_surface(0.9, -0.3, -0.35, 1.0)};
  coronaries[1] = {heart_surface(-0.1, -0.55, 0.66, 0.97), heart_surface(0.35, 0.1, 0.6, 0.99),
                   heart_surface(0.35, 0.6, 0.4, 1.0), heart_surface(0.2, 0.85, 0.1, 1.0)};
  coronaries[2] = {heart_surface(-0.35, -0.7, 0.6, 0.99), heart_surface(-0.65, -0.7, 0.35, 1.0),
                   heart_surface(-0.8, -0.55, 0.0, 1.0), heart_surface(-0.6, -0.45, -0.4, 1.0)};
  Random calcium = random.fork(2);
  const int count = calcium.chance(0.4) ? 0 : calcium.integer(1, 9);
  for (int i = 0; i < count; ++i) {
    const auto& artery =
        coronaries[static_cast<std::size_t>(calcium.chance(0.55) ? 0 : calcium.integer(1, 2))];
    const auto leg =
        static_cast<std::size_t>(calcium.integer(0, static_cast<int>(artery.size()) - 2));
    const double at = calcium.uniform();
    const Vec step = artery[leg + 1] - artery[leg];
    const Vec from = artery[leg] + at * step;
    const Vec to = from + (calcium.uniform(1.0, 7.0) / length(step)) * step;
    const double radius = calcium.uniform(0.9, 2.0);
    calcifications.push_back({{from, to, radius, radius}, calcium.uniform(350.0, 950.0)});
  }
}

double Anatomy::cavity_radius(double phi, double z) const {
  if (z >= apex_z) return 0.0;
  const double sine = dm::sin(phi);
  const double cosine = dm::cos(phi);
  // Widest a hand above the diaphragm, narrower to the apex and a little below.
  const double rise = std::clamp((z - 120.0) / (apex_z - 120.0), 0.0, 1.0);
  const double share = dm::pow(1.0 - dm::pow(rise, 4.2), 0.55);
  const double low = 1.0 - 0.05 * smooth_step(90.0, 0.0, z);
  const double a = 124.0 * width_factor * low * (0.30 + 0.70 * share);
  const double front = 84.0 * depth_factor * (0.22 + 0.78 * share);
  const double back = 101.0 * depth_factor * (0.45 + 0.55 * share);
  double radius = superellipse(sine, cosine, a, cosine > 0.0 ? front : back, 2.25);
  radius *= 1.0 - 0.34 * bump(phi, dm::kPi, 0.38);
  // Behind the breast bone the wall is flat; beside it the chest narrows to the front.
  radius *= 1.0 - 0.05 * bump(phi, 0.0, 0.4);
  radius *= 1.0 - 0.11 * (bump(phi, 0.9, 0.45) + bump(phi, -0.9, 0.45));
  radius *= 1.0 + 0.03 * (bump(phi, 2.1, 0.5) + bump(phi, -2.1, 0.5));
  radius += 1.6 * dm::sin(3.0 * phi + wobble[0] + z * 0.013) +
            1.0 * dm::sin(5.0 * phi + wobble[1] - z * 0.021);
  return std::max(radius, 0.0);
}

double Anatomy::skin_radius(double phi, double z) const {
  const double sine = dm::sin(phi);
  const double cosine = dm::cos(phi);
  const double upper = smooth_step(170.0, 290.0, z);
  const double a = (140.0 * width_factor + fat_mm) + 9.0 * upper;
  const double front = 90.0 * depth_factor + fat_mm - 16.0 * upper;
  const double back = 112.0 * depth_factor + fat_mm - 8.0 * upper;
  double radius = superellipse(sine, cosine, a, cosine > 0.0 ? front : back, 2.4 + 0.5 * upper);
  radius -= 5.0 * bump(phi, dm::kPi, 0.22);       // Furrow over the spine.
  radius += 6.0 * smooth_step(150.0, 210.0, z) *  // Shoulder blades.
            (bump(phi, 2.25, 0.4) + bump(phi, -2.25, 0.4));
  radius += 5.0 * bump(z, 170.0, 45.0) * (bump(phi, 0.75, 0.4) + bump(phi, -0.75, 0.4));
  radius -= 10.0 * (1.0 - upper) * (bump(phi, 0.9, 0.4) + bump(phi, -0.9, 0.4));
  radius += 1.5 * dm::sin(2.0 * phi + wobble[2]) + 1.2 * dm::sin(4.0 * phi + wobble[3] + z * 0.01);
  return radius;
}

double Anatomy::diaphragm_z(double x, double y) const {
  const double dome = std::max(domes[0].height(x, y), domes[1].height(x, y));
  // Under the heart the tendon lies between the domes.
  const Dome tendon{.x = 8.0, .y = -34.0, .top = 78.0, .width = 50.0, .depth = 48.0, .drop = 40.0};
  return std::max({dome, tendon.height(x, y), 14.0});
}

Vec Anatomy::heart_surface(double across, double along, double up, double depth) const {
  const double norm = std::sqrt(across * across + along * along + up * up) / depth;
  const double u = across / norm * heart_axes[0];
  const double v = along / norm * heart_axes[1];
  // The long axis points left, forward: turned about z by -heart_turn.
  const double cosine = dm::cos(-heart_turn);
  const double sine = dm::sin(-heart_turn);
  return heart_center +
         Vec{u * cosine - v * sine, u * sine + v * cosine, up / norm * heart_axes[2]};
}

Ellipse heart_outline(const Anatomy& anatomy, double z, double margin) {
  const double share = ellipsoid_share(z, anatomy.heart_center.z, anatomy.heart_axes[2] + margin);
  if (share <= 0.0) return {};
  return {.x = anatomy.heart_center.x,
          .y = anatomy.heart_center.y,
          .a = (anatomy.heart_axes[0] + margin) * share,
          .b = (anatomy.heart_axes[1] + margin) * share,
          .turn = -anatomy.heart_turn};
}

std::vector<Ellipse> mediastinum(const Anatomy& anatomy, double z) {
  std::vector<Ellipse> parts;
  const Ellipse heart = heart_outline(anatomy, z, 4.0);
  if (heart.a > 0.0) parts.push_back(heart);
  const double top = smooth_step(215.0, 262.0, z);
  const double low = smooth_step(110.0, 60.0, z);
  // Around trachea, esophagus, spine.
  parts.push_back(
      {.x = 1.0, .y = 34.0 - 4.0 * low, .a = 21.0 + 11.0 * top, .b = 38.0, .turn = 0.0});
  // Descending aorta.
  parts.push_back({.x = 22.0 - 8.0 * low,
                   .y = 40.0,
                   .a = 0.5 * anatomy.descending_aorta_mm + 3.0,
                   .b = 0.5 * anatomy.descending_aorta_mm + 3.0,
                   .turn = 0.0});
  // Great vessels, and the root of the lungs.
  const double vessels = smooth_step(140.0, 165.0, z);
  if (vessels > 0.0) {
    parts.push_back({.x = -2.0,
                     .y = -14.0,
                     .a = (30.0 + 0.25 * anatomy.ascending_aorta_mm + 2.0 * top) * vessels,
                     .b = (36.0 - 2.0 * top) * vessels,
                     .turn = 0.0});
    const double arch = bump(z, 208.0, 14.0);
    parts.push_back(
        {.x = 16.0, .y = 8.0, .a = 10.0 + 14.0 * arch, .b = 20.0 + 16.0 * arch, .turn = 0.25});
  }
  const double hilum = bump(z, 172.0, 20.0);
  if (hilum > 0.05) {
    parts.push_back({.x = 0.0, .y = 6.0, .a = 46.0 * hilum, .b = 17.0, .turn = 0.0});
  }
  // Fat behind the breast bone; the lungs nearly touch in the middle of its height.
  const double thick =
      3.2 + 17.0 * smooth_step(200.0, 245.0, z) + 20.0 * smooth_step(105.0, 75.0, z);
  parts.push_back({.x = 3.0, .y = -62.0, .a = thick, .b = 38.0, .turn = 0.12});
  // Heart's fat pads on the diaphragm.
  const double pads = bump(z, 84.0, 18.0);
  if (pads > 0.05) {
    parts.push_back({.x = 12.0, .y = -50.0, .a = 58.0 * pads, .b = 24.0, .turn = -0.2});
  }
  return parts;
}

bool Anatomy::lung_at(Vec p) const {
  const double radius = std::sqrt(p.x * p.x + p.y * p.y);
  if (radius >= cavity_radius(dm::atan2(p.x, -p.y), p.z)) return false;
  if (p.z <= diaphragm_z(p.x, p.y)) return false;
  for (const Ellipse& part : mediastinum(*this, p.z)) {
    if (part.level(p.x, p.y) < 1.0) return false;
  }
  return true;
}

}  // namespace overread::chest_ct
