#include "core/ai/run_components.hpp"

#include <catch_amalgamated.hpp>
#include <vector>

#include "tests/core/ai/drawn_mask.hpp"

using namespace overread;
using Connectivity = RunComponents::Connectivity;

TEST_CASE("Runs: parts that touch by a corner only are two parts", "[ai][components]") {
  const auto mask = drawn(
      "##..."
      "##..."
      "..##."
      "..##.");
  const auto parts = RunComponents::find(mask, {5, 4, 1}, Connectivity::kVolume);
  REQUIRE(parts.components().size() == 2);
  CHECK(parts.components()[0].voxels == 4);
  CHECK(parts.components()[1].voxels == 4);
  CHECK(parts.components()[0].center_column() == 0.5);
  CHECK(parts.components()[1].center_row() == 2.5);
  CHECK(parts.components()[0].touches_side({5, 4, 1}));
}

TEST_CASE("Runs: a U is one part although its arms meet in the last row", "[ai][components]") {
  const auto mask = drawn(
      "#...#"
      "#...#"
      "#####");
  const auto parts = RunComponents::find(mask, {5, 3, 1}, Connectivity::kVolume);
  REQUIRE(parts.components().size() == 1);
  CHECK(parts.components()[0].voxels == 9);
}

TEST_CASE("Runs: a spiral is one part", "[ai][components]") {
  const auto mask = drawn(
      "#######"
      "......#"
      "#####.#"
      "#...#.#"
      "#.###.#"
      "#.....#"
      "#######");
  const auto parts = RunComponents::find(mask, {7, 7, 1}, Connectivity::kVolume);
  REQUIRE(parts.components().size() == 1);
  CHECK(parts.components()[0].voxels == 31);
}

TEST_CASE("Runs: slices join by faces in a volume and not slice by slice", "[ai][components]") {
  const auto mask = drawn(
      "#.."
      "..#"

      "#.."
      "...");
  CHECK(RunComponents::find(mask, {3, 2, 2}, Connectivity::kVolume).components().size() == 2);
  CHECK(RunComponents::find(mask, {3, 2, 2}, Connectivity::kSlice).components().size() == 3);
  const auto part = RunComponents::find(mask, {3, 2, 2}, Connectivity::kVolume).components()[0];
  CHECK(part.voxels == 2);
  CHECK(part.first_slice == 0);
  CHECK(part.last_slice == 1);
  CHECK(part.center_slice() == 0.5);
}

TEST_CASE("Runs: a run does not go on over the end of a row", "[ai][components]") {
  const auto mask = drawn(
      "..#"
      "#..");
  CHECK(RunComponents::find(mask, {3, 2, 1}, Connectivity::kVolume).components().size() == 2);
}

TEST_CASE("Runs: wide rows, an empty mask and painting", "[ai][components]") {
  std::vector<std::uint8_t> mask(100 * 2);
  CHECK(RunComponents::find(mask, {100, 2, 1}, Connectivity::kVolume).components().empty());
  for (std::size_t i = 37; i < 61; ++i) mask[i] = 1;
  mask[199] = 1;
  const auto parts = RunComponents::find(mask, {100, 2, 1}, Connectivity::kVolume);
  REQUIRE(parts.components().size() == 2);
  CHECK(parts.components()[0].voxels == 24);
  CHECK(parts.components()[0].first_column == 37);
  CHECK(parts.components()[0].last_column == 60);
  std::vector<std::uint8_t> painted(mask.size());
  parts.paint(painted, 0, 7);
  CHECK(painted[36] == 0);
  CHECK(painted[37] == 7);
  CHECK(painted[60] == 7);
  CHECK(painted[61] == 0);
  CHECK(painted[199] == 0);
  const std::vector<std::uint8_t> values{0, 9};
  parts.paint(painted, values);
  CHECK(painted[37] == 7);
  CHECK(painted[199] == 9);
}
