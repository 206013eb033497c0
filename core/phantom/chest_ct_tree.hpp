#pragma once

#include <span>
#include <vector>

#include "core/phantom/chest_ct_anatomy.hpp"

namespace overread::chest_ct {

/// How a tree's branches get their thickness: radius = leaf_radius · leaves^(1 / exponent), at most
/// `root_radius` (Murray 1926: exponent 3; vessels and bronchi lie near 2.7).
struct TreeForm {
  double leaf_radius = 0.5;
  double root_radius = 6.0;
  double exponent = 2.7;
  double reach = 0.42;  ///< Share of the way to the middle of its leaves that a branch goes.
};

/// A tree that fills the space of `leaves`: each branch runs toward the middle of the leaves it
/// serves, then they are parted along their longest extent (after Tawhai, Pullan and Hunter 2000).
std::vector<Tube> grow_tree(Vec root, std::span<Vec> leaves, const TreeForm& form, Random random);

/// Random points inside one lung, `depth_mm` away from its surface at least along the axes.
std::vector<Vec> lung_points(const Anatomy& anatomy, Side side, int count, double depth_mm,
                             Random random);

/// Vessels and bronchi of a patient.
struct Trees {
  std::vector<Tube> vessels;
  std::vector<Tube> airways;  ///< Lumen; the wall is airway_wall(radius) thick.
};

double airway_wall(double radius);

Trees grow_trees(const Anatomy& anatomy);

/// Puts nodules of known size into the lungs, away from the hilum and from each other.
void place_nodules(Anatomy& anatomy);

}  // namespace overread::chest_ct
