#include "core/objects/display_color.hpp"

#include <catch_amalgamated.hpp>
#include <cmath>
#include <cstdlib>

#include "core/dicom/tags.hpp"
#include "core/report/cielab.hpp"

namespace overread {
namespace {

/// L*, a*, b* as the standard stores them.
std::array<std::uint16_t, 3> stored(double lightness, double a, double b) {
  return {static_cast<std::uint16_t>(std::lround(lightness / 100.0 * 65535.0)),
          static_cast<std::uint16_t>(std::lround((a + 128.0) / 255.0 * 65535.0)),
          static_cast<std::uint16_t>(std::lround((b + 128.0) / 255.0 * 65535.0))};
}

// sRGB primaries in CIELab of D50, as color tables print them to two digits.
TEST_CASE("CIELab: the primaries of sRGB come back as themselves", "[objects][PS3.3 C.10.7.1.1]") {
  CHECK(rgb_from_cielab(stored(100.0, 0.0, 0.0)) == RgbColor{255, 255, 255});
  CHECK(rgb_from_cielab(stored(0.0, 0.0, 0.0)) == RgbColor{0, 0, 0});
  const auto near = [](RgbColor color, RgbColor wanted) {
    for (std::size_t i = 0; i < 3; ++i) {
      if (std::abs(color[i] - wanted[i]) > 1) return false;
    }
    return true;
  };
  CHECK(near(rgb_from_cielab(stored(54.29, 80.81, 69.89)), {255, 0, 0}));
  CHECK(near(rgb_from_cielab(stored(87.82, -79.29, 80.99)), {0, 255, 0}));
  CHECK(near(rgb_from_cielab(stored(29.57, 68.30, -112.03)), {0, 0, 255}));
  CHECK(near(rgb_from_cielab(stored(53.59, 0.0, 0.0)), {128, 128, 128}));
}

TEST_CASE("CIELab: it is the way back of the color that segmentations are written with",
          "[objects][PS3.3 C.10.7.1.1]") {
  for (int r = 0; r < 256; r += 51) {
    for (int g = 0; g < 256; g += 51) {
      for (int b = 0; b < 256; b += 51) {
        const RgbColor rgb{static_cast<std::uint8_t>(r), static_cast<std::uint8_t>(g),
                           static_cast<std::uint8_t>(b)};
        const RgbColor back = rgb_from_cielab(cielab_of(rgb));
        for (std::size_t i = 0; i < 3; ++i) CHECK(std::abs(back[i] - rgb[i]) <= 1);
      }
    }
  }
}

TEST_CASE("A color of two numbers, or of 300, is none", "[objects]") {
  Dataset dataset;
  dataset.set_numbers(tags::kRoiDisplayColor, Vr::kIS, std::vector<double>{255, 0});
  CHECK_FALSE(rgb_color(dataset, tags::kRoiDisplayColor));
  dataset.set_numbers(tags::kRoiDisplayColor, Vr::kIS, std::vector<double>{255, 0, 300});
  CHECK_FALSE(rgb_color(dataset, tags::kRoiDisplayColor));
  dataset.set_numbers(tags::kRoiDisplayColor, Vr::kIS, std::vector<double>{255, 0, 30});
  CHECK(rgb_color(dataset, tags::kRoiDisplayColor) == RgbColor{255, 0, 30});
  CHECK_FALSE(cielab_color(dataset, tags::kRecommendedDisplayCielabValue));
}

}  // namespace
}  // namespace overread
