#pragma once

#include <array>
#include <span>
#include <vector>

namespace overread {

/// A place on the film plane in mm: x to the right of the picture (the patient's left on an AP
/// film), y down.
struct FilmPoint {
  double x = 0.0, y = 0.0;
};

/// The part of the film plane a picture shows: `left_mm`, `top_mm` is the center of pixel (0, 0).
struct FilmWindow {
  int columns = 0, rows = 0;
  double spacing_mm = 1.0;
  double left_mm = 0.0, top_mm = 0.0;
};

/// What the parallel beam meets on its way to each pixel, in mm of water and mm of cortical bone,
/// each [rows][columns]. Solids add the length of the ray inside them, in closed form.
class RayCanvas {
 public:
  explicit RayCanvas(const FilmWindow& window);

  enum class Material { kSoft, kBone };

  /// An ellipsoid: half axes `a` and `b` in the film plane (a turned by `angle` radians), `c` along
  /// the beam; `density` scales the chord (negative for air in soft tissue).
  struct Ellipsoid {
    FilmPoint center;
    double a = 1.0, b = 1.0, c = 1.0, angle = 0.0, density = 1.0;
  };
  void add_ellipsoid(Material material, const Ellipsoid& solid);
  /// The shell between an ellipsoid and the same one `wall` mm smaller, around a weaker core.
  void add_shell(const Ellipsoid& solid, double wall, double core_density);

  /// A bent tube of bone: cortex of `wall` mm around spongy bone. Parts of one tube that overlap on
  /// the film count once.
  struct TubePoint {
    FilmPoint at;
    double radius = 1.0;
    double density = 1.0;  ///< Longer paths where the tube runs along the beam.
  };
  void add_tube(Material material, std::span<const TubePoint> points, double wall,
                double core_density);

  /// A flat bone: `sheet` mm inside the closed polygon, `rim` mm more within `rim_width` of its
  /// edge.
  void add_sheet(std::span<const FilmPoint> polygon, double sheet, double rim, double rim_width);

  const FilmWindow& window() const { return window_; }
  std::vector<float>& soft() { return soft_; }
  std::vector<float>& bone() { return bone_; }
  float* soft_row(int row) { return soft_.data() + offset(row); }
  float* bone_row(int row) { return bone_.data() + offset(row); }

  /// The pixels whose centers may lie in a box around `center`; empty boxes have first > last.
  struct Span {
    int first_column, last_column, first_row, last_row;
  };
  Span pixels_in(double left, double right, double top, double bottom) const;
  double x_of(int column) const { return window_.left_mm + column * window_.spacing_mm; }
  double y_of(int row) const { return window_.top_mm + row * window_.spacing_mm; }

 private:
  std::size_t offset(int row) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(window_.columns);
  }

  FilmWindow window_;
  std::vector<float> soft_, bone_, scratch_;
};

}  // namespace overread
