#include "core/image/series_stacks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <format>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "core/geometry/image_plane.hpp"
#include "core/image/concatenation.hpp"
#include "core/image/stack_geometry.hpp"
#include "core/image/stack_split.hpp"

namespace overread {
namespace {

/// Directions are counted no further: a series of more is a rotating view.
constexpr std::size_t kMostOrientations = 64;

/// About 100 MB of planes and frame contents, in all stacks of a series.
constexpr std::size_t kTableBudget = 500'000;

/// What the parts of one image have in common.
const std::string& image_of(const InstanceHeader& header) {
  return header.concatenation.uid.empty() ? header.sop_instance_uid : header.concatenation.uid;
}

const FramePlane* placed_plane(const PlacedFrame& frame) {
  return frame.header->plane(frame.frame.frame_number);
}

/// True for frames of one image, whole or in parts, that are no slices: without planes, or all in
/// one place.
bool is_loop(const std::vector<const InstanceHeader*>& parts) {
  const FramePlane* first = nullptr;
  std::int64_t frame_count = 0;
  bool one_place = true;
  for (const InstanceHeader* part : parts) {
    frame_count += part->frame_count;
    const bool all_placed =
        part->planes.size() == 1 || std::ssize(part->planes) == part->frame_count;
    if (!all_placed) return frame_count > 1 || parts.size() > 1;
    for (const FramePlane& plane : part->planes) {
      if (first == nullptr) first = &plane;
      const Vector<Patient> normal = slice_normal(first->image_orientation_patient);
      const double step_mm =
          position_along_normal_mm(plane, normal) - position_along_normal_mm(*first, normal);
      one_place = one_place && same_orientation(*first, plane) &&
                  std::fabs(step_mm) < kDuplicateTolerance_mm;
    }
  }
  return one_place && frame_count > 1;
}

/// Radiographs and ultrasound stand for themselves even where a plane is written beside them; what
/// is reconstructed from them has a plane for every frame.
bool stands_alone(const InstanceHeader& header) {
  static constexpr std::array<std::string_view, 4> kSingleImages{"CR", "DX", "MG", "US"};
  return header.planes.empty() || std::ranges::contains(kSingleImages, header.modality);
}

bool is_localizer(const InstanceHeader& header, int frame_number) {
  return header.content(frame_number).image_type.contains("LOCALIZER");
}

std::string nearest_plane_name(const FramePlane& plane) {
  const glm::dvec3 n = slice_normal(plane.image_orientation_patient).raw;
  const double x = std::fabs(n.x);
  const double y = std::fabs(n.y);
  const double z = std::fabs(n.z);
  if (z >= x && z >= y) return "axial";
  return y >= x ? "coronal" : "sagittal";
}

/// One DICOM series on its way into stacks.
class SeriesSplitter {
 public:
  /// @param instances  In instance_order(), without repeated ones.
  explicit SeriesSplitter(const std::vector<InstanceHeader>& instances)
      : instances_(instances), missing_parts_(missing_parts(instances)) {
    place_frames();
  }

  /// The stacks, in the order of their first frames.
  std::vector<Series> stacks() {
    add_instances_without_image();
    add_single_images();
    add_loops();
    add_slices();
    std::ranges::stable_sort(made_, {}, &Made::order);
    std::vector<Series> all;
    for (Made& one : made_) {
      if (made_.size() == 1) one.series.traits.clear();
      all.push_back(std::move(one.series));
    }
    return all;
  }

 private:
  struct Made {
    std::size_t order;
    Series series;
  };

  /// Frames of one direction, by the plane of the first.
  struct Direction {
    FramePlane plane;
    std::vector<PlacedFrame> frames;
  };

  void place_frames() {
    std::map<std::string, std::vector<const InstanceHeader*>> images;
    for (const InstanceHeader& header : instances_) {
      const bool named = !image_of(header).empty() || header.frame_count > 1;
      if (header.has_image() && named) images[image_of(header)].push_back(&header);
    }
    std::set<std::string> loops;
    for (const auto& [uid, parts] : images) {
      if (is_loop(parts)) loops.insert(uid);
    }
    std::size_t order = 0;
    for (std::size_t i = 0; i < instances_.size(); ++i) {
      const InstanceHeader& header = instances_[i];
      if (!header.has_image()) continue;
      const bool loop = loops.contains(image_of(header));
      has_slices_ = has_slices_ || !is_localizer(header, 1);
      for (int number = 1; number <= header.frame_count; ++number) {
        const PlacedFrame frame{.header = &header,
                                .frame = {.instance = static_cast<int>(i), .frame_number = number},
                                .order = order++};
        if (loop) {
          loops_[image_of(header)].push_back(frame);
        } else if (header.frame_count == 1 && stands_alone(header)) {
          single_images_.push_back(frame);
        } else {
          slices_.push_back(frame);
        }
      }
    }
  }

  /// A series of these frames in this order, with the instances they are of.
  Series series_of(const std::vector<PlacedFrame>& frames) const {
    Series series;
    std::map<int, int> index_of;
    for (const PlacedFrame& frame : frames) index_of[frame.frame.instance] = 0;
    for (auto& [instance, index] : index_of) {
      index = static_cast<int>(series.instances.size());
      series.instances.push_back(instances_[static_cast<std::size_t>(instance)]);
    }
    for (const PlacedFrame& frame : frames) {
      series.frames.push_back(
          {.instance = index_of[frame.frame.instance], .frame_number = frame.frame.frame_number});
    }
    return series;
  }

  void add(const std::vector<PlacedFrame>& frames, std::vector<GeometryWarning> warnings,
           std::vector<StackTrait> traits) {
    Made made{.order = std::ranges::min_element(frames, {}, &PlacedFrame::order)->order,
              .series = series_of(frames)};
    made.series.warnings = std::move(warnings);
    made.series.traits = std::move(traits);
    std::set<std::string> images;
    for (const InstanceHeader& header : made.series.instances) {
      const auto missing = missing_parts_.find(header.concatenation.uid);
      if (missing == missing_parts_.end() || !images.insert(missing->first).second) continue;
      made.series.warnings.push_back({.kind = GeometryWarning::Kind::kMissingParts,
                                      .value = static_cast<double>(missing->second.size()),
                                      .numbers = missing->second});
    }
    made_.push_back(std::move(made));
  }

  void add_instances_without_image() {
    Series series;
    for (const InstanceHeader& header : instances_) {
      if (!header.has_image()) series.instances.push_back(header);
    }
    if (!series.instances.empty()) made_.push_back({0, std::move(series)});
  }

  void add_single_images() {
    if (single_images_.empty()) return;
    // Where numbers begin anew with every acquisition, they order images within one.
    std::set<int> numbers;
    bool repeated = false;
    for (const PlacedFrame& frame : single_images_) {
      repeated = !numbers.insert(frame.header->instance_number).second || repeated;
    }
    if (repeated) {
      std::ranges::stable_sort(single_images_, {}, [](const PlacedFrame& frame) {
        return frame.header->acquisition_number;
      });
    }
    add(single_images_, {}, {});
  }

  void add_loops() {
    for (auto& [uid, frames] : loops_) {
      std::ranges::stable_sort(
          frames, {}, [](const PlacedFrame& frame) { return frame.header->concatenation.number; });
      const int number = frames.front().header->instance_number;
      add(frames, {}, {{StackTrait::Kind::kClip, std::to_string(number)}});
    }
  }

  void add_slices() {
    if (slices_.empty()) return;
    const std::vector<Direction> directions = by_direction();
    const auto singles = static_cast<std::size_t>(std::ranges::count(
        directions, std::size_t{1}, [](const Direction& one) { return one.frames.size(); }));
    const bool rotates =
        directions.size() > kMostOrientations ||
        (directions.size() > kMaxStackOrientations && 2 * singles > directions.size());
    if (rotates) return add_rotating_view(directions.size());
    for (const Direction& direction : directions) {
      std::vector<StackTrait> traits;
      if (directions.size() > 1) {
        traits.push_back({StackTrait::Kind::kOrientation, nearest_plane_name(direction.plane)});
      }
      add_direction(direction, traits);
    }
  }

  std::vector<Direction> by_direction() const {
    std::vector<Direction> directions;
    std::size_t last = 0;
    for (const PlacedFrame& frame : slices_) {
      const FramePlane& plane = *placed_plane(frame);
      // Frames come in runs of one direction; look there first.
      const bool as_before =
          last < directions.size() && same_orientation(directions[last].plane, plane);
      if (!as_before) {
        const auto found = std::ranges::find_if(
            directions, [&](const Direction& one) { return same_orientation(one.plane, plane); });
        last = static_cast<std::size_t>(found - directions.begin());
        if (found == directions.end()) {
          // One more than are told apart is enough to know it rotates.
          if (directions.size() > kMostOrientations) return directions;
          directions.push_back({.plane = plane, .frames = {}});
        }
      }
      directions[last].frames.push_back(frame);
    }
    return directions;
  }

  void add_rotating_view(std::size_t direction_count) {
    double turn = 0.0;
    for (const PlacedFrame& frame : slices_) {
      turn = std::max(turn, turn_deg(*placed_plane(slices_.front()), *placed_plane(frame)));
    }
    add(slices_,
        {{.kind = GeometryWarning::Kind::kMixedOrientation,
          .value = static_cast<double>(direction_count),
          .high = turn}},
        {});
  }

  /// Stacks of one direction: localizers and images of other sizes apart.
  void add_direction(const Direction& direction, const std::vector<StackTrait>& traits) {
    using Shape = std::tuple<bool, int, int, int>;
    std::map<Shape, std::vector<PlacedFrame>> by_shape;
    std::set<std::pair<int, int>> sizes;
    for (const PlacedFrame& frame : direction.frames) {
      const InstanceHeader& header = *frame.header;
      by_shape[{is_localizer(header, frame.frame.frame_number), header.rows, header.columns,
                header.samples_per_pixel}]
          .push_back(frame);
      sizes.insert({header.rows, header.columns});
    }
    for (auto& [shape, frames] : by_shape) {
      FrameStack stack{.frames = std::move(frames), .traits = traits};
      if (std::get<0>(shape) && has_slices_) {
        stack.traits.push_back({StackTrait::Kind::kLocalizer, {}});
      }
      if (sizes.size() > 1) {
        stack.traits.push_back({StackTrait::Kind::kSize,
                                std::format("{} × {}", std::get<2>(shape), std::get<1>(shape))});
      }
      const Vector<Patient> normal = slice_normal(direction.plane.image_orientation_patient);
      for (PlacedFrame& frame : stack.frames) {
        frame.position_mm = position_along_normal_mm(*placed_plane(frame), normal);
      }
      std::ranges::stable_sort(stack.frames, {}, [](const PlacedFrame& frame) {
        return std::pair(frame.position_mm, frame.order);
      });
      for (FrameStack& part : split_by_content(std::move(stack), table_budget_)) {
        add_stack(std::move(part));
      }
    }
  }

  /// In reading order: by place, and at one place by time.
  static void sort_places(std::vector<PlacedFrame>& frames) {
    std::vector<std::pair<int, PlacedFrame>> by_place;
    by_place.reserve(frames.size());
    int place = 0;
    double before = frames.front().position_mm;
    for (PlacedFrame& frame : frames) {
      if (frame.position_mm - before >= kDuplicateTolerance_mm) ++place;
      before = frame.position_mm;
      by_place.emplace_back(place, frame);
    }
    std::ranges::stable_sort(by_place, {}, [](const std::pair<int, PlacedFrame>& one) {
      const PlacedFrame& frame = one.second;
      const FrameContent& content = frame.header->content(frame.frame.frame_number);
      return std::tuple(one.first, content.temporal_position, content.trigger_time.value_or(0.0),
                        content.in_stack_position_number, frame.order);
    });
    for (std::size_t i = 0; i < frames.size(); ++i) frames[i] = by_place[i].second;
  }

  void add_stack(FrameStack stack) {
    sort_places(stack.frames);
    std::vector<FramePlane> planes;
    planes.reserve(stack.frames.size());
    for (const PlacedFrame& frame : stack.frames) planes.push_back(*placed_plane(frame));
    const StackGeometry geometry = stack_geometry(planes);
    std::vector<GeometryWarning> warnings;
    const bool moments = geometry.steps.place_count == 1 && all_told_apart(stack.frames);
    if (!moments) warnings = geometry_warnings(geometry);
    if (auto mixed = mixed_spacing(stack.frames)) warnings.push_back(*std::move(mixed));
    const auto mosaics = std::ranges::count_if(stack.frames, [](const PlacedFrame& frame) {
      return frame.header->content(frame.frame.frame_number).is_mosaic();
    });
    if (mosaics > 0) {
      warnings.push_back(
          {.kind = GeometryWarning::Kind::kMosaic, .value = static_cast<double>(mosaics)});
    }
    add(stack.frames, std::move(warnings), std::move(stack.traits));
  }

  static std::optional<GeometryWarning> mixed_spacing(const std::vector<PlacedFrame>& frames) {
    std::vector<std::array<double, 2>> seen;
    GeometryWarning mixed{.kind = GeometryWarning::Kind::kMixedSpacing};
    for (const PlacedFrame& frame : frames) {
      const auto spacing = frame.header->measures(frame.frame.frame_number).pixel_spacing;
      if (!spacing) continue;
      const auto [shorter, longer] = std::minmax((*spacing)[0], (*spacing)[1]);
      mixed.low = seen.empty() ? shorter : std::min(mixed.low, shorter);
      mixed.high = seen.empty() ? longer : std::max(mixed.high, longer);
      const bool known = std::ranges::any_of(
          seen, [&](const auto& other) { return same_spacing(other, *spacing); });
      if (!known && seen.size() <= kMostOrientations) seen.push_back(*spacing);
    }
    mixed.value = static_cast<double>(seen.size());
    if (seen.size() < 2) return std::nullopt;
    return mixed;
  }

  const std::vector<InstanceHeader>& instances_;
  std::map<std::string, std::vector<int>> missing_parts_;
  bool has_slices_ = false;  ///< Not localizers only.
  std::vector<PlacedFrame> single_images_, slices_;
  std::map<std::string, std::vector<PlacedFrame>> loops_;  ///< By instance or concatenation.
  std::size_t table_budget_ = kTableBudget;
  std::vector<Made> made_;
};

}  // namespace

std::vector<Series> stacks_of_series(const std::vector<InstanceHeader>& instances) {
  return SeriesSplitter(instances).stacks();
}

}  // namespace overread
