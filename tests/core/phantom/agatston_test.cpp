#include "core/phantom/agatston.hpp"

#include <catch_amalgamated.hpp>
#include <vector>

using namespace overread;

namespace {

/// A picture of soft tissue with a block of calcium in it, and a region that covers all of it.
struct Picture {
  int columns = 20, rows = 20;
  std::vector<float> hu = std::vector<float>(400, 40.0F);
  std::vector<std::uint8_t> region = std::vector<std::uint8_t>(400, 1);

  void block(int column, int row, int width, int height, float value) {
    for (int y = row; y < row + height; ++y) {
      for (int x = column; x < column + width; ++x) {
        hu[static_cast<std::size_t>(y * columns + x)] = value;
      }
    }
  }
  double score(double pixel_area_mm2) const {
    return agatston_of_slice(hu, region, columns, rows, pixel_area_mm2);
  }
};

}  // namespace

TEST_CASE("Agatston: 100 mm² at 250 HU on one slice are 200", "[phantom][agatston]") {
  Picture picture;
  picture.block(5, 5, 10, 10, 250.0F);
  CHECK(picture.score(1.0) == 200.0);
  // The same plaque on a grid of half the pixel size.
  Picture fine;
  fine.block(0, 0, 20, 20, 250.0F);
  CHECK(fine.score(0.25) == 200.0);
}

TEST_CASE("Agatston: the weight goes by the peak, from 130, 200, 300 and 400 HU",
          "[phantom][agatston]") {
  const auto [peak, score] = GENERATE(table<float, double>({{129.0F, 0.0},
                                                            {130.0F, 4.0},
                                                            {199.0F, 4.0},
                                                            {200.0F, 8.0},
                                                            {299.0F, 8.0},
                                                            {300.0F, 12.0},
                                                            {399.0F, 12.0},
                                                            {400.0F, 16.0},
                                                            {1500.0F, 16.0}}));
  Picture picture;
  picture.block(4, 4, 2, 2, 130.0F);
  if (peak < 130.0F) picture.block(4, 4, 2, 2, peak);
  picture.block(4, 4, 1, 1, peak);
  CHECK(picture.score(1.0) == score);
}

TEST_CASE("Agatston: each plaque has its own weight, corners join, specks do not count",
          "[phantom][agatston]") {
  Picture picture;
  picture.block(1, 1, 2, 2, 150.0F);    // 4 mm², weight 1
  picture.block(10, 10, 2, 2, 450.0F);  // 4 mm², weight 4
  CHECK(picture.score(1.0) == 20.0);
  picture.block(3, 3, 1, 1, 350.0F);  // Touches the first by a corner: 5 mm², weight 3.
  CHECK(picture.score(1.0) == 31.0);
  Picture speck;
  speck.block(3, 3, 1, 1, 500.0F);
  CHECK(speck.score(0.49) == 0.0);
  CHECK(speck.score(1.0) == 4.0);
}

TEST_CASE("Agatston: bone outside the region does not count", "[phantom][agatston]") {
  Picture picture;
  picture.block(5, 5, 10, 10, 250.0F);
  for (std::size_t i = 0; i < picture.region.size(); ++i) picture.region[i] = i % 20 < 10;
  CHECK(picture.score(1.0) == 100.0);
}
