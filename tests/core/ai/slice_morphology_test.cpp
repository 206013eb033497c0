#include "core/ai/slice_morphology.hpp"

#include <catch_amalgamated.hpp>
#include <string>
#include <vector>

#include "tests/core/ai/drawn_mask.hpp"

using namespace overread;

namespace {

std::string shown(const std::vector<std::uint8_t>& mask) {
  std::string picture;
  for (std::uint8_t voxel : mask) picture += voxel != 0 ? '#' : '.';
  return picture;
}

}  // namespace

TEST_CASE("Dilation by 2 makes the disc of all offsets within 2 pixels", "[ai][morphology]") {
  auto mask = drawn(
      "......."
      "......."
      "......."
      "...#..."
      "......."
      "......."
      ".......");
  dilate_slices(mask, {7, 7, 1}, 2.0);
  CHECK(shown(mask) ==
        "......."
        "...#..."
        "..###.."
        ".#####."
        "..###.."
        "...#..."
        ".......");
}

TEST_CASE("Erosion by 1 keeps pixels whose four neighbors are set, and the edge",
          "[ai][morphology]") {
  auto mask = drawn(
      "####."
      "####."
      "####."
      ".....");
  erode_slices(mask, {5, 4, 1}, 1.0);
  CHECK(shown(mask) ==
        "###.."
        "###.."
        "....."
        ".....");
}

TEST_CASE("Closing fills a gap narrower than the disc and leaves a wide one", "[ai][morphology]") {
  auto narrow = drawn(
      "..........."
      "..........."
      "..###.###.."
      "..###.###.."
      "..###.###.."
      "..........."
      "...........");
  close_slices(narrow, {11, 7, 1}, 1.0);
  CHECK(shown(narrow) ==
        "..........."
        "..........."
        "..###.###.."
        "..#######.."
        "..###.###.."
        "..........."
        "...........");
  auto wide = drawn(
      "##....##"
      "##....##");
  close_slices(wide, {8, 2, 1}, 1.0);
  CHECK(shown(wide) ==
        "##....##"
        "##....##");
}

TEST_CASE("Holes are filled within their slice, up to the size asked for", "[ai][morphology]") {
  const auto ring = drawn(
      "#####.."
      "#...#.."
      "#...#.."
      "#####.#"
      "....#.#");
  auto all = ring;
  fill_slice_holes(all, {7, 5, 1});
  CHECK(shown(all) ==
        "#####.."
        "#####.."
        "#####.."
        "#####.#"
        "....#.#");
  auto small = ring;
  fill_slice_holes(small, {7, 5, 1}, 5);
  CHECK(small == ring);
}

TEST_CASE("Slices do not touch each other", "[ai][morphology]") {
  auto mask = drawn(
      "..."
      ".#."
      "..."

      "..."
      "..."
      "...");
  dilate_slices(mask, {3, 3, 2}, 1.0);
  CHECK(shown(mask).substr(9) == ".........");
}
