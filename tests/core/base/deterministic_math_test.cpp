#include "core/base/deterministic_math.hpp"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>

namespace overread {
namespace {

/// The documented bound is 1e-13; libm itself may be off by one unit in the last place.
constexpr double kRelative = 1e-12;

bool close(double value, double expected) {
  return std::fabs(value - expected) <= kRelative * std::max(1.0, std::fabs(expected));
}

}  // namespace

TEST_CASE("Deterministic math: agrees with libm", "[base]") {
  for (int i = -2000; i <= 2000; ++i) {
    const double x = i * 0.0137;
    INFO(x);
    CHECK(close(deterministic::sin(x), std::sin(x)));
    CHECK(close(deterministic::cos(x), std::cos(x)));
    CHECK(close(deterministic::atan(x), std::atan(x)));
    CHECK(std::fabs(deterministic::exp(x) - std::exp(x)) <= kRelative * std::exp(x));
    if (x > 0) {
      CHECK(close(deterministic::log(x), std::log(x)));
      const double power = std::pow(x, 1.7);
      CHECK(std::fabs(deterministic::pow(x, 1.7) - power) <= kRelative * power);
    }
    if (std::fabs(x) <= 1) {
      CHECK(close(deterministic::asin(x), std::asin(x)));
      CHECK(close(deterministic::acos(x), std::acos(x)));
    }
    CHECK(close(deterministic::atan2(x, 0.7), std::atan2(x, 0.7)));
    CHECK(close(deterministic::atan2(x, -0.7), std::atan2(x, -0.7)));
  }
}

TEST_CASE("Deterministic math: the ends of the ranges", "[base]") {
  CHECK(deterministic::exp(0.0) == 1.0);
  CHECK(deterministic::exp(-800.0) == 0.0);
  CHECK(std::isinf(deterministic::exp(710.0)));
  CHECK(deterministic::log(1.0) == 0.0);
  CHECK(std::isinf(deterministic::log(0.0)));
  CHECK(deterministic::sin(0.0) == 0.0);
  CHECK(deterministic::cos(0.0) == 1.0);
  CHECK(close(deterministic::sin(999999.0), std::sin(999999.0)));
  CHECK(deterministic::pow(0.0, 2.0) == 0.0);
  CHECK(deterministic::pow(5.0, 0.0) == 1.0);
}

}  // namespace overread
