#include "core/phantom/chest_ct_wall.hpp"

#include <algorithm>
#include <cmath>

#include "core/base/deterministic_math.hpp"

namespace overread::chest_ct {
namespace {

namespace dm = deterministic;

constexpr int kAngles = 2048;
constexpr int kHalfTurn = kAngles / 2;
constexpr double kRibHalfHeight_mm = 6.2;
constexpr double kRibHalfThickness_mm = 4.0;
constexpr double kRibDepth_mm = 6.0;  ///< Of its middle outside the cavity.
constexpr int kRibs = 12;

double angle_of(int index) { return (index - kHalfTurn) * (2.0 * dm::kPi / kAngles); }

/// Height of rib `i` (0 at the top) at `back` radians from the spine.
double rib_z(int i, double back, double apex_z) {
  const double start = apex_z - 8.0 - 23.5 * i;
  const double drop = 15.0 + 3.2 * std::min(i, 7);  // For each radian.
  return start - drop * back;
}

/// Where bone gives way to cartilage, radians from the spine.
double rib_end(int i) { return i < 7 ? 2.62 - 0.02 * i : 2.3 - 0.22 * (i - 7); }

}  // namespace

WallPainter::WallPainter(const Anatomy& anatomy, const Canvas& canvas)
    : anatomy_(anatomy),
      radius_(canvas.hu().size()),
      angle_(canvas.hu().size()),
      coarse_(anatomy.random.fork(30).next(), 9.0),
      fine_(anatomy.random.fork(31).next(), 2.6) {
  for (int row = 0; row < canvas.rows(); ++row) {
    for (int column = 0; column < canvas.columns(); ++column) {
      const double x = canvas.x_of(column);
      const double y = canvas.y_of(row);
      const auto index = static_cast<std::size_t>(row * canvas.columns() + column);
      radius_[index] = static_cast<float>(std::sqrt(x * x + y * y));
      const double turn = dm::atan2(x, -y) / (2.0 * dm::kPi) * kAngles + kHalfTurn + 0.5;
      angle_[index] = static_cast<std::uint16_t>(static_cast<int>(std::floor(turn)) % kAngles);
    }
  }
}

WallPainter::Ring WallPainter::ring(double z) const {
  Ring ring;
  const double upper = smooth_step(165.0, 215.0, z);
  const double blade = z < 150.0 ? -1.0 : smooth_step(150.0, 220.0, z);
  for (int index = 0; index < kAngles; ++index) {
    const double phi = angle_of(index);
    const double side = std::abs(phi);  // 0 front, pi back
    const double back = dm::kPi - side;
    const double cavity = anatomy_.cavity_radius(phi, z);
    const double skin = anatomy_.skin_radius(phi, z);
    // Fat is thick in front and at the flanks, thin over the back.
    const double fat =
        anatomy_.fat_mm * (0.85 + 0.35 * dm::sin(side) - 0.35 * smooth_step(2.2, 3.1, side));
    ring.cavity.push_back(static_cast<float>(cavity));
    ring.skin.push_back(static_cast<float>(skin));
    ring.muscle.push_back(static_cast<float>(std::max(skin - fat, cavity + 11.0)));
    // Muscle under the fat: breast, back, and all around below them.
    const auto hill = [side](double at, double width) {
      const double t = (side - at) / width;
      return dm::exp(-t * t);
    };
    ring.outer.push_back(static_cast<float>(
        (1.0 - upper) * (9.0 + 3.0 * dm::sin(side)) +
        upper * (12.0 * hill(0.8, 0.4) + 9.0 * hill(1.85, 0.25) + 12.0 * hill(2.8, 0.4) - 2.0)));
    ring.inner.push_back(static_cast<float>(2.0 + 5.0 * hill(1.6, 0.6)));
    ring.blade.push_back(std::abs(side - 2.08) < 0.12 + 0.34 * blade);
    double nearest = 9.0;
    bool cartilage = false;
    for (int i = 0; i < kRibs; ++i) {
      const double end = rib_end(i);
      double at = rib_z(i, std::min(back, end), anatomy_.apex_z);
      // Cartilage climbs back to the breast bone.
      if (back > end) at += (back - end) * (8.0 + 9.0 * i);
      const double dz = std::abs(z - at) / kRibHalfHeight_mm;
      if (i > 9 && back > end) continue;
      if (dz < nearest) {
        nearest = dz;
        cartilage = back > end;
      }
    }
    if (side < 0.14) nearest = 9.0;  // The breast bone is painted by itself.
    ring.rib.push_back(static_cast<float>(nearest));
    ring.cartilage.push_back(cartilage);
  }
  return ring;
}

float WallPainter::wall_hu(const Ring& ring, std::size_t angle, double radius, double,
                           float texture) const {
  const double skin = ring.skin[angle];
  const double muscle = ring.muscle[angle];
  const double depth = radius - ring.cavity[angle];
  if (ring.cavity[angle] < 1.0F) return -90.0F + 10.0F * texture;
  if (radius > skin - 1.8) return 10.0F;
  if (radius > muscle) return -104.0F + 8.0F * texture;
  const double across = (depth - kRibDepth_mm) / kRibHalfThickness_mm;
  const double level = across * across + static_cast<double>(ring.rib[angle]) * ring.rib[angle];
  if (level < 1.0) {
    if (ring.cartilage[angle]) return 95.0F + 20.0F * texture;
    return level > 0.45 ? 780.0F : 260.0F + 60.0F * texture;
  }
  if (depth < 1.2) return -10.0F;
  if (depth < kRibDepth_mm + kRibHalfThickness_mm + 1.0) {
    // Between the ribs: muscle with fat along it.
    return std::abs(across) > 0.75 || texture > 0.55F ? -60.0F : 42.0F + 8.0F * texture;
  }
  // Muscle on the ribs, under the fat, and around the shoulder blades; fat between them.
  const float flesh = (texture > 0.72F ? -20.0F : 54.0F) + 6.0F * texture;
  const double from_ribs = depth - 11.0 - ring.inner[angle];
  const double from_fat = muscle - ring.outer[angle] - radius;
  if (from_ribs < 0.0 || from_fat < 0.0) {
    const double edge = std::min(std::abs(from_ribs), std::abs(from_fat));
    const bool sheets_touch =
        muscle - ring.cavity[angle] - 11.0 < ring.inner[angle] + ring.outer[angle];
    return sheets_touch && edge < 0.6 + 0.5 * texture ? -70.0F : flesh;
  }
  if (ring.blade[angle]) {
    const double from_blade = std::abs(radius - (muscle - 15.0));
    if (from_blade < 15.0 + 1.5 * texture) return flesh;
  }
  return -100.0F + 10.0F * texture;
}

float WallPainter::abdomen_hu(double x, double y, double z, double depth_mm, float texture) const {
  // Liver under the right dome and across the middle in front.
  const double right = (x + 58.0) / 84.0;
  const double liver_level = right * right + (y + 6.0) * (y + 6.0) / (92.0 * 92.0);
  // Its left lobe tapers to the left, in front of the stomach.
  const double lx = (x - 0.0) / 52.0;
  const double ly = (y + 46.0) / 34.0;
  const bool liver = liver_level < 1.0 || lx * lx + ly * ly < 1.0;
  if (liver && !(x > -4.0 && y > 20.0)) {
    // Its veins, darker without contrast.
    const double vein = coarse_.at({x * 0.45, y * 0.45, z * 0.45});
    return std::abs(vein) < 0.035 ? 44.0F : 59.0F + 3.0F * texture;
  }
  const double sx = (x - 78.0) / 34.0;
  const double sy = (y - 38.0) / 34.0;
  if (sx * sx + sy * sy < 1.0 && z < 80.0) return 49.0F + 3.0F * texture;  // Spleen.
  const double gx = (x - 52.0) / 44.0;
  const double gy = (y + 16.0) / 36.0;
  const double stomach = gx * gx + gy * gy;
  if (stomach < 1.0) {
    if (stomach > 0.84) return 42.0F;
    // Gas rises to the front, and stays away from the lung by more than the coarsest grid blurs.
    if (y < -30.0 && stomach < 0.72 && z < 62.0 && depth_mm > 11.0) return -995.0F;
    return 24.0F + 10.0F * texture;
  }
  return -98.0F + 12.0F * texture;
}

void WallPainter::table(Canvas& canvas) const {
  // Two sheets of the table, and the mattress between them and the back.
  const Ellipse outer{.x = 0.0, .y = -284.0, .a = 420.0, .b = 412.0, .turn = 0.0};
  for (int row = canvas.rows() * 3 / 4; row < canvas.rows(); ++row) {
    for (int column = 0; column < canvas.columns(); ++column) {
      const auto index = static_cast<std::size_t>(row * canvas.columns() + column);
      const double d =
          (std::sqrt(outer.level(canvas.x_of(column), canvas.y_of(row))) - 1.0) * 412.0;
      if (std::abs(d) < 0.9) canvas.hu()[index] = -350.0F;
      if (d > 0.9 && d < 16.0) canvas.hu()[index] = -955.0F;
      if (std::abs(d - 17.0) < 1.0) canvas.hu()[index] = -200.0F;
    }
  }
}

void WallPainter::paint(Canvas& canvas) const {
  table(canvas);
  const double z = canvas.z();
  const Ring around = ring(z);
  std::vector<float> texture(canvas.hu().size());
  coarse_.add_plane(canvas, 0.75, texture);
  fine_.add_plane(canvas, 0.55, texture);
  for (int row = 0; row < canvas.rows(); ++row) {
    const double y = canvas.y_of(row);
    for (int column = 0; column < canvas.columns(); ++column) {
      const auto index = static_cast<std::size_t>(row * canvas.columns() + column);
      const std::size_t angle = angle_[index];
      const float radius = radius_[index];
      if (radius > around.skin[angle]) continue;
      if (radius >= around.cavity[angle]) {
        canvas.hu()[index] = wall_hu(around, angle, radius, z, texture[index]);
        continue;
      }
      const double x = canvas.x_of(column);
      const double floor = anatomy_.diaphragm_z(x, y);
      if (z > floor) {
        canvas.tissue()[index] = x < 2.0 ? Tissue::kRightLung : Tissue::kLeftLung;
      } else if (z > floor - 2.5 || radius > around.cavity[angle] - 2.5F) {
        canvas.hu()[index] = 50.0F;  // The diaphragm.
      } else {
        const double depth_mm =
            std::min(floor - z, static_cast<double>(around.cavity[angle] - radius));
        canvas.hu()[index] = abdomen_hu(x, y, z, depth_mm, texture[index]);
      }
    }
  }
}

}  // namespace overread::chest_ct
