#include "core/report/sr_groups.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/report/content_item.hpp"
#include "core/report/seg.hpp"
#include "core/report/sr_concepts.hpp"

namespace overread {
namespace {

using sr::Relationship;

/// A site of the result contract as a code; PS3.16 has these.
Concept site_code(std::string_view site) {
  struct Site {
    std::string_view contract, value, meaning;
  };
  static constexpr std::array kSites = std::to_array<Site>({
      {"thoracic", "122495006", "Thoracic spine"},
      {"proximal thoracic", "122495006", "Thoracic spine"},
      {"lumbar", "122496007", "Lumbar spine"},
      {"thoracolumbar", "297172009", "Thoraco-lumbar spine"},
      {"spine", "421060004", "Spine"},
      {"lung", "39607008", "Lung"},
      {"lungs", "39607008", "Lung"},
      {"both lungs", "39607008", "Lung"},
      {"left lung", "39607008", "Lung"},
      {"right lung", "39607008", "Lung"},
      {"aorta", "15825003", "Aorta"},
  });
  for (const Site& each : kSites) {
    if (each.contract == site) {
      return {"SCT", std::string(each.value), std::string(each.meaning)};
    }
  }
  return sr::private_code(site);
}

/// The side as PS3.16 CID 244 codes it.
Concept laterality_code(std::string_view laterality) {
  if (laterality == "left") return {"SCT", "7771000", "Left"};
  if (laterality == "right") return {"SCT", "24028007", "Right"};
  return {"SCT", "51440002", "Bilateral"};
}

/// The side, also where only the site says it: "left lung".
std::string side_of(std::string_view site, std::string_view laterality) {
  if (!laterality.empty()) return std::string(laterality);
  for (const std::string_view side : {"left", "right", "both"}) {
    if (site.starts_with(side)) return std::string(side);
  }
  return {};
}

void add_site(std::vector<Dataset>& items, std::string_view site, std::string_view laterality) {
  if (site.empty() && laterality.empty()) return;
  const std::string side = side_of(site, laterality);
  Dataset item = sr::code(Relationship::kHasConceptMod, sr_concepts::kFindingSite,
                          site.empty() ? Concept{"SCT", "85756007", "Tissue"} : site_code(site));
  std::vector<Dataset> children;
  if (!side.empty()) {
    children.push_back(
        sr::code(Relationship::kHasConceptMod, sr_concepts::kLaterality, laterality_code(side)));
  }
  items.push_back(sr::with_children(std::move(item), std::move(children)));
}

/// TID 4019.
void add_algorithm(std::vector<Dataset>& items, const ServiceIdentity& service) {
  const auto add = [&](const Concept& name, const std::string& value) {
    if (!value.empty()) items.push_back(sr::text(Relationship::kHasConceptMod, name, value));
  };
  add(sr_concepts::kAlgorithmName, service.id);
  add(sr_concepts::kAlgorithmVersion, service.version);
  if (!service.model_sha256.empty()) {
    add(sr_concepts::kAlgorithmParameters, "model SHA-256 " + service.model_sha256);
  }
}

sr::ImageReference reference_to(const InstanceHeader& instance, int frame_number) {
  return {.sop_class_uid = instance.sop_class_uid,
          .sop_instance_uid = instance.sop_instance_uid,
          .frame_number = instance.frame_count > 1 ? frame_number : 0};
}

/// A region's outline in the form SCOORD wants: a box as its four outer corners, polygons closed.
std::vector<Point<Image>> outline(const Region& region) {
  if (region.kind == RegionKind::kBox && region.points.size() == 2) {
    constexpr double kHalf = 0.5;  // From the outermost pixels' centers to their outer edges.
    const auto [left, right] = std::minmax({region.points[0].x(), region.points[1].x()});
    const auto [top, bottom] = std::minmax({region.points[0].y(), region.points[1].y()});
    const Point<Image> corner(left - kHalf, top - kHalf);
    return {corner, Point<Image>(right + kHalf, top - kHalf),
            Point<Image>(right + kHalf, bottom + kHalf), Point<Image>(left - kHalf, bottom + kHalf),
            corner};
  }
  std::vector<Point<Image>> points = region.points;
  if (region.kind == RegionKind::kPolygon && !points.empty()) points.push_back(points.front());
  return points;
}

Dataset coordinates(const ReportModel& model, const Region& region, Relationship relationship,
                    const Concept& name) {
  const InstanceHeader& instance = *find_instance(model, region.sop_instance_uid);
  return sr::with_children(
      sr::spatial_coordinates(relationship, name,
                              region.kind == RegionKind::kPoint ? "POINT" : "POLYLINE",
                              outline(region)),
      {sr::image(Relationship::kSelectedFrom, nullptr,
                 reference_to(instance, region.frame_number))});
}

bool is_drawn(const ReportModel& model, const Region& region) {
  return region.kind != RegionKind::kMask && !region.points.empty() &&
         find_instance(model, region.sop_instance_uid) != nullptr;
}

/// Lines a number was measured between, each named by its role.
std::vector<Dataset> sources_of_measurement(const ReportModel& model, const Finding& finding) {
  std::vector<Dataset> items;
  for (const Region& region : finding.regions) {
    if (region.kind != RegionKind::kPolyline || !is_drawn(model, region)) continue;
    items.push_back(coordinates(
        model, region, Relationship::kInferredFrom,
        region.role.empty() ? sr_concepts::kSourceOfMeasurement : sr::private_code(region.role)));
  }
  return items;
}

/// TID 300.
Dataset measurement_item(const Measurement& measurement, std::vector<Dataset> sources) {
  Dataset item = sr::number(Relationship::kContains, measurement.concept_name, measurement.value,
                            measurement.unit);
  std::vector<Dataset> children;
  add_site(children, measurement.site, measurement.laterality);
  if (!measurement.method.empty()) {
    children.push_back(
        sr::text(Relationship::kHasProperties, sr_concepts::kComment, measurement.method));
  }
  std::ranges::move(sources, std::back_inserter(children));
  return sr::with_children(std::move(item), std::move(children));
}

/// A grade with its scheme as a qualitative evaluation.
Dataset grade_item(const Grade& grade) {
  Dataset item = sr::code(Relationship::kContains, sr::private_code(grade.scheme),
                          {"99OVERREAD", sr::private_code(grade.value).value, grade.value});
  if (!grade.borderline) return item;
  return sr::with_children(std::move(item), {sr::text(Relationship::kHasProperties,
                                                      sr_concepts::kComment, "borderline")});
}

/// TID 1411: the segment and the series it was drawn on.
void add_segments(std::vector<Dataset>& items, const ReportModel& model, const Finding& finding) {
  for (const Region& region : finding.regions) {
    if (region.kind != RegionKind::kMask) continue;
    const auto mask = std::ranges::find(model.masks, region.mask, &ReportMask::name);
    if (mask == model.masks.end()) continue;
    items.push_back(sr::image(Relationship::kContains, &sr_concepts::kReferencedSegment,
                              {.sop_class_uid = kSegmentationStorage,
                               .sop_instance_uid = mask->sop_instance_uid,
                               .frame_number = 0,
                               .segment_number = region.mask_segment}));
    items.push_back(sr::uid_reference(Relationship::kContains,
                                      sr_concepts::kSourceSeriesForSegmentation,
                                      mask->source_series_instance_uid));
  }
}

/// TID 1410: outlines of areas. Open lines belong to the measurements made with them.
void add_outlines(std::vector<Dataset>& items, const ReportModel& model, const Finding& finding) {
  const bool measured = !finding.measurements.empty();
  for (const Region& region : finding.regions) {
    if (!is_drawn(model, region)) continue;
    if (region.kind == RegionKind::kPolyline && measured) continue;
    items.push_back(coordinates(model, region, Relationship::kContains, sr_concepts::kImageRegion));
  }
}

void add_tracking(std::vector<Dataset>& items, const ReportModel& model, const std::string& id) {
  items.push_back(sr::text(Relationship::kHasObsContext, sr_concepts::kTrackingIdentifier, id));
  items.push_back(sr::uid_reference(Relationship::kHasObsContext, sr_concepts::kTrackingUid,
                                    report_uid(model.uid_seed, "tracking/" + id)));
}

Concept decision_code(FindingState state) {
  switch (state) {
    case FindingState::kAccepted:
      return {"99OVERREAD", "accepted", "Accepted as the service found it"};
    case FindingState::kEdited:
      return {"99OVERREAD", "edited", "Accepted after a change by the reader"};
    case FindingState::kRejected:
      return {"99OVERREAD", "rejected", "Rejected"};
    case FindingState::kUndecided:
      return {"99OVERREAD", "undecided", "Not read by a person"};
  }
  return {"99OVERREAD", "undecided", "Not read by a person"};
}

Dataset finding_group(const ReportModel& model, const ReportFinding& reported) {
  const Finding& finding = reported.finding;
  std::vector<Dataset> items;
  add_tracking(items, model, reported.id);
  items.push_back(sr::code(Relationship::kContains, sr_concepts::kFinding, finding.concept_name));
  add_algorithm(items, reported.service);
  add_site(items, finding.site, finding.laterality);
  add_outlines(items, model, finding);
  add_segments(items, model, finding);
  bool first = true;
  for (const Measurement& measurement : finding.measurements) {
    items.push_back(measurement_item(
        measurement, first ? sources_of_measurement(model, finding) : std::vector<Dataset>()));
    first = false;
  }
  if (finding.probability) {
    constexpr double kPercent = 100.0;
    items.push_back(sr::number(Relationship::kContains, sr_concepts::kCertaintyOfFinding,
                               *finding.probability * kPercent, "%"));
  }
  for (const Grade& grade : finding.grades) items.push_back(grade_item(grade));
  items.push_back(sr::code(Relationship::kContains, sr_concepts::kReaderDecision,
                           decision_code(reported.state)));
  return sr::with_children(sr::container(Relationship::kContains, sr_concepts::kMeasurementGroup),
                           std::move(items));
}

Dataset run_group(const ReportModel& model, const ReportRun& run) {
  std::vector<Dataset> items;
  add_tracking(items, model, run.service.id + "-series");
  add_algorithm(items, run.service);
  for (const Measurement& measurement : run.measurements) {
    items.push_back(measurement_item(measurement, {}));
  }
  for (const Grade& grade : run.grades) items.push_back(grade_item(grade));
  return sr::with_children(sr::container(Relationship::kContains, sr_concepts::kMeasurementGroup),
                           std::move(items));
}

}  // namespace

std::vector<Dataset> measurement_groups(const ReportModel& model) {
  std::vector<Dataset> groups;
  for (const ReportFinding& finding : reported_findings(model)) {
    groups.push_back(finding_group(model, finding));
  }
  if (model.scope == ReportScope::kServiceOutput) {
    for (const ReportRun& run : model.runs) {
      if (!run.measurements.empty() || !run.grades.empty()) {
        groups.push_back(run_group(model, run));
      }
    }
  }
  return groups;
}

}  // namespace overread
