#include "core/image/series.hpp"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <numbers>

#include "core/base/random.hpp"

namespace overread {
namespace {

using Catch::Matchers::WithinAbs;
using Kind = GeometryWarning::Kind;

constexpr std::array<double, 6> kAxial{1, 0, 0, 0, 1, 0};

InstanceHeader slice(int number, const std::array<double, 3>& position,
                     const std::array<double, 6>& orientation = kAxial) {
  InstanceHeader h;
  h.study_instance_uid = "1";
  h.series_instance_uid = "1.1";
  h.sop_instance_uid = "1.1." + std::to_string(number);
  h.modality = "CT";
  h.instance_number = number;
  h.rows = h.columns = 4;
  h.planes = {FramePlane{position, orientation}};
  return h;
}

/// Axial slices at the given heights, numbered from 1 in that order.
std::vector<InstanceHeader> stack(std::initializer_list<double> heights) {
  std::vector<InstanceHeader> headers;
  for (const double z : heights) {
    headers.push_back(slice(static_cast<int>(headers.size()) + 1, {0, 0, z}));
  }
  return headers;
}

Series one_series(std::vector<InstanceHeader> headers) {
  auto all = group_into_series(std::move(headers));
  REQUIRE(all.size() == 1);
  return std::move(all.front());
}

std::vector<double> heights(const Series& series) {
  std::vector<double> z;
  for (const SeriesFrame& frame : series.frames) {
    z.push_back(series.instances[static_cast<std::size_t>(frame.instance)]
                    .plane(frame.frame_number)
                    ->image_position_patient[2]);
  }
  return z;
}

std::vector<int> numbers(const Series& series) {
  std::vector<int> all;
  for (const SeriesFrame& frame : series.frames) {
    all.push_back(series.instances[static_cast<std::size_t>(frame.instance)].instance_number);
  }
  return all;
}

TEST_CASE("Slices are sorted along the normal, whatever their order and numbers",
          "[image][series]") {
  const Series series = one_series(stack({30, 10, 50, 20, 40}));
  CHECK(heights(series) == std::vector<double>{10, 20, 30, 40, 50});
  CHECK(series.warnings.empty());
}

TEST_CASE("Any shuffle of the input gives the same series", "[image][series][property]") {
  std::vector<InstanceHeader> headers = stack({0, 2.5, 5, 7.5, 10, 12.5, 12.5, 15});
  headers[2].series_instance_uid = "1.2";
  InstanceHeader other = slice(9, {0, 0, 0}, {0, 1, 0, 0, 0, -1});
  headers.push_back(other);
  const auto expected = group_into_series(headers);
  Random random(7);
  for (int round = 0; round < 20; ++round) {
    for (std::size_t i = headers.size() - 1; i > 0; --i) {
      std::swap(headers[i],
                headers[static_cast<std::size_t>(random.integer(0, static_cast<int>(i)))]);
    }
    const auto shuffled = group_into_series(headers);
    REQUIRE(shuffled.size() == expected.size());
    for (std::size_t s = 0; s < expected.size(); ++s) {
      CHECK(numbers(shuffled[s]) == numbers(expected[s]));
      CHECK(shuffled[s].warnings == expected[s].warnings);
    }
  }
}

TEST_CASE("A feet-first normal turns the order round", "[image][series]") {
  // Columns to the right, rows to the back: the normal looks to the feet.
  std::vector<InstanceHeader> headers;
  for (const double z : {10.0, 20.0, 30.0}) {
    headers.push_back(slice(static_cast<int>(z), {0, 0, z}, {-1, 0, 0, 0, 1, 0}));
  }
  CHECK(heights(one_series(headers)) == std::vector<double>{30, 20, 10});
}

TEST_CASE("Slices at one place go by Instance Number and are warned of", "[image][series]") {
  const Series series = one_series(stack({10, 20, 20, 30, 20}));
  CHECK(numbers(series) == std::vector<int>{1, 2, 3, 5, 4});
  REQUIRE(series.warnings.size() == 1);
  CHECK(series.warnings[0] == GeometryWarning{Kind::kDuplicates, 2});
}

TEST_CASE("Uneven steps: the warning names the largest", "[image][series]") {
  const Series series = one_series(stack({0, 4, 8, 9.08, 16.08, 23.08}));
  REQUIRE(series.warnings.size() == 1);
  CHECK(series.warnings[0].kind == Kind::kUnevenSpacing);
  CHECK_THAT(series.warnings[0].value, WithinAbs(7, 1e-9));
  CHECK_THAT(series.warnings[0].low, WithinAbs(1.08, 1e-9));
  CHECK_THAT(series.warnings[0].high, WithinAbs(7, 1e-9));
}

TEST_CASE("Steps that each are nearly usual and add up to another place are uneven",
          "[image][series]") {
  // 20 steps of 4.96 mm, then 20 of 5.04: each within 2 %, the middle slice 0.8 mm off the grid.
  std::vector<InstanceHeader> headers;
  double z = 0;
  for (int i = 0; i <= 40; ++i) {
    headers.push_back(slice(i, {0, 0, z}));
    z += i < 20 ? 4.96 : 5.04;
  }
  const Series series = one_series(headers);
  REQUIRE(series.warnings.size() == 1);
  CHECK(series.warnings[0].kind == Kind::kUnevenSpacing);
}

TEST_CASE("Gaps of whole steps are missing slices, not uneven spacing", "[image][series]") {
  const Series series = one_series(stack({0, 2, 4, 10, 12, 14, 18}));
  REQUIRE(series.warnings.size() == 1);
  CHECK(series.warnings[0] == GeometryWarning{Kind::kMissingSlices, 3, 2, 6});
}

TEST_CASE("Rounding of positions is no unevenness", "[image][series]") {
  CHECK(one_series(stack({0, 0.67, 1.33, 2.0, 2.67, 3.33})).warnings.empty());
}

TEST_CASE("A tilted gantry: the angle between normal and table", "[image][series]") {
  const double a = 18.5 * std::numbers::pi / 180.0;
  std::vector<InstanceHeader> headers;
  for (int i = 0; i < 5; ++i) {
    headers.push_back(slice(i, {0, 0, 5.0 * i}, {1, 0, 0, 0, std::cos(a), -std::sin(a)}));
  }
  const Series series = one_series(headers);
  REQUIRE(series.warnings.size() == 1);
  CHECK(series.warnings[0].kind == Kind::kGantryTilt);
  CHECK_THAT(series.warnings[0].value, WithinAbs(18.5, 1e-6));
}

TEST_CASE("A slice shifted sideways is warned of by its millimeters, and is no tilt",
          "[image][series]") {
  std::vector<InstanceHeader> headers = stack({0, 5, 10, 15, 20});
  headers[2].planes[0].image_position_patient = {3, -4, 10};
  const Series series = one_series(headers);
  REQUIRE(series.warnings.size() == 1);
  CHECK(series.warnings[0].kind == Kind::kShiftedSlices);
  CHECK_THAT(series.warnings[0].value, WithinAbs(5, 1e-9));
}

TEST_CASE("Rounding of two thin slices is no tilt", "[image][series]") {
  std::vector<InstanceHeader> headers = stack({0, 0.5});
  headers[1].planes[0].image_position_patient[0] = 0.01;  // 1.1 degrees off, 0.01 mm in truth.
  CHECK(one_series(headers).warnings.empty());
}

TEST_CASE("Slices with different pixel sizes stay together and are warned of", "[image][series]") {
  std::vector<InstanceHeader> headers = stack({0, 1, 2});
  for (InstanceHeader& header : headers) header.pixel_spacing = {{0.7, 0.7}};
  headers[1].pixel_spacing = {{0.7, 0.5}};
  const Series series = one_series(headers);
  REQUIRE(series.warnings.size() == 1);
  CHECK(series.warnings[0] == GeometryWarning{Kind::kMixedSpacing, 2, 0.5, 0.7});
  headers[1].pixel_spacing = {{0.70001, 0.7}};  // The same, written with more digits.
  CHECK(one_series(headers).warnings.empty());
}

TEST_CASE("An instance that came twice is kept once, whichever came first", "[image][series]") {
  std::vector<InstanceHeader> headers = stack({0, 1, 2});
  headers.push_back(headers[1]);
  headers.back().planes[0].image_position_patient[2] = 7;
  const Series one = one_series(headers);
  std::ranges::reverse(headers);
  const Series other = one_series(headers);
  CHECK(heights(one) == heights(other));
  CHECK(one.frames.size() == 3);
}

TEST_CASE("A localizer in three planes gives three stacks, named by their planes",
          "[image][series]") {
  const auto all =
      group_into_series({slice(1, {0, 0, 0}), slice(2, {0, 0, 0}, {1, 0, 0, 0, 0, -1}),
                         slice(3, {0, 0, 0}, {0, 1, 0, 0, 0, -1}), slice(4, {0, 0, 5})});
  REQUIRE(all.size() == 3);
  for (const Series& series : all) CHECK(series.warnings.empty());
  CHECK(numbers(all[0]) == std::vector<int>{1, 4});
  using Trait = StackTrait::Kind;
  CHECK(all[0].traits == std::vector<StackTrait>{{Trait::kOrientation, "axial"}});
  CHECK(all[1].traits == std::vector<StackTrait>{{Trait::kOrientation, "coronal"}});
  CHECK(all[2].traits == std::vector<StackTrait>{{Trait::kOrientation, "sagittal"}});
}

TEST_CASE("Five directions of several slices each are five stacks", "[image][series]") {
  // Lumbar discs: each level in its own angle.
  std::vector<InstanceHeader> headers;
  for (int level = 0; level < 5; ++level) {
    const double a = level * 8.0 * std::numbers::pi / 180.0;
    for (int i = 0; i < 3; ++i) {
      headers.push_back(slice(3 * level + i + 1,
                              {0, 4.0 * i * std::sin(a), -30.0 * level + 4.0 * i * std::cos(a)},
                              {1, 0, 0, 0, std::cos(a), -std::sin(a)}));
    }
  }
  const auto all = group_into_series(headers);
  REQUIRE(all.size() == 5);
  for (const Series& series : all) {
    CHECK(series.frames.size() == 3);
    CHECK(series.warnings.empty());
  }
}

TEST_CASE("A localizer in the direction of the slices is a stack of its own", "[image][series]") {
  std::vector<InstanceHeader> headers = stack({0, 1, 2, 50});
  headers[3].frame_contents = {FrameContent{.image_type = "ORIGINAL\\PRIMARY\\LOCALIZER"}};
  const auto all = group_into_series(headers);
  REQUIRE(all.size() == 2);
  CHECK(numbers(all[0]) == std::vector<int>{1, 2, 3});
  CHECK(numbers(all[1]) == std::vector<int>{4});
  CHECK(all[1].traits == std::vector<StackTrait>{{StackTrait::Kind::kLocalizer, ""}});
}

TEST_CASE("A rotating series stays together in order of Instance Number", "[image][series]") {
  std::vector<InstanceHeader> headers;
  for (int i = 0; i < 12; ++i) {
    const double a = i * std::numbers::pi / 12.0;
    headers.push_back(slice(i + 1, {0, 0, 0}, {std::cos(a), std::sin(a), 0, 0, 0, -1}));
  }
  std::ranges::reverse(headers);
  const Series series = one_series(headers);
  CHECK(numbers(series) == std::vector<int>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
  REQUIRE(series.warnings.size() == 1);
  CHECK(series.warnings[0].kind == Kind::kMixedOrientation);
  CHECK(series.warnings[0].value == 12);
  CHECK_THAT(series.warnings[0].high, WithinAbs(165, 1e-9));  // Eleven steps of 15 degrees.
}

TEST_CASE("Slices of another size are another stack", "[image][series]") {
  std::vector<InstanceHeader> headers = stack({0, 1, 2});
  headers[1].rows = 8;
  CHECK(group_into_series(headers).size() == 2);
}

TEST_CASE("Radiographs of different sizes stay one series, by Instance Number", "[image][series]") {
  std::vector<InstanceHeader> headers = stack({0, 0});
  headers[0].planes.clear();
  headers[1].planes.clear();
  headers[0].instance_number = 2;
  headers[1].instance_number = 1;
  headers[1].rows = 8;
  const Series series = one_series(headers);
  CHECK(numbers(series) == std::vector<int>{1, 2});
  CHECK(series.warnings.empty());
}

TEST_CASE("A cine loop keeps its order and is not taken for duplicates", "[image][series]") {
  std::vector<InstanceHeader> headers = stack({5});
  headers[0].frame_count = 4;
  const Series series = one_series(headers);
  REQUIRE(series.frames.size() == 4);
  CHECK(series.frames[3].frame_number == 4);
  CHECK(series.warnings.empty());
}

TEST_CASE("Radiographs with a plane written beside them are no stack", "[image][series]") {
  std::vector<InstanceHeader> headers = stack({20, 10});
  for (InstanceHeader& header : headers) header.modality = "DX";
  const Series series = one_series(headers);
  CHECK(numbers(series) == std::vector<int>{1, 2});
  CHECK(series.warnings.empty());
}

TEST_CASE("Instance Numbers that begin anew order images within their acquisition",
          "[image][series]") {
  std::vector<InstanceHeader> headers;
  for (const auto& [acquisition, number] : {std::pair{2, 1}, {1, 2}, {2, 2}, {1, 1}}) {
    InstanceHeader header = slice(number, {});
    header.planes.clear();
    header.acquisition_number = acquisition;
    header.sop_instance_uid += "." + std::to_string(acquisition);
    headers.push_back(header);
  }
  const Series series = one_series(headers);
  std::vector<int> acquisitions;
  for (const InstanceHeader& header : series.instances) {
    acquisitions.push_back(header.acquisition_number);
  }
  REQUIRE(series.frames.size() == 4);
  const auto acquisition = [&](std::size_t i) {
    return acquisitions[static_cast<std::size_t>(series.frames[i].instance)];
  };
  CHECK(std::vector{acquisition(0), acquisition(1), acquisition(2), acquisition(3)} ==
        std::vector{1, 1, 2, 2});
  CHECK(numbers(series) == std::vector<int>{1, 2, 1, 2});
}

TEST_CASE("Each clip is a stack of its own, apart from single images", "[image][series]") {
  std::vector<InstanceHeader> headers = stack({0, 0, 0, 0});
  for (InstanceHeader& header : headers) {
    header.modality = "US";
    header.planes.clear();
  }
  headers[1].frame_count = 30;
  headers[2].frame_count = 20;
  const auto all = group_into_series(headers);
  REQUIRE(all.size() == 3);
  CHECK(numbers(all[0]) == std::vector<int>{1, 4});
  CHECK(all[1].frames.size() == 30);
  CHECK(all[2].frames.size() == 20);
  CHECK(all[2].traits == std::vector<StackTrait>{{StackTrait::Kind::kClip, "3"}});
}

TEST_CASE("Frames of an enhanced instance are sorted too", "[image][series]") {
  InstanceHeader header = slice(1, {0, 0, 0});
  header.frame_count = 3;
  header.planes = {FramePlane{{0, 0, 8}, kAxial}, FramePlane{{0, 0, 0}, kAxial},
                   FramePlane{{0, 0, 4}, kAxial}};
  const Series series = one_series({header});
  CHECK(heights(series) == std::vector<double>{0, 4, 8});
  CHECK(series.frames[0].frame_number == 2);
}

TEST_CASE("Directions of one enhanced instance are stacks of their own", "[image][series]") {
  InstanceHeader header = slice(1, {0, 0, 0});
  header.frame_count = 4;
  header.planes = {FramePlane{{0, 0, 4}, kAxial}, FramePlane{{0, 9, 0}, {1, 0, 0, 0, 0, -1}},
                   FramePlane{{0, 0, 0}, kAxial}, FramePlane{{0, 3, 0}, {1, 0, 0, 0, 0, -1}}};
  const auto all = group_into_series({header});
  REQUIRE(all.size() == 2);
  const auto frames = [](const Series& series) {
    return std::vector{series.frames.at(0).frame_number, series.frames.at(1).frame_number};
  };
  CHECK(frames(all[0]) == std::vector{3, 1});
  CHECK(frames(all[1]) == std::vector{4, 2});
  CHECK(sop_instance_uids(all[0]) == std::vector<std::string>{"1.1.1"});
}

TEST_CASE("Planes that do not fit the number of frames are no geometry", "[image][series]") {
  InstanceHeader header = slice(1, {0, 0, 0});
  header.frame_count = 3;
  header.planes = {FramePlane{{0, 0, 4}, kAxial}, FramePlane{{0, 0, 0}, kAxial}};
  const Series series = one_series({header});
  CHECK(series.frames.at(0).frame_number == 1);
  CHECK(series.frames.size() == 3);
}

TEST_CASE("A report gives a series without frames", "[image][series]") {
  InstanceHeader report;
  report.modality = "SR";
  const Series series = one_series({report});
  CHECK(series.frames.empty());
  CHECK(series.instances.size() == 1);
}

}  // namespace
}  // namespace overread
