#include "core/view/color_scale.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/image/color_map.hpp"
#include "core/image/presentation_lut.hpp"
#include "core/view/slice_renderer.hpp"
#include "core/view/value_text.hpp"

namespace overread {
namespace {

constexpr std::size_t kScaleColors = 128;

/// How far the ends of a window are off, which are 32-bit floats; a share of its width.
constexpr double kRounding = 1e-6;

/// Modality values at the ends of the bar.
struct ScaleEnds {
  double low = 0.0, high = 1.0;

  double at(double place) const { return low + place * (high - low); }
  double slack() const { return kRounding * (high - low); }
};

ScaleEnds ends_of(const VoiStage& voi) {
  const double offset = voi.offset;
  if (voi.table) {
    const double first = voi.table->first_mapped;
    const auto steps = static_cast<double>(std::max<std::size_t>(voi.table->entries.size(), 2) - 1);
    return {.low = offset + voi.scale * first, .high = offset + voi.scale * (first + steps)};
  }
  // A sigmoid is within 2 % of its ends a whole width from its center.
  const double reach = voi.function == VoiFunction::kSigmoid ? voi.scale : voi.scale / 2.0;
  if (reach > 0.0) return {.low = offset - reach, .high = offset + reach};
  return {.low = offset - 0.5, .high = offset + 0.5};
}

/// What stands at a modality value: real-world values, where the file maps any.
class ScaleAxis {
 public:
  ScaleAxis(const PixelTransform& transform, const RealWorldValueMapping* mapping)
      : slope_(transform.rescale_slope), intercept_(transform.rescale_intercept) {
    // A table has no way back to stored values.
    if (!transform.modality_lut && slope_ != 0.0) mapping_ = mapping;
  }

  const RealWorldValueMapping* mapping() const { return mapping_; }
  bool is_straight() const { return mapping_ == nullptr || mapping_->lut_data.empty(); }
  double stored(double modality) const { return (modality - intercept_) / slope_; }

  /// The value there or as little as `slack` beside it: an end of the window may lie on one of the
  /// mapping, and is rounded.
  std::optional<double> near(double modality, double slack) const {
    if (mapping_ == nullptr) return modality;
    for (const double nudge : {0.0, -slack, slack}) {
      if (const auto value = real_world_value(*mapping_, stored(modality + nudge))) return value;
    }
    return std::nullopt;
  }

  /// On a straight axis, with no regard to where the mapping ends.
  double extended(double modality) const {
    if (mapping_ == nullptr) return modality;
    return stored(modality) * mapping_->slope + mapping_->intercept;
  }

 private:
  double slope_, intercept_;
  const RealWorldValueMapping* mapping_ = nullptr;
};

/// The smallest of 1, 2, 5 × 10ⁿ that puts at most so many ticks into a range.
double tick_step(double range, int most_ticks) {
  const double least = range / most_ticks;
  const double power = std::pow(10.0, std::floor(std::log10(least) + kRounding));
  for (const double step : {1.0, 2.0, 5.0}) {
    if (step * power >= least * (1.0 - kRounding)) return step * power;
  }
  return 10.0 * power;
}

std::vector<ColorScale::Tick> straight_ticks(const ScaleAxis& axis, const ScaleEnds& ends,
                                             int most_ticks, DecimalMark mark) {
  std::vector<ColorScale::Tick> ticks;
  const double first = axis.extended(ends.low);
  const double last = axis.extended(ends.high);
  const double range = std::fabs(last - first);
  if (!(range > 0.0) || !std::isfinite(range)) return ticks;
  const double step = tick_step(range, most_ticks);
  const double lowest = std::min(first, last);
  // A value on an end of the bar is on it, whatever rounding makes of it.
  const double slack = kRounding * range;
  const double number = std::ceil((lowest - slack) / step);
  for (int i = 0; i <= most_ticks + 1; ++i) {
    const double value = (number + i) * step;
    if (value > lowest + range + slack) break;
    const double place = std::clamp((value - first) / (last - first), 0.0, 1.0);
    if (axis.near(ends.at(place), ends.slack())) {
      ticks.push_back({.place = place, .text = value_text(value, step, mark)});
    }
  }
  std::ranges::sort(ticks, {}, &ColorScale::Tick::place);
  return ticks;
}

std::vector<ColorScale::Tick> even_ticks(const ScaleAxis& axis, const ScaleEnds& ends,
                                         int most_ticks, DecimalMark mark) {
  std::vector<ColorScale::Tick> ticks;
  const int count = std::clamp(most_ticks, 2, 5);
  for (int i = 0; i < count; ++i) {
    const double place = static_cast<double>(i) / (count - 1);
    const auto value = axis.near(ends.at(place), ends.slack());
    if (value) ticks.push_back({.place = place, .text = significant_text(*value, mark)});
  }
  return ticks;
}

}  // namespace

std::optional<ColorScale> color_scale(const Frame& frame, const ViewportState& state,
                                      const RealWorldValueMapping* mapping, int most_ticks,
                                      DecimalMark mark) {
  if (frame.is_color() || frame.transform.color_map == nullptr) return std::nullopt;
  const Presentation presentation = presentation_of(frame, state);
  const ScaleEnds ends = ends_of(presentation.voi);
  if (!std::isfinite(ends.low) || !std::isfinite(ends.high)) return std::nullopt;
  const ScaleAxis axis(frame.transform, mapping);
  ColorScale scale;
  const Polarity polarity = presentation.inverted ? Polarity::kInverted : Polarity::kNormal;
  scale.colors.reserve(kScaleColors);
  for (std::size_t i = 0; i < kScaleColors; ++i) {
    const double place = (static_cast<double>(i) + 0.5) / static_cast<double>(kScaleColors);
    const auto value = static_cast<float>(ends.at(place));
    const auto rgb =
        apply_color_map(*presentation.color_map,
                        apply_presentation_lut(apply_voi(value, presentation.voi), polarity));
    auto& color = scale.colors.emplace_back();
    for (std::size_t k = 0; k < 3; ++k) color[k] = static_cast<std::uint8_t>(rgb[k] + 0.5F);
  }
  scale.ticks = axis.is_straight() ? straight_ticks(axis, ends, std::max(most_ticks, 2), mark)
                                   : even_ticks(axis, ends, most_ticks, mark);
  if (axis.mapping() == nullptr) {
    // "US" says that the unit is not specified. PS3.3 C.11.1.1.2
    if (frame.transform.rescale_type != "US") scale.unit = frame.transform.rescale_type;
  } else {
    scale.unit = axis.mapping()->unit;
    scale.quantity = axis.mapping()->quantity;
  }
  return scale;
}

}  // namespace overread
