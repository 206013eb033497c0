#include "core/image/volume.hpp"

#include <algorithm>
#include <cmath>
#include <format>
#include <optional>

#include "core/base/bytes.hpp"
#include "core/geometry/image_plane.hpp"
#include "core/image/modality_lut.hpp"
#include "core/image/stack_geometry.hpp"

namespace overread {
namespace {

/// 1 GiB of 16-bit values: what a browser tab can hold beside everything else.
constexpr std::size_t kMaxVoxels = std::size_t{1} << 29;

std::unexpected<Error> unfit(std::string reason) {
  return fail(ErrorCode::kInvalidGeometry, std::move(reason));
}

const InstanceHeader& header_of(const Series& series, const SeriesFrame& frame) {
  return series.instances[static_cast<std::size_t>(frame.instance)];
}

Result<std::vector<FramePlane>> planes_of(const Series& series) {
  std::vector<FramePlane> planes;
  planes.reserve(series.frames.size());
  for (const SeriesFrame& frame : series.frames) {
    const FramePlane* plane = header_of(series, frame).plane(frame.frame_number);
    if (plane == nullptr) {
      return unfit("a frame has no Image Position (Patient) (0020,0032)");
    }
    planes.push_back(*plane);
  }
  return planes;
}

Result<void> check_stack(std::span<const FramePlane> planes) {
  const StackGeometry stack = stack_geometry(planes);
  const StepGeometry& steps = stack.steps;
  if (stack.turn_deg > kMostTurn_deg) {
    return unfit(std::format("slices are turned against each other by {:.2f}°, must be at most {}°",
                             stack.turn_deg, kMostTurn_deg));
  }
  if (steps.duplicate_count > 0) {
    return unfit(
        std::format("{} slices lie where another one is, must be 0", steps.duplicate_count));
  }
  if (steps.uneven) {
    return unfit(
        std::format("slices are unevenly spaced: {:.2f} to {:.2f} mm, must be {:.2f} ± {:.2f} mm",
                    steps.smallest_step_mm, steps.largest_step_mm, steps.usual_step_mm,
                    step_tolerance_mm(steps.usual_step_mm)));
  }
  if (steps.missing_count > 0) {
    return unfit(
        std::format("{} slices are missing: a step is {:.2f} mm, must be {:.2f} ± {:.2f} mm",
                    steps.missing_count, steps.largest_step_mm, steps.usual_step_mm,
                    step_tolerance_mm(steps.usual_step_mm)));
  }
  if (!stack.straight()) {
    return unfit(std::format("a slice lies {:.2f} mm off a straight line, must be at most {} mm",
                             stack.sideways_mm, kSidewaysTolerance_mm));
  }
  if (stack.tilt_deg > kMostTilt_deg) {
    return unfit(std::format("slices step {:.1f}° off their normal, must be at most {}°",
                             stack.tilt_deg, kMostTilt_deg));
  }
  return {};
}

Result<PixelSpacing> spacing_of(const Series& series) {
  std::optional<PixelSpacing> common;
  for (const SeriesFrame& frame : series.frames) {
    const auto spacing = header_of(series, frame).measures(frame.frame_number).pixel_spacing;
    if (!spacing) return unfit("Pixel Spacing (0028,0030) is missing");
    if (!common) common = spacing;
    if (!same_spacing(*common, *spacing)) {
      return unfit(std::format(
          "slices differ in Pixel Spacing (0028,0030): {:.4f} × {:.4f} mm, must be {:.4f} × {:.4f}",
          (*spacing)[0], (*spacing)[1], (*common)[0], (*common)[1]));
    }
  }
  return *common;
}

Result<void> check_frames(std::span<const Frame> frames, const InstanceHeader& first) {
  for (const Frame& frame : frames) {
    if (frame.stored == nullptr) return unfit("a slice has no pixels");
    if (frame.rows() != first.rows || frame.columns() != first.columns) {
      return unfit(std::format("a slice has {} × {} pixels, must have {} × {}", frame.columns(),
                               frame.rows(), first.columns, first.rows));
    }
    if (frame.is_color()) return unfit("slices are in color, must be gray");
  }
  return {};
}

std::int16_t voxel_value(double modality_value) {
  if (!(modality_value > -32768.0)) return -32768;
  return static_cast<std::int16_t>(std::min(std::floor(modality_value + 0.5), 32767.0));
}

void append_slice(const Frame& frame, std::vector<std::int16_t>& values) {
  const auto rounded = [](const Frame& from) {
    std::vector<std::int16_t> all;
    for (const double stored : stored_values(from)) {
      all.push_back(voxel_value(apply_modality_lut(stored, from.transform)));
    }
    return all;
  };
  const auto chart = value_chart(frame);
  const std::vector<std::int16_t> table = rounded(chart ? *chart : frame);
  const std::size_t count =
      static_cast<std::size_t>(frame.rows()) * static_cast<std::size_t>(frame.columns());
  for (std::size_t i = 0; i < count; ++i) {
    values.push_back(table[chart ? sample_pattern(*frame.stored, i) : i]);
  }
}

Transform<Patient, Voxel> patient_from_voxel_of(const ImagePlane& first, Point<Patient> last,
                                                int slices) {
  const glm::dvec3 column_step = first.spacing()[1] * first.row_direction().raw;
  const glm::dvec3 row_step = first.spacing()[0] * first.column_direction().raw;
  const glm::dvec3 slice_step = (last - first.position()).raw / static_cast<double>(slices - 1);
  glm::dmat4 matrix(1.0);
  matrix[0] = glm::dvec4(column_step, 0.0);
  matrix[1] = glm::dvec4(row_step, 0.0);
  matrix[2] = glm::dvec4(slice_step, 0.0);
  matrix[3] = glm::dvec4(first.position().raw, 1.0);
  return Transform<Patient, Voxel>(matrix);
}

}  // namespace

std::array<double, 3> Volume::spacing_mm() const {
  return {(patient_from_voxel * Vector<Voxel>(1, 0, 0)).length(),
          (patient_from_voxel * Vector<Voxel>(0, 1, 0)).length(),
          (patient_from_voxel * Vector<Voxel>(0, 0, 1)).length()};
}

double Volume::slice_distance_mm() const {
  const glm::dmat4& matrix = patient_from_voxel.matrix();
  const double pixel_mm2 = glm::length(glm::cross(glm::dvec3(matrix[0]), glm::dvec3(matrix[1])));
  return std::fabs(patient_from_voxel.determinant()) / pixel_mm2;
}

double Volume::voxel_volume_ml() const {
  return std::fabs(patient_from_voxel.determinant()) / 1000.0;
}

Result<Volume> build_volume(const Series& series, std::span<const Frame> frames) {
  if (series.frames.size() != frames.size()) {
    return fail(ErrorCode::kInvalidArgument,
                std::format("{} frames for a series of {}", frames.size(), series.frames.size()));
  }
  if (frames.size() < 2) {
    return unfit(std::format("{} slices, must be at least 2", frames.size()));
  }
  OVERREAD_TRY(const auto planes, planes_of(series));
  OVERREAD_CHECK(check_stack(planes));
  OVERREAD_TRY(const PixelSpacing spacing, spacing_of(series));
  const InstanceHeader& header = header_of(series, series.frames.front());
  OVERREAD_CHECK(check_frames(frames, header));
  OVERREAD_TRY(const auto first,
               ImagePlane::create(planes.front().image_position_patient,
                                  planes.front().image_orientation_patient, spacing));
  OVERREAD_TRY(const std::size_t count,
               checked_product({static_cast<std::uint64_t>(header.columns),
                                static_cast<std::uint64_t>(header.rows), frames.size()},
                               kMaxVoxels, "columns × rows × slices"));
  Volume volume{.columns = header.columns,
                .rows = header.rows,
                .slices = static_cast<int>(frames.size()),
                .patient_from_voxel = {},
                .values = {}};
  const auto& last = planes.back().image_position_patient;
  volume.patient_from_voxel =
      patient_from_voxel_of(first, Point<Patient>(last[0], last[1], last[2]), volume.slices);
  volume.values.reserve(count);
  for (const Frame& frame : frames) append_slice(frame, volume.values);
  return volume;
}

}  // namespace overread
