#include "core/findings/finding_json.hpp"

#include <array>
#include <cmath>
#include <limits>

namespace overread {
namespace {

constexpr std::array<std::string_view, 5> kRegionKinds = {"point", "polyline", "polygon", "box",
                                                          "mask"};

Result<Point<Image>> point_from_json(const Json& value, const std::string& path) {
  if (!value.is_array() || value.size() != 2 || !value[0].is_number() || !value[1].is_number() ||
      !std::isfinite(value[0].get<double>()) || !std::isfinite(value[1].get<double>())) {
    return fail(ErrorCode::kInvalidJson, path + " must be two numbers: [column, row]");
  }
  return Point<Image>(value[0].get<double>(), value[1].get<double>());
}

Result<std::string> laterality_of(const JsonObject& object) {
  return object.choice("laterality", {"", "left", "right", "both"});
}

/// How many points a region of each kind has.
bool point_count_fits(RegionKind kind, std::size_t count) {
  switch (kind) {
    case RegionKind::kPoint:
      return count == 1;
    case RegionKind::kPolyline:
      return count >= 2;
    case RegionKind::kPolygon:
      return count >= 3;
    case RegionKind::kBox:
      return count == 2;
    case RegionKind::kMask:
      return true;
  }
  return false;
}

}  // namespace

Json to_json_value(const Concept& concept_name) {
  return {{"scheme", concept_name.scheme},
          {"value", concept_name.value},
          {"meaning", concept_name.meaning}};
}

Json to_json_value(const Measurement& measurement) {
  return {{"concept", to_json_value(measurement.concept_name)},
          {"value", measurement.value},
          {"unit", measurement.unit},
          {"site", measurement.site},
          {"laterality", measurement.laterality},
          {"method", measurement.method}};
}

Json to_json_value(const Grade& grade) {
  return {{"scheme", grade.scheme}, {"value", grade.value}, {"borderline", grade.borderline}};
}

Json to_json_value(const Region& region) {
  Json value = {{"kind", kRegionKinds[static_cast<std::size_t>(region.kind)]},
                {"sop_instance_uid", region.sop_instance_uid},
                {"frame_number", region.frame_number}};
  Json points = Json::array();
  for (const Point<Image>& point : region.points) {
    points.push_back(Json::array({point.x(), point.y()}));
  }
  value["points"] = std::move(points);
  if (region.kind == RegionKind::kMask) {
    value["mask"] = region.mask;
    value["mask_segment"] = region.mask_segment;
  }
  if (!region.role.empty()) value["role"] = region.role;
  return value;
}

Json to_json_value(const Finding& finding) {
  Json value = {{"concept", to_json_value(finding.concept_name)},
                {"site", finding.site},
                {"laterality", finding.laterality}};
  if (finding.probability) value["probability"] = *finding.probability;
  value["measurements"] = to_json_array(finding.measurements);
  value["grades"] = to_json_array(finding.grades);
  value["regions"] = to_json_array(finding.regions);
  return value;
}

Json to_json_value(const InputReference& input) {
  return {{"study_instance_uid", input.study_instance_uid},
          {"series_instance_uid", input.series_instance_uid},
          {"sop_instance_uids", input.sop_instance_uids}};
}

Result<Concept> concept_from_json(const Json& value, const std::string& path) {
  OVERREAD_TRY(const auto object, JsonObject::create(value, path));
  Concept concept_name;
  OVERREAD_TRY(concept_name.scheme, object.text("scheme"));
  OVERREAD_TRY(concept_name.value, object.text("value"));
  OVERREAD_TRY(concept_name.meaning, object.text("meaning"));
  return concept_name;
}

Result<Measurement> measurement_from_json(const Json& value, const std::string& path) {
  OVERREAD_TRY(const auto object, JsonObject::create(value, path));
  Measurement measurement;
  OVERREAD_TRY(const auto concept_object, object.object("concept"));
  OVERREAD_TRY(measurement.concept_name,
               concept_from_json(*object.find("concept"), concept_object.path()));
  OVERREAD_TRY(measurement.value, object.number("value"));
  OVERREAD_TRY(measurement.unit, object.text("unit"));
  OVERREAD_TRY(measurement.site, object.optional_text("site"));
  OVERREAD_TRY(measurement.laterality, laterality_of(object));
  OVERREAD_TRY(measurement.method, object.optional_text("method"));
  return measurement;
}

Result<Grade> grade_from_json(const Json& value, const std::string& path) {
  OVERREAD_TRY(const auto object, JsonObject::create(value, path));
  Grade grade;
  OVERREAD_TRY(grade.scheme, object.text("scheme"));
  OVERREAD_TRY(grade.value, object.text("value"));
  OVERREAD_TRY(grade.borderline, object.optional_flag("borderline"));
  return grade;
}

Result<Region> region_from_json(const Json& value, const std::string& path) {
  constexpr int kLargest = std::numeric_limits<int>::max();
  OVERREAD_TRY(const auto object, JsonObject::create(value, path));
  Region region;
  OVERREAD_TRY(const auto kind,
               object.choice("kind", {"point", "polyline", "polygon", "box", "mask"}));
  for (std::size_t i = 0; i < kRegionKinds.size(); ++i) {
    if (kind == kRegionKinds[i]) region.kind = static_cast<RegionKind>(i);
  }
  OVERREAD_TRY(region.sop_instance_uid, object.optional_text("sop_instance_uid"));
  if (object.find("frame_number") != nullptr) {
    OVERREAD_TRY(region.frame_number, object.integer("frame_number", 1, kLargest));
  }
  OVERREAD_TRY(region.points, object.optional_array("points", point_from_json));
  if (!point_count_fits(region.kind, region.points.size())) {
    return fail(ErrorCode::kInvalidJson, object.path_of("points") + " has " +
                                             std::to_string(region.points.size()) +
                                             " points, which is no " + kind);
  }
  OVERREAD_TRY(region.mask, object.optional_text("mask"));
  if (object.find("mask_segment") != nullptr) {
    OVERREAD_TRY(region.mask_segment, object.integer("mask_segment", 0, 65535));
  }
  OVERREAD_TRY(region.role, object.optional_text("role"));
  return region;
}

Result<Finding> finding_from_json(const Json& value, const std::string& path) {
  OVERREAD_TRY(const auto object, JsonObject::create(value, path));
  Finding finding;
  OVERREAD_TRY(const auto concept_object, object.object("concept"));
  OVERREAD_TRY(finding.concept_name,
               concept_from_json(*object.find("concept"), concept_object.path()));
  OVERREAD_TRY(finding.site, object.optional_text("site"));
  OVERREAD_TRY(finding.laterality, laterality_of(object));
  OVERREAD_TRY(finding.probability, object.optional_fraction("probability"));
  OVERREAD_TRY(finding.measurements, object.optional_array("measurements", measurement_from_json));
  OVERREAD_TRY(finding.grades, object.optional_array("grades", grade_from_json));
  OVERREAD_TRY(finding.regions, object.optional_array("regions", region_from_json));
  return finding;
}

Result<InputReference> input_from_json(const Json& value, const std::string& path) {
  OVERREAD_TRY(const auto object, JsonObject::create(value, path));
  InputReference input;
  OVERREAD_TRY(input.study_instance_uid, object.text("study_instance_uid"));
  OVERREAD_TRY(input.series_instance_uid, object.text("series_instance_uid"));
  OVERREAD_TRY(input.sop_instance_uids, object.array("sop_instance_uids", json_string));
  return input;
}

}  // namespace overread
