#include "core/ai/spine_run.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

#include "core/ai/gates.hpp"
#include "core/ai/printed.hpp"
#include "core/ai/spine_picture.hpp"
#include "core/ai/spine_postprocess.hpp"
#include "core/findings/concepts.hpp"
#include "core/findings/scoliosis_grading.hpp"

namespace overread {
namespace {

class SpineRun : public ServiceRun {
 public:
  SpineRun(const ServicePackage& package, ServiceInput input)
      : package_(package), input_(std::move(input)) {}

  Result<std::variant<ServiceOutcome, std::vector<Tensor>>> begin(
      const Progress& progress) override {
    outcome_.result = empty_result(package_, input_.series);
    const GateOutcome gates = check_header_gates(package_, input_.series);
    if (gates.refusal) return refused(*gates.refusal);
    cautions_ = gates.cautions;
    if (input_.frames.empty()) return refused({"empty-series", "The series has no frames"});
    if (auto reason = geometry_refusal()) return refused(*std::move(reason));
    if (!progress(0.05)) return cancelled_outcome(std::move(outcome_));

    const Frame& frame = input_.frames.front();
    auto picture = spine_picture(frame);
    if (!picture) return refused({"not-a-radiograph", picture.error().message});
    fit_ = SpineFit::of(frame.columns(), frame.rows());
    const std::vector<float> fitted = fit_spine_picture(*picture, fit_);
    std::vector<Tensor> tensors;
    tensors.push_back(spine_input_tensor(fitted, fit_));
    input_.frames.clear();
    if (!progress(0.3)) return cancelled_outcome(std::move(outcome_));
    return tensors;
  }

  Result<ServiceOutcome> finish(std::span<const Tensor> outputs,
                                const Progress& progress) override {
    OVERREAD_TRY(const SpineReading reading, read_spine_rows(outputs, fit_));
    if (auto reason = content_refusal(reading)) return refused(*std::move(reason));
    if (reading.inverted) {
      cautions_.push_back({"inverted", "Bone is dark in the picture: it was read inverted"});
    }
    if (!progress(0.95)) return cancelled_outcome(std::move(outcome_));
    report(reading);
    if (!cautions_.empty()) {
      Reason caution{cautions_.size() == 1 ? cautions_.front().code : "caution", {}};
      for (const Reason& one : cautions_)
        caution.text += (caution.text.empty() ? "" : ". ") + one.text;
      outcome_.result.reason = std::move(caution);
    }
    if (!progress(1.0)) return cancelled_outcome(std::move(outcome_));
    return std::move(outcome_);
  }

 private:
  ServiceOutcome refused(Reason reason) {
    outcome_.result.status = ResultStatus::kRefused;
    outcome_.result.reason = std::move(reason);
    return std::move(outcome_);
  }

  double parameter(std::string_view name, double fallback) const {
    const NamedStep* step = package_.step("spine-curves");
    return step == nullptr ? fallback : step->number(name, fallback);
  }

  /// What the header says beyond the gates, and the picture's shape.
  std::optional<Reason> geometry_refusal() {
    const InstanceHeader& header = input_.series.instances.front();
    const std::string& across = header.patient_orientation_row;
    const std::string& down = header.patient_orientation_column;
    if (!across.empty() && across.front() != 'L' && across.front() != 'R') {
      return Reason{"wrong-view",
                    "Patient Orientation is " + across + "\\" + down + ": not a frontal view"};
    }
    if (!down.empty() && down.front() != 'F') {
      return Reason{"wrong-view",
                    "Patient Orientation is " + across + "\\" + down + ": the feet are not below"};
    }
    patient_right_on_left_ = across.empty() || across.front() == 'L';
    if (header.pixel_spacing) {
      const double ratio = (*header.pixel_spacing)[0] / (*header.pixel_spacing)[1];
      if (!(std::abs(ratio - 1.0) <= 0.01)) {
        return Reason{"non-square-pixels",
                      "Pixels are " + printed("%.3g", ratio) + " times as high as wide"};
      }
    }
    const Frame& frame = input_.frames.front();
    const double shape = static_cast<double>(frame.rows()) / frame.columns();
    const double least = parameter("min_height_to_width", 1.3);
    if (shape < least) {
      return Reason{"not-full-spine",
                    "The picture is " + printed("%.2f", shape) +
                        " times as high as wide; a film of the whole spine is at least " +
                        printed("%.2f", least)};
    }
    return {};
  }

  std::optional<Reason> content_refusal(const SpineReading& reading) const {
    const double span =
        reading.rows.empty() ? 0.0 : reading.rows.back().level - reading.rows.front().level;
    const double least = parameter("min_levels", 9.0);
    if (span < least) {
      return Reason{"no-spine", "About " + printed("%.0f", std::max(0.0, span)) +
                                    " vertebrae were found one below another, the service needs " +
                                    printed("%.0f", least)};
    }
    const double most = parameter("max_expected_error_deg", 5.0);
    if (reading.expected_error_deg > most) {
      return Reason{"no-spine", "What was found does not look like a spine: expected error " +
                                    printed("%.1f", reading.expected_error_deg) +
                                    " degrees, at most " + printed("%.1f", most) + " is accepted"};
    }
    return {};
  }

  std::string side_of(const SpineCurveFound& curve) const {
    return curve.convex_to_picture_left == patient_right_on_left_ ? "right" : "left";
  }

  Measurement measurement(const SpineCurveFound& curve) const {
    return {.concept_name = concepts::cobb_angle(),
            .value = curve.cobb_deg,
            .unit = "deg",
            .site = spine_region(curve.apex_vertebra),
            .laterality = side_of(curve),
            .method = "superior end plate of " + vertebra_name(curve.upper_vertebra) +
                      " to inferior end plate of " + vertebra_name(curve.lower_vertebra) +
                      ", apex " + vertebra_name(curve.apex_vertebra) + ", levels within one"};
  }

  /// Probability that the angle is above `threshold`, with a normal error.
  double probability_above(double threshold, double angle) const {
    const double error = std::max(0.1, parameter("angle_error_deg", 3.0));
    return 0.5 * std::erfc((threshold - angle) / (error * std::numbers::sqrt2));
  }

  Region region(RegionKind kind, std::vector<Point<Image>> points, std::string role) const {
    Region made;
    made.kind = kind;
    made.sop_instance_uid = outcome_.result.input.sop_instance_uids.front();
    made.frame_number = input_.series.frames.front().frame_number;
    made.points = std::move(points);
    made.role = std::move(role);
    return made;
  }

  Region line_region(const SpineCurveFound::Line& line, std::string role) const {
    const double angle = line.tilt_deg * std::numbers::pi / 180.0;
    const double dx = line.half_length * std::cos(angle), dy = line.half_length * std::sin(angle);
    return region(RegionKind::kPolyline, {{line.x - dx, line.y - dy}, {line.x + dx, line.y + dy}},
                  std::move(role));
  }

  void report(const SpineReading& reading) {
    const ServiceThreshold* threshold = package_.threshold("scoliosis");
    const double cut = threshold == nullptr ? kScoliosisThresholdDeg : threshold->value;
    SpineCurveParameters parameters;
    parameters.smoothing_levels = parameter("smoothing_levels", parameters.smoothing_levels);
    parameters.reversal_deg = parameter("reversal_deg", parameters.reversal_deg);
    parameters.scale = parameter("scale", 1.0);
    const std::vector<SpineCurveFound> curves = find_spine_curves(reading.rows, parameters);
    ServiceResult& result = outcome_.result;
    result.status = ResultStatus::kNoFindings;
    result.threshold = 0.5;
    result.unsure = std::array{0.2, 0.8};
    result.probability = probability_above(cut, 0.0);
    const auto major = std::ranges::max_element(curves, {}, &SpineCurveFound::cobb_deg);
    if (major == curves.end()) return;
    result.measurements = {measurement(*major)};
    result.grades = scoliosis_grades(major->cobb_deg);
    result.probability = probability_above(cut, major->cobb_deg);
    for (const SpineCurveFound& curve : curves) {
      if (curve.cobb_deg < cut) continue;
      Finding finding;
      finding.concept_name = concepts::scoliosis();
      finding.measurements = {measurement(curve)};
      finding.site = finding.measurements.front().site;
      finding.laterality = finding.measurements.front().laterality;
      finding.probability = probability_above(cut, curve.cobb_deg);
      finding.grades = scoliosis_grades(curve.cobb_deg);
      finding.regions.push_back(line_region(curve.upper, "superior end plate"));
      finding.regions.push_back(line_region(curve.lower, "inferior end plate"));
      std::vector<Point<Image>> axis;
      for (const SpineRow& row : reading.rows) {
        if (row.y >= curve.upper.y && row.y <= curve.lower.y) axis.emplace_back(row.x, row.y);
      }
      if (axis.size() >= 2)
        finding.regions.push_back(region(RegionKind::kPolyline, std::move(axis), "spine axis"));
      result.findings.push_back(std::move(finding));
    }
    if (!result.findings.empty()) result.status = ResultStatus::kFindings;
  }

  ServicePackage package_;
  ServiceInput input_;
  ServiceOutcome outcome_;
  std::vector<Reason> cautions_;
  SpineFit fit_;
  bool patient_right_on_left_ = true;
};

}  // namespace

std::unique_ptr<ServiceRun> make_spine_run(const ServicePackage& package, ServiceInput input) {
  return std::make_unique<SpineRun>(package, std::move(input));
}

}  // namespace overread
