#pragma once

#include <cstdint>
#include <vector>

#include "core/phantom/chest_ct_anatomy.hpp"

namespace overread::chest_ct {

/// What a pixel belongs to, for the truth.
enum class Tissue : std::uint8_t { kOther, kRightLung, kLeftLung, kAirway };

constexpr bool is_lung(Tissue tissue) {
  return tissue == Tissue::kRightLung || tissue == Tissue::kLeftLung;
}

/// One plane of the patient while it is painted: HU and tissue, [rows][columns], soft edges.
class Canvas {
 public:
  Canvas(int columns, int rows, double pixel_mm);

  void begin(double at_z);
  double z() const { return z_; }
  double pixel_mm() const { return pixel_mm_; }
  int columns() const { return columns_; }
  int rows() const { return rows_; }
  double x_of(int column) const { return (column - 0.5 * (columns_ - 1)) * pixel_mm_; }
  double y_of(int row) const { return (row - 0.5 * (rows_ - 1)) * pixel_mm_; }

  std::vector<float>& hu() { return hu_; }
  std::vector<Tissue>& tissue() { return tissue_; }
  const std::vector<float>& hu() const { return hu_; }
  const std::vector<Tissue>& tissue() const { return tissue_; }

  void ellipse(const Ellipse& shape, double hu);
  /// A shell of `cortex_mm` with another value inside.
  void bone(const Ellipse& shape, double cortex_mm, double cortex_hu, double inner_hu);
  /// Where the tube cuts the plane. kLungOnly leaves everything else as it is.
  enum class Where { kEverywhere, kLungOnly };
  void tube(const Tube& shape, double hu, Where where = Where::kEverywhere);
  /// A tube that is an airway: wall, then lumen; marks the tissue where `mark` is.
  void airway(const Tube& shape, double wall_mm);
  /// The lumen alone, to open the walls where branches meet.
  void lumen(const Tube& shape);
  void sphere(Vec center, double radius, double hu);

 private:
  struct Box {
    int first_column, last_column, first_row, last_row;
    bool empty() const { return first_column > last_column || first_row > last_row; }
  };
  Box box_around(double x_low, double x_high, double y_low, double y_high) const;
  /// Coverage of each pixel near the tube goes to `use(index, coverage)`.
  template <class Use>
  void scan_tube(const Tube& shape, Use use);

  int columns_, rows_;
  double pixel_mm_;
  double z_ = 0.0;
  std::vector<float> hu_;
  std::vector<Tissue> tissue_;
};

/// Smooth value noise: a lattice of hashed values, in [-1, 1], the same everywhere.
class ValueNoise {
 public:
  ValueNoise(std::uint64_t seed, double cell_mm) : seed_(seed), cell_mm_(cell_mm) {}
  double at(Vec p) const;
  /// Adds `gain` times the noise of the plane to `field`, [rows][columns] of `canvas`.
  void add_plane(const Canvas& canvas, double gain, std::vector<float>& field) const;

 private:
  double lattice(int i, int j, int k) const;
  std::uint64_t seed_;
  double cell_mm_;
};

}  // namespace overread::chest_ct
