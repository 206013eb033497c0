#pragma once

#include <optional>
#include <string>

#include "core/image/instance_header.hpp"
#include "core/view/viewport_state.hpp"

namespace overread {

/// A line of known length at the picture's edge.
struct ScaleBar {
  double length_mm = 0.0;
  double length_px = 0.0;  ///< Device pixels.
  std::string value{};     ///< "5".
  std::string unit{};      ///< "cm" or "mm": text key "unit.cm", "unit.mm".

  friend bool operator==(const ScaleBar&, const ScaleBar&) = default;
};

/// The longest bar of 1, 2 or 5 × 10ⁿ mm that is not longer than `max_length_px`.
///
/// @param mm_per_px  mm of one device pixel; nothing is drawn unless it is above 0.
std::optional<ScaleBar> scale_bar(double mm_per_px, double max_length_px);

/// mm of one device pixel in the view, or nothing when the frame has no spacing. For Imager Pixel
/// Spacing: at the detector.
std::optional<double> mm_per_viewport_px(const InstanceHeader& header, int frame_number,
                                         const ViewportState& state, const ViewGeometry& geometry);

}  // namespace overread
