#include "core/phantom/spine.hpp"

#include <catch_amalgamated.hpp>

#include <cmath>
#include <numbers>

#include "core/dicom/file.hpp"
#include "core/dicom/tags.hpp"
#include "core/phantom/phantom.hpp"

namespace overread {
namespace {

// FNV-1a, 64 bits.
std::uint64_t film_checksum(const std::vector<std::uint16_t>& pixels) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const std::uint16_t value : pixels) {
    for (const unsigned byte : {value & 0xFFU, static_cast<unsigned>(value >> 8)}) {
      hash = (hash ^ byte) * 0x100000001B3ULL;
    }
  }
  return hash;
}

double angle_between_deg(Point<Image> a, Point<Image> b, Point<Image> c, Point<Image> d) {
  const double first = std::atan2(b.y() - a.y(), b.x() - a.x());
  const double second = std::atan2(d.y() - c.y(), d.x() - c.x());
  return std::abs(first - second) * 180.0 / std::numbers::pi;
}

SpinePhantom small(std::uint64_t seed, std::optional<std::vector<SpineCurve>> curves = {}) {
  SpineParameters parameters;
  parameters.seed = seed;
  parameters.columns = 200;
  parameters.rows = 480;
  parameters.curves = std::move(curves);
  auto phantom = make_spine_phantom(parameters);
  REQUIRE(phantom);
  return std::move(*phantom);
}

// Brightness of bone whatever the photometric interpretation.
double bone_brightness(const SpinePhantom& phantom, double x, double y) {
  const auto column = static_cast<int>(std::lround(x)), row = static_cast<int>(std::lround(y));
  if (column < 0 || column >= phantom.columns || row < 0 || row >= phantom.rows) return 0.0;
  const double value = phantom.pixels[static_cast<std::size_t>(row * phantom.columns + column)];
  return phantom.photometric_interpretation == "MONOCHROME1" ? 4095.0 - value : value;
}

}  // namespace

TEST_CASE("a spine phantom is the same, bit for bit, wherever it is made") {
  // The number was computed by the native build; WebAssembly must come to the same.
  SpineParameters parameters;
  parameters.seed = 7;
  parameters.columns = 100;
  parameters.rows = 240;
  const auto phantom = make_spine_phantom(parameters);
  REQUIRE(phantom);
  CHECK(film_checksum(phantom->pixels) == 0xAC4879D91B6CB9C1ULL);
}

TEST_CASE("the same seed gives the same phantom, another seed another") {
  CHECK(small(3).pixels == small(3).pixels);
  CHECK(small(3).pixels != small(4).pixels);
}

TEST_CASE("a curve that was asked for is the curve of the truth") {
  // Each end plate is jittered by 0.6 degrees (one standard deviation), so the angle between two
  // of them is the asked one within 4.
  for (const bool right : {true, false}) {
    const SpinePhantom phantom = small(
        11, std::vector<SpineCurve>{
                {.upper_level = 5, .lower_level = 12, .cobb_deg = 40.0, .convex_right = right}});
    REQUIRE(phantom.truth.measurements.size() == 1);
    const Measurement& major = phantom.truth.measurements.front();
    CHECK(std::abs(major.value - 40.0) < 4.0);
    CHECK(major.unit == "deg");
    CHECK(major.laterality == (right ? "right" : "left"));
    CHECK(major.site == "thoracic");
    CHECK(phantom.truth.grades.at(0).scheme == "Chaklin");
    CHECK(phantom.truth.grades.at(0).value == "III");
  }
}

TEST_CASE("convexity to the patient's right bulges to the picture's left") {
  const SpinePhantom phantom =
      small(12, std::vector<SpineCurve>{
                    {.upper_level = 5, .lower_level = 12, .cobb_deg = 50.0, .convex_right = true}});
  const auto x_of = [&](std::size_t level) {
    double x = 0.0;
    for (const auto& corner : phantom.vertebrae[level].corners) x += 0.25 * corner.x();
    return x;
  };
  CHECK(x_of(8) < x_of(4));
  CHECK(x_of(8) < x_of(13));
}

TEST_CASE("a finding's Cobb angle is that of its two end-plate lines") {
  const SpinePhantom phantom = small(
      13, std::vector<SpineCurve>{
              {.upper_level = 4, .lower_level = 11, .cobb_deg = 45.0, .convex_right = true},
              {.upper_level = 11, .lower_level = 16, .cobb_deg = 35.0, .convex_right = false}});
  REQUIRE(phantom.truth.findings.size() >= 2);
  for (const Finding& finding : phantom.truth.findings) {
    const Region& upper = finding.regions.at(0);
    const Region& lower = finding.regions.at(1);
    CHECK(upper.role == "superior end plate");
    CHECK(lower.role == "inferior end plate");
    const double angle =
        angle_between_deg(upper.points[0], upper.points[1], lower.points[0], lower.points[1]);
    CHECK(finding.measurements.at(0).value == Catch::Approx(angle).margin(1e-9));
    CHECK(finding.measurements.at(0).value >= 10.0);
  }
}

TEST_CASE("a straight spine has no finding but an angle below 10 degrees") {
  for (const std::uint64_t seed : {21, 22, 23}) {
    const SpinePhantom phantom = small(seed, std::vector<SpineCurve>{});
    CHECK(phantom.truth.findings.empty());
    REQUIRE(phantom.truth.measurements.size() == 1);
    CHECK(phantom.truth.measurements.front().value < 10.0);
    CHECK(phantom.truth.grades.at(1).value == "none");
  }
}

TEST_CASE("the vertebrae of the truth lie where the picture shows bone") {
  for (const std::uint64_t seed : {5, 6, 8}) {
    const SpinePhantom phantom = small(seed);
    int brighter = 0, count = 0;
    for (std::size_t level = 13; level <= 16; ++level) {  // L1 to L4, before plain abdomen
      const auto& corners = phantom.vertebrae[level].corners;
      const double x = 0.25 * (corners[0].x() + corners[1].x() + corners[2].x() + corners[3].x());
      const double y = 0.25 * (corners[0].y() + corners[1].y() + corners[2].y() + corners[3].y());
      const double width = corners[1].x() - corners[0].x();
      for (int i = -2; i <= 2; ++i) {
        const double inside = bone_brightness(phantom, x + 0.15 * i * width, y);
        const double beside = 0.5 * (bone_brightness(phantom, x - 1.3 * width, y + i) +
                                     bone_brightness(phantom, x + 1.3 * width, y + i));
        brighter += inside > beside ? 1 : 0;
        ++count;
      }
    }
    CHECK(brighter > 0.8 * count);
  }
}

TEST_CASE("the spine phantom's DICOM file reads back") {
  const SpinePhantom phantom = small(9);
  const auto bytes = spine_dicom_file(phantom);
  REQUIRE(bytes);
  const auto file = read_dicom_file(*bytes);
  REQUIRE(file);
  const Dataset& d = file->dataset;
  CHECK(d.text(tags::kSopClassUid) == "1.2.840.10008.5.1.4.1.1.1.1");
  CHECK(d.integer(tags::kRows) == 480);
  CHECK(d.integer(tags::kColumns) == 200);
  CHECK(d.integer(tags::kBitsStored) == 12);
  CHECK(d.number(tags::kPixelSpacing).value() == Catch::Approx(phantom.spacing_mm));
  CHECK(d.text(tags::kViewPosition) == "AP");
  CHECK(d.text(tags::kPatientOrientation, 0) == "L");
  CHECK(d.text(tags::kPatientOrientation, 1) == "F");
  CHECK(d.bytes(tags::kPixelData).size() == 480 * 200 * 2);
  CHECK(phantom.truth.input.sop_instance_uids.at(0) == d.text(tags::kSopInstanceUid));
}

TEST_CASE("a phantom comes as files with its truth last") {
  const auto unknown = make_phantom("teapot", 1);
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().code == ErrorCode::kInvalidArgument);
  const auto files = make_phantom("spine", 1);
  REQUIRE(files);
  REQUIRE(files->size() == 2);
  CHECK(files->at(0).name == "spine-1.dcm");
  CHECK(files->at(1).name == "truth.json");
  const auto& json = files->at(1).bytes;
  const auto truth =
      truth_from_json(std::string_view(reinterpret_cast<const char*>(json.data()), json.size()));
  REQUIRE(truth);
  CHECK(truth->kind == "spine");
  CHECK(truth->seed == 1);
}

TEST_CASE("a spine phantom that cannot be made says why") {
  SpineParameters parameters;
  parameters.rows = 10;
  CHECK(make_spine_phantom(parameters).error().code == ErrorCode::kInvalidArgument);
  parameters = {};
  parameters.spacing_mm = -1.0;
  CHECK(make_spine_phantom(parameters).error().code == ErrorCode::kInvalidArgument);
  parameters = {};
  parameters.curves = std::vector<SpineCurve>{{.upper_level = 12, .lower_level = 5}};
  CHECK(make_spine_phantom(parameters).error().code == ErrorCode::kInvalidArgument);
}

}  // namespace overread
