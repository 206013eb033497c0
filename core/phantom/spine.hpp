#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"
#include "core/dicom/dataset.hpp"
#include "core/findings/result.hpp"
#include "core/phantom/spine_curve.hpp"

namespace overread {

/// What is asked of a spine phantom.
struct SpineParameters {
  std::uint64_t seed = 1;
  int columns = 1000, rows = 2400;
  /// mm between pixels at the detector; 0 fits the film to the patient, chin to upper thighs.
  double spacing_mm = 0.0;
  /// The curves, head to foot; without them the seed chooses.
  std::optional<std::vector<SpineCurve>> curves;
};

/// One vertebra's truth on the picture.
struct SpineVertebra {
  std::string name;  ///< "C7", "T1" ... "L5".
  /// Superior left, superior right, inferior right, inferior left as seen on the picture.
  std::array<Point<Image>, 4> corners;
  double superior_deg = 0.0, inferior_deg = 0.0;  ///< Tilt of the end plates, right end down > 0.
};

/// An AP full-spine radiograph with everything known about it. Low pixel values are dark when
/// `photometric_interpretation` is MONOCHROME2, bright for MONOCHROME1; 12 bits.
struct SpinePhantom {
  std::uint64_t seed = 0;
  int columns = 0, rows = 0;
  double spacing_mm = 0.0;
  std::string photometric_interpretation;
  std::string patient_sex;
  int patient_age_years = 0;
  std::vector<std::uint16_t> pixels;     ///< [rows][columns]
  std::vector<SpineVertebra> vertebrae;  ///< C7 to L5
  Truth truth;
};

/// Draws the phantom.
///
/// The truth lists as a finding each curve of 10° and more (SRS: less is no scoliosis), with its
/// Cobb angle from the superior end plate of the upper end vertebra to the inferior end plate of
/// the lower one, side of convexity as the patient's side, region by the apex, apex and end
/// vertebrae in the measurement's method; regions are the two end-plate lines (roles "superior end
/// plate" and "inferior end plate") and the end vertebrae's outlines. The largest curve's angle
/// stands under `measurements` whatever its size, its grades under `grades`.
///
/// @errors kInvalidArgument for a size outside 64–6000 pixels, a negative spacing, or curves that
///         do not run from head to foot between C7 and L5.
Result<SpinePhantom> make_spine_phantom(const SpineParameters& parameters);

/// The phantom as a Digital X-Ray Image – For Presentation, with spacing.
///
/// @dicom PS3.3 A.26
Dataset spine_dataset(const SpinePhantom& phantom);
Result<Bytes> spine_dicom_file(const SpinePhantom& phantom);

}  // namespace overread
