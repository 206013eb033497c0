#include "core/ai/spine_run.hpp"

#include <array>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <numbers>

#include "core/ai/spine_postprocess.hpp"

using namespace overread;

namespace {

const Progress kGoOn = [](double) { return true; };

ServicePackage package() {
  ServicePackage p;
  p.id = "spine-scoliosis";
  p.version = "1.0.0";
  p.algorithm = "spine-scoliosis";
  p.backend = "onnx";
  p.gates = {{"modality", {}, {{"allowed", {"DX", "OT"}}}},
             {"view", {}, {{"allowed", {"AP", "PA"}}}},
             {"image-size", {{"min_columns", 96}, {"min_rows", 320}}, {}}};
  p.steps = {{"spine-curves",
              {{"min_height_to_width", 1.3},
               {"min_levels", 9},
               {"max_expected_error_deg", 4},
               {"angle_error_deg", 3}},
              {}}};
  return p;
}

/// A gray picture of stripes, 400 rows unless said otherwise.
ServiceInput input(int columns = 200, int rows = 400) {
  ServiceInput in;
  InstanceHeader header;
  header.modality = "DX";
  header.view_position = "AP";
  header.study_instance_uid = "1.2";
  header.series_instance_uid = "1.2.3";
  header.sop_instance_uid = "1.2.3.4";
  header.rows = rows;
  header.columns = columns;
  header.samples_per_pixel = 1;
  DecodedFrame decoded;
  decoded.rows = rows;
  decoded.columns = columns;
  decoded.bits_allocated = decoded.bits_stored = 8;
  decoded.sample_type = SampleType::kUint8;
  for (int i = 0; i < rows * columns; ++i)
    decoded.pixels.push_back(static_cast<std::uint8_t>(i * 7 % 200));
  Frame frame;
  frame.stored = std::make_shared<const DecodedFrame>(std::move(decoded));
  in.series.instances = {header};
  in.series.frames = {{0, 1}};
  in.frames = {frame};
  return in;
}

/// What the network would say of a spine from C7 to L5 with one curve of `cobb_deg`, convex to the
/// picture's left: tilt falls evenly from +half to -half.
Tensor answer(double cobb_deg, double log_error = 0.0, double presence = 5.0,
              double inverted_log_error = 1.5) {
  Tensor t{.name = "rows", .shape = {3, 8, 128}, .values = std::vector<float>(3 * 8 * 128)};
  for (std::size_t picture = 0; picture < 3; ++picture) {
    for (std::size_t r = 0; r < 128; ++r) {
      const double along = static_cast<double>(r) / 127.0, level = -0.4 + 17.8 * along;
      const double tilt = cobb_deg * (0.5 - along);
      // The axis' slope is minus the tilt; 508 input pixels long.
      const double slope = cobb_deg * std::numbers::pi / 180.0;
      const double x = 127.5 - 508.0 * slope * 0.5 * (along - along * along);
      const bool mirrored = picture == 1;
      const auto put = [&](std::size_t channel, double value) {
        t.values[(picture * 8 + channel) * 128 + r] = static_cast<float>(value);
      };
      put(0, mirrored ? 255.0 - x : x);
      put(1, presence);
      put(2, mirrored ? -tilt : tilt);
      put(3, level);
      put(4, std::cos(2.0 * std::numbers::pi * level));
      put(5, std::sin(2.0 * std::numbers::pi * level));
      put(6, picture == 2 ? inverted_log_error : log_error);
      put(7, 0.3);
    }
  }
  return t;
}

std::string refusal(const ServicePackage& p, ServiceInput in) {
  auto begun = make_spine_run(p, std::move(in))->begin(kGoOn);
  REQUIRE(begun);
  const auto* outcome = std::get_if<ServiceOutcome>(&*begun);
  if (outcome == nullptr) return "";
  CHECK(outcome->result.status == ResultStatus::kRefused);
  return outcome->result.reason.value_or(Reason{}).code;
}

ServiceResult run_spine(const Tensor& network_answer, ServiceInput in = input()) {
  auto service = make_spine_run(package(), std::move(in));
  auto begun = service->begin(kGoOn);
  REQUIRE(begun);
  const auto* tensors = std::get_if<std::vector<Tensor>>(&*begun);
  REQUIRE(tensors != nullptr);
  REQUIRE(tensors->size() == 1);
  CHECK(tensors->front().name == "picture");
  CHECK(tensors->front().shape == std::vector<std::int64_t>{3, 1, 512, 256});
  CHECK(tensors->front().values.size() == 3 * 512 * 256);
  auto outcome = service->finish({&network_answer, 1}, kGoOn);
  REQUIRE(outcome);
  return outcome->result;
}

}  // namespace

TEST_CASE("One curve to the picture's left is scoliosis to the patient's right", "[ai][spine]") {
  const ServiceResult result = run_spine(answer(40.0));
  CHECK(result.status == ResultStatus::kFindings);
  REQUIRE(result.findings.size() == 1);
  const Finding& finding = result.findings.front();
  CHECK(finding.laterality == "right");
  CHECK(std::abs(finding.measurements.at(0).value - 40.0) < 0.5);
  CHECK(finding.measurements.at(0).unit == "deg");
  CHECK(finding.grades.at(0).value == "III");
  CHECK(finding.grades.at(1).scheme == "SRS");
  CHECK(finding.grades.at(1).borderline);  // 40 is a cut-off
  CHECK(result.measurements.at(0).value == finding.measurements.at(0).value);
  CHECK(result.probability.value() > 0.99);
  // Two lines that can be edited, with the angle that is written.
  const auto& upper = finding.regions.at(0);
  const auto& lower = finding.regions.at(1);
  CHECK(upper.role == "superior end plate");
  CHECK(lower.role == "inferior end plate");
  const auto tilt = [](const Region& r) {
    return std::atan2(r.points[1].y() - r.points[0].y(), r.points[1].x() - r.points[0].x()) *
           180.0 / std::numbers::pi;
  };
  CHECK(std::abs(tilt(upper) - tilt(lower)) ==
        Catch::Approx(finding.measurements.at(0).value).margin(1e-6));
}

TEST_CASE("A film shown mirrored keeps the patient's side", "[ai][spine]") {
  ServiceInput in = input();
  in.series.instances[0].patient_orientation_row = "R";
  in.series.instances[0].patient_orientation_column = "F";
  CHECK(run_spine(answer(40.0), std::move(in)).findings.at(0).laterality == "left");
}

TEST_CASE("Below ten degrees there is no finding but an angle", "[ai][spine]") {
  const ServiceResult result = run_spine(answer(6.0));
  CHECK(result.status == ResultStatus::kNoFindings);
  CHECK(result.findings.empty());
  CHECK(std::abs(result.measurements.at(0).value - 6.0) < 0.5);
  CHECK(result.grades.at(1).value == "none");
  CHECK(result.probability.value() < 0.2);
}

TEST_CASE("At the cut-off the probability is a half", "[ai][spine]") {
  const ServiceResult result = run_spine(answer(10.0));
  CHECK(std::abs(result.probability.value() - 0.5) < 0.1);
  REQUIRE(result.unsure);
  CHECK((*result.unsure)[0] < 0.5);
}

TEST_CASE("What is no frontal film of a whole spine is refused with a reason", "[ai][spine]") {
  CHECK(refusal(package(), input()) == "");
  ServiceInput in = input();
  in.series.instances[0].modality = "CT";
  CHECK(refusal(package(), in) == "wrong-modality");
  in = input();
  in.series.instances[0].view_position = "LL";
  CHECK(refusal(package(), in) == "wrong-view");
  in = input();
  in.series.instances[0].patient_orientation_row = "A";
  in.series.instances[0].patient_orientation_column = "F";
  CHECK(refusal(package(), in) == "wrong-view");
  CHECK(refusal(package(), input(40, 300)) == "image-too-small");
  CHECK(refusal(package(), input(400, 400)) == "not-full-spine");
  in = input();
  in.series.instances[0].pixel_spacing = {{0.2, 0.1}};
  CHECK(refusal(package(), in) == "non-square-pixels");
  in = input();
  auto flat = std::make_shared<DecodedFrame>(*in.frames[0].stored);
  std::fill(flat->pixels.begin(), flat->pixels.end(), std::uint8_t{9});
  in.frames[0].stored = flat;
  CHECK(refusal(package(), in) == "not-a-radiograph");
}

TEST_CASE("A colorful picture is refused, a gray or toned one saved in color is not",
          "[ai][spine]") {
  struct Case {
    const char* name;
    const char* refused;
    std::array<int, 3> (*color)(int value, int column);
  };
  const Case cases[] = {
      {"gray", "", [](int v, int) { return std::array{v, v, v}; }},
      {"sepia", "", [](int v, int) { return std::array{v + 40, v + 20, v}; }},
      {"blue, darker ones more so", "",
       [](int v, int) { return std::array{v, v, v + (200 - v) / 4}; }},
      {"red beside green", "not-a-radiograph",
       [](int v, int column) {
         return column < 100 ? std::array{v, v / 4, v / 4} : std::array{v / 4, v, v / 4};
       }},
  };
  for (const Case& each : cases) {
    CAPTURE(each.name);
    ServiceInput in = input();
    auto rgb = std::make_shared<DecodedFrame>(*in.frames[0].stored);
    rgb->samples_per_pixel = 3;
    rgb->photometric_interpretation = "RGB";
    rgb->pixels.clear();
    const auto& gray = in.frames[0].stored->pixels;
    for (std::size_t i = 0; i < gray.size(); ++i) {
      for (const int sample : each.color(gray[i], static_cast<int>(i % 200)))
        rgb->pixels.push_back(static_cast<std::uint8_t>(sample));
    }
    in.frames[0].stored = rgb;
    CHECK(refusal(package(), in) == each.refused);
  }
}

TEST_CASE("Where the network sees no spine the service refuses", "[ai][spine]") {
  ServiceResult result = run_spine(answer(30.0, 0.0, -5.0));
  CHECK(result.status == ResultStatus::kRefused);
  CHECK(result.reason.value_or(Reason{}).code == "no-spine");
  result = run_spine(answer(30.0, 2.0, 5.0, 2.5));  // expected error e^2 = 7.4 degrees
  CHECK(result.status == ResultStatus::kRefused);
  CHECK(result.reason.value_or(Reason{}).code == "no-spine");
}

TEST_CASE("A picture with dark bone is read inverted, and says so", "[ai][spine]") {
  const ServiceResult result = run_spine(answer(30.0, 1.3, 5.0, 0.0));
  CHECK(result.status == ResultStatus::kFindings);
  CHECK(result.reason.value_or(Reason{}).code == "inverted");
}

TEST_CASE("A broken answer of the network is an error", "[ai][spine]") {
  const auto fails = [](const Tensor& tensor) {
    auto service = make_spine_run(package(), input());
    REQUIRE(service->begin(kGoOn));
    return !service->finish({&tensor, 1}, kGoOn);
  };
  Tensor short_one = answer(30.0);
  short_one.values.pop_back();
  CHECK(fails(short_one));
  Tensor wrong_shape = answer(30.0);
  wrong_shape.shape = {3, 128, 8};
  CHECK(fails(wrong_shape));
  Tensor not_finite = answer(30.0);
  not_finite.values[17] = std::nanf("");
  CHECK(fails(not_finite));
}
