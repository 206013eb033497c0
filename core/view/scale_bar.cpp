#include "core/view/scale_bar.hpp"

#include <array>
#include <cmath>
#include <format>

namespace overread {

std::optional<ScaleBar> scale_bar(double mm_per_px, double max_length_px) {
  const double longest = mm_per_px * max_length_px;
  if (!(mm_per_px > 0.0) || !(longest > 1e-6) || !std::isfinite(longest)) return std::nullopt;
  const double power = std::pow(10.0, std::floor(std::log10(longest)));
  // The tolerance lets a bar of exactly the longest length through.
  const double most = longest * (1.0 + 1e-9);
  double length = power;
  for (const double step : std::array{2.0, 5.0, 10.0}) {
    if (step * power <= most) length = step * power;
  }
  ScaleBar bar{.length_mm = length, .length_px = length / mm_per_px};
  const bool centimeters = length >= 10.0;
  bar.value = std::format("{:g}", centimeters ? length / 10.0 : length);
  bar.unit = centimeters ? "cm" : "mm";
  return bar;
}

std::optional<double> mm_per_viewport_px(const InstanceHeader& header, int frame_number,
                                         const ViewportState& state, const ViewGeometry& geometry) {
  const auto spacing = header.measures(frame_number).pixel_spacing;
  if (!spacing) return std::nullopt;
  return (*spacing)[1] / viewport_scale(state, geometry);
}

}  // namespace overread
