#include "core/ai/spine_preprocess.hpp"

#include <algorithm>
#include <catch_amalgamated.hpp>

using namespace overread;

TEST_CASE("A picture is fitted with its aspect kept and centered", "[ai][spine]") {
  // 1000 x 2400 into 256 x 512: 512 / 2400 decides, the width becomes 213.3, 21.3 free at each
  // side.
  const SpineFit fit = SpineFit::of(1000, 2400);
  CHECK(fit.scale == Catch::Approx(512.0 / 2400.0));
  CHECK(fit.left == Catch::Approx(0.5 * (256.0 - 1000.0 * 512.0 / 2400.0)));
  CHECK(fit.top == Catch::Approx(0.0));
  CHECK(fit.column(fit.input_x(123.0)) == Catch::Approx(123.0));
  CHECK(fit.row(fit.input_y(2000.0)) == Catch::Approx(2000.0));
  // Outer edges meet: half a pixel before the first is where the picture begins.
  CHECK(fit.input_x(-0.5) == Catch::Approx(fit.left - 0.5));
}

TEST_CASE("Fitting keeps an even picture even and a ramp a ramp", "[ai][spine]") {
  for (const auto& [columns, rows] : {std::pair{300, 900}, {100, 330}, {64, 128}}) {
    const SpineFit fit = SpineFit::of(columns, rows);
    std::vector<float> picture(static_cast<std::size_t>(columns * rows));
    for (int r = 0; r < rows; ++r)
      for (int c = 0; c < columns; ++c)
        picture[static_cast<std::size_t>(r * columns + c)] = static_cast<float>(r);
    const auto input = fit_spine_picture(picture, fit);
    // Away from the edges each input pixel holds the row it came from.
    const int x = 128;
    for (int y = fit.first_y() + 8; y <= fit.last_y() - 8; y += 17) {
      CHECK(input[static_cast<std::size_t>(y * kSpineInputColumns + x)] ==
            Catch::Approx(fit.row(y)).margin(0.6));
    }
  }
}

TEST_CASE("Normalizing undoes exposure", "[ai][spine]") {
  const SpineFit fit = SpineFit::of(256, 512);
  std::vector<float> a(256 * 512), b(256 * 512);
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto x = static_cast<double>(i % 256), y = static_cast<double>(i / 256);
    a[i] = static_cast<float>(
        100.0 + 20.0 * ((static_cast<int>(x / 9) + static_cast<int>(y / 13)) % 3) + 0.05 * y);
    b[i] = 7.0F * a[i] - 300.0F;
  }
  normalize_spine_input(a, fit);
  normalize_spine_input(b, fit);
  float worst = 0.0F;
  for (std::size_t i = 0; i < a.size(); ++i) worst = std::max(worst, std::abs(a[i] - b[i]));
  CHECK(worst < 1e-3F);
  CHECK(*std::ranges::min_element(a) >= 0.0F);
  CHECK(*std::ranges::max_element(a) <= 1.0F);
}

TEST_CASE("Outside the picture the input is neutral", "[ai][spine]") {
  const SpineFit fit = SpineFit::of(100, 512);
  std::vector<float> picture(100 * 512);
  for (std::size_t i = 0; i < picture.size(); ++i) picture[i] = static_cast<float>(i % 37);
  auto input = fit_spine_picture(picture, fit);
  normalize_spine_input(input, fit);
  CHECK(input[0] == 0.5F);
  CHECK(input[255] == 0.5F);
}
