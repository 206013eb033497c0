#include "core/image/frame.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <format>
#include <utility>

#include "core/image/modality_lut.hpp"

namespace overread {
namespace {

template <class Sample>
double sample_at(const DecodedFrame& frame, std::size_t index) {
  Sample value;
  std::memcpy(&value, frame.pixels.data() + index * sizeof(Sample), sizeof(Sample));
  if constexpr (std::is_integral_v<Sample>) {
    const int spare = static_cast<int>(sizeof(Sample) * 8) - frame.bits_stored;
    if (spare > 0 && frame.bits_stored > 0) {
      // Shift the bits above Bits Stored out, and the sign back in.
      using Unsigned = std::make_unsigned_t<Sample>;
      const auto shifted = static_cast<Sample>(static_cast<Unsigned>(value) << spare);
      value = static_cast<Sample>(shifted >> spare);
    }
  }
  return static_cast<double>(value);
}

/// Calls visit(read), read(index) giving a stored value, with the type decided once.
template <class Visit>
void with_samples(const DecodedFrame& frame, Visit visit) {
  const auto run = [&]<class Sample>(Sample) {
    visit([&](std::size_t index) { return sample_at<Sample>(frame, index); });
  };
  switch (frame.sample_type) {
    case SampleType::kUint8:
      return run(std::uint8_t{});
    case SampleType::kInt8:
      return run(std::int8_t{});
    case SampleType::kUint16:
      return run(std::uint16_t{});
    case SampleType::kInt16:
      return run(std::int16_t{});
    case SampleType::kUint32:
      return run(std::uint32_t{});
    case SampleType::kInt32:
      return run(std::int32_t{});
    case SampleType::kFloat32:
      return run(float{});
    case SampleType::kFloat64:
      return run(double{});
  }
}

std::size_t pixel_count(const DecodedFrame& frame) {
  return static_cast<std::size_t>(frame.rows) * static_cast<std::size_t>(frame.columns);
}

/// A modality value fit for drawing; padding and numbers that are none become kPaddingValue.
float picture_value(double stored, const PixelTransform& transform) {
  if (is_padding(stored, transform)) return kPaddingValue;
  const double value = apply_modality_lut(stored, transform);
  if (std::isnan(value)) return kPaddingValue;
  return static_cast<float>(std::clamp(value, -kLargestValue, kLargestValue));
}

}  // namespace

double Frame::stored_value(int column, int row) const {
  const std::size_t pixel = static_cast<std::size_t>(row) * static_cast<std::size_t>(columns()) +
                            static_cast<std::size_t>(column);
  double value = 0.0;
  with_samples(*stored, [&](auto read) {
    value = read(pixel * static_cast<std::size_t>(stored->samples_per_pixel));
  });
  return value;
}

double Frame::modality_value(int column, int row) const {
  return apply_modality_lut(stored_value(column, row), transform);
}

Result<Frame> make_frame(std::shared_ptr<const DecodedFrame> stored, PixelTransform transform) {
  if (stored == nullptr || stored->rows < 1 || stored->columns < 1 ||
      (stored->samples_per_pixel != 1 && stored->samples_per_pixel != 3)) {
    return fail(ErrorCode::kDecodeFailed, "a frame without pixels");
  }
  const std::size_t wanted = pixel_count(*stored) *
                             static_cast<std::size_t>(stored->samples_per_pixel) *
                             bytes_per_sample(stored->sample_type);
  if (stored->pixels.size() < wanted) {
    return fail(ErrorCode::kDecodeFailed, std::format("a frame has {} bytes of pixels, must be {}",
                                                      stored->pixels.size(), wanted));
  }
  return Frame{.stored = std::move(stored), .transform = std::move(transform)};
}

std::vector<double> stored_values(const Frame& frame) {
  const DecodedFrame& stored = *frame.stored;
  std::vector<double> values(pixel_count(stored));
  const auto samples = static_cast<std::size_t>(stored.samples_per_pixel);
  with_samples(stored, [&](auto read) {
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = read(i * samples);
  });
  return values;
}

std::optional<Frame> value_chart(const Frame& frame) {
  const DecodedFrame& stored = *frame.stored;
  const std::size_t size = bytes_per_sample(stored.sample_type);
  const std::size_t patterns = std::size_t{1} << (8 * std::min<std::size_t>(size, 2));
  if (size > 2 || stored.samples_per_pixel != 1 || pixel_count(stored) <= patterns) {
    return std::nullopt;
  }
  DecodedFrame chart = {.rows = static_cast<int>(patterns / 256),
                        .columns = 256,
                        .samples_per_pixel = 1,
                        .bits_allocated = stored.bits_allocated,
                        .bits_stored = stored.bits_stored,
                        .pixel_representation = stored.pixel_representation,
                        .frame_count = 1,
                        .photometric_interpretation = stored.photometric_interpretation,
                        .sample_type = stored.sample_type,
                        .pixels = {}};
  chart.pixels.reserve(patterns * size);
  for (std::size_t pattern = 0; pattern < patterns; ++pattern) {
    chart.pixels.push_back(static_cast<std::uint8_t>(pattern & 0xFF));
    if (size == 2) chart.pixels.push_back(static_cast<std::uint8_t>(pattern >> 8));
  }
  return Frame{.stored = std::make_shared<const DecodedFrame>(std::move(chart)),
               .transform = frame.transform};
}

std::vector<float> modality_image(const Frame& frame) {
  const DecodedFrame& stored = *frame.stored;
  std::vector<float> values(pixel_count(stored));
  if (const auto chart = value_chart(frame)) {
    const std::vector<float> by_pattern = modality_image(*chart);
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] = by_pattern[sample_pattern(stored, i)];
    }
    return values;
  }
  const auto samples = static_cast<std::size_t>(stored.samples_per_pixel);
  with_samples(stored, [&](auto read) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] = picture_value(read(i * samples), frame.transform);
    }
  });
  return values;
}

}  // namespace overread
