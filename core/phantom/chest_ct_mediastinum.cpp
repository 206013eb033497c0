#include <algorithm>
#include <cmath>

#include "core/base/deterministic_math.hpp"
#include "core/phantom/chest_ct_organs.hpp"

namespace overread::chest_ct {
namespace {

namespace dm = deterministic;

constexpr double kFat_hu = -96.0;
constexpr double kBlood_hu = 43.0;
constexpr double kMuscle_hu = 50.0;

void circle(Canvas& canvas, double x, double y, double diameter, double hu) {
  canvas.ellipse({.x = x, .y = y, .a = 0.5 * diameter, .b = 0.5 * diameter, .turn = 0.0}, hu);
}

/// Only within the cavity: the envelope must not paint over ribs or breast bone.
void fat(const Anatomy& anatomy, Canvas& canvas) {
  for (const Ellipse& part : mediastinum(anatomy, canvas.z())) canvas.ellipse(part, kFat_hu);
}

void heart(const Anatomy& anatomy, Canvas& canvas) {
  const double z = canvas.z();
  const Ellipse sac = heart_outline(anatomy, z, 1.2);
  if (sac.a > 0.0) canvas.ellipse(sac, 25.0);
  const Ellipse fat_layer = heart_outline(anatomy, z, 0.5);
  if (fat_layer.a > 0.0) canvas.ellipse(fat_layer, kFat_hu);
  Ellipse muscle = heart_outline(anatomy, z, -2.2);
  if (muscle.a <= 0.0) return;
  // The fat lies over the right side and the tip, little behind.
  muscle.x += 1.2;
  muscle.y += 1.6;
  canvas.ellipse(muscle, kMuscle_hu);
  // Blood is a little darker than muscle without contrast.
  const double turn = -anatomy.heart_turn;
  const double cosine = dm::cos(turn);
  const double sine = dm::sin(turn);
  const auto chamber = [&](double across, double along, double a, double b) {
    canvas.ellipse({.x = muscle.x + across * muscle.a * cosine - along * muscle.b * sine,
                    .y = muscle.y + across * muscle.a * sine + along * muscle.b * cosine,
                    .a = a * muscle.a,
                    .b = b * muscle.b,
                    .turn = turn},
                   kBlood_hu - 5.0);
  };
  chamber(0.36, 0.16, 0.36, 0.38);
  chamber(0.1, -0.5, 0.42, 0.28);
  chamber(-0.52, -0.12, 0.3, 0.42);
  chamber(-0.28, 0.52, 0.4, 0.28);
  // Grooves between the chambers hold fat.
  const auto groove = [&](double across, double along, double a, double b) {
    canvas.ellipse({.x = muscle.x + across * muscle.a * cosine - along * muscle.b * sine,
                    .y = muscle.y + across * muscle.a * sine + along * muscle.b * cosine,
                    .a = a,
                    .b = b,
                    .turn = turn},
                   kFat_hu);
  };
  groove(-0.55, -0.86, 8.0, 5.0);
  groove(0.3, 0.95, 9.0, 4.0);
  groove(0.55, -0.9, 7.0, 3.0);
}

void coronaries(const Anatomy& anatomy, Canvas& canvas) {
  for (const auto& artery : anatomy.coronaries) {
    for (std::size_t i = 0; i + 1 < artery.size(); ++i) {
      canvas.tube({artery[i], artery[i + 1], 4.6, 4.4}, kFat_hu);
    }
  }
  for (const auto& artery : anatomy.coronaries) {
    for (std::size_t i = 0; i + 1 < artery.size(); ++i) {
      canvas.tube({artery[i], artery[i + 1], 1.9, 1.6}, kBlood_hu);
    }
  }
  for (const Calcification& calcium : anatomy.calcifications) {
    canvas.tube(calcium.shape, calcium.hu);
  }
}

void aorta(const Anatomy& anatomy, Canvas& canvas) {
  const double up = 0.5 * anatomy.ascending_aorta_mm;
  const double down = 0.5 * anatomy.descending_aorta_mm;
  const double arch_z = 206.0;
  canvas.tube({{6.0, -16.0, 138.0}, {-13.0, -24.0, 168.0}, up, up}, kBlood_hu);
  canvas.tube({{-13.0, -24.0, 168.0}, {-11.0, -20.0, arch_z - 6.0}, up, up}, kBlood_hu);
  canvas.tube({{-11.0, -20.0, arch_z - 6.0}, {4.0, -4.0, arch_z}, 0.97 * up, 0.9 * up}, kBlood_hu);
  canvas.tube({{4.0, -4.0, arch_z}, {20.0, 26.0, arch_z - 4.0}, 0.9 * up, down}, kBlood_hu);
  canvas.tube({{20.0, 26.0, arch_z - 4.0}, {22.0, 40.0, arch_z - 22.0}, down, down}, kBlood_hu);
  canvas.tube({{22.0, 40.0, arch_z - 22.0}, {22.0, 40.0, 112.0}, down, down}, kBlood_hu);
  canvas.tube({{22.0, 40.0, 112.0}, {14.0, 36.0, 40.0}, down, 0.95 * down}, kBlood_hu);
  canvas.tube({{14.0, 36.0, 40.0}, {10.0, 34.0, -20.0}, 0.95 * down, 0.9 * down}, kBlood_hu);
  // Branches of the arch.
  canvas.tube({{-8.0, -14.0, 208.0}, {-18.0, -8.0, 250.0}, 6.4, 5.8}, kBlood_hu);
  canvas.tube({{-18.0, -8.0, 250.0}, {-26.0, -2.0, 305.0}, 5.4, 3.6}, kBlood_hu);
  canvas.tube({{3.0, -4.0, 210.0}, {15.0, -2.0, 305.0}, 4.2, 3.6}, kBlood_hu);
  canvas.tube({{12.0, 10.0, 210.0}, {24.0, 8.0, 262.0}, 5.0, 4.6}, kBlood_hu);
  canvas.tube({{24.0, 8.0, 262.0}, {60.0, -12.0, 284.0}, 4.6, 4.2}, kBlood_hu);
}

void veins_and_trunk(Canvas& canvas) {
  canvas.tube({{-30.0, -12.0, 158.0}, {-28.0, -20.0, 228.0}, 9.0, 8.4}, kBlood_hu);
  canvas.tube({{-28.0, -20.0, 228.0}, {-34.0, -18.0, 300.0}, 7.4, 6.0}, kBlood_hu);
  canvas.tube({{-26.0, -24.0, 226.0}, {26.0, -26.0, 244.0}, 6.6, 6.2}, kBlood_hu);
  canvas.tube({{26.0, -26.0, 244.0}, {36.0, -16.0, 300.0}, 6.4, 5.6}, kBlood_hu);
  // Pulmonary trunk and its two arteries.
  canvas.tube({{22.0, -44.0, 146.0}, {20.0, -26.0, 174.0}, 13.0, 12.6}, kBlood_hu);
  canvas.tube({{20.0, -24.0, 174.0}, {34.0, 2.0, 180.0}, 11.0, 9.6}, kBlood_hu);
  canvas.tube({{16.0, -18.0, 172.0}, {-16.0, 0.0, 171.0}, 10.4, 9.2}, kBlood_hu);
  canvas.tube({{-16.0, 0.0, 171.0}, {-38.0, 5.0, 170.0}, 9.2, 7.6}, kBlood_hu);
  // Lower pulmonary veins into the left atrium, and the cavae below.
  canvas.tube({{-36.0, 8.0, 150.0}, {2.0, 8.0, 146.0}, 6.0, 8.0}, kBlood_hu);
  canvas.tube({{38.0, 12.0, 150.0}, {6.0, 10.0, 146.0}, 6.0, 8.0}, kBlood_hu);
  canvas.tube({{-26.0, 8.0, 112.0}, {-24.0, 14.0, 40.0}, 11.0, 12.5}, kBlood_hu);
  canvas.tube({{-24.0, 14.0, 40.0}, {-20.0, 18.0, -20.0}, 12.5, 11.0}, kBlood_hu);
  canvas.tube({{-6.0, 38.0, 30.0}, {-8.0, 36.0, 200.0}, 3.4, 4.0}, kBlood_hu);
}

void gullet(Canvas& canvas) {
  const double z = canvas.z();
  const double x = 5.0 + 10.0 * smooth_step(120.0, 80.0, z);
  const double y = 28.0 - 12.0 * smooth_step(90.0, 62.0, z);
  if (z < 58.0) return;
  canvas.ellipse({.x = x, .y = y, .a = 9.0, .b = 6.0, .turn = 0.2}, 38.0);
  // Now and then some air.
  const double swallowed = dm::sin(0.11 * z + 1.0);
  if (swallowed > 0.35) circle(canvas, x, y, 4.5 * swallowed, -850.0);
}

}  // namespace

void paint_mediastinum(const Anatomy& anatomy, Canvas& canvas) {
  // The envelope is fat only where lung was: wall, ribs and abdomen stay as they are.
  Canvas& c = canvas;
  const std::vector<float> before = c.hu();
  const std::vector<Tissue> tissue = c.tissue();
  fat(anatomy, c);
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (tissue[i] == Tissue::kOther) c.hu()[i] = before[i];
  }
  heart(anatomy, c);
  veins_and_trunk(c);
  aorta(anatomy, c);
  coronaries(anatomy, c);
  gullet(c);
}

}  // namespace overread::chest_ct
