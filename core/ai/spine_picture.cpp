#include "core/ai/spine_picture.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

namespace overread {
namespace {

// A scan may be toned sepia or blue: each gray then has one color, in a photo it has many. This is
// how far the color of a pixel may be from the usual one of its gray, of 255, on average.
constexpr double kStrayColor = 10.0;

struct GrayAndColor {
  float gray = 0.0F;           // 0 to 255
  std::array<int, 2> color{};  // red and blue against green, or the two chroma samples
};

GrayAndColor split(const std::uint8_t* sample, bool luma_first) {
  const int a = sample[0], b = sample[1], c = sample[2];
  if (luma_first) return {.gray = static_cast<float>(a), .color = {b - 128, c - 128}};
  return {.gray = 0.299F * static_cast<float>(a) + 0.587F * static_cast<float>(b) +
                  0.114F * static_cast<float>(c),
          .color = {a - b, c - b}};
}

double stray_color(std::span<const std::uint8_t> samples, bool luma_first) {
  struct Usual {
    double count = 0.0;
    std::array<double, 2> color{};
  };
  std::array<Usual, 256> usual;
  for (std::size_t i = 0; i + 2 < samples.size(); i += 3) {
    const auto [gray, color] = split(&samples[i], luma_first);
    Usual& mine = usual[static_cast<std::size_t>(std::lround(gray))];
    mine.count += 1.0;
    for (const std::size_t side : {0U, 1U}) mine.color[side] += color[side];
  }
  for (Usual& each : usual) {
    for (double& color : each.color) color /= std::max(1.0, each.count);
  }
  std::array<double, 2> stray{};
  for (std::size_t i = 0; i + 2 < samples.size(); i += 3) {
    const auto [gray, color] = split(&samples[i], luma_first);
    const Usual& mine = usual[static_cast<std::size_t>(std::lround(gray))];
    for (const std::size_t side : {0U, 1U}) stray[side] += std::abs(color[side] - mine.color[side]);
  }
  const std::size_t pixel_count = samples.size() / 3;
  return std::max(stray[0], stray[1]) / static_cast<double>(pixel_count);
}

Result<std::vector<float>> gray_of_color(const DecodedFrame& stored) {
  if (stored.sample_type != SampleType::kUint8) {
    return fail(ErrorCode::kUnsupported, "Color pictures are read with 8 bits only");
  }
  if (stored.samples_per_pixel != 3)
    return fail(ErrorCode::kUnsupported, "A picture with a palette is not read");
  const std::size_t count =
      static_cast<std::size_t>(stored.rows) * static_cast<std::size_t>(stored.columns);
  if (stored.pixels.size() < 3 * count)
    return fail(ErrorCode::kTruncated, "The frame is shorter than its size");
  const bool luma_first = stored.photometric_interpretation.starts_with("YBR");
  const std::span samples(stored.pixels.data(), 3 * count);
  if (stray_color(samples, luma_first) > kStrayColor)
    return fail(ErrorCode::kUnsupported, "The picture is in color, a radiograph is gray");
  std::vector<float> gray(count);
  for (std::size_t i = 0; i < count; ++i) gray[i] = split(&samples[3 * i], luma_first).gray;
  return gray;
}

}  // namespace

Result<std::vector<float>> spine_picture(const Frame& frame) {
  std::vector<float> picture;
  if (frame.is_color()) {
    OVERREAD_TRY(picture, gray_of_color(*frame.stored));
  } else {
    picture.reserve(static_cast<std::size_t>(frame.rows()) *
                    static_cast<std::size_t>(frame.columns()));
    const float sign = frame.transform.inverted ? -1.0F : 1.0F;
    for (int row = 0; row < frame.rows(); ++row) {
      for (int column = 0; column < frame.columns(); ++column) {
        picture.push_back(sign * static_cast<float>(frame.modality_value(column, row)));
      }
    }
  }
  const auto [low, high] = std::ranges::minmax_element(picture);
  if (picture.empty() || !(*high > *low))
    return fail(ErrorCode::kUnsupported, "The picture has no contrast");
  return picture;
}

}  // namespace overread
