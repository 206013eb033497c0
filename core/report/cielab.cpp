#include "core/report/cielab.hpp"

#include <algorithm>
#include <cmath>

#include "core/base/deterministic_math.hpp"

namespace overread {
namespace {

/// IEC 61966-2-1.
double linear_of(std::uint8_t value) {
  const double v = value / 255.0;
  return v <= 0.04045 ? v / 12.92 : deterministic::pow((v + 0.055) / 1.055, 2.4);
}

/// CIE 15, the cube root with its straight part near black.
double lab_function(double t) {
  constexpr double kDelta = 6.0 / 29.0;
  return t > kDelta * kDelta * kDelta ? deterministic::pow(t, 1.0 / 3.0)
                                      : t / (3.0 * kDelta * kDelta) + 4.0 / 29.0;
}

std::uint16_t scaled(double value, double low, double high) {
  const double part = std::clamp((value - low) / (high - low), 0.0, 1.0);
  return static_cast<std::uint16_t>(std::floor(part * 65535.0 + 0.5));
}

}  // namespace

std::array<std::uint16_t, 3> cielab_of(std::array<std::uint8_t, 3> rgb) {
  const double r = linear_of(rgb[0]);
  const double g = linear_of(rgb[1]);
  const double b = linear_of(rgb[2]);
  // sRGB primaries to XYZ, adapted from D65 to D50 by Bradford.
  const double x = 0.4360747 * r + 0.3850649 * g + 0.1430804 * b;
  const double y = 0.2225045 * r + 0.7168786 * g + 0.0606169 * b;
  const double z = 0.0139322 * r + 0.0971045 * g + 0.7141733 * b;
  const double fx = lab_function(x / 0.96422);
  const double fy = lab_function(y);
  const double fz = lab_function(z / 0.82521);
  return {scaled(116.0 * fy - 16.0, 0.0, 100.0), scaled(500.0 * (fx - fy), -128.0, 127.0),
          scaled(200.0 * (fy - fz), -128.0, 127.0)};
}

}  // namespace overread
