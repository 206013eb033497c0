#include "core/ai/emphysema_run.hpp"

#include <algorithm>
#include <utility>

#include "core/ai/gates.hpp"
#include "core/ai/lung_densitometry.hpp"
#include "core/ai/lung_mask.hpp"
#include "core/ai/printed.hpp"
#include "core/findings/concepts.hpp"
#include "core/image/volume.hpp"

namespace overread {
namespace {

constexpr int kLaaThreshold_hu = -950;
constexpr double kPercentile = 15.0;
constexpr int kEmphysemaLabel = 3;
// CLINICAL sanity range of both lungs, and of left to right.
constexpr double kMinLungs_ml = 2000.0;
constexpr double kMaxLungs_ml = 8000.0;
constexpr double kMinLeftToRight = 0.6;
constexpr double kMaxLeftToRight = 1.1;

/// What stands beside each number: how it was made, spacing, kernel.
std::string method_text(const Series& series, const Volume& volume) {
  const InstanceHeader& header = series.instances.front();
  std::string text = "lung region without airways, voxels below -400 HU; slices every " +
                     printed("%.3g", volume.slice_distance_mm()) + " mm";
  if (header.slice_thickness) text += ", " + printed("%.3g", *header.slice_thickness) + " mm thick";
  if (!header.convolution_kernel.empty()) text += ", kernel " + header.convolution_kernel;
  return text;
}

class EmphysemaRun : public ServiceRun {
 public:
  EmphysemaRun(const ServicePackage& package, ServiceInput input)
      : package_(package), input_(std::move(input)) {}

  Result<std::variant<ServiceOutcome, std::vector<Tensor>>> begin(
      const Progress& progress) override {
    OVERREAD_TRY(ServiceOutcome outcome, measure(progress));
    return outcome;
  }

  Result<ServiceOutcome> finish(std::span<const Tensor>, const Progress&) override {
    return fail(ErrorCode::kInvalidArgument, "Service " + package_.id + " has no network");
  }

 private:
  Result<ServiceOutcome> measure(const Progress& progress) {
    ServiceOutcome outcome;
    outcome.result = empty_result(package_, input_.series);
    GateOutcome gates = check_header_gates(package_, input_.series);
    if (gates.refusal) return refused(std::move(outcome), *std::move(gates.refusal));
    const ServiceThreshold* threshold = package_.threshold("emphysema");
    const ServiceFindingSpec* look = package_.finding("emphysema");
    if (threshold == nullptr || look == nullptr) {
      return fail(ErrorCode::kInvalidJson,
                  "Service " + package_.id + " needs a finding and a threshold \"emphysema\"");
    }
    if (!progress(0.02)) return cancelled(std::move(outcome));

    Result<Volume> volume = build_volume(input_.series, input_.frames);
    if (!volume) {
      return refused(std::move(outcome), {"no-volume", volume.error().message});
    }
    input_.frames.clear();  // The volume holds the values now; the frames are the larger half.
    if (!progress(0.15)) return cancelled(std::move(outcome));

    bool stopped = false;
    const std::optional<LungMask> lungs = find_lungs(*volume, parameters(), [&](double share) {
      stopped = stopped || !progress(0.15 + 0.75 * share);
      return !stopped;
    });
    if (stopped) return cancelled(std::move(outcome));
    const LungHistograms histograms = lungs ? lung_histograms(*volume, *lungs) : LungHistograms{};
    const LungHistogram both = histograms.both();
    const double lungs_ml = static_cast<double>(both.voxels()) * volume->voxel_volume_ml();
    const NamedStep* found_gate = package_.gate("lungs-found");
    const double least = found_gate == nullptr ? 0.0 : found_gate->number("min_volume_ml");
    if (!lungs || both.aerated_voxels() == 0 || lungs_ml < least) {
      return refused(std::move(outcome),
                     {"no-lungs", "No lungs were found: " + printed("%.0f", lungs_ml) +
                                      " mL of air-filled lung, the service needs " +
                                      printed("%.0f", least) + " mL"});
    }
    if (!progress(0.92)) return cancelled(std::move(outcome));

    add_cautions(*lungs, histograms, volume->voxel_volume_ml(), gates.cautions);
    const std::string method = method_text(input_.series, *volume);
    report(histograms, *threshold, volume->voxel_volume_ml(), method, outcome.result);
    outcome.mask = paint(*volume, *lungs, *look);
    if (outcome.result.status == ResultStatus::kFindings) {
      outcome.result.findings.front().regions.push_back(region(*outcome.mask));
    }
    if (!gates.cautions.empty()) {
      Reason caution{"caution", {}};
      for (const Reason& one : gates.cautions) {
        if (!caution.text.empty()) caution.text += ". ";
        caution.text += one.text;
      }
      if (gates.cautions.size() == 1) caution.code = gates.cautions.front().code;
      outcome.result.reason = std::move(caution);
    }
    if (!progress(1.0)) return cancelled(std::move(outcome));
    return outcome;
  }

  static ServiceOutcome refused(ServiceOutcome outcome, Reason reason) {
    outcome.result.status = ResultStatus::kRefused;
    outcome.result.reason = std::move(reason);
    return outcome;
  }

  static ServiceOutcome cancelled(ServiceOutcome outcome) {
    return cancelled_outcome(std::move(outcome));
  }

  LungMaskParameters parameters() const {
    LungMaskParameters parameters;
    if (const NamedStep* step = package_.step("lung-mask")) {
      parameters.body_above_hu = step->number("body_above_hu", parameters.body_above_hu);
      parameters.air_below_hu = step->number("air_below_hu", parameters.air_below_hu);
      parameters.closing_mm = step->number("closing_mm", parameters.closing_mm);
      parameters.airway_wall_mm = step->number("airway_wall_mm", parameters.airway_wall_mm);
      parameters.min_part_ml = step->number("min_part_ml", parameters.min_part_ml);
    }
    return parameters;
  }

  static void add_cautions(const LungMask& lungs, const LungHistograms& histograms, double voxel_ml,
                           std::vector<Reason>& cautions) {
    const double right = static_cast<double>(histograms.right.voxels()) * voxel_ml;
    const double left = static_cast<double>(histograms.left.voxels()) * voxel_ml;
    const double total = right + left;
    if (lungs.reaches_top || lungs.reaches_bottom) {
      cautions.push_back({"lungs-cropped", "The lungs are not wholly inside the series"});
    }
    if (total < kMinLungs_ml || total > kMaxLungs_ml) {
      cautions.push_back({"lung-volume", "Lung volume is " + printed("%.0f", total) +
                                             " mL, outside 2000-8000 mL: the mask may be "
                                             "incomplete"});
    }
    if (right <= 0.0 || left <= 0.0) {
      cautions.push_back({"one-lung", "Only one lung was found"});
    } else if (left / right < kMinLeftToRight || left / right > kMaxLeftToRight) {
      cautions.push_back({"lung-ratio", "Left to right lung volume is " +
                                            printed("%.2f", left / right) +
                                            ", outside 0.6-1.1: the mask may be incomplete"});
    }
    if (!lungs.airway_found) {
      cautions.push_back(
          {"no-trachea", "The trachea was not found: airways may be counted as lung"});
    }
  }

  static void add_side(const LungHistogram& histogram, const std::string& laterality,
                       double voxel_ml, const std::string& method,
                       std::vector<Measurement>& measurements) {
    if (histogram.aerated_voxels() == 0) return;
    const auto add = [&](Concept name, double value, const char* unit) {
      measurements.push_back({.concept_name = std::move(name),
                              .value = value,
                              .unit = unit,
                              .site = "lung",
                              .laterality = laterality,
                              .method = method});
    };
    add(concepts::laa_950(), histogram.percent_below(kLaaThreshold_hu), "%");
    add(concepts::pd15(), histogram.percentile_hu(kPercentile), "HU");
    add(concepts::lung_volume(), static_cast<double>(histogram.voxels()) * voxel_ml, "mL");
  }

  static void report(const LungHistograms& histograms, const ServiceThreshold& threshold,
                     double voxel_ml, const std::string& method, ServiceResult& result) {
    const LungHistogram both = histograms.both();
    add_side(both, "both", voxel_ml, method, result.measurements);
    add_side(histograms.right, "right", voxel_ml, method, result.measurements);
    add_side(histograms.left, "left", voxel_ml, method, result.measurements);
    const double laa = both.percent_below(kLaaThreshold_hu);
    const Grade grade{.scheme = threshold.scheme,
                      .value = laa >= threshold.value ? "emphysema" : "no emphysema",
                      .borderline = laa >= threshold.unsure[0] && laa <= threshold.unsure[1]};
    result.grades.push_back(grade);
    result.status = ResultStatus::kNoFindings;
    if (laa < threshold.value) return;
    result.status = ResultStatus::kFindings;
    Finding finding;
    finding.concept_name = concepts::emphysema();
    finding.site = "lung";
    finding.laterality = "both";
    finding.measurements.push_back(result.measurements.front());
    finding.grades.push_back(grade);
    result.findings.push_back(std::move(finding));
  }

  static LabelMask paint(const Volume& volume, const LungMask& lungs,
                         const ServiceFindingSpec& look) {
    const Concept anatomy{"SCT", "123037004", "Anatomical Structure"};
    const Concept abnormal{"SCT", "49755003", "Morphologically Abnormal Structure"};
    LabelMask mask{.columns = lungs.size.columns,
                   .rows = lungs.size.rows,
                   .slices = lungs.size.slices,
                   .labels = {{.number = kRightLung,
                               .name = "Right lung",
                               .category = anatomy,
                               .type = {"SCT", "3341006", "Right lung"},
                               .rgb = {0x56, 0xB4, 0xE9}},
                              {.number = kLeftLung,
                               .name = "Left lung",
                               .category = anatomy,
                               .type = {"SCT", "44029006", "Left lung"},
                               .rgb = {0x00, 0x9E, 0x73}},
                              {.number = kEmphysemaLabel,
                               .name = "Emphysema (LAA-950)",
                               .category = abnormal,
                               .type = concepts::emphysema(),
                               .rgb = look.rgb}},
                   .values = lungs.values};
    for (std::size_t i = 0; i < mask.values.size(); ++i) {
      if (mask.values[i] != 0 && volume.values[i] < kLaaThreshold_hu) {
        mask.values[i] = kEmphysemaLabel;
      }
    }
    return mask;
  }

  /// The mask's label, anchored where most of it lies, so that a click has somewhere to go.
  Region region(const LabelMask& mask) const {
    const std::size_t slice_voxels =
        static_cast<std::size_t>(mask.columns) * static_cast<std::size_t>(mask.rows);
    std::size_t best = 0;
    std::ptrdiff_t most = -1;
    for (std::size_t k = 0; k < static_cast<std::size_t>(mask.slices); ++k) {
      const auto begin = mask.values.begin() + static_cast<std::ptrdiff_t>(k * slice_voxels);
      const std::ptrdiff_t count = std::count(
          begin, begin + static_cast<std::ptrdiff_t>(slice_voxels), std::uint8_t{kEmphysemaLabel});
      if (count > most) {
        most = count;
        best = k;
      }
    }
    const SeriesFrame& frame = input_.series.frames[best];
    return {.kind = RegionKind::kMask,
            .sop_instance_uid =
                input_.series.instances[static_cast<std::size_t>(frame.instance)].sop_instance_uid,
            .frame_number = frame.frame_number,
            .points = {},
            .mask = "emphysema",
            .mask_segment = kEmphysemaLabel,
            .role = "low-attenuation area"};
  }

  ServicePackage package_;
  ServiceInput input_;
};

}  // namespace

std::unique_ptr<ServiceRun> make_emphysema_run(const ServicePackage& package, ServiceInput input) {
  return std::make_unique<EmphysemaRun>(package, std::move(input));
}

}  // namespace overread
