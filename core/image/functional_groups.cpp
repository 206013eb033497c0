#include "core/image/functional_groups.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/dicom/tags.hpp"
#include "core/geometry/image_plane.hpp"
#include "core/image/parametric_map.hpp"

namespace overread {
namespace {

/// LUT values of all frames together that are kept and handed to the page.
constexpr std::size_t kMostLutValues = std::size_t{1} << 20;

const Dataset* first_item(const Dataset& dataset, Tag sequence) {
  const std::span<const Dataset> items = dataset.sequence(sequence);
  return items.empty() ? nullptr : &items.front();
}

std::optional<FramePlane> plane_of(const std::vector<double>& position,
                                   const std::vector<double>& orientation) {
  if (position.size() != 3 || orientation.size() != 6) return std::nullopt;
  FramePlane plane;
  std::ranges::copy(position, plane.image_position_patient.begin());
  std::ranges::copy(orientation, plane.image_orientation_patient.begin());
  if (!ImagePlane::create(plane.image_position_patient, plane.image_orientation_patient, {1, 1})) {
    return std::nullopt;
  }
  return plane;
}

/// RT Dose steps its frames along the normal by Grid Frame Offset Vector. PS3.3 C.8.8.3.2
std::vector<FramePlane> offset_planes(const FramePlane& first, const std::vector<double>& offsets) {
  const Vector<Patient> normal = slice_normal(first.image_orientation_patient);
  std::vector<FramePlane> planes;
  planes.reserve(offsets.size());
  for (const double offset : offsets) {
    FramePlane plane = first;
    plane.image_position_patient[0] += (offset - offsets.front()) * normal.x();
    plane.image_position_patient[1] += (offset - offsets.front()) * normal.y();
    plane.image_position_patient[2] += (offset - offsets.front()) * normal.z();
    planes.push_back(plane);
  }
  return planes;
}

/// The plane a frame's groups give, or nothing.
std::optional<FramePlane> plane_of_frame(const FunctionalGroups& groups, std::size_t frame) {
  const Dataset* position = groups.macro(tags::kPlanePositionSequence, frame);
  const Dataset* orientation = groups.macro(tags::kPlaneOrientationSequence, frame);
  if (position == nullptr || orientation == nullptr) return std::nullopt;
  return plane_of(position->numbers(tags::kImagePositionPatient),
                  orientation->numbers(tags::kImageOrientationPatient));
}

/// Planes by functional groups; none when any frame lacks one.
std::vector<FramePlane> group_planes(const FunctionalGroups& groups, int frame_count) {
  const bool one_for_all = !groups.differs_by_frame(tags::kPlanePositionSequence) &&
                           !groups.differs_by_frame(tags::kPlaneOrientationSequence);
  if (one_for_all) {
    const auto plane = plane_of_frame(groups, 0);
    return plane ? std::vector<FramePlane>{*plane} : std::vector<FramePlane>{};
  }
  if (groups.frame_count() != static_cast<std::size_t>(frame_count)) return {};
  std::vector<FramePlane> planes;
  planes.reserve(groups.frame_count());
  for (std::size_t frame = 0; frame < groups.frame_count(); ++frame) {
    const auto plane = plane_of_frame(groups, frame);
    if (!plane) return {};
    planes.push_back(*plane);
  }
  return planes;
}

}  // namespace

FunctionalGroups::FunctionalGroups(const Dataset& dataset)
    : shared_(first_item(dataset, tags::kSharedFunctionalGroupsSequence)),
      per_frame_(dataset.sequence(tags::kPerFrameFunctionalGroupsSequence)) {}

const Dataset* FunctionalGroups::macro(Tag sequence, std::size_t frame) const {
  const std::span<const Dataset> found = items(sequence, frame);
  return found.empty() ? nullptr : &found.front();
}

std::span<const Dataset> FunctionalGroups::items(Tag sequence, std::size_t frame) const {
  if (frame < per_frame_.size()) {
    const std::span<const Dataset> own = per_frame_[frame].sequence(sequence);
    if (!own.empty()) return own;
  }
  return shared_ == nullptr ? std::span<const Dataset>() : shared_->sequence(sequence);
}

bool FunctionalGroups::differs_by_frame(Tag sequence) const {
  return std::ranges::any_of(
      per_frame_, [&](const Dataset& item) { return first_item(item, sequence) != nullptr; });
}

std::vector<FramePlane> read_planes(const Dataset& dataset, const FunctionalGroups& groups,
                                    int frame_count) {
  if (auto planes = group_planes(groups, frame_count); !planes.empty()) return planes;
  const auto plane = plane_of(dataset.numbers(tags::kImagePositionPatient),
                              dataset.numbers(tags::kImageOrientationPatient));
  if (!plane) return {};
  const std::vector<double> offsets = dataset.numbers(tags::kGridFrameOffsetVector);
  if (frame_count > 1 && offsets.size() == static_cast<std::size_t>(frame_count)) {
    return offset_planes(*plane, offsets);
  }
  return {*plane};
}

bool is_usable_spacing(double value) {
  // Ad-hoc: no image has pixels of ten meters; what claims to would make every length nonsense.
  return std::isfinite(value) && value > 0.0 && value < 1e4;
}

std::optional<std::array<double, 2>> read_pixel_spacing(const Dataset& dataset, Tag tag) {
  const std::vector<double> numbers = dataset.numbers(tag);
  if (numbers.size() < 2 || !std::ranges::all_of(numbers, is_usable_spacing)) return std::nullopt;
  return std::array<double, 2>{numbers[0], numbers[1]};
}

FrameMeasures read_measures(const Dataset& dataset, const FunctionalGroups& groups,
                            std::size_t frame) {
  FrameMeasures measures{
      .pixel_spacing = read_pixel_spacing(dataset, tags::kPixelSpacing),
      .slice_thickness = dataset.finite_number(tags::kSliceThickness),
      .spacing_between_slices = dataset.finite_number(tags::kSpacingBetweenSlices)};
  const Dataset* item = groups.macro(tags::kPixelMeasuresSequence, frame);
  if (item == nullptr) return measures;
  if (const auto own = read_pixel_spacing(*item, tags::kPixelSpacing)) {
    measures.pixel_spacing = own;
  }
  if (const auto own = item->finite_number(tags::kSliceThickness)) measures.slice_thickness = own;
  if (const auto own = item->finite_number(tags::kSpacingBetweenSlices)) {
    measures.spacing_between_slices = own;
  }
  return measures;
}

std::optional<std::array<double, 2>> read_imager_spacing(const Dataset& dataset,
                                                         const FunctionalGroups& groups,
                                                         std::size_t frame) {
  if (const Dataset* item = groups.macro(tags::kFramePixelDataPropertiesSequence, frame)) {
    if (const auto own = read_pixel_spacing(*item, tags::kImagerPixelSpacing)) return own;
  }
  return read_pixel_spacing(dataset, tags::kImagerPixelSpacing);
}

double read_magnification(const Dataset& dataset) {
  // Ad-hoc: the detector is behind the body, and never ten times as far from the tube.
  constexpr double kLargest = 10.0;
  const double factor =
      dataset.finite_number(tags::kEstimatedRadiographicMagnificationFactor).value_or(1.0);
  return factor >= 1.0 && factor <= kLargest ? factor : 1.0;
}

std::vector<FrameMeasures> read_frame_measures(const Dataset& dataset,
                                               const FunctionalGroups& groups, int frame_count) {
  if (groups.frame_count() != static_cast<std::size_t>(frame_count) ||
      !(groups.differs_by_frame(tags::kPixelMeasuresSequence) ||
        groups.differs_by_frame(tags::kFramePixelDataPropertiesSequence))) {
    return {};
  }
  const bool at_detector = !read_measures(dataset, groups, 0).pixel_spacing;
  std::vector<FrameMeasures> all;
  all.reserve(groups.frame_count());
  for (std::size_t frame = 0; frame < groups.frame_count(); ++frame) {
    FrameMeasures measures = read_measures(dataset, groups, frame);
    if (at_detector) {
      measures.pixel_spacing = read_imager_spacing(dataset, groups, frame);
      if (auto& spacing = measures.pixel_spacing) {
        for (double& distance : *spacing) distance /= read_magnification(dataset);
      }
    }
    all.push_back(measures);
  }
  if (std::ranges::all_of(all, [&](const FrameMeasures& one) { return one == all.front(); })) {
    return {};
  }
  return all;
}

VoiFunction read_voi_function(const Dataset& dataset, PixelKind kind) {
  const std::string name = dataset.text(tags::kVoiLutFunction);
  if (name == "SIGMOID") return VoiFunction::kSigmoid;
  const bool is_exact = name == "LINEAR_EXACT" || kind == PixelKind::kFloat;
  return is_exact ? VoiFunction::kLinearExact : VoiFunction::kLinear;
}

std::vector<DisplayShutter> read_shutters(const Dataset& dataset, const FunctionalGroups& groups,
                                          int frame_count, double pixel_aspect) {
  const auto of_frame = [&](std::size_t frame) {
    const Dataset* item = groups.macro(tags::kFrameDisplayShutterSequence, frame);
    return read_display_shutter(item == nullptr ? dataset : *item, pixel_aspect);
  };
  if (groups.frame_count() == static_cast<std::size_t>(frame_count) &&
      groups.differs_by_frame(tags::kFrameDisplayShutterSequence)) {
    std::vector<DisplayShutter> shutters;
    shutters.reserve(groups.frame_count());
    for (std::size_t frame = 0; frame < groups.frame_count(); ++frame) {
      shutters.push_back(of_frame(frame));
    }
    return shutters;
  }
  const DisplayShutter shutter = of_frame(0);
  // A shutter that is an overlay has no shape here, but a value to show.
  const bool is_stated = dataset.contains(tags::kShutterShape) || shutter.has_shape();
  return is_stated ? std::vector{shutter} : std::vector<DisplayShutter>{};
}

std::vector<Window> read_windows(const Dataset& dataset, VoiFunction function) {
  // What a 32-bit float holds with all its digits, and some room.
  constexpr double kLargestWindow = 1e30, kSmallestWindow = 1e-30;
  const std::vector<double> centers = dataset.numbers(tags::kWindowCenter);
  const std::vector<double> widths = dataset.numbers(tags::kWindowWidth);
  // PS3.3 C.11.2.1.2.1: at least 1 for LINEAR; C.11.2.1.3: above 0 for the others.
  const double smallest = function == VoiFunction::kLinear ? 1.0 : kSmallestWindow;
  std::vector<Window> windows;
  for (std::size_t i = 0; i < std::min(centers.size(), widths.size()); ++i) {
    // Also false for what is no number; beyond the limit a float overflows.
    const bool usable = std::fabs(centers[i]) <= kLargestWindow && widths[i] >= smallest &&
                        widths[i] <= kLargestWindow;
    if (!usable) continue;
    windows.push_back({.center = centers[i],
                       .width = widths[i],
                       .explanation = dataset.text(tags::kWindowCenterWidthExplanation, i)});
  }
  return windows;
}

std::vector<LookUpTable> read_voi_luts(const Dataset& dataset, TableInput input) {
  std::vector<LookUpTable> tables;
  for (const Dataset& item : dataset.sequence(tags::kVoiLutSequence)) {
    // One of several ways to look at the pixels: a broken one leaves the others.
    if (auto table =
            read_look_up_table(item, tags::kLutDescriptor, tags::kLutData, input, "VOI LUT")) {
      table->explanation = item.text(tags::kLutExplanation);
      tables.push_back(std::move(*table));
    }
  }
  return tables;
}

std::vector<FrameScaling> read_frame_scaling(const FunctionalGroups& groups, int frame_count,
                                             const PixelTransform& fallback, TableInput input,
                                             PixelKind kind) {
  if (groups.frame_count() != static_cast<std::size_t>(frame_count) ||
      !(groups.differs_by_frame(tags::kPixelValueTransformationSequence) ||
        groups.differs_by_frame(tags::kFrameVoiLutSequence) ||
        groups.differs_by_frame(tags::kStoredValueColorRangeSequence))) {
    return {};
  }
  const FrameScaling common{.rescale_slope = fallback.rescale_slope,
                            .rescale_intercept = fallback.rescale_intercept,
                            .windows = fallback.windows,
                            .rescale_type = fallback.rescale_type,
                            .voi_function = fallback.voi_function,
                            .voi_luts = fallback.voi_luts};
  std::vector<FrameScaling> all;
  all.reserve(groups.frame_count());
  for (std::size_t frame = 0; frame < groups.frame_count(); ++frame) {
    FrameScaling scaling = common;
    if (const Dataset* item = groups.macro(tags::kPixelValueTransformationSequence, frame)) {
      const double slope = item->finite_number(tags::kRescaleSlope).value_or(scaling.rescale_slope);
      if (slope != 0.0) scaling.rescale_slope = slope;
      scaling.rescale_intercept =
          item->finite_number(tags::kRescaleIntercept).value_or(scaling.rescale_intercept);
      if (std::string type = item->text(tags::kRescaleType); !type.empty()) {
        scaling.rescale_type = std::move(type);
      }
    }
    if (const Dataset* item = groups.macro(tags::kFrameVoiLutSequence, frame)) {
      // PS3.3 C.11.2.1.1: a rescale below zero makes the input of the table signed.
      const bool is_signed = input == TableInput::kSigned || scaling.rescale_intercept < 0.0;
      scaling.voi_function = read_voi_function(*item, kind);
      scaling.windows = read_windows(*item, scaling.voi_function);
      scaling.voi_luts =
          read_voi_luts(*item, is_signed ? TableInput::kSigned : TableInput::kUnsigned);
    }
    if (auto range = stored_value_color_range(groups, frame, scaling.rescale_slope,
                                              scaling.rescale_intercept)) {
      scaling.voi_function = VoiFunction::kLinearExact;
      scaling.windows = {std::move(*range)};
    }
    all.push_back(std::move(scaling));
  }
  const bool all_same =
      std::ranges::all_of(all, [&](const FrameScaling& one) { return one == common; });
  if (all_same) return {};
  return all;
}

std::vector<std::vector<RealWorldValueMapping>> read_frame_real_world_values(
    const Dataset& dataset, const FunctionalGroups& groups, int frame_count, StoredSign sign) {
  constexpr Tag kSequence = tags::kRealWorldValueMappingSequence;
  std::vector<std::vector<RealWorldValueMapping>> all;
  std::size_t lut_value_count = 0;
  const auto add = [&](std::span<const Dataset> items) {
    std::vector<RealWorldValueMapping>& mappings =
        all.emplace_back(read_real_world_values(items, sign));
    for (const RealWorldValueMapping& one : mappings) lut_value_count += one.lut_data.size();
  };
  if (groups.differs_by_frame(kSequence) &&
      groups.frame_count() == static_cast<std::size_t>(frame_count)) {
    for (std::size_t frame = 0; frame < groups.frame_count(); ++frame) {
      add(groups.items(kSequence, frame));
      if (lut_value_count > kMostLutValues) return {};
    }
  } else {
    const std::span<const Dataset> shared = groups.items(kSequence, 0);
    add(shared.empty() ? dataset.sequence(kSequence) : shared);
  }
  if (std::ranges::all_of(all, [&](const auto& one) { return one == all.front(); })) {
    all.resize(1);
    if (all.front().empty()) all.clear();
  }
  return all;
}

}  // namespace overread
