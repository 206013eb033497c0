#include "core/report/sr_tid1500.hpp"

#include <utility>

#include "core/dicom/tags.hpp"
#include "core/report/content_item.hpp"
#include "core/report/report_text.hpp"
#include "core/report/sr_concepts.hpp"
#include "core/report/sr_evidence.hpp"
#include "core/report/sr_groups.hpp"
#include "core/report/study_modules.hpp"

namespace overread {
namespace {

using sr::Relationship;

constexpr const char* kComprehensive3dSr = "1.2.840.10008.5.1.4.1.1.88.34";
constexpr int kReportSeriesNumber = 9001;

/// TID 1204.
Dataset language_item(Language language) {
  const Concept code = language == Language::kRussian ? Concept{"RFC5646", "ru", "Russian"}
                                                      : Concept{"RFC5646", "en", "English"};
  return sr::code(Relationship::kHasConceptMod, sr_concepts::kLanguage, code);
}

/// TID 1001: the person who read, when named, and the application.
void add_observers(std::vector<Dataset>& items, const ReportModel& model) {
  const auto kind = [&](const Concept& type) {
    items.push_back(sr::code(Relationship::kHasObsContext, sr_concepts::kObserverType, type));
  };
  if (!model.reader_name.empty()) {
    kind(sr_concepts::kPerson);
    items.push_back(sr::person_name(Relationship::kHasObsContext, sr_concepts::kPersonObserverName,
                                    model.reader_name));
  }
  kind(sr_concepts::kDevice);
  items.push_back(sr::uid_reference(Relationship::kHasObsContext, sr_concepts::kDeviceObserverUid,
                                    report_uid("device", model.software_version)));
  const auto add = [&](const Concept& name, std::string_view value) {
    items.push_back(sr::text(Relationship::kHasObsContext, name, value));
  };
  add(sr_concepts::kDeviceObserverName, "Overread");
  add(sr_concepts::kDeviceObserverManufacturer, "Overread");
  add(sr_concepts::kDeviceObserverModelName, "Overread " + model.software_version);
}

/// The procedure, as far as modality and body part tell it. Codes of CID 7000 and CID 29.
Concept procedure_code(const InstanceHeader& instance) {
  if (instance.modality == "CT" && instance.body_part_examined == "CHEST") {
    return {"LN", "24627-2", "CT Chest"};
  }
  if (instance.modality == "CT") return {"DCM", "CT", "Computed Tomography"};
  return {"DCM", "RG", "Radiographic imaging"};
}

Dataset conclusions(const ReportModel& model) {
  std::vector<Dataset> items;
  for (const std::string& line : conclusion_lines(model)) {
    items.push_back(sr::text(Relationship::kContains, sr_concepts::kConclusion, line));
  }
  for (const std::string& line : disclosure_lines(model)) {
    items.push_back(sr::text(Relationship::kContains, sr_concepts::kComment, line));
  }
  return sr::with_children(sr::container(Relationship::kContains, sr_concepts::kConclusions),
                           std::move(items));
}

Result<void> check(const ReportModel& model) {
  if (model.instances.empty()) {
    return fail(ErrorCode::kInvalidArgument, "A report needs at least one instance");
  }
  for (const InstanceHeader& instance : model.instances) {
    if (instance.study_instance_uid != model.instances.front().study_instance_uid) {
      return fail(ErrorCode::kInvalidArgument,
                  "A report is of one study, the instances are of two");
    }
  }
  if (model.content_date.empty() || model.content_time.empty() || model.uid_seed.empty()) {
    return fail(ErrorCode::kInvalidArgument, "A report needs a date, a time and a UID seed");
  }
  return {};
}

void add_document_modules(Dataset& document, const ReportModel& model) {
  document.set_text(tags::kSopClassUid, Vr::kUI, kComprehensive3dSr);
  document.set_text(tags::kModality, Vr::kCS, "SR");
  document.set_number(tags::kSeriesNumber, Vr::kIS, kReportSeriesNumber);
  document.set_text(
      tags::kSeriesDescription, Vr::kLO,
      model.scope == ReportScope::kServiceOutput ? "AI measurements, not read" : "Overread report");
  document.set_sequence(tags::kReferencedPerformedProcedureStepSequence, {});
  document.set_sequence(tags::kPerformedProcedureCodeSequence, {});
  document.set_text(tags::kCompletionFlag, Vr::kCS, "COMPLETE");
  document.set_text(tags::kVerificationFlag, Vr::kCS, "UNVERIFIED");
  document.set_text(tags::kPreliminaryFlag, Vr::kCS, "PRELIMINARY");
  document.set_sequence(tags::kCurrentRequestedProcedureEvidenceSequence, evidence_items(model));

  Dataset scheme;
  scheme.set_text(tags::kCodingSchemeDesignator, Vr::kSH, "99OVERREAD");
  scheme.set_text(tags::kCodingSchemeName, Vr::kST, "Overread's own codes");
  scheme.set_text(tags::kCodingSchemeResponsibleOrganization, Vr::kST, "Overread");
  document.set_sequence(tags::kCodingSchemeIdentificationSequence, {std::move(scheme)});
}

}  // namespace

Result<Dataset> structured_report(const ReportModel& model) {
  OVERREAD_CHECK(check(model));
  std::vector<Dataset> items;
  items.push_back(language_item(model.language));
  add_observers(items, model);
  items.push_back(sr::code(Relationship::kHasConceptMod, sr_concepts::kProcedureReported,
                           procedure_code(model.instances.front())));
  items.push_back(image_library(model));
  items.push_back(
      sr::with_children(sr::container(Relationship::kContains, sr_concepts::kImagingMeasurements),
                        measurement_groups(model)));
  items.push_back(conclusions(model));

  Dataset document = sr::with_children(
      sr::container(Relationship::kRoot, sr_concepts::kImagingMeasurementReport), std::move(items));
  Dataset measurement_report;
  measurement_report.set_text(tags::kMappingResource, Vr::kCS, "DCMR");
  measurement_report.set_text(tags::kTemplateIdentifier, Vr::kCS, "1500");
  document.set_sequence(tags::kContentTemplateSequence, {std::move(measurement_report)});
  set_study_modules(document, model.instances.front(),
                    {.date = model.content_date,
                     .time = model.content_time,
                     .software_version = model.software_version,
                     .uid_seed = model.uid_seed},
                    "sr");
  add_document_modules(document, model);
  return document;
}

}  // namespace overread
