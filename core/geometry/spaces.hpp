#pragma once

#include <glm/glm.hpp>

#include <cmath>

/// The spaces of COORDINATES.md as types: a point of one space given where another is wanted does
/// not compile.
namespace overread {

/// DICOM's patient-based system: LPS, mm. PS3.3 C.7.6.2.1.1
struct Patient {
  static constexpr int kDimensions = 3;
};
/// A volume's grid: (column i, row j, slice k), voxel centers at integers.
struct Voxel {
  static constexpr int kDimensions = 3;
};
/// One frame's pixel grid: (column, row), pixel centers at integers, first pixel (0, 0).
struct Image {
  static constexpr int kDimensions = 2;
};
/// A viewport in device pixels: x right, y down, pixel centers at half-integers.
struct Viewport {
  static constexpr int kDimensions = 2;
};

namespace detail {
template <int N>
struct VecOf;
template <>
struct VecOf<2> {
  using vec = glm::dvec2;
  using mat = glm::dmat3;
};
template <>
struct VecOf<3> {
  using vec = glm::dvec3;
  using mat = glm::dmat4;
};
}  // namespace detail

/// A displacement in one space.
template <class Space>
struct Vector {
  using Raw = typename detail::VecOf<Space::kDimensions>::vec;
  Raw raw{0.0};

  Vector() = default;
  explicit Vector(Raw value) : raw(value) {}
  Vector(double x, double y)
    requires(Space::kDimensions == 2)
      : raw(x, y) {}
  Vector(double x, double y, double z)
    requires(Space::kDimensions == 3)
      : raw(x, y, z) {}

  double x() const { return raw.x; }
  double y() const { return raw.y; }
  double z() const
    requires(Space::kDimensions == 3)
  {
    return raw.z;
  }
  double length() const { return std::sqrt(glm::dot(raw, raw)); }
  friend Vector operator+(Vector a, Vector b) { return Vector(a.raw + b.raw); }
  friend Vector operator-(Vector a, Vector b) { return Vector(a.raw - b.raw); }
  friend Vector operator*(double s, Vector v) { return Vector(s * v.raw); }
  friend bool operator==(Vector a, Vector b) { return a.raw == b.raw; }
};

/// A place in one space.
template <class Space>
struct Point {
  using Raw = typename detail::VecOf<Space::kDimensions>::vec;
  Raw raw{0.0};

  Point() = default;
  explicit Point(Raw value) : raw(value) {}
  Point(double x, double y)
    requires(Space::kDimensions == 2)
      : raw(x, y) {}
  Point(double x, double y, double z)
    requires(Space::kDimensions == 3)
      : raw(x, y, z) {}

  double x() const { return raw.x; }
  double y() const { return raw.y; }
  double z() const
    requires(Space::kDimensions == 3)
  {
    return raw.z;
  }
  friend Point operator+(Point p, Vector<Space> v) { return Point(p.raw + v.raw); }
  friend Vector<Space> operator-(Point a, Point b) { return Vector<Space>(a.raw - b.raw); }
  friend bool operator==(Point a, Point b) { return a.raw == b.raw; }
};

/// An affine map between spaces of the same dimension, named `to_from_from` where it is used.
template <class To, class From>
class Transform {
  static_assert(To::kDimensions == From::kDimensions);
  static constexpr int kN = To::kDimensions;

 public:
  using Matrix = typename detail::VecOf<kN>::mat;

  Transform() : matrix_(1.0) {}
  explicit Transform(const Matrix& matrix) : matrix_(matrix) {}

  const Matrix& matrix() const { return matrix_; }
  Point<To> operator*(Point<From> p) const { return Point<To>(apply(p.raw, 1.0)); }
  Vector<To> operator*(Vector<From> v) const { return Vector<To>(apply(v.raw, 0.0)); }
  template <class Further>
  Transform<To, Further> operator*(const Transform<From, Further>& inner) const {
    return Transform<To, Further>(matrix_ * inner.matrix());
  }
  double determinant() const { return glm::determinant(matrix_); }
  /// The way back. Only for a transform with a determinant other than zero.
  Transform<From, To> inverse() const { return Transform<From, To>(glm::inverse(matrix_)); }

 private:
  typename Point<To>::Raw apply(typename Point<From>::Raw raw, double w) const {
    if constexpr (kN == 2) {
      return glm::dvec2(matrix_ * glm::dvec3(raw, w));
    } else {
      return glm::dvec3(matrix_ * glm::dvec4(raw, w));
    }
  }

  Matrix matrix_;
};

}  // namespace overread
