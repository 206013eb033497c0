#include "core/report/study_modules.hpp"

#include "core/dicom/tags.hpp"
#include "core/report/report_model.hpp"

namespace overread {

void set_study_modules(Dataset& dataset, const InstanceHeader& source, const ObjectOrigin& origin,
                       std::string_view role) {
  dataset.set_text(tags::kSpecificCharacterSet, Vr::kCS, "ISO_IR 192");

  dataset.set_text(tags::kPatientName, Vr::kPN, source.patient_name);
  dataset.set_text(tags::kPatientId, Vr::kLO, source.patient_id);
  dataset.set_text(tags::kPatientBirthDate, Vr::kDA, source.patient_birth_date);
  dataset.set_text(tags::kPatientSex, Vr::kCS, source.patient_sex);

  dataset.set_text(tags::kStudyInstanceUid, Vr::kUI, source.study_instance_uid);
  dataset.set_text(tags::kStudyDate, Vr::kDA, source.study_date);
  dataset.set_text(tags::kStudyTime, Vr::kTM, source.study_time);
  dataset.set_text(tags::kStudyId, Vr::kSH, source.study_id);
  dataset.set_text(tags::kAccessionNumber, Vr::kSH, source.accession_number);
  dataset.set_text(tags::kReferringPhysicianName, Vr::kPN, "");
  if (!source.study_description.empty()) {
    dataset.set_text(tags::kStudyDescription, Vr::kLO, source.study_description);
  }
  if (!source.patient_age.empty()) {
    dataset.set_text(tags::kPatientAge, Vr::kAS, source.patient_age);
  }

  dataset.set_text(tags::kManufacturer, Vr::kLO, "Overread");
  dataset.set_text(tags::kManufacturerModelName, Vr::kLO, "Overread");
  dataset.set_text(tags::kDeviceSerialNumber, Vr::kLO, "1");
  dataset.set_text(tags::kSoftwareVersions, Vr::kLO,
                   origin.software_version.empty() ? "unknown" : origin.software_version);

  const std::string part(role);
  dataset.set_text(tags::kSeriesInstanceUid, Vr::kUI,
                   report_uid(origin.uid_seed, part + "/series"));
  dataset.set_text(tags::kSopInstanceUid, Vr::kUI, report_uid(origin.uid_seed, part + "/instance"));
  dataset.set_text(tags::kInstanceCreationDate, Vr::kDA, origin.date);
  dataset.set_text(tags::kInstanceCreationTime, Vr::kTM, origin.time);
  dataset.set_text(tags::kContentDate, Vr::kDA, origin.date);
  dataset.set_text(tags::kContentTime, Vr::kTM, origin.time);
  dataset.set_text(tags::kSeriesDate, Vr::kDA, origin.date);
  dataset.set_text(tags::kSeriesTime, Vr::kTM, origin.time);
  dataset.set_number(tags::kInstanceNumber, Vr::kIS, 1);
}

}  // namespace overread
