#include <algorithm>
#include <cmath>

#include "core/base/deterministic_math.hpp"
#include "core/phantom/chest_ct_organs.hpp"

namespace overread::chest_ct {
namespace {

constexpr double kEmphysema_hu = -988.0;
/// Field units over which tissue gives way to emphysema.
constexpr double kRim = 0.16;
constexpr double kVessel_hu = 40.0;
constexpr double kBand_mm = 10.0;

/// Height of the main fissure: a sloping sheet from high behind to low in front.
double fissure_z(const Anatomy& anatomy, double x, double y) {
  return 140.0 + 0.85 * y + 0.02 * (x * x) / 40.0 +
         3.0 * deterministic::sin(0.04 * x + anatomy.wobble[5]);
}

}  // namespace

Parenchyma::Parenchyma(const Anatomy& anatomy)
    : anatomy_(anatomy),
      region_(anatomy.random.fork(40).next(), 34.0),
      lobule_(anatomy.random.fork(41).next(), 7.0),
      acinus_(anatomy.random.fork(42).next(), 3.4),
      texture_(anatomy.random.fork(43).next(), 2.4) {
  if (anatomy.emphysema_percent <= 0.0) return;
  // The threshold that the wanted share of the lung passes, found on random points.
  std::vector<double> values;
  for (const Side side : {Side::kRight, Side::kLeft}) {
    const std::uint64_t stream = side == Side::kRight ? 44 : 45;
    for (const Vec p : lung_points(anatomy, side, 3000, 0.0, anatomy.random.fork(stream))) {
      values.push_back(emphysema_field(p));
    }
  }
  if (values.empty()) return;
  std::ranges::sort(values);
  const double rank =
      (1.0 - anatomy.emphysema_percent / 100.0) * static_cast<double>(values.size());
  threshold_ = values[std::min(values.size() - 1, static_cast<std::size_t>(rank))];
}

double Parenchyma::emphysema_field(Vec p) const {
  return 0.8 * region_.at(p) + 0.55 * lobule_.at(p) + 0.6 * acinus_.at(p) +
         anatomy_.upper_preference * (p.z - 150.0) / 130.0;
}

void Parenchyma::paint(Canvas& canvas) const {
  std::vector<float> texture(canvas.hu().size());
  lobule_.add_plane(canvas, 9.0, texture);
  acinus_.add_plane(canvas, 10.0, texture);
  texture_.add_plane(canvas, 16.0, texture);
  std::vector<float> field(canvas.hu().size());
  const bool emphysema = threshold_ < 1e8;
  if (emphysema) {
    region_.add_plane(canvas, 0.8, field);
    lobule_.add_plane(canvas, 0.55, field);
    acinus_.add_plane(canvas, 0.6, field);
  }
  const double upper = anatomy_.upper_preference * (canvas.z() - 150.0) / 130.0;
  for (int row = 0; row < canvas.rows(); ++row) {
    const double y = canvas.y_of(row);
    // The lower lying lung is denser.
    const double gravity = anatomy_.lung_hu + 0.22 * y;
    for (int column = 0; column < canvas.columns(); ++column) {
      const auto index = static_cast<std::size_t>(row * canvas.columns() + column);
      if (!is_lung(canvas.tissue()[index])) continue;
      double hu = gravity + static_cast<double>(texture[index]);
      const double x = canvas.x_of(column);
      const double from_fissure = std::abs(canvas.z() - fissure_z(anatomy_, x, y));
      if (from_fissure < 0.9) hu += 70.0 * (1.0 - from_fissure / 0.9);
      if (emphysema) {
        const double share = smooth_step(threshold_ - 1.25 * kRim, threshold_ - 0.25 * kRim,
                                         static_cast<double>(field[index]) + upper);
        hu += (kEmphysema_hu + 0.25 * static_cast<double>(texture[index]) - hu) * share;
      }
      canvas.hu()[index] = static_cast<float>(hu);
    }
  }
}

TreePainter::TreePainter(const Trees& trees, const Anatomy& anatomy)
    : vessels_(trees.vessels), airways_(trees.airways), anatomy_(anatomy) {
  for (std::uint32_t i = 0; i < vessels_.size(); ++i) {
    const Tube& tube = vessels_[i];
    const double reach = std::max(tube.radius_from, tube.radius_to) + 3.0;
    const int first =
        std::max(0, static_cast<int>((std::min(tube.from.z, tube.to.z) - reach) / kBand_mm));
    const int last =
        std::max(0, static_cast<int>((std::max(tube.from.z, tube.to.z) + reach) / kBand_mm));
    if (by_height_.size() <= static_cast<std::size_t>(last)) {
      by_height_.resize(static_cast<std::size_t>(last) + 1);
    }
    for (int band = first; band <= last; ++band) {
      by_height_[static_cast<std::size_t>(band)].push_back(i);
    }
  }
}

void TreePainter::paint(Canvas& canvas) const {
  const auto band = static_cast<std::size_t>(std::max(0.0, canvas.z() / kBand_mm));
  if (band < by_height_.size()) {
    for (const std::uint32_t i : by_height_[band]) {
      canvas.tube(vessels_[i], kVessel_hu, Canvas::Where::kLungOnly);
    }
  }
  for (const Nodule& nodule : anatomy_.nodules) {
    canvas.sphere(nodule.center, 0.5 * nodule.diameter_mm, nodule.hu);
  }
  // Thick over thin, and lumen over wall where branches meet: the later branch opens the earlier.
  for (const Tube& tube : airways_) {
    canvas.airway(tube, airway_wall(std::max(tube.radius_from, tube.radius_to)));
  }
  for (const Tube& tube : airways_) {
    if (std::max(tube.radius_from, tube.radius_to) > 1.5) canvas.lumen(tube);
  }
}

}  // namespace overread::chest_ct
