#include "core/report/cielab.hpp"

#include <catch_amalgamated.hpp>
#include <cmath>

namespace overread {
namespace {

struct Sample {
  std::array<std::uint8_t, 3> rgb;
  double l, a, b;
};

TEST_CASE("CIELab: sRGB colors as in CSS Color 4, D50", "[report][PS3.3 C.10.7.1.1]") {
  // Lab values of the named colors white, black, red, lime and blue.
  const Sample sample =
      GENERATE(Sample{{255, 255, 255}, 100.0, 0.0, 0.0}, Sample{{0, 0, 0}, 0.0, 0.0, 0.0},
               Sample{{255, 0, 0}, 54.2905, 80.8049, 69.8910},
               Sample{{0, 255, 0}, 87.8185, -79.2711, 80.9946},
               Sample{{0, 0, 255}, 29.5683, 68.2874, -112.0297});
  const auto stored = cielab_of(sample.rgb);
  constexpr double kTolerance = 0.02;  // One step of a* is 0.004; the matrices are of 7 digits.
  CHECK(std::abs(stored[0] / 65535.0 * 100.0 - sample.l) < kTolerance);
  CHECK(std::abs(stored[1] / 65535.0 * 255.0 - 128.0 - sample.a) < kTolerance);
  CHECK(std::abs(stored[2] / 65535.0 * 255.0 - 128.0 - sample.b) < kTolerance);
}

}  // namespace
}  // namespace overread
