#pragma once

#include <array>

#include "core/base/result.hpp"
#include "core/geometry/spaces.hpp"

namespace overread {

/// Distances between pixel centers in mm, in DICOM's order: {between rows, between columns}.
///
/// @dicom PS3.3 10.7.1.3
using PixelSpacing = std::array<double, 2>;

/// How far row and column cosines may be from unit length and from a right angle, since files hold
/// them in few digits.
inline constexpr double kCosineTolerance = 1e-2;

/// One frame's plane in the patient. See COORDINATES.md.
///
/// @dicom PS3.3 C.7.6.2.1.1
class ImagePlane {
 public:
  /// @param position     Image Position (Patient), mm: center of the first pixel.
  /// @param orientation  Image Orientation (Patient): row cosines, then column cosines.
  /// @errors             kInvalidGeometry when a number is not finite, a cosine not of unit length
  ///                     or not perpendicular, or a spacing not positive.
  static Result<ImagePlane> create(const std::array<double, 3>& position,
                                   const std::array<double, 6>& orientation,
                                   const PixelSpacing& spacing);

  /// Where a pixel's center lies, mm.
  Point<Patient> patient_from_image(Point<Image> point) const;
  /// The foot of the perpendicular from `point`, in pixels.
  Point<Image> image_from_patient(Point<Patient> point) const;
  /// Signed distance of `point` from the plane along the normal, mm.
  double distance_mm(Point<Patient> point) const;

  Point<Patient> position() const { return position_; }
  /// Unit vector in which the column index grows.
  Vector<Patient> row_direction() const { return row_direction_; }
  /// Unit vector in which the row index grows.
  Vector<Patient> column_direction() const { return column_direction_; }
  /// Unit vector, row direction × column direction.
  Vector<Patient> normal() const { return normal_; }
  const PixelSpacing& spacing() const { return spacing_; }

 private:
  ImagePlane() = default;

  Point<Patient> position_;
  Vector<Patient> row_direction_, column_direction_, normal_;
  PixelSpacing spacing_{1.0, 1.0};
};

/// The unit normal of an Image Orientation (Patient): row cosines × column cosines.
Vector<Patient> slice_normal(const std::array<double, 6>& orientation);

/// Angle between two directions, degrees in [0, 180].
double angle_deg(Vector<Patient> a, Vector<Patient> b);

}  // namespace overread
