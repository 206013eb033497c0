#include "core/image/stack_split.hpp"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <set>

#include "core/base/random.hpp"

namespace overread {
namespace {

using Kind = GeometryWarning::Kind;
using Trait = StackTrait::Kind;

/// Slice `number` at height z, with what it is.
InstanceHeader content_slice(int number, double z, FrameContent content = {}) {
  InstanceHeader h;
  h.study_instance_uid = "1";
  h.series_instance_uid = "1.1";
  h.sop_instance_uid = "1.1." + std::to_string(number);
  h.modality = "MR";
  h.instance_number = number;
  h.rows = h.columns = 4;
  h.planes = {FramePlane{{0, 0, z}, {1, 0, 0, 0, 1, 0}}};
  h.frame_contents = {std::move(content)};
  return h;
}

std::vector<int> instance_numbers(const Series& series) {
  std::vector<int> all;
  for (const SeriesFrame& frame : series.frames) {
    all.push_back(series.instances[static_cast<std::size_t>(frame.instance)].instance_number);
  }
  return all;
}

TEST_CASE("Phases that share their places are stacks of their own", "[image][split]") {
  // Written place by place: 1, 2, 3 lie at 0 mm, 4, 5, 6 at 5 mm and so on.
  std::vector<InstanceHeader> headers;
  for (int place = 0; place < 4; ++place) {
    for (int phase = 1; phase <= 3; ++phase) {
      headers.push_back(
          content_slice(3 * place + phase, 5.0 * place, {.temporal_position = phase}));
    }
  }
  std::ranges::reverse(headers);
  const auto all = group_into_series(headers);
  REQUIRE(all.size() == 3);
  CHECK(instance_numbers(all[0]) == std::vector{1, 4, 7, 10});
  CHECK(instance_numbers(all[1]) == std::vector{2, 5, 8, 11});
  CHECK(instance_numbers(all[2]) == std::vector{3, 6, 9, 12});
  for (const Series& series : all) CHECK(series.warnings.empty());
  CHECK(all[1].traits == std::vector<StackTrait>{{Trait::kTemporalPosition, "2"}});
}

TEST_CASE("Every attribute that tells phases apart does", "[image][split]") {
  const auto [trait, first, second] = GENERATE(table<Trait, FrameContent, FrameContent>({
      {Trait::kStackId, {.stack_id = "A"}, {.stack_id = "B"}},
      {Trait::kSegment, {.segment_number = 1}, {.segment_number = 2}},
      {Trait::kImageType, {.image_type = "ORIGINAL\\PRIMARY\\M"}, {.image_type = "P"}},
      {Trait::kEcho, {.echo_time = 2.3}, {.echo_time = 4.6}},
      {Trait::kEcho, {.echo_number = 1}, {.echo_number = 2}},
      {Trait::kBValue, {.diffusion_b_value = 0}, {.diffusion_b_value = 1000}},
      {Trait::kTemporalPosition, {.temporal_position = 1}, {.temporal_position = 2}},
      {Trait::kAcquisition, {.acquisition_number = 1}, {.acquisition_number = 2}},
      {Trait::kTriggerTime, {.trigger_time = 0}, {.trigger_time = 350}},
      {Trait::kDimension, {.dimension_index_values = {1}}, {.dimension_index_values = {2}}},
  }));
  std::vector<InstanceHeader> headers;
  for (int i = 0; i < 3; ++i) headers.push_back(content_slice(1 + i, 2.0 * i, first));
  for (int i = 0; i < 3; ++i) headers.push_back(content_slice(4 + i, 2.0 * i, second));
  const auto all = group_into_series(headers);
  REQUIRE(all.size() == 2);
  CHECK(instance_numbers(all[0]) == std::vector{1, 2, 3});
  CHECK(instance_numbers(all[1]) == std::vector{4, 5, 6});
  REQUIRE(all[0].traits.size() == 1);
  CHECK(all[0].traits[0].kind == trait);
}

TEST_CASE("Image types are told by the values in which they differ", "[image][split]") {
  const auto [first, second, first_trait, second_trait] =
      GENERATE(table<std::string, std::string, std::string, std::string>({
          {"ORIGINAL\\PRIMARY\\T1\\M", "ORIGINAL\\PRIMARY\\T1\\FIELD_MAP", "M", "FIELD_MAP"},
          {"ORIGINAL\\PRIMARY\\M\\ND", "ORIGINAL\\PRIMARY\\P\\ND", "M\\ND", "P\\ND"},
          {"DERIVED\\ADC", "DERIVED\\ADC\\NORM", "ADC", "ADC\\NORM"},
          {"MAGNITUDE", "MAP", "MAGNITUDE", "MAP"},
      }));
  std::vector<InstanceHeader> headers;
  for (int i = 0; i < 3; ++i) headers.push_back(content_slice(1 + i, i, {.image_type = first}));
  for (int i = 0; i < 3; ++i) headers.push_back(content_slice(4 + i, i, {.image_type = second}));
  const auto all = group_into_series(headers);
  REQUIRE(all.size() == 2);
  CHECK(all[0].traits == std::vector<StackTrait>{{Trait::kImageType, first_trait}});
  CHECK(all[1].traits == std::vector<StackTrait>{{Trait::kImageType, second_trait}});
}

TEST_CASE("Acquisition Number and kernel of classic slices tell them apart", "[image][split]") {
  std::vector<InstanceHeader> headers;
  for (int i = 0; i < 6; ++i) headers.push_back(content_slice(1 + i, 2.0 * (i % 3)));
  SECTION("acquisition") {
    for (std::size_t i = 3; i < 6; ++i) headers[i].acquisition_number = 7;
    CHECK(group_into_series(headers).size() == 2);
  }
  SECTION("kernel") {
    for (std::size_t i = 3; i < 6; ++i) headers[i].convolution_kernel = "B70f";
    CHECK(group_into_series(headers).size() == 2);
  }
}

TEST_CASE("Echoes of phases are parted twice", "[image][split]") {
  std::vector<InstanceHeader> headers;
  for (int phase = 1; phase <= 2; ++phase) {
    for (int echo = 1; echo <= 2; ++echo) {
      for (int i = 0; i < 3; ++i) {
        headers.push_back(content_slice(static_cast<int>(headers.size()) + 1, 2.0 * i,
                                        {.temporal_position = phase, .echo_number = echo}));
      }
    }
  }
  const auto all = group_into_series(headers);
  REQUIRE(all.size() == 4);
  CHECK(instance_numbers(all[1]) == std::vector{4, 5, 6});
  CHECK(all[1].traits ==
        std::vector<StackTrait>{{Trait::kEcho, "2"}, {Trait::kTemporalPosition, "1"}});
}

TEST_CASE("What counts up within one stack does not split it", "[image][split]") {
  std::vector<InstanceHeader> headers;
  for (int i = 0; i < 20; ++i) {
    headers.push_back(content_slice(i + 1, 4.0 * i, {.acquisition_number = 1 + i / 2}));
  }
  CHECK(group_into_series(headers).size() == 1);
  // One slice scanned again: a duplicate, not eleven stacks.
  headers.push_back(content_slice(21, 12, {.acquisition_number = 11}));
  const auto all = group_into_series(headers);
  REQUIRE(all.size() == 1);
  REQUIRE(all[0].warnings.size() == 1);
  CHECK(all[0].warnings[0] == GeometryWarning{Kind::kDuplicates, 1});
}

TEST_CASE("Interleaved thin and thick slices part even where no place repeats", "[image][split]") {
  std::vector<InstanceHeader> headers;
  for (int i = 0; i < 40; ++i)
    headers.push_back(content_slice(i + 1, i, {.acquisition_number = 1}));
  for (int i = 0; i < 8; ++i) {
    headers.push_back(content_slice(i + 41, 0.3 + 5.0 * i, {.acquisition_number = 2}));
  }
  const auto all = group_into_series(headers);
  REQUIRE(all.size() == 2);
  CHECK(all[0].frames.size() == 40);
  CHECK(all[1].frames.size() == 8);
  for (const Series& series : all) CHECK(series.warnings.empty());
}

TEST_CASE("Moments at one place are one loop, in order of time", "[image][split]") {
  std::vector<InstanceHeader> headers;
  for (int i = 0; i < 25; ++i) {
    headers.push_back(content_slice(i + 1, 8, {.trigger_time = 30.0 * ((i * 7) % 25)}));
  }
  const auto all = group_into_series(headers);
  REQUIRE(all.size() == 1);
  CHECK(all[0].warnings.empty());
  // 7 i mod 25 = 1 for i = 18, 2 for i = 11.
  CHECK(instance_numbers(all[0])[0] == 1);
  CHECK(instance_numbers(all[0])[1] == 19);
  CHECK(instance_numbers(all[0])[2] == 12);
}

TEST_CASE("Frames at one place that nothing tells apart are duplicates", "[image][split]") {
  const auto all =
      group_into_series({content_slice(1, 8), content_slice(2, 8), content_slice(3, 8)});
  REQUIRE(all.size() == 1);
  REQUIRE(all[0].warnings.size() == 1);
  CHECK(all[0].warnings[0] == GeometryWarning{Kind::kDuplicates, 2});
}

TEST_CASE("A run that only Instance Numbers tell apart is parted into passes", "[image][split]") {
  // Three passes over four places, pass after pass or place after place.
  const bool place_after_place = GENERATE(false, true);
  std::vector<InstanceHeader> headers;
  for (int i = 0; i < 12; ++i) {
    headers.push_back(content_slice(i + 1, 5.0 * (place_after_place ? i / 3 : i % 4)));
  }
  std::ranges::reverse(headers);
  const auto all = group_into_series(headers);
  REQUIRE(all.size() == 3);
  for (const Series& series : all) CHECK(series.warnings.empty());
  CHECK(all[1].traits == std::vector<StackTrait>{{Trait::kPass, "2"}});
  if (place_after_place) {
    CHECK(instance_numbers(all[1]) == std::vector{2, 5, 8, 11});
  } else {
    CHECK(instance_numbers(all[1]) == std::vector{5, 6, 7, 8});
  }
}

TEST_CASE("The last pass of a run may have been broken off", "[image][split]") {
  std::vector<InstanceHeader> headers;
  for (int i = 0; i < 10; ++i) headers.push_back(content_slice(i + 1, 5.0 * (i % 4)));
  const auto all = group_into_series(headers);
  REQUIRE(all.size() == 3);
  CHECK(instance_numbers(all[2]) == std::vector{9, 10});
}

TEST_CASE("What is no run of passes stays together, its duplicates told", "[image][split]") {
  std::vector<InstanceHeader> headers;
  for (int i = 0; i < 8; ++i) headers.push_back(content_slice(i + 1, 5.0 * (i % 4)));
  SECTION("the same Instance Numbers twice are copies") {
    for (std::size_t i = 4; i < 8; ++i) headers[i].instance_number -= 4;
  }
  SECTION("numbers that go neither pass after pass nor place after place") {
    // 1, 2 and 8 are at 0, 5 and 10 mm, 3 and 4 both at 15 mm.
    const std::vector<double> places{0, 5, 15, 15, 10, 5, 0, 10};
    for (std::size_t i = 0; i < 8; ++i) headers[i].planes[0].image_position_patient[2] = places[i];
  }
  const auto all = group_into_series(headers);
  REQUIRE(all.size() == 1);
  CHECK(all[0].warnings == std::vector{GeometryWarning{Kind::kDuplicates, 4}});
}

TEST_CASE("Mosaics are one loop and told as what they are", "[image][split]") {
  const FrameContent mosaic{.image_type = "ORIGINAL\\PRIMARY\\M\\ND\\MOSAIC"};
  std::vector<InstanceHeader> headers;
  for (int i = 1; i <= 3; ++i) {
    headers.push_back(content_slice(i, 16, mosaic));
    headers.back().acquisition_number = i;
  }
  const auto all = group_into_series(headers);
  REQUIRE(all.size() == 1);
  CHECK(all[0].warnings == std::vector{GeometryWarning{Kind::kMosaic, 3}});
}

TEST_CASE("Segments part by name, however little they share", "[image][split][segmentation]") {
  InstanceHeader seg = content_slice(1, 0);
  seg.frame_count = 5;
  seg.planes.clear();
  seg.frame_contents.clear();
  const std::vector<std::pair<int, double>> frames{{1, 0}, {1, 1}, {2, 1}, {3, 1}, {3, 2}};
  for (const auto& [segment, z] : frames) {
    seg.planes.push_back(FramePlane{{0, 0, z}, {1, 0, 0, 0, 1, 0}});
    seg.frame_contents.push_back({.segment_number = segment});
  }
  const auto all = group_into_series({seg});
  REQUIRE(all.size() == 3);
  CHECK(all[0].frames.size() == 2);
  CHECK(all[1].frames.size() == 1);
  CHECK(all[2].frames.size() == 2);
  CHECK(all[2].traits == std::vector<StackTrait>{{Trait::kSegment, "3"}});
}

/// A header of up to four frames with few different values, so that places and contents meet.
InstanceHeader any_header(int number, Random& random) {
  InstanceHeader h = content_slice(number, 0);
  h.instance_number = random.integer(0, 3);
  h.acquisition_number = random.integer(0, 2);
  h.frame_count = random.integer(1, 4);
  h.rows = random.integer(0, 9) == 0 ? 8 : 4;
  h.modality = random.integer(0, 9) == 0 ? "US" : "CT";
  if (random.integer(0, 5) == 0) {
    h.concatenation = {.uid = "1.9", .number = random.integer(1, 3)};
  }
  h.planes.clear();
  h.frame_contents.clear();
  const int planes = random.integer(0, 3) == 0 ? 1 : h.frame_count;
  for (int i = 0; i < planes; ++i) {
    FramePlane plane{{0, 0, 0.5 * random.integer(0, 6)}, {1, 0, 0, 0, 1, 0}};
    if (random.integer(0, 4) == 0) plane.image_orientation_patient = {1, 0, 0, 0, 0, -1};
    h.planes.push_back(plane);
  }
  if (random.integer(0, 9) == 0) h.planes.clear();
  for (int i = 0; i < h.frame_count; ++i) {
    h.frame_contents.push_back({.stack_id = random.integer(0, 3) == 0 ? "A" : "B",
                                .temporal_position = random.integer(0, 2),
                                .segment_number = random.integer(0, 1)});
  }
  return h;
}

/// SOP Instance UID and number of every frame, stack by stack.
std::vector<std::vector<std::pair<std::string, int>>> frames_of(const std::vector<Series>& all) {
  std::vector<std::vector<std::pair<std::string, int>>> stacks;
  for (const Series& series : all) {
    auto& frames = stacks.emplace_back();
    for (const SeriesFrame& frame : series.frames) {
      frames.emplace_back(
          series.instances.at(static_cast<std::size_t>(frame.instance)).sop_instance_uid,
          frame.frame_number);
    }
  }
  return stacks;
}

TEST_CASE("Any headers: each frame is in one stack, whatever the order of the headers",
          "[image][split][property]") {
  Random random(11);
  for (int round = 0; round < 300; ++round) {
    std::vector<InstanceHeader> headers;
    std::size_t frame_count = 0;
    for (int i = 0; i < 1 + round % 12; ++i) {
      headers.push_back(any_header(i + 1, random));
      frame_count += static_cast<std::size_t>(headers.back().frame_count);
    }
    const auto stacks = frames_of(group_into_series(headers));
    std::set<std::pair<std::string, int>> seen;
    std::size_t counted = 0;
    for (const auto& stack : stacks) {
      seen.insert(stack.begin(), stack.end());
      counted += stack.size();
    }
    INFO("round " << round);
    CHECK(seen.size() == frame_count);
    CHECK(counted == frame_count);
    for (std::size_t i = headers.size() - 1; i > 0; --i) {
      std::swap(headers[i],
                headers[static_cast<std::size_t>(random.integer(0, static_cast<int>(i)))]);
    }
    CHECK(frames_of(group_into_series(headers)) == stacks);
  }
}

TEST_CASE("Headers are not copied without bounds", "[image][split][hostile]") {
  // 2 places × 600 phases: 600 stacks would copy 1200 planes each, 720000 in all.
  InstanceHeader header = content_slice(1, 0);
  header.frame_count = 1200;
  header.planes.clear();
  header.frame_contents.clear();
  for (int i = 0; i < 1200; ++i) {
    header.planes.push_back(FramePlane{{0, 0, 1.0 * (i % 2)}, {1, 0, 0, 0, 1, 0}});
    header.frame_contents.push_back({.temporal_position = 1 + i / 2});
  }
  const auto all = group_into_series({header});
  REQUIRE(all.size() == 1);
  CHECK(all[0].frames.size() == 1200);
  CHECK(all[0].warnings[0] == GeometryWarning{Kind::kDuplicates, 1198});
}

}  // namespace
}  // namespace overread
