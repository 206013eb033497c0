#include "core/app/object_overlay.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "core/app/state.hpp"
#include "core/geometry/image_plane.hpp"
#include "core/view/line_style.hpp"

namespace overread {
namespace {

/// Planes are one when they are this near: positions are written with six digits and few are exact.
constexpr double kSamePlaneMm = 0.1;
/// Half a slice where the file does not say how thick slices are.
constexpr double kHalfSliceMm = 1.0;
constexpr std::size_t kMaxLabels = 255;

std::optional<ImagePlane> plane_of(const InstanceHeader& header, int frame_number) {
  const FramePlane* plane = header.plane(frame_number);
  if (plane == nullptr || !header.pixel_spacing) return std::nullopt;
  auto made = ImagePlane::create(plane->image_position_patient, plane->image_orientation_patient,
                                 *header.pixel_spacing);
  if (!made) return std::nullopt;
  return *made;
}

std::optional<ImagePlane> plane_of(const Segmentation& s, const SegmentationFrame& frame) {
  if (!frame.plane || !s.spacing) return std::nullopt;
  auto made = ImagePlane::create(frame.plane->image_position_patient,
                                 frame.plane->image_orientation_patient, *s.spacing);
  if (!made) return std::nullopt;
  return *made;
}

bool same_plane(const ImagePlane& a, const ImagePlane& b) {
  constexpr double kParallel = 1e-4;
  const double cosine = std::fabs(glm::dot(a.normal().raw, b.normal().raw));
  return 1.0 - cosine < kParallel && std::fabs(a.distance_mm(b.position())) < kSamePlaneMm;
}

RgbColor color_of(const std::optional<RgbColor>& own, std::size_t index) {
  return own.value_or(overlay_color(static_cast<int>(index)).rgb);
}

class OverlayMaker {
 public:
  OverlayMaker(const InstanceHeader& header, int frame_number)
      : header_(header), frame_number_(frame_number), plane_(plane_of(header, frame_number)) {}

  void add(const LoadedObject& object) {
    if (object.content == nullptr) return;
    if (const auto* s = std::get_if<Segmentation>(object.content.get())) add(object, *s);
    if (const auto* set = std::get_if<StructureSet>(object.content.get())) add(object, *set);
  }

  ObjectOverlay finish(const ServiceSlice& service) {
    if (!layers_.empty()) overlay_.mask = merged(service);
    return std::move(overlay_);
  }

 private:
  /// The pixels of one segment on the frame.
  struct Layer {
    std::size_t part = 0;
    std::vector<std::uint8_t> inside;  ///< [rows][columns]
    std::size_t area = 0;
  };

  bool is_meant(const std::vector<SopReference>& references) const {
    return std::ranges::any_of(references, [&](const SopReference& reference) {
      return reference.sop_instance_uid == header_.sop_instance_uid &&
             (reference.frame_numbers.empty() ||
              std::ranges::contains(reference.frame_numbers, frame_number_));
    });
  }

  bool shares_space(const std::string& frame_of_reference_uid) const {
    return plane_ && !frame_of_reference_uid.empty() &&
           frame_of_reference_uid == header_.frame_of_reference_uid;
  }

  /// Segmentation pixels from image pixels, nothing when the frames do not lie on one another.
  std::optional<Transform<Image, Image>> seg_from_image(const Segmentation& s,
                                                        const SegmentationFrame& frame) const {
    const bool meant = is_meant(frame.sources);
    if (!meant && !(frame.sources.empty() && shares_space(s.frame_of_reference_uid))) {
      return std::nullopt;
    }
    const auto own = plane_of(s, frame);
    if (!own || !plane_) {
      const bool same_size = s.rows == header_.rows && s.columns == header_.columns;
      return meant && same_size ? std::optional(Transform<Image, Image>()) : std::nullopt;
    }
    if (!same_plane(*own, *plane_)) return std::nullopt;
    const auto mapped = [&](double column, double row) {
      return own->image_from_patient(plane_->patient_from_image({column, row})).raw;
    };
    const glm::dvec2 origin = mapped(0, 0);
    return Transform<Image, Image>(glm::dmat3(glm::dvec3(mapped(1, 0) - origin, 0),
                                              glm::dvec3(mapped(0, 1) - origin, 0),
                                              glm::dvec3(origin, 1)));
  }

  Layer layer_of(const std::vector<std::uint8_t>& plane, const Segmentation& s,
                 const Transform<Image, Image>& seg_from_image) const {
    Layer layer;
    layer.inside.resize(static_cast<std::size_t>(header_.rows) *
                        static_cast<std::size_t>(header_.columns));
    std::size_t at = 0;
    for (int row = 0; row < header_.rows; ++row) {
      for (int column = 0; column < header_.columns; ++column, ++at) {
        const Point<Image> place = seg_from_image * Point<Image>(column, row);
        const double i = std::floor(place.x() + 0.5), j = std::floor(place.y() + 0.5);
        if (i < 0 || j < 0 || i >= s.columns || j >= s.rows) continue;
        const auto from = static_cast<std::size_t>(j) * static_cast<std::size_t>(s.columns) +
                          static_cast<std::size_t>(i);
        layer.inside[at] = plane[from];
        layer.area += plane[from];
      }
    }
    return layer;
  }

  std::size_t part_of(const LoadedObject& object, int number, std::string name, RgbColor rgb) {
    const std::string& uid = object.header.sop_instance_uid;
    const auto found = std::ranges::find_if(overlay_.parts, [&](const ObjectOverlay::Part& part) {
      return part.number == number && part.object_uid == uid;
    });
    if (found != overlay_.parts.end()) {
      return static_cast<std::size_t>(found - overlay_.parts.begin());
    }
    overlay_.parts.push_back({.object_uid = uid,
                              .number = number,
                              .name = std::move(name),
                              .rgb = rgb,
                              .shown = !object.hidden_parts.contains(number)});
    return overlay_.parts.size() - 1;
  }

  void add(const LoadedObject& object, const Segmentation& s) {
    for (std::size_t frame = 0; frame < s.frames.size(); ++frame) {
      const auto transform = seg_from_image(s, s.frames[frame]);
      if (!transform) continue;
      for (const int number : segments_in_frame(s, frame)) {
        const auto segment = std::ranges::find(s.segments, number, &Segment::number);
        if (segment == s.segments.end()) continue;
        const auto index = static_cast<std::size_t>(segment - s.segments.begin());
        Layer layer = layer_of(segment_plane(s, frame, number), s, *transform);
        if (layer.area == 0) continue;
        layer.part =
            part_of(object, number, segment_name(*segment), color_of(segment->color, index));
        if (overlay_.parts[layer.part].shown) layers_.push_back(std::move(layer));
      }
    }
  }

  static std::string segment_name(const Segment& segment) {
    return segment.label.empty() ? segment.type.meaning : segment.label;
  }

  bool is_here(const Contour& contour, const RegionOfInterest& region) const {
    if (!plane_) return false;
    const bool meant = is_meant(contour.images);
    if (!meant && !(contour.images.empty() && shares_space(region.frame_of_reference_uid))) {
      return false;
    }
    const double reach = header_.slice_thickness && *header_.slice_thickness > 0.0
                             ? *header_.slice_thickness / 2.0
                             : kHalfSliceMm;
    // A contour that names this image and lies elsewhere is not drawn at a place it is not.
    return std::ranges::all_of(contour.points, [&](const Point<Patient>& point) {
      return std::fabs(plane_->distance_mm(point)) <= reach + kSamePlaneMm;
    });
  }

  void add(const LoadedObject& object, const StructureSet& set) {
    for (std::size_t i = 0; i < set.regions.size(); ++i) {
      const RegionOfInterest& region = set.regions[i];
      for (const Contour& contour : region.contours) {
        if (!is_here(contour, region)) continue;
        const std::size_t part =
            part_of(object, region.number, region.name, color_of(region.color, i));
        if (!overlay_.parts[part].shown) continue;
        ObjectOverlay::Line line{.closed = contour.type == ContourType::kClosedPlanar ||
                                           contour.type == ContourType::kClosedPlanarXor,
                                 .part = part};
        for (const Point<Patient>& point : contour.points) {
          line.points.push_back(plane_->image_from_patient(point));
        }
        overlay_.lines.push_back(std::move(line));
      }
    }
  }

  std::shared_ptr<const LabelMask> merged(const ServiceSlice& service) {
    auto mask = std::make_shared<LabelMask>();
    mask->rows = header_.rows;
    mask->columns = header_.columns;
    mask->slices = 1;
    const std::size_t size = layers_.front().inside.size();
    mask->values.assign(size, 0);
    const bool fits = service.mask != nullptr && service.mask->rows == mask->rows &&
                      service.mask->columns == mask->columns && service.slice >= 0 &&
                      service.slice < service.mask->slices;
    int highest = 0;
    if (fits) {
      mask->labels = service.mask->labels;
      for (const LabelMask::Label& label : mask->labels) highest = std::max(highest, label.number);
    }
    std::ranges::stable_sort(layers_, std::greater(), &Layer::area);
    for (const Layer& layer : layers_) {
      if (static_cast<std::size_t>(highest) >= kMaxLabels) {
        ++overlay_.undrawn_count;
        continue;
      }
      const ObjectOverlay::Part& part = overlay_.parts[layer.part];
      mask->labels.push_back({.number = ++highest, .name = part.name, .rgb = part.rgb});
      for (std::size_t i = 0; i < size; ++i) {
        if (layer.inside[i] != 0) mask->values[i] = static_cast<std::uint8_t>(highest);
      }
    }
    if (fits) {
      const std::size_t from = static_cast<std::size_t>(service.slice) * size;
      for (std::size_t i = 0; i < size; ++i) {
        if (service.mask->values[from + i] != 0) mask->values[i] = service.mask->values[from + i];
      }
    }
    return mask;
  }

  const InstanceHeader& header_;
  int frame_number_;
  std::optional<ImagePlane> plane_;
  ObjectOverlay overlay_;
  std::vector<Layer> layers_;
};

}  // namespace

ObjectOverlay object_overlay(const State& state, const InstanceHeader& header, int frame_number,
                             ServiceSlice service) {
  OverlayMaker maker(header, frame_number);
  for (const LoadedObject& object : state.objects) maker.add(object);
  ObjectOverlay overlay = maker.finish(service);
  overlay.sop_instance_uid = header.sop_instance_uid;
  overlay.frame_number = frame_number;
  overlay.objects_version = state.objects_version;
  overlay.service = std::move(service);
  return overlay;
}

}  // namespace overread
