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

/// The most a stack may step off its normal and still be a volume, degrees: gantries tilt by up to
/// 30.
inline constexpr double kMostTilt_deg = 45.0;
/// The most a slice of a volume may be turned against the first, degrees: over half a meter it
/// shifts a voxel by less than a millimeter.
inline constexpr double kMostTurn_deg = 0.1;

/// A regular grid of modality values (HU for CT), [slices][rows][columns], rounded to 16 bits.
///
/// The grid is sheared where the slices do not step along their normal (a tilted gantry): nothing
/// is resampled, `patient_from_voxel` says where each voxel lies. Volumes are to be taken from its
/// determinant, never from a product of spacings.
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
  /// Distances of neighboring voxels in mm: between columns, between rows, and between slices the
  /// way they step.
  std::array<double, 3> spacing_mm() const;
  /// Distance of neighboring slices along their normal, mm: less than spacing_mm()[2] where the
  /// grid is sheared.
  double slice_distance_mm() const;
  /// Volume of one voxel: that of the sheared box it is.
  double voxel_volume_ml() const;
};

/// Stacks the frames of a series; frames are given in the order of `series.frames`.
///
/// @errors kInvalidGeometry with the reason, the value found and the value allowed: fewer than two
///         slices, no geometry, slices turned, repeated, missing, unevenly spaced, off a straight
///         line or tilted beyond kMostTilt_deg, mixed spacing or size, color. kTooLarge.
Result<Volume> build_volume(const Series& series, std::span<const Frame> frames);

}  // namespace overread
