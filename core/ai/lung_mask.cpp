#include "core/ai/lung_mask.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/ai/airway_tree.hpp"
#include "core/ai/lung_split.hpp"
#include "core/ai/slice_morphology.hpp"

namespace overread {
namespace {

using Mask = std::vector<std::uint8_t>;
constexpr std::uint8_t kAirway = 9;  // Inside this file only; cleared at the end.

// A part this large beside the largest one is the other lung, whatever its density.
constexpr double kSecondLungShare = 0.25;
// Smaller ones this dark are gas in bowel or stomach.
constexpr double kGasMedian_hu = -945.0;
// Both lungs in one part: each side of the middle holds at least this share.
constexpr double kJoinedShare = 0.2;
constexpr double kCutReach_mm = 60.0;
// Vessels and nodules are filled, the dome of the diaphragm is not.
constexpr double kLargestHole_mm2 = 700.0;
// A lung's area in an end slice above which the series is called cropped.
constexpr double kCroppedArea_mm2 = 3000.0;

Mask below(const Volume& volume, double threshold) {
  Mask mask(volume.values.size());
  const auto limit = static_cast<std::int16_t>(threshold);
  std::ranges::transform(volume.values, mask.begin(), [limit](std::int16_t value) {
    return static_cast<std::uint8_t>(value < limit);
  });
  return mask;
}

struct Body {
  Mask inside;
  double center_column = 0.0;
};

/// The largest connected part above `threshold`, filled slice by slice.
Body find_body(const Volume& volume, GridSize size, double threshold) {
  Body body;
  Mask tissue = below(volume, threshold);
  for (std::uint8_t& voxel : tissue) voxel ^= 1;
  const RunComponents parts =
      RunComponents::find(tissue, size, RunComponents::Connectivity::kVolume);
  body.inside.assign(tissue.size(), 0);
  if (parts.components().empty()) return body;
  const auto largest = std::ranges::max_element(parts.components(), {}, &Component::voxels);
  parts.paint(body.inside, static_cast<std::uint32_t>(largest - parts.components().begin()), 1);
  body.center_column = largest->center_column();
  fill_slice_holes(body.inside, size);
  return body;
}

/// Air that does not reach the edge of a slice and lies inside the body.
Mask air_inside(const Volume& volume, GridSize size, const Body& body, double threshold) {
  Mask air = below(volume, threshold);
  const RunComponents parts = RunComponents::find(air, size, RunComponents::Connectivity::kVolume);
  Mask values(parts.components().size());
  std::ranges::transform(parts.components(), values.begin(), [size](const Component& part) {
    return static_cast<std::uint8_t>(!part.touches_side(size));
  });
  std::ranges::fill(air, std::uint8_t{0});
  parts.paint(air, values);
  for (std::size_t i = 0; i < air.size(); ++i) air[i] &= body.inside[i];
  return air;
}

/// Marks the lumen and its wall in `mask` with kAirway.
void mark_airways(const Volume& volume, const AirwayTree& tree, double wall_mm, Mask& mask) {
  const auto spacing = volume.spacing_mm();
  const int reach_x = static_cast<int>(std::floor(wall_mm / spacing[0]));
  const int reach_y = static_cast<int>(std::floor(wall_mm / spacing[1]));
  const auto row_step = static_cast<std::uint32_t>(volume.columns);
  for (const std::uint32_t index : tree.lumen) {
    const auto column = static_cast<int>(index % row_step);
    const auto row = static_cast<int>(index / row_step) % volume.rows;
    for (int dy = -reach_y; dy <= reach_y; ++dy) {
      for (int dx = -reach_x; dx <= reach_x; ++dx) {
        const double distance =
            std::sqrt(dx * spacing[0] * dx * spacing[0] + dy * spacing[1] * dy * spacing[1]);
        if (distance > wall_mm || column + dx < 0 || column + dx >= volume.columns ||
            row + dy < 0 || row + dy >= volume.rows) {
          continue;
        }
        mask[static_cast<std::size_t>(static_cast<std::ptrdiff_t>(index) +
                                      static_cast<std::ptrdiff_t>(dy) * volume.columns + dx)] =
            kAirway;
      }
    }
  }
}

double median_hu(const Volume& volume, const RunComponents& parts, std::uint32_t index) {
  const Component& part = parts.components()[index];
  std::array<std::size_t, 1024> histogram{};  // -1024 to -1 HU; air is always there.
  for (int k = part.first_slice; k <= part.last_slice; ++k) {
    for (int y = part.first_row; y <= part.last_row; ++y) {
      for (const auto& run : parts.row(y, k)) {
        if (run.component != index) continue;
        for (int x = run.begin; x < run.end; ++x) {
          ++histogram[static_cast<std::size_t>(std::clamp(volume.at(x, y, k) + 1024, 0, 1023))];
        }
      }
    }
  }
  std::size_t sum = 0;
  std::size_t bin = 0;
  while (bin < 1023 && 2 * (sum + histogram[bin]) < part.voxels) sum += histogram[bin++];
  return static_cast<double>(bin) - 1024.0;
}

/// The parts that are lung: the large ones, and smaller ones that are not gas.
std::vector<std::uint32_t> choose_lungs(const Volume& volume, const RunComponents& parts,
                                        double min_part_ml) {
  const auto largest = std::ranges::max_element(parts.components(), {}, &Component::voxels);
  std::vector<std::uint32_t> chosen;
  for (std::uint32_t i = 0; i < parts.components().size(); ++i) {
    const Component& part = parts.components()[i];
    const double share = static_cast<double>(part.voxels) / static_cast<double>(largest->voxels);
    const double ml = static_cast<double>(part.voxels) * volume.voxel_volume_ml();
    if (ml < min_part_ml) continue;
    if (share < kSecondLungShare && median_hu(volume, parts, i) < kGasMedian_hu) continue;
    chosen.push_back(i);
  }
  return chosen;
}

/// Closes each lung on a grid of half the columns and rows, fills its holes, and adds the result.
/// A coarse voxel is lung when all four fine ones are, so that the outer edge does not move out.
void close_lung(Mask& values, GridSize size, std::uint8_t label, double radius_columns,
                double pixel_mm2) {
  const GridSize coarse{size.columns / 2, size.rows / 2, size.slices};
  Mask half(coarse.voxels());
  const auto columns = static_cast<std::size_t>(size.columns);
  const auto line_of = [&](int y, int k) {
    return (static_cast<std::size_t>(k) * static_cast<std::size_t>(size.rows) +
            static_cast<std::size_t>(y)) *
           columns;
  };
  std::size_t at = 0;
  for (int k = 0; k < coarse.slices; ++k) {
    for (int y = 0; y < coarse.rows; ++y) {
      const std::uint8_t* upper = values.data() + line_of(2 * y, k);
      const std::uint8_t* lower = upper + columns;
      for (int x = 0; x < coarse.columns; ++x, ++at) {
        half[at] = upper[2 * x] == label && upper[2 * x + 1] == label && lower[2 * x] == label &&
                   lower[2 * x + 1] == label;
      }
    }
  }
  close_slices(half, coarse, radius_columns / 2.0);
  fill_slice_holes(half, coarse, static_cast<std::size_t>(kLargestHole_mm2 / (4.0 * pixel_mm2)));
  at = 0;
  for (int k = 0; k < coarse.slices; ++k) {
    for (int y = 0; y < coarse.rows; ++y) {
      for (int x = 0; x < coarse.columns; ++x, ++at) {
        if (half[at] == 0) continue;
        for (const std::size_t line : {line_of(2 * y, k), line_of(2 * y + 1, k)}) {
          for (const int dx : {0, 1}) {
            std::uint8_t& voxel = values[line + static_cast<std::size_t>(2 * x + dx)];
            if (voxel == 0) voxel = label;
          }
        }
      }
    }
  }
}

bool large_in_slice(const LungMask& mask, int slice, double pixel_mm2) {
  const auto begin =
      mask.values.begin() +
      static_cast<std::ptrdiff_t>(slice) * static_cast<std::ptrdiff_t>(mask.size.slice_voxels());
  const auto count =
      std::count_if(begin, begin + static_cast<std::ptrdiff_t>(mask.size.slice_voxels()),
                    [](std::uint8_t voxel) { return voxel != kNoLung; });
  return static_cast<double>(count) * pixel_mm2 > kCroppedArea_mm2;
}

/// Labels the chosen parts right and left by where their middle lies in the patient.
bool label_sides(const Volume& volume, const RunComponents& parts,
                 const std::vector<std::uint32_t>& chosen, double center_column, LungMask& lungs) {
  // The patient's left is +x; columns usually run that way.
  const bool columns_to_left = volume.patient_from_voxel.matrix()[0][0] >= 0.0;
  const std::uint8_t lower = columns_to_left ? kRightLung : kLeftLung;
  const std::uint8_t higher = columns_to_left ? kLeftLung : kRightLung;
  const std::uint32_t largest = *std::ranges::max_element(
      chosen, {}, [&](std::uint32_t i) { return parts.components()[i].voxels; });
  const Component& main = parts.components()[largest];
  std::size_t low_side = 0;
  for (int k = main.first_slice; k <= main.last_slice; ++k) {
    for (int y = main.first_row; y <= main.last_row; ++y) {
      for (const auto& run : parts.row(y, k)) {
        if (run.component != largest) continue;
        const int cut = static_cast<int>(center_column);
        low_side += static_cast<std::size_t>(std::max(0, std::min(run.end, cut) - run.begin));
      }
    }
  }
  const double share = static_cast<double>(low_side) / static_cast<double>(main.voxels);
  const bool joined = share > kJoinedShare && share < 1.0 - kJoinedShare;
  if (joined) {
    Mask both(lungs.values.size());
    parts.paint(both, largest, 1);
    cut_lungs_apart(both, lungs.size, center_column,
                    static_cast<int>(kCutReach_mm / volume.spacing_mm()[0]), lower, higher);
    for (std::size_t i = 0; i < both.size(); ++i) {
      if (both[i] != 0) lungs.values[i] = both[i];
    }
  }
  for (const std::uint32_t i : chosen) {
    if (joined && i == largest) continue;
    const bool low = parts.components()[i].center_column() < center_column;
    parts.paint(lungs.values, i, low ? lower : higher);
  }
  return joined;
}

}  // namespace

std::optional<LungMask> find_lungs(const Volume& volume, const LungMaskParameters& parameters,
                                   const std::function<bool(double)>& keep_going) {
  LungMask lungs;
  lungs.size = {volume.columns, volume.rows, volume.slices};
  const GridSize size = lungs.size;
  double center_column = 0.0;
  Mask air;
  {
    const Body body = find_body(volume, size, parameters.body_above_hu);
    center_column = body.center_column;
    if (!keep_going(0.2)) return {};
    air = air_inside(volume, size, body, parameters.air_below_hu);
  }
  if (!keep_going(0.4)) return {};

  const AirwayTree tree = find_airways(volume, air, center_column);
  lungs.airway_found = tree.found;
  lungs.airway_ml = static_cast<double>(tree.lumen.size()) * volume.voxel_volume_ml();
  if (!keep_going(0.55)) return {};

  lungs.values.assign(air.size(), 0);
  mark_airways(volume, tree, parameters.airway_wall_mm, lungs.values);
  for (std::size_t i = 0; i < air.size(); ++i) air[i] &= lungs.values[i] != kAirway;
  {
    const RunComponents parts =
        RunComponents::find(air, size, RunComponents::Connectivity::kVolume);
    if (parts.components().empty()) return {};
    const auto chosen = choose_lungs(volume, parts, parameters.min_part_ml);
    if (chosen.empty()) return {};
    if (!keep_going(0.65)) return {};
    lungs.lungs_cut_apart = label_sides(volume, parts, chosen, center_column, lungs);
  }
  air = {};
  if (!keep_going(0.8)) return {};

  const double radius = parameters.closing_mm / volume.spacing_mm()[0];
  const double pixel_mm2 = volume.spacing_mm()[0] * volume.spacing_mm()[1];
  close_lung(lungs.values, size, kRightLung, radius, pixel_mm2);
  if (!keep_going(0.9)) return {};
  close_lung(lungs.values, size, kLeftLung, radius, pixel_mm2);
  for (std::uint8_t& voxel : lungs.values) {
    if (voxel == kAirway) voxel = kNoLung;
  }
  lungs.reaches_bottom = large_in_slice(lungs, 0, pixel_mm2);
  lungs.reaches_top = large_in_slice(lungs, size.slices - 1, pixel_mm2);
  if (volume.patient_from_voxel.matrix()[2][2] < 0.0) {
    std::swap(lungs.reaches_bottom, lungs.reaches_top);
  }
  return lungs;
}

}  // namespace overread
