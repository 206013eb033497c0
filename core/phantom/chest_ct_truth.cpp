#include "core/phantom/chest_ct_truth.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/base/deterministic_math.hpp"
#include "core/base/uid.hpp"
#include "core/findings/concepts.hpp"
#include "core/phantom/agatston.hpp"
#include "core/phantom/chest_ct_wall.hpp"

namespace overread::chest_ct {
namespace {

constexpr int kLowest_hu = -1200;
constexpr int kAerated_hu = -400;
constexpr int kLaa_hu = -950;
/// From here on emphysema is a finding (QCT).
constexpr double kEmphysemaFrom_percent = 5.0;

std::string rib_level(const Anatomy& anatomy, double z) {
  const double number = 1.0 + std::floor((anatomy.apex_z - 8.0 - z) / 23.5 + 0.5);
  const int level = static_cast<int>(std::clamp(number, 1.0, 14.0));
  return level <= 12 ? "T" + std::to_string(level) : "L" + std::to_string(level - 12);
}

}  // namespace

TruthKeeper::Lung::Lung() : bins(kAerated_hu - kLowest_hu) {}

void TruthKeeper::Lung::add(float final_hu, float ideal_hu) {
  ++voxels;
  if (final_hu >= kAerated_hu) return;
  ++aerated;
  const int bin = std::max(0, static_cast<int>(std::floor(final_hu)) - kLowest_hu);
  ++bins[static_cast<std::size_t>(bin)];
  if (ideal_hu < kLaa_hu) ++ideal_low;
}

void TruthKeeper::Lung::add(const Lung& other) {
  for (std::size_t i = 0; i < bins.size(); ++i) bins[i] += other.bins[i];
  voxels += other.voxels;
  aerated += other.aerated;
  ideal_low += other.ideal_low;
}

double TruthKeeper::Lung::laa_950() const {
  std::size_t low = 0;
  for (int bin = 0; bin < kLaa_hu - kLowest_hu; ++bin) low += bins[static_cast<std::size_t>(bin)];
  return aerated == 0 ? 0.0 : 100.0 * static_cast<double>(low) / static_cast<double>(aerated);
}

double TruthKeeper::Lung::laa_950_ideal() const {
  return aerated == 0 ? 0.0 : 100.0 * static_cast<double>(ideal_low) / static_cast<double>(aerated);
}

double TruthKeeper::Lung::pd15() const {
  std::size_t sum = 0;
  for (std::size_t bin = 0; bin < bins.size(); ++bin) {
    sum += bins[bin];
    if (sum > 0 && 100 * sum >= 15 * aerated) return kLowest_hu + static_cast<double>(bin);
  }
  return kAerated_hu;
}

TruthKeeper::TruthKeeper(const Anatomy& anatomy, std::uint64_t seed, const ChestCtOptions& options,
                         double pixel_mm, double spacing_mm)
    : anatomy_(anatomy),
      seed_(seed),
      options_(options),
      pixel_mm_(pixel_mm),
      spacing_mm_(spacing_mm) {}

void TruthKeeper::add_slice(int, double z, std::span<const float> final_hu,
                            std::span<const float> ideal_hu, std::span<const Tissue> tissue) {
  for (std::size_t i = 0; i < tissue.size(); ++i) {
    if (tissue[i] == Tissue::kRightLung) lungs_[0].add(final_hu[i], ideal_hu[i]);
    if (tissue[i] == Tissue::kLeftLung) lungs_[1].add(final_hu[i], ideal_hu[i]);
  }
  add_calcium(z, final_hu);
}

void TruthKeeper::add_calcium(double z, std::span<const float> hu) {
  constexpr double kMargin_mm = 2.0;
  std::vector<std::uint8_t> region(hu.size());
  bool any = false;
  const int columns = options_.columns;
  for (const Calcification& calcium : anatomy_.calcifications) {
    const Tube& shape = calcium.shape;
    const double reach = shape.radius_from + kMargin_mm;
    if (z < std::min(shape.from.z, shape.to.z) - reach - spacing_mm_ ||
        z > std::max(shape.from.z, shape.to.z) + reach + spacing_mm_) {
      continue;
    }
    any = true;
    const double dx = shape.to.x - shape.from.x;
    const double dy = shape.to.y - shape.from.y;
    const double square = std::max(dx * dx + dy * dy, 1e-9);
    for (int row = 0; row < columns; ++row) {
      const double y = (row - 0.5 * (columns - 1)) * pixel_mm_ - shape.from.y;
      if (std::abs(y) > reach + std::abs(dy)) continue;
      for (int column = 0; column < columns; ++column) {
        const double x = (column - 0.5 * (columns - 1)) * pixel_mm_ - shape.from.x;
        const double t = std::clamp((x * dx + y * dy) / square, 0.0, 1.0);
        const double u = x - t * dx;
        const double v = y - t * dy;
        if (u * u + v * v > reach * reach) continue;
        region[static_cast<std::size_t>(row * columns + column)] = 1;
      }
    }
  }
  if (!any) return;
  agatston_ +=
      agatston_of_slice(hu, region, columns, columns, pixel_mm_ * pixel_mm_) * (spacing_mm_ / 3.0);
}

void TruthKeeper::add_lung(const Lung& lung, const char* laterality, Truth& truth) const {
  const auto add = [&](Concept name, double value, const char* unit, const char* method) {
    truth.measurements.push_back({.concept_name = std::move(name),
                                  .value = value,
                                  .unit = unit,
                                  .site = "lung",
                                  .laterality = laterality,
                                  .method = method});
  };
  const double voxel_ml = pixel_mm_ * pixel_mm_ * spacing_mm_ / 1000.0;
  add(concepts::laa_950(), lung.laa_950(), "%", "aerated lung, final image");
  add(concepts::pd15(), lung.pd15(), "HU", "aerated lung, final image");
  add(concepts::lung_volume(), static_cast<double>(lung.voxels) * voxel_ml, "mL",
      "lung with its vessels, without airways");
  add({"99OVERREAD", "laa-950-ideal", "LAA-950 without noise"}, lung.laa_950_ideal(), "%",
      "aerated lung, image before noise");
}

void TruthKeeper::add_nodules(Truth& truth) const {
  for (const Nodule& nodule : anatomy_.nodules) {
    Finding finding;
    finding.concept_name = concepts::nodule();
    finding.site = "lung";
    finding.laterality = nodule.side == Side::kRight ? "right" : "left";
    const double d = nodule.diameter_mm;
    finding.measurements = {{.concept_name = concepts::nodule_diameter(),
                             .value = d,
                             .unit = "mm",
                             .site = "lung",
                             .laterality = finding.laterality,
                             .method = "sphere"},
                            {.concept_name = concepts::nodule_volume(),
                             .value = deterministic::kPi / 6.0 * d * d * d,
                             .unit = "mm3",
                             .site = "lung",
                             .laterality = finding.laterality,
                             .method = "sphere"}};
    const int slice = std::clamp(static_cast<int>(std::floor(nodule.center.z / spacing_mm_)), 0,
                                 options_.slices - 1);
    const double middle = 0.5 * (options_.columns - 1);
    finding.regions.push_back(
        {.kind = RegionKind::kPoint,
         .sop_instance_uid = chest_ct_instance_uid(seed_, options_, slice),
         .frame_number = 1,
         .points = {{nodule.center.x / pixel_mm_ + middle, nodule.center.y / pixel_mm_ + middle}},
         .mask = {},
         .mask_segment = 0,
         .role = "center"});
    truth.findings.push_back(std::move(finding));
  }
}

Truth TruthKeeper::truth() const {
  Truth truth;
  truth.kind = "chest-ct";
  truth.seed = seed_;
  Lung both = lungs_[0];
  both.add(lungs_[1]);
  add_lung(both, "both", truth);
  add_lung(lungs_[0], "right", truth);
  add_lung(lungs_[1], "left", truth);
  const auto add = [&truth](Concept name, double value, const char* unit, std::string site,
                            const char* method) {
    truth.measurements.push_back({.concept_name = std::move(name),
                                  .value = value,
                                  .unit = unit,
                                  .site = std::move(site),
                                  .laterality = {},
                                  .method = method});
  };
  add(concepts::agatston_score(), agatston_, "1", "coronary arteries",
      "voxels of the known plaques in the final image, scaled by slice spacing / 3 mm");
  add(concepts::aortic_diameter(), anatomy_.ascending_aorta_mm, "mm", "ascending aorta",
      "outer to outer, as modeled");
  add(concepts::aortic_diameter(), anatomy_.descending_aorta_mm, "mm", "descending aorta",
      "outer to outer, as modeled");
  const double level = anatomy_.first_disc_z + 0.5 * anatomy_.vertebra_pitch_mm;
  add(concepts::vertebral_attenuation(), anatomy_.trabecular_hu, "HU", rib_level(anatomy_, level),
      "trabecular bone, as modeled");
  if (both.laa_950() >= kEmphysemaFrom_percent) {
    Finding finding;
    finding.concept_name = concepts::emphysema();
    finding.site = "lung";
    finding.laterality = "both";
    finding.measurements.push_back(truth.measurements.front());
    truth.findings.push_back(std::move(finding));
  }
  add_nodules(truth);
  return truth;
}

std::string chest_ct_uid(std::uint64_t seed, const ChestCtOptions& options,
                         const std::string& what) {
  // Two grids, or two shares of emphysema, are two studies.
  const std::string share =
      options.emphysema_percent
          ? " " + std::to_string(static_cast<int>(1000.0 * *options.emphysema_percent))
          : std::string();
  return uid_from_text("overread phantom chest-ct " + std::to_string(seed) + " " +
                       std::to_string(options.columns) + "x" + std::to_string(options.slices) +
                       share + " " + what);
}

std::string chest_ct_instance_uid(std::uint64_t seed, const ChestCtOptions& options, int slice) {
  return chest_ct_uid(seed, options, "instance " + std::to_string(slice));
}

}  // namespace overread::chest_ct
