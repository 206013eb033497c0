#include "core/report/sr_evidence.hpp"

#include <algorithm>
#include <utility>

#include "core/dicom/tags.hpp"
#include "core/report/content_item.hpp"
#include "core/report/seg.hpp"
#include "core/report/sr_concepts.hpp"

namespace overread {
namespace {

struct SeriesOfReport {
  std::string series_instance_uid;
  std::vector<const InstanceHeader*> instances;
};

std::vector<SeriesOfReport> by_series(const ReportModel& model) {
  std::vector<SeriesOfReport> all;
  for (const InstanceHeader& instance : model.instances) {
    auto found =
        std::ranges::find(all, instance.series_instance_uid, &SeriesOfReport::series_instance_uid);
    if (found == all.end()) {
      all.push_back({instance.series_instance_uid, {}});
      found = std::prev(all.end());
    }
    found->instances.push_back(&instance);
  }
  return all;
}

Dataset sop_reference(std::string_view sop_class_uid, std::string_view sop_instance_uid) {
  Dataset item;
  item.set_text(tags::kReferencedSopClassUid, Vr::kUI, sop_class_uid);
  item.set_text(tags::kReferencedSopInstanceUid, Vr::kUI, sop_instance_uid);
  return item;
}

Dataset series_reference(std::string_view series_instance_uid, std::vector<Dataset> instances) {
  Dataset item;
  item.set_text(tags::kSeriesInstanceUid, Vr::kUI, series_instance_uid);
  item.set_sequence(tags::kReferencedSopSequence, std::move(instances));
  return item;
}

/// CID 29's code for a Modality; modalities name themselves there.
Concept modality_code(std::string_view modality) {
  if (modality == "CT") return {"DCM", "CT", "Computed Tomography"};
  if (modality == "DX") return {"DCM", "DX", "Digital Radiography"};
  if (modality == "CR") return {"DCM", "CR", "Computed Radiography"};
  if (modality == "RG") return {"DCM", "RG", "Radiographic imaging"};
  return {"DCM", "OT", "Other"};
}

}  // namespace

std::vector<Dataset> evidence_items(const ReportModel& model) {
  std::vector<Dataset> series_items;
  for (const SeriesOfReport& series : by_series(model)) {
    std::vector<Dataset> instances;
    instances.reserve(series.instances.size());
    for (const InstanceHeader* instance : series.instances) {
      instances.push_back(sop_reference(instance->sop_class_uid, instance->sop_instance_uid));
    }
    series_items.push_back(series_reference(series.series_instance_uid, std::move(instances)));
  }
  for (const ReportMask& mask : model.masks) {
    series_items.push_back(series_reference(
        mask.series_instance_uid, {sop_reference(kSegmentationStorage, mask.sop_instance_uid)}));
  }
  Dataset study;
  study.set_text(tags::kStudyInstanceUid, Vr::kUI, model.instances.front().study_instance_uid);
  study.set_sequence(tags::kReferencedSeriesSequence, std::move(series_items));
  return {std::move(study)};
}

Dataset image_library(const ReportModel& model) {
  using sr::Relationship;
  std::vector<Dataset> groups;
  for (const SeriesOfReport& series : by_series(model)) {
    std::vector<Dataset> items;
    items.push_back(sr::code(Relationship::kHasAcqContext, sr_concepts::kModality,
                             modality_code(series.instances.front()->modality)));
    for (const InstanceHeader* instance : series.instances) {
      items.push_back(sr::image(Relationship::kContains, nullptr,
                                {.sop_class_uid = instance->sop_class_uid,
                                 .sop_instance_uid = instance->sop_instance_uid}));
    }
    groups.push_back(sr::with_children(
        sr::container(Relationship::kContains, sr_concepts::kImageLibraryGroup), std::move(items)));
  }
  return sr::with_children(sr::container(Relationship::kContains, sr_concepts::kImageLibrary),
                           std::move(groups));
}

}  // namespace overread
