#include <algorithm>
#include <catch_amalgamated.hpp>

#include "core/dicom/file.hpp"
#include "core/image/volume.hpp"
#include "tests/reference/shared_files.hpp"

namespace overread {
namespace {

using Catch::Matchers::WithinAbs;
using Kind = GeometryWarning::Kind;

/// Headers and decoded frames of every file in a folder of the shared data.
struct Loaded {
  std::vector<InstanceHeader> headers;
  std::vector<std::pair<std::string, std::shared_ptr<const DecodedFrame>>> frames;
};

Loaded load(const std::string& folder) {
  Loaded loaded;
  for (const auto& entry : std::filesystem::directory_iterator(shared_data::path(folder))) {
    if (entry.path().extension() != ".dcm") continue;
    const Bytes bytes = shared_data::bytes(entry.path().string());
    const auto read = read_dicom_file(bytes, {.with_pixel_data = false});
    REQUIRE(read);
    auto header = instance_header(read->dataset, read->transfer_syntax_uid, bytes.size());
    REQUIRE(header);
    auto decoded = decode_frame(bytes);
    REQUIRE(decoded);
    loaded.frames.emplace_back(header->sop_instance_uid,
                               std::make_shared<const DecodedFrame>(std::move(*decoded)));
    loaded.headers.push_back(std::move(*header));
  }
  return loaded;
}

std::vector<Frame> frames_of(const Series& series, const Loaded& loaded) {
  std::vector<Frame> frames;
  for (const SeriesFrame& f : series.frames) {
    const InstanceHeader& header = series.instances[static_cast<std::size_t>(f.instance)];
    const auto found = std::ranges::find(loaded.frames, header.sop_instance_uid,
                                         [](const auto& pair) { return pair.first; });
    REQUIRE(found != loaded.frames.end());
    frames.push_back({.stored = found->second, .transform = header.pixels});
  }
  return frames;
}

TEST_CASE("The head CT is warned of: uneven steps and a gantry tilted by 18.5 degrees",
          "[reference][series]") {
  if (!shared_data::present()) SKIP("no shared test data");
  const Loaded loaded = load("series-ct-head");
  const auto all = group_into_series(loaded.headers);
  REQUIRE(all.size() == 1);
  const Series& series = all.front();
  CHECK(series.frames.size() == 28);
  const auto warning = [&](Kind kind) {
    return std::ranges::find(series.warnings, kind, &GeometryWarning::kind);
  };
  REQUIRE(warning(Kind::kUnevenSpacing) != series.warnings.end());
  CHECK_THAT(warning(Kind::kUnevenSpacing)->value, WithinAbs(7, 0.1));
  REQUIRE(warning(Kind::kGantryTilt) != series.warnings.end());
  CHECK_THAT(warning(Kind::kGantryTilt)->value, WithinAbs(18.5, 0.1));
  const auto volume = build_volume(series, frames_of(series, loaded));
  REQUIRE_FALSE(volume);
  CHECK(volume.error().code == ErrorCode::kInvalidGeometry);
  CHECK(volume.error().message ==
        "slices are unevenly spaced: 1.08 to 7.00 mm, must be 4.00 ± 0.08 mm");
}

TEST_CASE("The lower half of the head CT is a sheared volume", "[reference][volume]") {
  if (!shared_data::present()) SKIP("no shared test data");
  Loaded loaded = load("series-ct-head");
  // The first 14 slices step by 4.22 mm along the table.
  std::erase_if(loaded.headers,
                [](const InstanceHeader& header) { return header.instance_number > 14; });
  const auto all = group_into_series(loaded.headers);
  REQUIRE(all.size() == 1);
  REQUIRE(all.front().warnings.size() == 1);
  CHECK(all.front().warnings[0].kind == Kind::kGantryTilt);
  const auto volume = build_volume(all.front(), frames_of(all.front(), loaded));
  INFO((volume ? "" : volume.error().message));
  REQUIRE(volume);
  CHECK(volume->slices == 14);
  // By hand from the headers: the 14th slice's first voxel is its Image Position (Patient).
  const Point<Patient> last = volume->patient_from_voxel * Point<Voxel>(0, 0, 13);
  CHECK_THAT(last.x(), WithinAbs(-125, 1e-6));
  CHECK_THAT(last.y(), WithinAbs(-123.5404569, 1e-6));
  CHECK_THAT(last.z(), WithinAbs(60.6960586, 1e-6));
  // One row down: 0.4882812 mm along (0, 0.9483237, -0.3173047).
  const Point<Patient> below = volume->patient_from_voxel * Point<Voxel>(0, 1, 13);
  CHECK_THAT(below.y() - last.y(), WithinAbs(0.4630486, 1e-6));
  CHECK_THAT(below.z() - last.z(), WithinAbs(-0.1549339, 1e-6));
  // 0.4882812² × 4.22 × 0.9483237 mm³.
  CHECK_THAT(volume->voxel_volume_ml(), WithinAbs(0.000954133, 1e-8));
}

InstanceHeader header_at(const std::string& name) {
  const Bytes bytes = shared_data::bytes(shared_data::path(name));
  const auto read = read_dicom_file(bytes, {.with_pixel_data = false});
  REQUIRE(read);
  auto header = instance_header(read->dataset, read->transfer_syntax_uid, bytes.size());
  INFO((header ? "" : header.error().message));
  REQUIRE(header);
  return *std::move(header);
}

std::vector<int> frame_numbers(const Series& series) {
  std::vector<int> numbers;
  for (const SeriesFrame& frame : series.frames) numbers.push_back(frame.frame_number);
  return numbers;
}

TEST_CASE("An enhanced MR: planes, spacing, window and content of each frame",
          "[reference][series]") {
  if (!shared_data::present()) SKIP("no shared test data");
  const InstanceHeader header = header_at("multiframe/enh.dcm");
  REQUIRE(header.planes.size() == 6);
  CHECK(header.plane(1)->image_position_patient == std::array{-109.79, -58.4773, -5.40356});
  CHECK(header.plane(6)->image_position_patient == std::array{-109.79, -58.4774, 6.59644});
  CHECK(header.measures(4).pixel_spacing == std::array{3.375, 3.375});
  CHECK(header.pixel_transform(1).windows.at(0).center == 621);
  CHECK(header.pixel_transform(2).windows.at(0).width == 1304);
  CHECK(header.content(5).stack_id == "1");
  CHECK(header.content(5).in_stack_position_number == 5);
  CHECK(header.content(5).temporal_position == 3);
  // Stack ID and Temporal Position Index, without In-Stack Position Number.
  CHECK(header.content(5).dimension_index_values == std::vector<std::uint32_t>{1, 3});
  const auto all = group_into_series({header});
  REQUIRE(all.size() == 1);
  CHECK(frame_numbers(all[0]) == std::vector{1, 2, 3, 4, 5, 6});
  CHECK(all[0].warnings.empty());
}

TEST_CASE("An enhanced CT written from head to feet is turned round", "[reference][series]") {
  if (!shared_data::present()) SKIP("no shared test data");
  const InstanceHeader header = header_at("fragments/CT0012.explicit_little_endian.dcm");
  const auto all = group_into_series({header});
  REQUIRE(all.size() == 1);
  CHECK(frame_numbers(all[0]) == std::vector{2, 1});
  CHECK(header.content(2).in_stack_position_number == 1);
  CHECK(header.content(1).image_type == "DERIVED\\PRIMARY\\PERFUSION\\RCBF");
  CHECK(header.pixel_transform(2).rescale_intercept == -1024);
}

TEST_CASE("A dose grid steps 5 mm from frame to frame", "[reference][series]") {
  if (!shared_data::present()) SKIP("no shared test data");
  const auto all = group_into_series({header_at("multiframe/rtdose.dcm")});
  REQUIRE(all.size() == 1);
  CHECK(all[0].frames.size() == 15);
  CHECK(all[0].warnings.empty());
  const FramePlane* last = all[0].instances[0].plane(15);
  REQUIRE(last != nullptr);
  CHECK_THAT(last->image_position_patient[2], WithinAbs(-761.87 + 70, 1e-9));
}

TEST_CASE("Overlapping segments of a segmentation are stacks of their own", "[reference][series]") {
  if (!shared_data::present()) SKIP("no shared test data");
  const auto all = group_into_series({header_at("objects/seg_image_ct_binary_overlap.dcm")});
  REQUIRE(all.size() == 2);
  CHECK(frame_numbers(all[0]) == std::vector{1, 2, 3, 4});
  CHECK(frame_numbers(all[1]) == std::vector{5, 6, 7, 8});
  const auto five =
      group_into_series({header_at("objects/dcmqi/segmentations/partial_overlaps.dcm")});
  REQUIRE(five.size() == 5);
  CHECK(frame_numbers(five[2]) == std::vector{3, 4, 5});
}

TEST_CASE("Three planes of one patient in one series are three stacks", "[reference][series]") {
  if (!shared_data::present()) SKIP("no shared test data");
  const std::string folder = "ct-slice/covid-19-ny-sbu/A048383_";
  std::vector<InstanceHeader> headers{header_at(folder + "axial_19010410-30.dcm"),
                                      header_at(folder + "coronal_19010410-052.dcm"),
                                      header_at(folder + "sagittal_19010410-060.dcm")};
  for (InstanceHeader& header : headers) {
    header.series_instance_uid = headers[0].series_instance_uid;
    header.series_number = headers[0].series_number;
  }
  const auto all = group_into_series(headers);
  REQUIRE(all.size() == 3);
  CHECK(all[0].traits.at(0).value == "axial");
  CHECK(all[1].traits.at(0).value == "coronal");
  CHECK(all[2].traits.at(0).value == "sagittal");
}

TEST_CASE("Every file's Number of Frames is held by its bytes", "[reference][header]") {
  if (!shared_data::present()) SKIP("no shared test data");
  int read_count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(shared_data::path(""))) {
    if (!entry.is_regular_file() || entry.path().extension() != ".dcm") continue;
    const Bytes bytes = shared_data::bytes(entry.path().string());
    const auto read = read_dicom_file(bytes, {.with_pixel_data = false});
    if (!read) continue;
    const auto header = instance_header(read->dataset, read->transfer_syntax_uid, bytes.size());
    INFO(entry.path().filename().string() << (header ? "" : ": " + header.error().message));
    CHECK((header || header.error().code != ErrorCode::kTooLarge));
    ++read_count;
  }
  CHECK(read_count > 250);
}

TEST_CASE("The chest CT makes a volume of 16 slices of 8 mm", "[reference][volume]") {
  if (!shared_data::present()) SKIP("no shared test data");
  const Loaded loaded = load("series-ct-chest/B40f");
  const auto all = group_into_series(loaded.headers);
  REQUIRE(all.size() == 1);
  CHECK(all.front().warnings.empty());
  REQUIRE(all.front().frames.size() == 16);
  const auto volume = build_volume(all.front(), frames_of(all.front(), loaded));
  INFO((volume ? "" : volume.error().message));
  REQUIRE(volume);
  CHECK_THAT(volume->spacing_mm()[2], WithinAbs(8, 0.01));
  // Air beside the patient, and something as dense as bone.
  CHECK(std::ranges::min(volume->values) <= -1000);
  CHECK(std::ranges::max(volume->values) > 300);
}

}  // namespace
}  // namespace overread
