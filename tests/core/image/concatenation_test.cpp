#include "core/image/concatenation.hpp"

#include <algorithm>
#include <catch_amalgamated.hpp>

#include "core/image/series.hpp"

namespace overread {
namespace {

using Kind = GeometryWarning::Kind;

/// Part `number` of an image, with frames at the given heights (none: without planes).
InstanceHeader part(int number, int total, int offset, int frame_count,
                    const std::vector<double>& heights) {
  InstanceHeader h;
  h.series_instance_uid = "1.1";
  // The UIDs run against the numbers, as nothing promises that they do not.
  h.sop_instance_uid = "1.1." + std::to_string(9 - number);
  h.instance_number = 4;
  h.rows = h.columns = 8;
  h.frame_count = frame_count;
  h.concatenation = {.uid = "1.9", .number = number, .total_number = total, .frame_offset = offset};
  for (const double z : heights) h.planes.push_back(FramePlane{{0, 0, z}, {1, 0, 0, 0, 1, 0}});
  return h;
}

/// Part and frame number of every frame.
std::vector<std::pair<int, int>> order_of(const Series& series) {
  std::vector<std::pair<int, int>> order;
  for (const SeriesFrame& frame : series.frames) {
    const InstanceHeader& header = series.instances[static_cast<std::size_t>(frame.instance)];
    order.emplace_back(header.concatenation.number, frame.frame_number);
  }
  return order;
}

TEST_CASE("Parts of a concatenation are one stack along the normal",
          "[image][concatenation][PS3.3 C.7.6.16.2.2.4]") {
  const auto all = group_into_series({part(2, 2, 2, 2, {4, 6}), part(1, 2, 0, 2, {2, 0})});
  REQUIRE(all.size() == 1);
  CHECK(order_of(all[0]) == std::vector<std::pair<int, int>>{{1, 2}, {1, 1}, {2, 1}, {2, 2}});
  CHECK(all[0].warnings.empty());
}

TEST_CASE("Parts without slices are one loop in frame order", "[image][concatenation]") {
  const auto all = group_into_series({part(2, 0, 3, 2, {}), part(1, 0, 0, 3, {})});
  REQUIRE(all.size() == 1);
  CHECK(order_of(all[0]) ==
        std::vector<std::pair<int, int>>{{1, 1}, {1, 2}, {1, 3}, {2, 1}, {2, 2}});
}

TEST_CASE("Parts that are not there are named", "[image][concatenation]") {
  SECTION("between and at the end, by the total number") {
    const auto all = group_into_series({part(1, 5, 0, 2, {0, 1}), part(3, 5, 4, 2, {4, 5})});
    REQUIRE(all.size() == 1);
    REQUIRE(all[0].warnings.size() == 2);
    CHECK(all[0].warnings[0] == GeometryWarning{Kind::kMissingSlices, 2, 1, 3});
    CHECK(all[0].warnings[1] == GeometryWarning{Kind::kMissingParts, 3, 0, 0, {2, 4, 5}});
  }
  SECTION("without a total number: what the numbers leave out") {
    const auto missing = missing_parts(std::vector{part(2, 0, 2, 2, {}), part(4, 0, 6, 2, {})});
    CHECK(missing.at("1.9") == std::vector{1, 3});
  }
  SECTION("none are missing") {
    CHECK(missing_parts(std::vector{part(1, 2, 0, 1, {}), part(2, 2, 1, 1, {})}).empty());
  }
  SECTION("a hostile number makes no long list") {
    CHECK(missing_parts(std::vector{part(65535, 65535, 0, 1, {})}).at("1.9").size() ==
          kMostNamedParts);
  }
}

TEST_CASE("A stack does not miss the parts that hold another stack", "[image][concatenation]") {
  // Part 1 is axial, part 2 coronal: two stacks, and nothing is missing from either.
  InstanceHeader coronal = part(2, 2, 2, 2, {0, 0});
  coronal.planes = {FramePlane{{0, 3, 0}, {1, 0, 0, 0, 0, -1}},
                    FramePlane{{0, 5, 0}, {1, 0, 0, 0, 0, -1}}};
  const auto all = group_into_series({part(1, 2, 0, 2, {0, 1}), coronal});
  REQUIRE(all.size() == 2);
  for (const Series& series : all) CHECK(series.warnings.empty());
}

}  // namespace
}  // namespace overread
