#include "core/image/color.hpp"

#include <algorithm>
#include <cmath>
#include <format>

#include "core/image/look_up_table.hpp"
#include "core/image/modality_lut.hpp"
#include "core/image/palette.hpp"

namespace overread {
namespace {

constexpr std::array kColorTypes{SampleType::kUint8, SampleType::kInt8, SampleType::kUint16,
                                 SampleType::kInt16, SampleType::kUint32};

std::uint8_t level(double value) {
  return static_cast<std::uint8_t>(std::clamp(std::floor(value + 0.5), 0.0, 255.0));
}

std::vector<std::uint8_t> palette_image(const Frame& frame) {
  const auto levels = palette_levels(frame.transform.palette);
  const std::vector<double> stored = stored_values(frame);
  std::vector<std::uint8_t> rgb;
  rgb.reserve(stored.size() * 3);
  for (const double value : stored) {
    for (std::size_t channel = 0; channel < 3; ++channel) {
      const auto& table = levels[channel];
      if (table.empty() || is_padding(value, frame.transform)) {
        rgb.push_back(0);
        continue;
      }
      const double index = value - frame.transform.palette[channel].first_mapped;
      const double last = static_cast<double>(table.size() - 1);
      // NaN, which float pixels may hold, is no index.
      const double inside = index > 0.0 ? std::min(index, last) : 0.0;
      rgb.push_back(table[static_cast<std::size_t>(inside)]);
    }
  }
  return rgb;
}

/// Sample `index`, taken as unsigned, scaled to 0–255.
class SampleLevels {
 public:
  explicit SampleLevels(const DecodedFrame& frame)
      : frame_(&frame),
        size_(frame.sample_type == SampleType::kUint32   ? 4
              : frame.sample_type == SampleType::kUint16 ? 2
              : frame.sample_type == SampleType::kInt16  ? 2
                                                         : 1),
        largest_(std::exp2(std::clamp(frame.bits_stored, 1, 32)) - 1.0) {}

  double operator[](std::size_t index) const {
    std::uint32_t value = 0;
    for (std::size_t byte = size_; byte-- > 0;) {
      value = value << 8 | frame_->pixels[index * size_ + byte];
    }
    return std::min(value * 255.0 / largest_, 255.0);
  }

 private:
  const DecodedFrame* frame_;
  std::size_t size_;
  double largest_;
};

}  // namespace

std::array<std::uint8_t, 3> rgb_from_ybr_full(double y, double cb, double cr) {
  const double b = cb - 128.0;
  const double r = cr - 128.0;
  return {level(y + 1.402 * r), level(y - 0.344136 * b - 0.714136 * r), level(y + 1.772 * b)};
}

std::array<std::uint8_t, 3> rgb_from_ybr_partial(double y, double cb, double cr) {
  const double luma = (y - 16.0) * 255.0 / 219.0;
  const double b = (cb - 128.0) * 255.0 / 224.0;
  const double r = (cr - 128.0) * 255.0 / 224.0;
  return {level(luma + 1.402 * r), level(luma - 0.344136 * b - 0.714136 * r),
          level(luma + 1.772 * b)};
}

Result<std::vector<std::uint8_t>> rgb_image(const Frame& frame) {
  if (frame.transform.palette.size() == 3 && frame.stored->samples_per_pixel == 1) {
    return palette_image(frame);
  }
  const DecodedFrame& stored = *frame.stored;
  const std::string& photometric = stored.photometric_interpretation;
  const bool known_type = std::ranges::contains(kColorTypes, stored.sample_type);
  const bool rgb_like = photometric == "RGB" || photometric == "YBR_RCT" ||
                        photometric == "YBR_ICT" || photometric.empty();
  const bool full = photometric == "YBR_FULL" || photometric == "YBR_FULL_422";
  const bool partial = photometric == "YBR_PARTIAL_422";
  if (stored.samples_per_pixel != 3 || !known_type || !(rgb_like || full || partial)) {
    return fail(ErrorCode::kUnsupported,
                std::format("Photometric Interpretation (0028,0004) {} with {} samples per pixel",
                            photometric, stored.samples_per_pixel));
  }
  const SampleLevels samples(stored);
  const std::size_t count =
      static_cast<std::size_t>(stored.rows) * static_cast<std::size_t>(stored.columns);
  std::vector<std::uint8_t> rgb(count * 3);
  for (std::size_t pixel = 0; pixel < count; ++pixel) {
    const std::size_t at = pixel * 3;
    std::array<std::uint8_t, 3> color{level(samples[at]), level(samples[at + 1]),
                                      level(samples[at + 2])};
    if (full) color = rgb_from_ybr_full(samples[at], samples[at + 1], samples[at + 2]);
    if (partial) color = rgb_from_ybr_partial(samples[at], samples[at + 1], samples[at + 2]);
    std::ranges::copy(color, rgb.begin() + static_cast<std::ptrdiff_t>(at));
  }
  return rgb;
}

}  // namespace overread
