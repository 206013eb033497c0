#include "core/ai/airway_tree.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace overread {
namespace {

// A trachea's cross-section: 10 to 30 mm wide, with room for the oblique and the diseased.
constexpr double kMinArea_mm2 = 50.0;
constexpr double kMaxArea_mm2 = 900.0;
constexpr double kMaxOffset_mm = 45.0;
constexpr double kMaxElongation = 2.5;
constexpr double kMinFill = 0.55;
constexpr double kMinTrack_mm = 15.0;
constexpr double kLumenBelow_hu = -700.0;
// Lumen of trachea and bronchi together: 30 to 90 mL in adults.
constexpr double kMaxTree_ml = 110.0;
constexpr double kLeakRatio = 1.6;
constexpr double kLeakSlack_ml = 4.0;

struct Section {
  Component part;
  std::uint32_t index = 0;
};

struct Track {
  std::vector<std::uint32_t> lumen;
  int first_slice = 0, last_slice = 0;
  Section last;
  double offset_sum = 0.0;
};

class TracheaSearch {
 public:
  TracheaSearch(const Volume& volume, std::span<const std::uint8_t> air, double center_column)
      : volume_(volume), air_(air), center_(center_column), spacing_(volume.spacing_mm()) {}

  /// The longest chain of round sections near the midline, empty when too short.
  std::vector<std::uint32_t> run() {
    // k rises toward the head when the grid's third axis points to +z.
    const bool head_last = volume_.patient_from_voxel.matrix()[2][2] >= 0.0;
    const int count = std::max(2, volume_.slices / 2);
    std::vector<Track> tracks;
    for (int i = 0; i < count && i < volume_.slices; ++i) {
      advance(head_last ? volume_.slices - 1 - i : i, tracks);
    }
    const auto score = [this](const Track& track) {
      const int length = std::abs(track.last_slice - track.first_slice) + 1;
      return length * spacing_[2] - 0.5 * track.offset_sum / length;
    };
    const auto best = std::ranges::max_element(tracks, {}, score);
    if (best == tracks.end()) return {};
    const int length = std::abs(best->last_slice - best->first_slice) + 1;
    if (length < 2 || length * spacing_[2] < kMinTrack_mm) return {};
    return best->lumen;
  }

 private:
  bool is_round(const Component& part) const {
    const double area = static_cast<double>(part.voxels) * spacing_[0] * spacing_[1];
    if (area < kMinArea_mm2 || area > kMaxArea_mm2) return false;
    const double width = (part.last_column - part.first_column + 1) * spacing_[0];
    const double height = (part.last_row - part.first_row + 1) * spacing_[1];
    if (std::max(width, height) > kMaxElongation * std::min(width, height)) return false;
    if (area < kMinFill * width * height) return false;
    return std::abs(part.center_column() - center_) * spacing_[0] <= kMaxOffset_mm;
  }

  void advance(int slice, std::vector<Track>& tracks) {
    const GridSize size{volume_.columns, volume_.rows, 1};
    const std::size_t offset = static_cast<std::size_t>(slice) * size.slice_voxels();
    std::vector<std::uint8_t> lumen(size.slice_voxels());
    for (std::size_t i = 0; i < lumen.size(); ++i) {
      lumen[i] = air_[offset + i] != 0 && volume_.values[offset + i] < kLumenBelow_hu;
    }
    const RunComponents parts =
        RunComponents::find(lumen, size, RunComponents::Connectivity::kSlice);
    for (std::uint32_t index = 0; index < parts.components().size(); ++index) {
      const Component& part = parts.components()[index];
      if (!is_round(part)) continue;
      Track* track = continued(part, slice, tracks);
      if (track == nullptr) {
        tracks.push_back({.lumen = {}, .first_slice = slice, .last_slice = slice, .last = {}});
        track = &tracks.back();
      }
      track->last_slice = slice;
      track->last = {part, index};
      track->offset_sum += std::abs(part.center_column() - center_) * spacing_[0];
      for (int row = part.first_row; row <= part.last_row; ++row) {
        for (const auto& run : parts.row(row, 0)) {
          if (run.component != index) continue;
          for (int x = run.begin; x < run.end; ++x) {
            track->lumen.push_back(static_cast<std::uint32_t>(volume_.index(x, row, slice)));
          }
        }
      }
    }
  }

  /// The track whose last section was in the neighboring slice and shares its box with `part`.
  static Track* continued(const Component& part, int slice, std::vector<Track>& tracks) {
    for (Track& track : tracks) {
      if (std::abs(track.last_slice - slice) != 1) continue;
      const Component& last = track.last.part;
      const bool overlap = part.first_column <= last.last_column &&
                           last.first_column <= part.last_column &&
                           part.first_row <= last.last_row && last.first_row <= part.last_row;
      if (overlap) return &track;
    }
    return nullptr;
  }

  const Volume& volume_;
  std::span<const std::uint8_t> air_;
  double center_;
  std::array<double, 3> spacing_;
};

/// Voxels below `threshold` connected to the seeds by faces; empty when more than `limit`.
std::vector<std::uint32_t> grow_airways(const Volume& volume, std::span<const std::uint8_t> air,
                                        const std::vector<std::uint32_t>& seeds, double threshold,
                                        std::size_t limit, std::vector<std::uint8_t>& visited) {
  std::vector<std::uint32_t> found;
  const auto row_step = static_cast<std::uint32_t>(volume.columns);
  const auto slice_step = row_step * static_cast<std::uint32_t>(volume.rows);
  const auto total = static_cast<std::uint32_t>(volume.values.size());
  const auto visit = [&](std::uint32_t index) {
    if (visited[index] != 0 || air[index] == 0 || volume.values[index] >= threshold) return;
    visited[index] = 1;
    found.push_back(index);
  };
  for (std::uint32_t seed : seeds) visit(seed);
  for (std::size_t at = 0; at < found.size() && found.size() <= limit; ++at) {
    const std::uint32_t index = found[at];
    const std::uint32_t column = index % row_step;
    if (column > 0) visit(index - 1);
    if (column + 1 < row_step) visit(index + 1);
    const std::uint32_t in_slice = index % slice_step;
    if (in_slice >= row_step) visit(index - row_step);
    if (in_slice + row_step < slice_step) visit(index + row_step);
    if (index >= slice_step) visit(index - slice_step);
    if (index + slice_step < total) visit(index + slice_step);
  }
  for (std::uint32_t index : found) visited[index] = 0;
  if (found.size() > limit) found.clear();
  return found;
}

}  // namespace

AirwayTree find_airways(const Volume& volume, std::span<const std::uint8_t> air,
                        double body_center_column) {
  AirwayTree tree;
  const std::vector<std::uint32_t> trachea = TracheaSearch(volume, air, body_center_column).run();
  if (trachea.empty()) return tree;
  tree.found = true;
  tree.lumen = trachea;
  const double voxel_ml = volume.voxel_volume_ml();
  const auto limit = static_cast<std::size_t>(kMaxTree_ml / voxel_ml);
  std::vector<std::uint8_t> visited(volume.values.size());
  std::size_t previous = 0;
  for (double threshold = -960.0; threshold <= -740.0; threshold += 20.0) {
    std::vector<std::uint32_t> grown =
        grow_airways(volume, air, trachea, threshold, limit, visited);
    if (grown.empty() && previous == 0) continue;
    const auto slack = static_cast<std::size_t>(kLeakSlack_ml / voxel_ml);
    const bool leaked =
        grown.empty() || (previous > 0 && static_cast<double>(grown.size()) >
                                              kLeakRatio * static_cast<double>(previous) +
                                                  static_cast<double>(slack));
    if (leaked) break;
    previous = std::max(grown.size(), trachea.size());
    tree.lumen = std::move(grown);
  }
  // What the search called trachea stays, whatever the threshold.
  tree.lumen.insert(tree.lumen.end(), trachea.begin(), trachea.end());
  std::ranges::sort(tree.lumen);
  const auto doubles = std::ranges::unique(tree.lumen);
  tree.lumen.erase(doubles.begin(), doubles.end());
  return tree;
}

}  // namespace overread
