#include "core/ai/spine_picture.hpp"

#include <algorithm>
#include <cmath>

namespace overread {
namespace {

// A gray film saved as a color JPEG keeps its channels within a few levels; a photo does not.
constexpr double kGraySpread = 10.0;  // of 255, mean over the picture

Result<std::vector<float>> gray_of_color(const DecodedFrame& stored) {
  if (stored.sample_type != SampleType::kUint8) {
    return fail(ErrorCode::kUnsupported, "Color pictures are read with 8 bits only");
  }
  const std::size_t count =
      static_cast<std::size_t>(stored.rows) * static_cast<std::size_t>(stored.columns);
  if (stored.pixels.size() < 3 * count)
    return fail(ErrorCode::kTruncated, "The frame is shorter than its size");
  const bool luma_first = stored.photometric_interpretation.starts_with("YBR");
  std::vector<float> gray(count);
  double spread = 0.0;
  for (std::size_t i = 0; i < count; ++i) {
    const int a = stored.pixels[3 * i], b = stored.pixels[3 * i + 1], c = stored.pixels[3 * i + 2];
    if (luma_first) {
      gray[i] = static_cast<float>(a);
      spread += std::max(std::abs(b - 128), std::abs(c - 128));
    } else {
      gray[i] = 0.299F * static_cast<float>(a) + 0.587F * static_cast<float>(b) +
                0.114F * static_cast<float>(c);
      spread += std::max({a, b, c}) - std::min({a, b, c});
    }
  }
  if (spread / static_cast<double>(count) > kGraySpread) {
    return fail(ErrorCode::kUnsupported, "The picture is in color, a radiograph is gray");
  }
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
