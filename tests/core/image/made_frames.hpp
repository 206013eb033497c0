#pragma once

#include <cstring>
#include <initializer_list>
#include <memory>
#include <vector>

#include "core/image/frame.hpp"

/// Frames of given stored values for tests.
namespace overread::made {

template <class Sample>
constexpr SampleType sample_type_of() {
  if constexpr (std::is_same_v<Sample, std::uint8_t>) return SampleType::kUint8;
  if constexpr (std::is_same_v<Sample, std::int8_t>) return SampleType::kInt8;
  if constexpr (std::is_same_v<Sample, std::uint16_t>) return SampleType::kUint16;
  if constexpr (std::is_same_v<Sample, std::int16_t>) return SampleType::kInt16;
  if constexpr (std::is_same_v<Sample, std::uint32_t>) return SampleType::kUint32;
  if constexpr (std::is_same_v<Sample, std::int32_t>) return SampleType::kInt32;
  if constexpr (std::is_same_v<Sample, float>) return SampleType::kFloat32;
  if constexpr (std::is_same_v<Sample, double>) return SampleType::kFloat64;
}

/// Samples in [rows][columns][samples] order.
template <class Sample>
Frame frame(int columns, int rows, const std::vector<Sample>& samples,
            PixelTransform transform = {}, int samples_per_pixel = 1,
            int bits_stored = sizeof(Sample) * 8, const char* photometric = "MONOCHROME2") {
  DecodedFrame decoded;
  decoded.rows = rows;
  decoded.columns = columns;
  decoded.samples_per_pixel = samples_per_pixel;
  decoded.bits_allocated = sizeof(Sample) * 8;
  decoded.bits_stored = bits_stored;
  decoded.pixel_representation = std::is_signed_v<Sample> ? 1 : 0;
  decoded.photometric_interpretation = photometric;
  decoded.sample_type = sample_type_of<Sample>();
  decoded.pixels.resize(samples.size() * sizeof(Sample));
  std::memcpy(decoded.pixels.data(), samples.data(), decoded.pixels.size());
  return {.stored = std::make_shared<const DecodedFrame>(std::move(decoded)),
          .transform = std::move(transform)};
}

}  // namespace overread::made
