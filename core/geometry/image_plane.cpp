#include "core/geometry/image_plane.hpp"

#include <algorithm>
#include <cmath>
#include <format>
#include <numbers>

namespace overread {
namespace {

Vector<Patient> unit(Vector<Patient> v) { return (1.0 / v.length()) * v; }

double dot(Vector<Patient> a, Vector<Patient> b) { return glm::dot(a.raw, b.raw); }

}  // namespace

Result<ImagePlane> ImagePlane::create(const std::array<double, 3>& position,
                                      const std::array<double, 6>& orientation,
                                      const PixelSpacing& spacing) {
  const auto finite = [](double value) { return std::isfinite(value); };
  if (!std::ranges::all_of(position, finite) || !std::ranges::all_of(orientation, finite)) {
    return fail(
        ErrorCode::kInvalidGeometry,
        "Image Position (Patient) (0020,0032) or Image Orientation (Patient) (0020,0037) is "
        "not a finite number");
  }
  for (const double value : spacing) {
    if (!finite(value) || value <= 0.0) {
      return fail(ErrorCode::kInvalidGeometry,
                  std::format("Pixel Spacing (0028,0030) is {} mm, must be above 0", value));
    }
  }
  const Vector<Patient> row(orientation[0], orientation[1], orientation[2]);
  const Vector<Patient> column(orientation[3], orientation[4], orientation[5]);
  for (const double length : {row.length(), column.length()}) {
    if (std::fabs(length - 1.0) > kCosineTolerance) {
      return fail(ErrorCode::kInvalidGeometry,
                  std::format("a direction of Image Orientation (Patient) (0020,0037) has length "
                              "{:.4f}, must be 1",
                              length));
    }
  }
  if (std::fabs(dot(row, column)) > kCosineTolerance) {
    return fail(ErrorCode::kInvalidGeometry,
                "the directions of Image Orientation (Patient) (0020,0037) are not perpendicular");
  }
  ImagePlane plane;
  plane.position_ = Point<Patient>(position[0], position[1], position[2]);
  plane.row_direction_ = unit(row);
  plane.column_direction_ = unit(column);
  plane.normal_ = slice_normal(orientation);
  plane.spacing_ = spacing;
  return plane;
}

Point<Patient> ImagePlane::patient_from_image(Point<Image> point) const {
  return position_ + (spacing_[1] * point.x()) * row_direction_ +
         (spacing_[0] * point.y()) * column_direction_;
}

Point<Image> ImagePlane::image_from_patient(Point<Patient> point) const {
  const Vector<Patient> offset = point - position_;
  return Point<Image>(dot(offset, row_direction_) / spacing_[1],
                      dot(offset, column_direction_) / spacing_[0]);
}

double ImagePlane::distance_mm(Point<Patient> point) const {
  return dot(point - position_, normal_);
}

Vector<Patient> slice_normal(const std::array<double, 6>& orientation) {
  const glm::dvec3 row(orientation[0], orientation[1], orientation[2]);
  const glm::dvec3 column(orientation[3], orientation[4], orientation[5]);
  return unit(Vector<Patient>(glm::cross(row, column)));
}

double angle_deg(Vector<Patient> a, Vector<Patient> b) {
  const Vector<Patient> cross(glm::cross(a.raw, b.raw));
  return std::atan2(cross.length(), dot(a, b)) * 180.0 / std::numbers::pi;
}

}  // namespace overread
