#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <format>
#include <string_view>
#include <utility>

#include "core/findings/finding_json.hpp"
#include "core/objects/object_json.hpp"

/// Segmentations and structure sets: the objects whose shapes go as bytes.
namespace overread {
namespace {

static_assert(std::endian::native == std::endian::little, "Points travel as the machine has them");

constexpr std::array<std::string_view, 3> kSegmentationTypes = {"binary", "fractional",
                                                                "label-map"};
constexpr std::array<std::string_view, 5> kContourTypes = {"point", "open-planar", "open-nonplanar",
                                                           "closed-planar", "closed-planar-xor"};
constexpr std::size_t kPointBytes = 3 * sizeof(double);

Json to_json_value(const Segment& segment) {
  return {{"number", segment.number},
          {"label", segment.label},
          {"description", segment.description},
          {"category", overread::to_json_value(segment.category)},
          {"type", overread::to_json_value(segment.type)},
          {"algorithm_type", segment.algorithm_type},
          {"algorithm_name", segment.algorithm_name},
          {"color", color_json(segment.color)}};
}

Json to_json_value(const SegmentationFrame& frame) {
  Json json = {{"segment_number", frame.segment_number},
               {"sources", references_json(frame.sources)}};
  if (frame.plane) {
    json["position"] = frame.plane->image_position_patient;
    json["orientation"] = frame.plane->image_orientation_patient;
  }
  return json;
}

Result<Segment> segment_from_json(const Json& value, const std::string& path) {
  OVERREAD_TRY(const JsonObject object, JsonObject::create(value, path));
  Segment segment;
  OVERREAD_TRY(segment.number, object.integer("number", 0, 65535));
  OVERREAD_TRY(segment.label, object.optional_text("label"));
  OVERREAD_TRY(segment.description, object.optional_text("description"));
  if (const Json* category = object.find("category")) {
    OVERREAD_TRY(segment.category, concept_from_json(*category, object.path_of("category")));
  }
  if (const Json* type = object.find("type")) {
    OVERREAD_TRY(segment.type, concept_from_json(*type, object.path_of("type")));
  }
  OVERREAD_TRY(segment.algorithm_type, object.optional_text("algorithm_type"));
  OVERREAD_TRY(segment.algorithm_name, object.optional_text("algorithm_name"));
  OVERREAD_TRY(segment.color, color_from_json(object));
  return segment;
}

Result<SegmentationFrame> frame_from_json(const Json& value, const std::string& path) {
  OVERREAD_TRY(const JsonObject object, JsonObject::create(value, path));
  SegmentationFrame frame;
  OVERREAD_TRY(frame.segment_number, object.integer("segment_number", 0, 65535));
  OVERREAD_TRY(frame.sources, object.optional_array("sources", sop_reference_from_json));
  OVERREAD_TRY(const std::vector<double> position, numbers_from_json(object, "position"));
  OVERREAD_TRY(const std::vector<double> orientation, numbers_from_json(object, "orientation"));
  if (position.size() == 3 && orientation.size() == 6) {
    FramePlane plane;
    std::ranges::copy(position, plane.image_position_patient.begin());
    std::ranges::copy(orientation, plane.image_orientation_patient.begin());
    frame.plane = plane;
  }
  return frame;
}

Result<void> take_pixels(Segmentation& s, ByteView pixels) {
  const std::uint64_t bits = static_cast<std::uint64_t>(s.rows) *
                             static_cast<std::uint64_t>(s.columns) * s.frames.size() *
                             static_cast<std::uint64_t>(s.bits);
  if (pixels.size() != (bits + 7) / 8) {
    return fail(ErrorCode::kTruncated, std::format("The segmentation has {} bytes, must be {}",
                                                   pixels.size(), (bits + 7) / 8));
  }
  s.pixels.assign(pixels.begin(), pixels.end());
  return {};
}

/// A contour without its points, which the caller takes from the bytes.
struct CountedContour {
  Contour contour;
  std::size_t point_count = 0;
};

Result<CountedContour> contour_from_json(const Json& value, const std::string& path) {
  OVERREAD_TRY(const JsonObject object, JsonObject::create(value, path));
  CountedContour counted;
  OVERREAD_TRY(const std::string type,
               object.choice("type", {kContourTypes[0], kContourTypes[1], kContourTypes[2],
                                      kContourTypes[3], kContourTypes[4]}));
  counted.contour.type = enum_of<ContourType>(kContourTypes, type);
  OVERREAD_TRY(const int count, object.integer("point_count", 0, 1 << 28));
  counted.point_count = static_cast<std::size_t>(count);
  OVERREAD_TRY(counted.contour.images, object.optional_array("images", sop_reference_from_json));
  return counted;
}

/// Takes points from the front of `points`.
Result<void> take_points(CountedContour& counted, ByteView& points) {
  if (points.size() / kPointBytes < counted.point_count) {
    return fail(ErrorCode::kTruncated, std::format("A contour of {} points has {} bytes left",
                                                   counted.point_count, points.size()));
  }
  for (std::size_t i = 0; i < counted.point_count; ++i) {
    std::array<double, 3> xyz{};
    std::memcpy(xyz.data(), points.data() + i * kPointBytes, kPointBytes);
    counted.contour.points.emplace_back(xyz[0], xyz[1], xyz[2]);
  }
  points = points.subspan(counted.point_count * kPointBytes);
  return {};
}

Result<RegionOfInterest> region_from_json(const JsonObject& object, ByteView& points) {
  RegionOfInterest region;
  OVERREAD_TRY(region.number, object.integer("number", 0, 2147483647));
  OVERREAD_TRY(region.name, object.optional_text("name"));
  OVERREAD_TRY(region.description, object.optional_text("description"));
  OVERREAD_TRY(region.interpreted_type, object.optional_text("interpreted_type"));
  OVERREAD_TRY(region.generation_algorithm, object.optional_text("generation_algorithm"));
  OVERREAD_TRY(region.frame_of_reference_uid, object.optional_text("frame_of_reference_uid"));
  OVERREAD_TRY(region.color, color_from_json(object));
  OVERREAD_TRY(auto contours, object.optional_array("contours", contour_from_json));
  for (CountedContour& counted : contours) {
    OVERREAD_CHECK(take_points(counted, points));
    region.contours.push_back(std::move(counted.contour));
  }
  return region;
}

}  // namespace

Json to_json_value(const Segmentation& s) {
  Json json = {{"type", kSegmentationTypes[static_cast<std::size_t>(s.type)]},
               {"rows", s.rows},
               {"columns", s.columns},
               {"frame_of_reference_uid", s.frame_of_reference_uid},
               {"maximum_fractional_value", s.maximum_fractional_value},
               {"content_label", s.content_label},
               {"content_description", s.content_description},
               {"bits", s.bits},
               {"problems", s.problems},
               {"segments", Json::array()},
               {"frames", Json::array()}};
  if (s.spacing) json["spacing"] = *s.spacing;
  for (const Segment& segment : s.segments) json["segments"].push_back(to_json_value(segment));
  for (const SegmentationFrame& frame : s.frames) json["frames"].push_back(to_json_value(frame));
  return json;
}

Result<Segmentation> segmentation_from_json(const JsonObject& object, ByteView pixels) {
  Segmentation s;
  OVERREAD_TRY(
      const std::string type,
      object.choice("type", {kSegmentationTypes[0], kSegmentationTypes[1], kSegmentationTypes[2]}));
  s.type = enum_of<SegmentationType>(kSegmentationTypes, type);
  OVERREAD_TRY(s.rows, object.integer("rows", 1, 65535));
  OVERREAD_TRY(s.columns, object.integer("columns", 1, 65535));
  OVERREAD_TRY(s.frame_of_reference_uid, object.optional_text("frame_of_reference_uid"));
  OVERREAD_TRY(s.maximum_fractional_value, object.integer("maximum_fractional_value", 1, 255));
  OVERREAD_TRY(s.content_label, object.optional_text("content_label"));
  OVERREAD_TRY(s.content_description, object.optional_text("content_description"));
  OVERREAD_TRY(s.bits, object.integer("bits", 1, 16));
  if (s.bits != 1 && s.bits != 8 && s.bits != 16) {
    return fail(ErrorCode::kInvalidJson, object.path_of("bits") + " must be 1, 8 or 16");
  }
  OVERREAD_TRY(const std::vector<double> spacing, numbers_from_json(object, "spacing"));
  if (spacing.size() == 2) s.spacing = PixelSpacing{spacing[0], spacing[1]};
  OVERREAD_TRY(s.segments, object.array("segments", segment_from_json));
  OVERREAD_TRY(s.frames, object.array("frames", frame_from_json));
  OVERREAD_TRY(s.problems, object.optional_array("problems", json_string));
  OVERREAD_CHECK(take_pixels(s, pixels));
  return s;
}

Json to_json_value(const StructureSet& set) {
  Json regions = Json::array();
  for (const RegionOfInterest& region : set.regions) {
    Json contours = Json::array();
    for (const Contour& contour : region.contours) {
      contours.push_back({{"type", kContourTypes[static_cast<std::size_t>(contour.type)]},
                          {"point_count", contour.points.size()},
                          {"images", references_json(contour.images)}});
    }
    regions.push_back({{"number", region.number},
                       {"name", region.name},
                       {"description", region.description},
                       {"interpreted_type", region.interpreted_type},
                       {"generation_algorithm", region.generation_algorithm},
                       {"frame_of_reference_uid", region.frame_of_reference_uid},
                       {"color", color_json(region.color)},
                       {"contours", std::move(contours)}});
  }
  return {{"label", set.label},
          {"name", set.name},
          {"regions", std::move(regions)},
          {"problems", set.problems}};
}

Bytes structure_set_points(const StructureSet& set) {
  Bytes bytes;
  for (const RegionOfInterest& region : set.regions) {
    for (const Contour& contour : region.contours) {
      for (const Point<Patient>& point : contour.points) {
        const std::array<double, 3> xyz{point.x(), point.y(), point.z()};
        const std::size_t at = bytes.size();
        bytes.resize(at + kPointBytes);
        std::memcpy(bytes.data() + at, xyz.data(), kPointBytes);
      }
    }
  }
  return bytes;
}

Result<StructureSet> structure_set_from_json(const JsonObject& object, ByteView points) {
  StructureSet set;
  OVERREAD_TRY(set.label, object.optional_text("label"));
  OVERREAD_TRY(set.name, object.optional_text("name"));
  ByteView left = points;
  const auto read = [&](const Json& value, const std::string& path) -> Result<RegionOfInterest> {
    OVERREAD_TRY(const JsonObject region, JsonObject::create(value, path));
    return region_from_json(region, left);
  };
  OVERREAD_TRY(set.regions, object.array("regions", read));
  OVERREAD_TRY(set.problems, object.optional_array("problems", json_string));
  if (!left.empty()) {
    return fail(ErrorCode::kTruncated,
                std::format("{} bytes of points belong to no contour", left.size()));
  }
  return set;
}

}  // namespace overread
