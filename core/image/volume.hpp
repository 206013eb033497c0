#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/result.hpp"
#include "core/geometry/spaces.hpp"
#include "core/image/frame.hpp"
#include "core/image/series.hpp"

namespace overread {

/// A regular grid of modality values (HU for CT), [slices][rows][columns], rounded to 16 bits.
struct Volume {
  int columns = 0;
  int rows = 0;
  int slices = 0;
  Transform<Patient, Voxel> patient_from_voxel;
  std::vector<std::int16_t> values;

  std::size_t index(int column, int row, int slice) const {
    return (static_cast<std::size_t>(slice) * static_cast<std::size_t>(rows) +
            static_cast<std::size_t>(row)) *
               static_cast<std::size_t>(columns) +
           static_cast<std::size_t>(column);
  }
  std::int16_t at(int column, int row, int slice) const {
    return values[index(column, row, slice)];
  }
  /// Size of one voxel in mm: between columns, between rows, between slices.
  std::array<double, 3> spacing_mm() const;
  double voxel_volume_ml() const;
};

/// Stacks the frames of a series; frames are given in the order of `series.frames`.
///
/// @errors kInvalidGeometry with the reason: fewer than two slices, no geometry, uneven spacing,
///         mixed orientation, gantry tilt. kTooLarge.
Result<Volume> build_volume(const Series& series, std::span<const Frame> frames);

}  // namespace overread
