#include "core/phantom/spine_curve.hpp"

#include <algorithm>
#include <cmath>

#include "core/base/deterministic_math.hpp"

namespace overread {
namespace {

constexpr double kLargestPerLevelDeg = 8.5;

}  // namespace

std::string spine_level_name(int level) {
  if (level <= 0) return "C" + std::to_string(7 + level);
  if (level <= 12) return "T" + std::to_string(level);
  if (level <= 17) return "L" + std::to_string(level - 12);
  return "S" + std::to_string(level - 17);
}

std::vector<SpineCurve> random_spine_curves(Random& random, double straight_chance,
                                            double largest_deg) {
  const bool right = random.chance(0.7);
  if (random.chance(straight_chance)) {
    if (random.chance(0.4)) return {};
    const int upper = random.integer(3, 9);
    return {{.upper_level = upper,
             .lower_level = upper + random.integer(4, 7),
             .cobb_deg = random.uniform(1.0, 8.0),
             .convex_right = right}};
  }
  // More small curves than large ones, as clinics see them.
  const double share = random.uniform();
  const double major = 10.0 + (largest_deg - 10.0) * share * (0.35 + 0.65 * share);
  std::vector<SpineCurve> curves;
  const auto push = [&](int upper, int lower, double degrees, bool convex_right) {
    // A motion segment bends only so far.
    curves.push_back(
        {upper, lower, std::min(degrees, kLargestPerLevelDeg * (lower - upper)), convex_right});
  };
  const int pattern = random.integer(0, 9);
  if (pattern <= 4) {  // main thoracic with compensation above and below
    const int upper = random.integer(4, 6), lower = random.integer(11, 13);
    push(random.integer(0, 1), upper, major * random.uniform(0.25, 0.7), !right);
    push(upper, lower, major, right);
    push(lower, std::min(16, lower + random.integer(3, 5)), major * random.uniform(0.2, 0.75),
         !right);
  } else if (pattern <= 6) {  // thoracic and lumbar of one size
    const int upper = random.integer(4, 6), lower = random.integer(10, 12);
    push(upper, lower, major, right);
    push(lower, random.integer(15, 16), major * random.uniform(0.8, 1.0), !right);
  } else if (pattern == 7) {  // thoracolumbar
    const int upper = random.integer(8, 10), lower = random.integer(15, 16);
    push(random.integer(2, 4), upper, major * random.uniform(0.2, 0.6), right);
    push(upper, lower, major, !right);
  } else if (pattern == 8) {  // lumbar
    const int upper = random.integer(11, 13),
              lower = random.chance(0.2) ? 17 : random.integer(15, 16);
    push(random.integer(4, 6), upper, major * random.uniform(0.2, 0.6), right);
    push(upper, lower, major, !right);
  } else {  // one long curve
    const int upper = random.integer(2, 6);
    push(upper, std::min(17, upper + random.integer(8, 11)), major, right);
  }
  return curves;
}

SpineTilt::SpineTilt(std::span<const SpineCurve> curves, double neck_deg, double pelvis_deg) {
  // Each end vertebra becomes a node; the Cobb angles are the steps between nodes.
  double degrees = 0.0;
  std::vector<Node> inner;
  for (std::size_t i = 0; i < curves.size(); ++i) {
    const SpineCurve& curve = curves[i];
    const double step = curve.convex_right ? -curve.cobb_deg : curve.cobb_deg;
    if (i == 0) {
      degrees = -0.5 * step;
      inner.push_back({curve.upper_level - 0.4, degrees});
    } else if (curve.upper_level > curves[i - 1].lower_level) {
      inner.push_back({curve.upper_level - 0.4, degrees});
    }
    degrees += step;
    inner.push_back({curve.lower_level + 0.4, degrees});
  }
  // Balance the whole about zero, then let the ends run out.
  if (!inner.empty()) {
    double low = inner[0].degrees, high = low;
    for (const Node& node : inner) {
      low = std::min(low, node.degrees);
      high = std::max(high, node.degrees);
    }
    for (Node& node : inner) node.degrees -= 0.5 * (low + high);
  }
  nodes_.push_back({-5.0, neck_deg});
  for (const Node& node : inner) {
    if (node.level > nodes_.back().level + 0.3) nodes_.push_back(node);
  }
  nodes_.push_back({std::max(19.0, nodes_.back().level + 1.0), pelvis_deg});
}

double SpineTilt::at(double level) const {
  if (level <= nodes_.front().level) return constant_ + nodes_.front().degrees;
  for (std::size_t i = 0; i + 1 < nodes_.size(); ++i) {
    const Node& a = nodes_[i];
    const Node& b = nodes_[i + 1];
    if (level > b.level) continue;
    const double t = (level - a.level) / (b.level - a.level);
    const double smooth = 0.5 - 0.5 * deterministic::cos(deterministic::kPi * t);
    return constant_ + a.degrees + smooth * (b.degrees - a.degrees);
  }
  return constant_ + nodes_.back().degrees;
}

}  // namespace overread
