#include "core/base/deterministic_math.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace overread::deterministic {
namespace {

// π/2 in two parts, so that the reduced argument keeps its low bits (Cody and Waite 1980).
constexpr double kHalfPiHigh = 1.57079632673412561417e+00;
constexpr double kHalfPiLow = 6.07710050650619224932e-11;
constexpr double kLn2High = 6.93147180369123816490e-01;
constexpr double kLn2Low = 1.90821492927058770002e-10;

// Taylor series on |x| <= π/4: the first dropped term is below 1e-17.
double sin_kernel(double x) {
  const double z = x * x;
  double sum = 0.0;
  for (int n = 17; n >= 3; n -= 2) sum = (1.0 + sum) * (-z / (n * (n - 1)));
  return x * (1.0 + sum);
}

double cos_kernel(double x) {
  const double z = x * x;
  double sum = 0.0;
  for (int n = 18; n >= 2; n -= 2) sum = (1.0 + sum) * (-z / (n * (n - 1)));
  return 1.0 + sum;
}

struct Reduced {
  double remainder;
  int quadrant;
};

Reduced reduce(double radians) {
  const double quotient = std::floor(radians / (kPi / 2) + 0.5);
  const double remainder = (radians - quotient * kHalfPiHigh) - quotient * kHalfPiLow;
  return {remainder, static_cast<int>(static_cast<std::int64_t>(quotient) & 3)};
}

double scale_by_power_of_two(double x, int exponent) {
  // Two steps keep each factor a normal number.
  const int half = exponent / 2;
  const auto power = [](int e) {
    return std::bit_cast<double>(static_cast<std::uint64_t>(e + 1023) << 52);
  };
  return x * power(half) * power(exponent - half);
}

}  // namespace

double sin(double radians) {
  const auto [x, quadrant] = reduce(radians);
  switch (quadrant) {
    case 0:
      return sin_kernel(x);
    case 1:
      return cos_kernel(x);
    case 2:
      return -sin_kernel(x);
    default:
      return -cos_kernel(x);
  }
}

double cos(double radians) {
  const auto [x, quadrant] = reduce(radians);
  switch (quadrant) {
    case 0:
      return cos_kernel(x);
    case 1:
      return -sin_kernel(x);
    case 2:
      return -cos_kernel(x);
    default:
      return sin_kernel(x);
  }
}

double tan(double radians) { return sin(radians) / cos(radians); }

double exp(double x) {
  if (x != x) return x;
  if (x > 709.78) return std::numeric_limits<double>::infinity();
  if (x < -745.0) return 0.0;
  const double k = std::floor(x / (kLn2High + kLn2Low) + 0.5);
  const double r = (x - k * kLn2High) - k * kLn2Low;
  double sum = 1.0;
  for (int n = 14; n >= 1; --n) sum = 1.0 + sum * r / n;
  return scale_by_power_of_two(sum, static_cast<int>(k));
}

double log(double x) {
  if (x != x || x < 0.0) return std::numeric_limits<double>::quiet_NaN();
  if (x == 0.0) return -std::numeric_limits<double>::infinity();
  if (x == std::numeric_limits<double>::infinity()) return x;
  int exponent = 0;
  if (x < std::numeric_limits<double>::min()) {
    x *= 18014398509481984.0;  // 2^54
    exponent = -54;
  }
  const auto bits = std::bit_cast<std::uint64_t>(x);
  exponent += static_cast<int>(bits >> 52) - 1023;
  double m = std::bit_cast<double>((bits & 0xFFFFFFFFFFFFFULL) | 0x3FF0000000000000ULL);
  if (m > 1.41421356237309504880) {
    m *= 0.5;
    ++exponent;
  }
  // log m = 2 artanh s with s = (m - 1) / (m + 1), |s| <= 0.172.
  const double s = (m - 1.0) / (m + 1.0);
  const double z = s * s;
  double sum = 0.0;
  for (int n = 23; n >= 3; n -= 2) sum = (1.0 / n + sum) * z;
  return (exponent * kLn2High) + (2.0 * s * (1.0 + sum) + exponent * kLn2Low);
}

double pow(double base, double exponent) {
  if (exponent == 0.0) return 1.0;
  if (base == 0.0) return exponent > 0.0 ? 0.0 : std::numeric_limits<double>::infinity();
  return exp(exponent * log(base));
}

double atan(double x) {
  if (x < 0.0) return -atan(-x);
  if (x > 1.0) return kPi / 2 - atan(1.0 / x);
  // atan x = 2 atan(x / (1 + sqrt(1 + x²))), twice, leaves |x| <= 0.2.
  double y = x / (1.0 + std::sqrt(1.0 + x * x));
  y = y / (1.0 + std::sqrt(1.0 + y * y));
  const double z = y * y;
  double sum = 0.0;
  for (int n = 23; n >= 3; n -= 2) {
    sum = (((n / 2) % 2 == 0 ? 1.0 : -1.0) / n + sum) * z;
  }
  return 4.0 * y * (1.0 + sum);
}

double atan2(double y, double x) {
  if (x > 0.0) return atan(y / x);
  if (x < 0.0) return y >= 0.0 ? atan(y / x) + kPi : atan(y / x) - kPi;
  if (y > 0.0) return kPi / 2;
  if (y < 0.0) return -kPi / 2;
  return 0.0;
}

double asin(double x) { return atan2(x, std::sqrt((1.0 - x) * (1.0 + x))); }

double acos(double x) { return atan2(std::sqrt((1.0 - x) * (1.0 + x)), x); }

}  // namespace overread::deterministic
