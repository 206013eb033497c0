#include "core/image/window.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include "core/image/look_up_table.hpp"
#include "core/image/modality_lut.hpp"
#include "core/image/presentation_lut.hpp"

namespace overread {
namespace {

/// Share of values cut off at each end by the default window: bright markers, dead pixels.
constexpr double kTail = 0.005;

/// A drag of this many pixels changes a window by its own width.
constexpr double kDragPixelsPerWidth = 400.0;

/// The narrowest window that is dragged to: this share of its center still is some hundred steps of
/// a 32-bit float.
constexpr double kFinestShare = 1e-5, kFinest = 1e-30;

Window window_of_range(double low, double high) {
  // LINEAR maps center - 0.5 ± (width - 1) / 2 to black and white. PS3.3 C.11.2.1.2.1
  return {.center = (low + high + 1.0) / 2.0, .width = high - low + 1.0};
}

/// LINEAR_EXACT maps center ± width / 2 to black and white. PS3.3 C.11.2.1.3.2
Window exact_window_of_range(double low, double high) {
  // Values that are all the same still need a width.
  constexpr double kShareOfValue = 1e-3, kSmallest = 1e-30;
  const double least = std::max(std::fabs(high) * kShareOfValue, kSmallest);
  return {.center = low + (high - low) / 2.0, .width = std::max(high - low, least)};
}

/// LINEAR counts on values in steps of one, and its width is 1 at least: too coarse a measure for
/// float pixels and for whole numbers that stand for small ones.
bool has_small_steps(const Frame& frame) {
  const PixelTransform& transform = frame.transform;
  if (is_float(frame)) return true;
  return !transform.modality_lut && std::fabs(transform.rescale_slope) < 1.0;
}

/// Statistics of this many pixels, evenly spread, are as good as those of all, and quick enough to
/// be asked for with every picture drawn.
constexpr std::size_t kSampleCount = 16384;

/// Modality values without padding.
std::vector<double> sampled_values(const Frame& frame) {
  const auto columns = static_cast<std::size_t>(frame.columns());
  const std::size_t count = columns * static_cast<std::size_t>(frame.rows());
  const std::size_t samples = std::min(count, kSampleCount);
  std::vector<double> values;
  values.reserve(samples);
  for (std::size_t i = 0; i < samples; ++i) {
    // In 64 bits: 16384 times the pixels of a radiograph is more than wasm's size_t holds.
    const auto pixel = static_cast<std::size_t>(std::uint64_t{i} * count / samples);
    const double stored =
        frame.stored_value(static_cast<int>(pixel % columns), static_cast<int>(pixel / columns));
    const double value = apply_modality_lut(stored, frame.transform);
    if (is_padding(stored, frame.transform) || !std::isfinite(value)) continue;
    values.push_back(std::clamp(value, -kLargestValue, kLargestValue));
  }
  return values;
}

}  // namespace

std::span<const WindowPreset> window_presets(std::string_view modality) {
  static const std::array<WindowPreset, 6> kCt{
      WindowPreset{"window.mediastinum", {.center = 40, .width = 400}},
      WindowPreset{"window.lung", {.center = -600, .width = 1500}},
      WindowPreset{"window.bone", {.center = 500, .width = 2500}},
      WindowPreset{"window.brain", {.center = 40, .width = 80}},
      WindowPreset{"window.subdural", {.center = 80, .width = 200}},
      WindowPreset{"window.abdomen", {.center = 60, .width = 350}}};
  if (modality == "CT") return kCt;
  return {};
}

Window default_window(const Frame& frame) {
  if (!frame.transform.windows.empty()) return frame.transform.windows.front();
  const DecodedFrame& stored = *frame.stored;
  const bool plain = !frame.transform.modality_lut && frame.transform.rescale_slope == 1.0 &&
                     frame.transform.rescale_intercept == 0.0;
  if (stored.sample_type == SampleType::kUint8 && stored.bits_stored == 8 && plain) {
    return window_of_range(0.0, 255.0);
  }
  std::vector<double> values = sampled_values(frame);
  if (values.empty()) return {.center = 0.5, .width = 1.0};
  const auto rank = [&](double share) {
    const auto at =
        static_cast<std::ptrdiff_t>(std::lround(share * static_cast<double>(values.size() - 1)));
    std::nth_element(values.begin(), values.begin() + at, values.end());
    return values[static_cast<std::size_t>(at)];
  };
  double low = rank(kTail);
  double high = rank(1.0 - kTail);
  if (low == high && has_small_steps(frame)) {
    // A map that is empty but for a few pixels.
    const auto [lowest, highest] = std::ranges::minmax(values);
    low = lowest;
    high = highest;
  }
  return has_small_steps(frame) ? exact_window_of_range(low, high) : window_of_range(low, high);
}

VoiFunction window_function(const Frame& frame) {
  const PixelTransform& transform = frame.transform;
  const bool is_own = transform.windows.empty();
  if (transform.voi_function == VoiFunction::kLinear && is_own && has_small_steps(frame)) {
    return VoiFunction::kLinearExact;
  }
  return transform.voi_function;
}

Window full_range_window(const Frame& frame) {
  const DecodedFrame& stored = *frame.stored;
  const PixelTransform& transform = frame.transform;
  if (transform.modality_lut) return window_of_range(0.0, table_maximum(*transform.modality_lut));
  if (is_float(frame)) return default_window(frame);
  const double count = std::ldexp(1.0, stored.bits_stored);
  const double lowest = stored.pixel_representation == 1 ? -count / 2.0 : 0.0;
  const double first = apply_modality_lut(lowest, transform);
  const double last = apply_modality_lut(lowest + count - 1.0, transform);
  return window_of_range(std::min(first, last), std::max(first, last));
}

int voi_lut_in_force(const PixelTransform& transform, const std::optional<Window>& chosen,
                     int chosen_number) {
  if (chosen) return 0;
  const bool has_chosen = chosen_number >= 1 && chosen_number <= std::ssize(transform.voi_luts);
  if (has_chosen) return chosen_number;
  return transform.windows.empty() && !transform.voi_luts.empty() ? 1 : 0;
}

namespace {

/// Without the Presentation LUT.
VoiStage own_voi_stage(const Frame& frame, const std::optional<Window>& chosen, int chosen_number) {
  const PixelTransform& transform = frame.transform;
  if (chosen) return voi_stage(*chosen, window_function(frame));
  if (const int number = voi_lut_in_force(transform, chosen, chosen_number)) {
    return voi_stage(transform.voi_luts[static_cast<std::size_t>(number - 1)]);
  }
  if (!transform.windows.empty()) return voi_stage(default_window(frame), transform.voi_function);
  // A window we made is a straight line, whatever the file says about windows it does not have.
  const VoiFunction function =
      has_small_steps(frame) ? VoiFunction::kLinearExact : VoiFunction::kLinear;
  return voi_stage(default_window(frame), function);
}

}  // namespace

VoiStage frame_voi_stage(const Frame& frame, const std::optional<Window>& chosen,
                         int chosen_number) {
  VoiStage stage = own_voi_stage(frame, chosen, chosen_number);
  if (!frame.transform.presentation_lut) return stage;
  return with_presentation_lut(stage, *frame.transform.presentation_lut);
}

Window dragged_window(const Window& window, VoiFunction function, double dx, double dy) {
  const bool is_linear = function == VoiFunction::kLinear;
  // A window that is narrower than its function allows is of a frame whose pixels are not here yet.
  const double narrowest = is_linear ? std::min(window.width, 1.0)
                                     : std::max(std::fabs(window.center) * kFinestShare, kFinest);
  const double step =
      std::max(window.width, is_linear ? 16.0 * narrowest : narrowest) / kDragPixelsPerWidth;
  return {.center = window.center + dy * step,
          .width = std::max(narrowest, window.width + dx * step),
          .explanation = {}};
}

}  // namespace overread
