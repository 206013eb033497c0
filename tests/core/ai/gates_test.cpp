#include "core/ai/gates.hpp"

#include <catch_amalgamated.hpp>
#include <functional>

using namespace overread;

namespace {

ServicePackage package_with(NamedStep gate) {
  ServicePackage package;
  package.gates.push_back(std::move(gate));
  return package;
}

/// Twelve axial CT slices, 2.5 mm apart, nothing wrong with them.
Series good_series() {
  Series series;
  for (int i = 0; i < 12; ++i) {
    InstanceHeader header;
    header.modality = "CT";
    header.body_part_examined = "CHEST";
    header.rows = header.columns = 512;
    header.pixel_spacing = {{0.7, 0.7}};
    header.convolution_kernel = "STANDARD";
    FramePlane plane;
    plane.image_position_patient = {0.0, 0.0, 2.5 * i};
    header.planes.push_back(plane);
    series.instances.push_back(header);
    series.frames.push_back({i, 1});
  }
  return series;
}

NamedStep gate(std::string name, std::map<std::string, double> numbers,
               std::map<std::string, std::vector<std::string>> texts = {}) {
  return {std::move(name), std::move(numbers), std::move(texts)};
}

const std::vector<NamedStep>& all_gates() {
  static const std::vector<NamedStep> gates = {
      gate("modality", {}, {{"allowed", {"CT"}}}),
      gate("body-part", {}, {{"allowed", {"CHEST", "LUNG"}}}),
      gate("view", {}, {{"allowed", {"AP", "PA"}}}),
      gate("monochrome", {}),
      gate("frame-count", {{"min", 10}, {"max", 1000}}),
      gate("image-size", {{"min_columns", 64}, {"min_rows", 64}}),
      gate("axial", {{"max_tilt_deg", 5}}),
      gate("slice-spacing", {{"caution_above_mm", 2.5}, {"refuse_above_mm", 10}}),
      gate("even-spacing", {}),
      gate("pixel-spacing", {}),
      gate("kernel", {{"sharp_from_number", 45}}, {{"sharp", {"LUNG", "BONE"}}}),
      gate("contrast", {})};
  return gates;
}

}  // namespace

TEST_CASE("A good series passes every gate without a word", "[ai][gates]") {
  for (const NamedStep& one : all_gates()) {
    INFO(one.name);
    REQUIRE(find_gate_rule(one.name) != nullptr);
    const GateOutcome outcome = check_header_gates(package_with(one), good_series());
    CHECK_FALSE(outcome.refusal);
    CHECK(outcome.cautions.empty());
  }
}

TEST_CASE("Each gate refuses or cautions what it is for", "[ai][gates]") {
  struct Wrong {
    const char* gate;
    const char* code;
    bool refused;
    std::function<void(Series&)> change;
  };
  const auto [name, code, refused, change] = GENERATE(
      Wrong{"modality", "wrong-modality", true, [](Series& s) { s.instances[0].modality = "MR"; }},
      Wrong{"body-part", "wrong-body-part", true,
            [](Series& s) { s.instances[0].body_part_examined = "HEAD"; }},
      Wrong{"view", "wrong-view", true, [](Series& s) { s.instances[0].view_position = "LL"; }},
      Wrong{"monochrome", "color-image", true,
            [](Series& s) { s.instances[0].samples_per_pixel = 3; }},
      Wrong{"frame-count", "too-few-frames", true, [](Series& s) { s.frames.resize(9); }},
      Wrong{"image-size", "image-too-small", true, [](Series& s) { s.instances[0].rows = 63; }},
      Wrong{"axial", "not-axial", true,
            [](Series& s) {
              s.instances[5].planes[0].image_orientation_patient = {1, 0, 0, 0, 0, -1};
            }},
      Wrong{"axial", "no-geometry", true, [](Series& s) { s.instances[0].planes.clear(); }},
      Wrong{"slice-spacing", "slices-too-far-apart", true,
            [](Series& s) { s.instances[11].planes[0].image_position_patient[2] = 37.6; }},
      Wrong{"slice-spacing", "thick-slices", false,
            [](Series& s) { s.instances[11].planes[0].image_position_patient[2] = 28.0; }},
      Wrong{"even-spacing", "uneven-spacing", true,
            [](Series& s) { s.warnings.push_back({GeometryWarning::Kind::kUnevenSpacing, 7.0}); }},
      Wrong{"even-spacing", "missing-slices", true,
            [](Series& s) { s.warnings.push_back({GeometryWarning::Kind::kMissingSlices, 2.0}); }},
      Wrong{"even-spacing", "shifted-slices", true,
            [](Series& s) { s.warnings.push_back({GeometryWarning::Kind::kShiftedSlices, 2.5}); }},
      Wrong{
          "even-spacing", "mixed-spacing", true,
          [](Series& s) { s.warnings.push_back({GeometryWarning::Kind::kMixedSpacing, 2, 1, 2}); }},
      Wrong{"even-spacing", "missing-parts", true,
            [](Series& s) {
              s.warnings.push_back({GeometryWarning::Kind::kMissingParts, 1, 0, 0, {2}});
            }},
      Wrong{"even-spacing", "mosaic", true,
            [](Series& s) { s.warnings.push_back({GeometryWarning::Kind::kMosaic, 13}); }},
      Wrong{"even-spacing", "gantry-tilt", false,
            [](Series& s) { s.warnings.push_back({GeometryWarning::Kind::kGantryTilt, 18.5}); }},
      Wrong{"pixel-spacing", "no-pixel-spacing", true,
            [](Series& s) { s.instances[0].pixel_spacing.reset(); }},
      Wrong{"kernel", "sharp-kernel", false,
            [](Series& s) { s.instances[0].convolution_kernel = "B70f"; }},
      Wrong{"kernel", "sharp-kernel", false,
            [](Series& s) { s.instances[0].convolution_kernel = "lung"; }},
      Wrong{"kernel", "unknown-kernel", false,
            [](Series& s) { s.instances[0].convolution_kernel = ""; }},
      Wrong{"contrast", "contrast", false,
            [](Series& s) { s.instances[0].contrast_bolus_agent = "IV"; }});
  Series series = good_series();
  change(series);
  const auto one = std::ranges::find(all_gates(), std::string(name), &NamedStep::name);
  REQUIRE(one != all_gates().end());
  const GateOutcome outcome = check_header_gates(package_with(*one), series);
  INFO(name << " " << code);
  REQUIRE(outcome.refusal.has_value() == refused);
  if (refused) {
    CHECK(outcome.refusal->code == code);
    CHECK_FALSE(outcome.refusal->text.empty());
  } else {
    REQUIRE(outcome.cautions.size() == 1);
    CHECK(outcome.cautions[0].code == code);
  }
}

TEST_CASE("What a header does not say does not refuse", "[ai][gates]") {
  Series series = good_series();
  for (InstanceHeader& header : series.instances) header.body_part_examined.clear();
  CHECK_FALSE(check_header_gates(package_with(all_gates()[1]), series).refusal);
  CHECK_FALSE(check_header_gates(package_with(all_gates()[2]), series).refusal);
}

TEST_CASE("A kernel is sharp by its number, not by its letters", "[ai][gates]") {
  Series series = good_series();
  series.instances[0].convolution_kernel = "B40f";
  CHECK(check_header_gates(package_with(all_gates()[10]), series).cautions.empty());
  series.instances[0].convolution_kernel = "Br44f";
  CHECK(check_header_gates(package_with(all_gates()[10]), series).cautions.empty());
}

TEST_CASE("A series without frames is refused before any gate", "[ai][gates]") {
  const GateOutcome outcome = check_header_gates(package_with(all_gates()[0]), Series{});
  REQUIRE(outcome.refusal);
  CHECK(outcome.refusal->code == "empty-series");
}
