#include "core/view/mask_contour.hpp"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <string_view>

#include "core/base/random.hpp"
#include "core/geometry/measure.hpp"

namespace overread {
namespace {

using Catch::Matchers::WithinAbs;

/// A mask drawn with characters: digits are labels.
LabelMask drawn(std::initializer_list<std::string_view> lines) {
  LabelMask mask;
  mask.rows = static_cast<int>(lines.size());
  mask.columns = static_cast<int>(lines.begin()->size());
  mask.slices = 1;
  for (const std::string_view line : lines) {
    for (const char c : line) {
      mask.values.push_back(c == '.' ? std::uint8_t{0} : static_cast<std::uint8_t>(c - '0'));
    }
  }
  return mask;
}

/// Twice the area, positive for lines that run clockwise on the screen.
double signed_area(const std::vector<Point<Image>>& line) {
  double twice = 0.0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const Point<Image> a = line[i], b = line[(i + 1) % line.size()];
    twice += a.x() * b.y() - b.x() * a.y();
  }
  return twice / 2.0;
}

bool contains(const std::vector<Point<Image>>& line, double x, double y) {
  return std::ranges::find(line, Point<Image>(x, y)) != line.end();
}

TEST_CASE("One pixel is outlined by a diamond around its center", "[view][contour]") {
  const auto lines = mask_contours(drawn({"...", ".1.", "..."}), 1, 0);
  REQUIRE(lines.size() == 1);
  REQUIRE(lines[0].size() == 4);
  CHECK(contains(lines[0], 1.5, 1));
  CHECK(contains(lines[0], 0.5, 1));
  CHECK(contains(lines[0], 1, 0.5));
  CHECK(contains(lines[0], 1, 1.5));
  CHECK_THAT(signed_area(lines[0]), WithinAbs(0.5, 1e-12));
}

TEST_CASE("A block's outline: straight sides have no points between", "[view][contour]") {
  const auto lines = mask_contours(drawn({".....", ".111.", ".111.", "....."}), 1, 0);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].size() == 8);
  // 3 × 2 pixels, less a triangle of 1/8 at each corner.
  CHECK_THAT(signed_area(lines[0]), WithinAbs(6 - 4.0 / 8, 1e-12));
  CHECK(contains(lines[0], 0.5, 1));
  CHECK(contains(lines[0], 3.5, 2));
}

TEST_CASE("A mask that fills the slice is outlined around its border", "[view][contour]") {
  const auto lines = mask_contours(drawn({"11", "11"}), 1, 0);
  REQUIRE(lines.size() == 1);
  CHECK_THAT(signed_area(lines[0]), WithinAbs(3.5, 1e-12));
  CHECK(contains(lines[0], -0.5, 0));
  CHECK(contains(lines[0], 1.5, 1));
}

TEST_CASE("A hole is a line of its own, the other way round", "[view][contour]") {
  auto lines = mask_contours(drawn({"111", "1.1", "111"}), 1, 0);
  REQUIRE(lines.size() == 2);
  std::ranges::sort(lines, {}, signed_area);
  CHECK_THAT(signed_area(lines[0]), WithinAbs(-0.5, 1e-12));
  CHECK_THAT(signed_area(lines[1]), WithinAbs(9 - 0.5, 1e-12));
}

TEST_CASE("Pixels that touch at a corner are apart", "[view][contour]") {
  CHECK(mask_contours(drawn({"1.", ".1"}), 1, 0).size() == 2);
  CHECK(mask_contours(drawn({".1", "1."}), 1, 0).size() == 2);
}

TEST_CASE("Only the label asked for is outlined", "[view][contour]") {
  const LabelMask mask = drawn({"12", "12"});
  REQUIRE(mask_contours(mask, 2, 0).size() == 1);
  CHECK(contains(mask_contours(mask, 2, 0)[0], 0.5, 0));
  CHECK(mask_contours(mask, 3, 0).empty());
  CHECK(mask_contours(mask, 1, 1).empty());
  CHECK(mask_contours(mask, 0, 0).empty());
}

TEST_CASE("Areas of any mask's outlines add up to what its cells say",
          "[view][contour][property]") {
  // Independently of how lines are joined: each pixel counts 1, and of each cell between four
  // centers the corners cut off or filled count 1/8 each.
  Random random(11);
  for (int round = 0; round < 60; ++round) {
    LabelMask mask;
    mask.columns = random.integer(1, 14);
    mask.rows = random.integer(1, 14);
    mask.slices = 1;
    const double share = random.uniform();
    for (int i = 0; i < mask.columns * mask.rows; ++i) {
      mask.values.push_back(random.chance(share) ? 1 : 0);
    }
    const auto at = [&](int c, int r) {
      return c >= 0 && r >= 0 && c < mask.columns && r < mask.rows &&
             mask.values[static_cast<std::size_t>(r * mask.columns + c)] == 1;
    };
    // Area of the inside in a cell by its count of inside corners; opposite corners are apart.
    double expected = 0.0;
    for (int r = -1; r < mask.rows; ++r) {
      for (int c = -1; c < mask.columns; ++c) {
        const int count = at(c, r) + at(c + 1, r) + at(c, r + 1) + at(c + 1, r + 1);
        const bool diagonal = count == 2 && at(c, r) == at(c + 1, r + 1);
        constexpr std::array kArea{0.0, 0.125, 0.5, 0.875, 1.0};
        expected += diagonal ? 0.25 : kArea[static_cast<std::size_t>(count)];
      }
    }
    double area = 0.0;
    for (const auto& line : mask_contours(mask, 1, 0)) area += signed_area(line);
    CHECK_THAT(area, WithinAbs(expected, 1e-9));
  }
}

}  // namespace
}  // namespace overread
