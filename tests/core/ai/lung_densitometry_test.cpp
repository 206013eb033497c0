#include "core/ai/lung_densitometry.hpp"

#include <catch_amalgamated.hpp>

using namespace overread;

TEST_CASE("LAA-950: voxels below -950, not at it, of the aerated ones", "[ai][densitometry]") {
  LungHistogram histogram;
  for (int i = 0; i < 3; ++i) histogram.add(-951);
  histogram.add(-2000);  // Padding counts as the lowest value, not as nothing.
  for (int i = 0; i < 4; ++i) histogram.add(-950);
  for (int i = 0; i < 8; ++i) histogram.add(-401);
  for (int i = 0; i < 10; ++i) histogram.add(-400);  // Vessels: volume, no densitometry.
  CHECK(histogram.voxels() == 26);
  CHECK(histogram.aerated_voxels() == 16);
  CHECK(histogram.percent_below(-950) == 25.0);
  CHECK(histogram.percent_below(-400) == 100.0);
}

TEST_CASE("PD15: 15 of 100 voxels lie at or below it", "[ai][densitometry]") {
  LungHistogram histogram;
  for (int hu = -1000; hu < -900; ++hu) histogram.add(static_cast<std::int16_t>(hu));
  // -1000 is the first of a hundred different values, the fifteenth is -986.
  CHECK(histogram.percentile_hu(15.0) == -986.0);
  CHECK(histogram.percentile_hu(0.0) == -1000.0);
  CHECK(histogram.percentile_hu(100.0) == -901.0);
}

TEST_CASE("PD15 of a value most voxels share is that value", "[ai][densitometry]") {
  LungHistogram histogram;
  for (int i = 0; i < 14; ++i) histogram.add(-980);
  for (int i = 0; i < 86; ++i) histogram.add(-870);
  CHECK(histogram.percentile_hu(15.0) == -870.0);
  CHECK(histogram.percentile_hu(14.0) == -980.0);
}

TEST_CASE("Nothing measured is 0 %, not a division by zero", "[ai][densitometry]") {
  const LungHistogram histogram;
  CHECK(histogram.percent_below(-950) == 0.0);
}

TEST_CASE("Each lung is counted by its label, both are the sum", "[ai][densitometry]") {
  Volume volume;
  volume.columns = 4;
  volume.rows = volume.slices = 1;
  volume.values = {-960, -860, -970, 40};
  LungMask lungs;
  lungs.size = {4, 1, 1};
  lungs.values = {kRightLung, kRightLung, kLeftLung, kLeftLung};
  const LungHistograms histograms = lung_histograms(volume, lungs);
  CHECK(histograms.right.percent_below(-950) == 50.0);
  CHECK(histograms.left.percent_below(-950) == 100.0);
  CHECK(histograms.left.voxels() == 2);
  CHECK(histograms.both().voxels() == 4);
  CHECK(histograms.both().percent_below(-950) == Catch::Approx(200.0 / 3.0));
}
