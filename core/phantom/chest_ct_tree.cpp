#include "core/phantom/chest_ct_tree.hpp"

#include <algorithm>
#include <cmath>

#include "core/base/deterministic_math.hpp"

namespace overread::chest_ct {
namespace {

double axis_of(Vec v, int axis) { return axis == 0 ? v.x : axis == 1 ? v.y : v.z; }

class Grower {
 public:
  Grower(const TreeForm& form, Random random, std::vector<Tube>& tubes)
      : form_(form), random_(random), tubes_(tubes) {}

  void grow(Vec from, double radius_from, std::span<Vec> leaves) {
    if (leaves.empty()) return;
    Vec middle;
    for (Vec leaf : leaves) middle = middle + leaf;
    middle = (1.0 / static_cast<double>(leaves.size())) * middle;
    const double reach = leaves.size() == 1 ? 0.85 : form_.reach;
    Vec to = from + reach * (middle - from);
    const double span = length(to - from);
    to = to + Vec{random_.normal(0.0, 0.04 * span), random_.normal(0.0, 0.04 * span),
                  random_.normal(0.0, 0.04 * span)};
    const double radius = thickness(leaves.size());
    tubes_.push_back({from, to, std::min(radius_from, 1.15 * radius), radius});
    if (leaves.size() == 1) return;

    int axis = 0;
    double widest = -1.0;
    for (int i = 0; i < 3; ++i) {
      double low = axis_of(leaves.front(), i);
      double high = low;
      for (Vec leaf : leaves) {
        low = std::min(low, axis_of(leaf, i));
        high = std::max(high, axis_of(leaf, i));
      }
      if (high - low > widest) {
        widest = high - low;
        axis = i;
      }
    }
    // Uneven shares, as branches have: one thick, one thin.
    const double share = random_.uniform(0.32, 0.68);
    const auto cut = std::clamp<std::size_t>(
        static_cast<std::size_t>(share * static_cast<double>(leaves.size())), 1, leaves.size() - 1);
    std::ranges::sort(leaves, [axis](Vec a, Vec b) {
      if (axis_of(a, axis) != axis_of(b, axis)) return axis_of(a, axis) < axis_of(b, axis);
      return a.x != b.x ? a.x < b.x : a.y < b.y;
    });
    grow(to, radius, leaves.first(cut));
    grow(to, radius, leaves.subspan(cut));
  }

 private:
  double thickness(std::size_t leaves) const {
    return std::min(
        form_.root_radius,
        form_.leaf_radius * deterministic::pow(static_cast<double>(leaves), 1.0 / form_.exponent));
  }

  TreeForm form_;
  Random random_;
  std::vector<Tube>& tubes_;
};

void append(std::vector<Tube>& to, const std::vector<Tube>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

}  // namespace

std::vector<Tube> grow_tree(Vec root, std::span<Vec> leaves, const TreeForm& form, Random random) {
  std::vector<Tube> tubes;
  Grower(form, random, tubes).grow(root, form.root_radius, leaves);
  return tubes;
}

std::vector<Vec> lung_points(const Anatomy& anatomy, Side side, int count, double depth_mm,
                             Random random) {
  std::vector<Vec> points;
  const double sign = side == Side::kRight ? -1.0 : 1.0;
  for (int tries = 0; tries < 60 * count && static_cast<int>(points.size()) < count; ++tries) {
    const Vec p{sign * random.uniform(0.0, 130.0), random.uniform(-95.0, 112.0),
                random.uniform(20.0, anatomy.apex_z)};
    const double d = depth_mm;
    if (anatomy.lung_at(p) && anatomy.lung_at({p.x + sign * d, p.y, p.z}) &&
        anatomy.lung_at({p.x, p.y + d, p.z}) && anatomy.lung_at({p.x, p.y - d, p.z}) &&
        anatomy.lung_at({p.x, p.y, p.z - d}) && anatomy.lung_at({p.x, p.y, p.z + d})) {
      points.push_back(p);
    }
  }
  return points;
}

double airway_wall(double radius) { return 0.55 + 0.12 * radius; }

Trees grow_trees(const Anatomy& anatomy) {
  Trees trees;
  const Random random = anatomy.random.fork(3);
  const Vec carina{1.0, 12.0, 186.0};
  trees.airways.push_back({{0.0, 4.0, 310.0}, {1.0, 10.0, 230.0}, 8.6, 8.4});
  trees.airways.push_back({{1.0, 10.0, 230.0}, carina, 8.4, 8.2});
  for (const Side side : {Side::kRight, Side::kLeft}) {
    const bool right = side == Side::kRight;
    const double sign = right ? -1.0 : 1.0;
    const std::uint64_t stream = right ? 10 : 20;
    // The left main bronchus is longer and flatter.
    const Vec hilum = right ? Vec{-27.0, 12.0, 168.0} : Vec{32.0, 14.0, 164.0};
    trees.airways.push_back({carina, hilum, right ? 7.0 : 6.2, right ? 6.2 : 5.6});
    std::vector<Vec> ends = lung_points(anatomy, side, 70, 14.0, random.fork(stream));
    append(trees.airways,
           grow_tree(hilum, ends,
                     {.leaf_radius = 0.5, .root_radius = 5.4, .exponent = 1.8, .reach = 0.36},
                     random.fork(stream + 1)));
    std::vector<Vec> arteries = lung_points(anatomy, side, 1500, 3.0, random.fork(stream + 2));
    append(trees.vessels,
           grow_tree({sign * 36.0, 4.0, 174.0}, arteries,
                     {.leaf_radius = 0.46, .root_radius = 7.2, .exponent = 2.6, .reach = 0.34},
                     random.fork(stream + 3)));
    std::vector<Vec> veins = lung_points(anatomy, side, 1200, 3.0, random.fork(stream + 4));
    append(trees.vessels,
           grow_tree({sign * 34.0, -6.0, 158.0}, veins,
                     {.leaf_radius = 0.46, .root_radius = 6.2, .exponent = 2.6, .reach = 0.34},
                     random.fork(stream + 5)));
  }
  return trees;
}

void place_nodules(Anatomy& anatomy) {
  Random random = anatomy.random.fork(4);
  const int count = random.chance(0.35) ? 0 : random.integer(1, 3);
  for (int i = 0; i < count; ++i) {
    const Side side = random.chance(0.5) ? Side::kRight : Side::kLeft;
    const double diameter = random.uniform(5.0, 18.0);
    const std::vector<Vec> places = lung_points(anatomy, side, 1, 0.5 * diameter + 3.0,
                                                random.fork(100 + static_cast<std::uint64_t>(i)));
    const double hu = random.uniform(10.0, 60.0);
    if (places.empty()) continue;
    const bool apart = std::ranges::all_of(anatomy.nodules, [&](const Nodule& other) {
      return length(other.center - places.front()) > other.diameter_mm + diameter;
    });
    if (apart) anatomy.nodules.push_back({places.front(), diameter, hu, side});
  }
}

}  // namespace overread::chest_ct
