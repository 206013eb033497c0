#pragma once

#include <span>
#include <vector>

namespace overread {

/// Size of the picture the spine network sees.
inline constexpr int kSpineInputColumns = 256, kSpineInputRows = 512;
/// It answers for every fourth row.
inline constexpr int kSpineRowStep = 4, kSpineOutputRows = kSpineInputRows / kSpineRowStep;

/// Where a picture lies on the network's input: scaled to fit with its aspect kept, centered.
struct SpineFit {
  int columns = 0, rows = 0;  ///< Of the picture.
  double scale = 1.0;         ///< Input pixels per picture pixel.
  double left = 0.0,
         top = 0.0;  ///< Input coordinates of the picture's outer top left edge, plus half.

  static SpineFit of(int columns, int rows);
  double input_x(double column) const { return (column + 0.5) * scale + left - 0.5; }
  double input_y(double row) const { return (row + 0.5) * scale + top - 0.5; }
  double column(double input_x) const { return (input_x + 0.5 - left) / scale - 0.5; }
  double row(double input_y) const { return (input_y + 0.5 - top) / scale - 0.5; }
  /// First and last input pixel the picture covers.
  int first_x() const;
  int last_x() const;
  int first_y() const;
  int last_y() const;
};

/// The picture brought to the input's size, each input pixel the mean of what it covers (or
/// interpolated when it is enlarged); 0 outside the picture.
///
/// @param picture  Bright-bone values, [rows][columns].
std::vector<float> fit_spine_picture(std::span<const float> picture, const SpineFit& fit);

/// Evens out exposure and processing: each pixel against the mean and spread of its surroundings,
/// mapped to [0, 1] with 0.5 for the mean; 0.5 outside the picture.
///
/// @param input  [kSpineInputRows][kSpineInputColumns], replaced.
void normalize_spine_input(std::span<float> input, const SpineFit& fit);

}  // namespace overread
