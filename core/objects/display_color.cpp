#include "core/objects/display_color.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/base/deterministic_math.hpp"

namespace overread {
namespace {

/// CIE 15, the cube with its straight part near black.
double lab_inverse(double t) {
  constexpr double kDelta = 6.0 / 29.0;
  return t > kDelta ? t * t * t : 3.0 * kDelta * kDelta * (t - 4.0 / 29.0);
}

/// IEC 61966-2-1.
std::uint8_t encoded(double linear) {
  const double v =
      linear <= 0.0031308 ? 12.92 * linear : 1.055 * deterministic::pow(linear, 1.0 / 2.4) - 0.055;
  return static_cast<std::uint8_t>(std::floor(std::clamp(v, 0.0, 1.0) * 255.0 + 0.5));
}

/// Three numbers in [0, highest].
std::optional<std::array<int, 3>> three_numbers(const Dataset& dataset, Tag tag, int highest) {
  const std::vector<double> numbers = dataset.numbers(tag);
  if (numbers.size() != 3) return std::nullopt;
  std::array<int, 3> out{};
  for (std::size_t i = 0; i < 3; ++i) {
    if (!(numbers[i] >= 0.0 && numbers[i] <= highest)) return std::nullopt;
    out[i] = static_cast<int>(numbers[i]);
  }
  return out;
}

}  // namespace

RgbColor rgb_from_cielab(std::array<std::uint16_t, 3> lab) {
  const double lightness = lab[0] / 65535.0 * 100.0;
  const double a = lab[1] / 65535.0 * 255.0 - 128.0;
  const double b = lab[2] / 65535.0 * 255.0 - 128.0;
  const double fy = (lightness + 16.0) / 116.0;
  // D50, PS3.3 C.10.7.1.1 through the ICC profile connection space.
  const double x = 0.96422 * lab_inverse(fy + a / 500.0);
  const double y = lab_inverse(fy);
  const double z = 0.82521 * lab_inverse(fy - b / 200.0);
  // XYZ of D50 to linear sRGB of D65, adapted by Bradford.
  return {encoded(3.1338561 * x - 1.6168667 * y - 0.4906146 * z),
          encoded(-0.9787684 * x + 1.9161415 * y + 0.0334540 * z),
          encoded(0.0719453 * x - 0.2289914 * y + 1.4052427 * z)};
}

std::optional<RgbColor> cielab_color(const Dataset& dataset, Tag tag) {
  const auto lab = three_numbers(dataset, tag, 65535);
  if (!lab) return std::nullopt;
  return rgb_from_cielab({static_cast<std::uint16_t>((*lab)[0]),
                          static_cast<std::uint16_t>((*lab)[1]),
                          static_cast<std::uint16_t>((*lab)[2])});
}

std::optional<RgbColor> rgb_color(const Dataset& dataset, Tag tag) {
  const auto rgb = three_numbers(dataset, tag, 255);
  if (!rgb) return std::nullopt;
  return RgbColor{static_cast<std::uint8_t>((*rgb)[0]), static_cast<std::uint8_t>((*rgb)[1]),
                  static_cast<std::uint8_t>((*rgb)[2])};
}

}  // namespace overread
