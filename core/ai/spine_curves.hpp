#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace overread {

/// What is known of the spine at one height of the picture. Rows are evenly spaced, head first.
struct SpineRow {
  double y = 0.0, x = 0.0;      ///< Picture pixels.
  double tilt_deg = 0.0;        ///< Of the end plates; the picture's right end down > 0.
  double level = 0.0;           ///< C7 is 0, T1–T12 are 1–12, L1–L5 are 13–17; plates at ± 0.4.
  double tilt_error_deg = 1.0;  ///< Expected.
};

/// One lateral curve between two end vertebrae.
struct SpineCurveFound {
  double cobb_deg = 0.0;
  bool convex_to_picture_left = true;
  int upper_vertebra = 0, lower_vertebra = 0, apex_vertebra = 0;  ///< As SpineRow::level, rounded.
  double apex_level = 0.0;
  /// End-plate lines: superior plate of the upper end vertebra, inferior plate of the lower one.
  struct Line {
    double x = 0.0, y = 0.0, tilt_deg = 0.0, half_length = 10.0;
  };
  Line upper, lower;
};

/// How the analysis looks at the tilt along the spine.
struct SpineCurveParameters {
  double smoothing_levels = 0.45;  ///< Standard deviation, in vertebrae.
  double reversal_deg = 4.0;       ///< A smaller turn back does not end a curve.
  double smallest_deg = 1.0;       ///< Smaller curves are not listed.
  /// The tilt is stretched by this about its mean first: undoes what the network holds back.
  double scale = 1.0;
};

/// Every curve, head to foot. The end vertebrae are the most tilted ones: the tilt along the spine
/// turns round there. The angle is that between the two lines given with the curve.
///
/// @param rows  At least 8 with levels rising by 4 or more; fewer give no curve.
std::vector<SpineCurveFound> find_spine_curves(std::span<const SpineRow> rows,
                                               const SpineCurveParameters& parameters = {});

/// "C7", "T1" ... "L5".
std::string vertebra_name(int level);

/// By the apex: "proximal thoracic" to T5, "thoracic" T6 to T11, "thoracolumbar" T12 and L1,
/// "lumbar" below.
std::string spine_region(int apex_vertebra);

}  // namespace overread
