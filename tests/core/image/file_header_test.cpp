#include "core/image/file_header.hpp"

#include <catch_amalgamated.hpp>
#include <utility>

#include "core/base/uid.hpp"
#include "core/dicom/tags.hpp"

namespace overread {
namespace {

DicomFile nameless_picture() {
  DicomFile file;
  file.dataset.set_number(tags::kRows, Vr::kUS, 2);
  file.dataset.set_number(tags::kColumns, Vr::kUS, 2);
  file.dataset.set_number(tags::kBitsAllocated, Vr::kUS, 8);
  return file;
}

TEST_CASE("An image without SOP Instance UID is called by all bytes of its file", "[image][uid]") {
  const DicomFile file = nameless_picture();
  const Bytes one(300, 7);
  Bytes other = one;
  other.back() = 8;
  const auto header = file_header(file, one, one.size());
  REQUIRE(header);
  CHECK(header->sop_instance_uid.starts_with("2.25."));
  CHECK(is_valid_uid(header->sop_instance_uid));
  CHECK(header->sop_instance_uid_made);
  CHECK(file_header(file, one, one.size())->sop_instance_uid == header->sop_instance_uid);
  CHECK(file_header(file, other, other.size())->sop_instance_uid != header->sop_instance_uid);
  const auto back = instance_header_from_json(to_json(*header));
  REQUIRE(back);
  CHECK(back->sop_instance_uid_made);
}

TEST_CASE("An image without SOP Instance UID cannot be called by its beginning", "[image][uid]") {
  const auto header = file_header(nameless_picture(), Bytes(299, 7), 300);
  REQUIRE_FALSE(header);
  CHECK(header.error().code == ErrorCode::kTruncated);
  CHECK(
      header.error().message ==
      "SOP Instance UID (0008,0018) is missing: 299 bytes of the file are given, must be all 300");
}

TEST_CASE("A report without SOP Instance UID is called by its bytes, a bare data set is not",
          "[image][uid]") {
  DicomFile report;
  report.dataset.set_text(tags::kSopClassUid, Vr::kUI, "1.2.840.10008.5.1.4.1.1.88.11");
  const auto header = file_header(report, Bytes(300, 7), 300);
  REQUIRE(header);
  CHECK(header->sop_instance_uid == uid_from_bytes(Bytes(300, 7)));
  CHECK(header->sop_instance_uid_made);
  CHECK_FALSE(file_header(report, Bytes(299, 7), 300));
}

/// Study and series of a picture that states neither, of a patient.
std::pair<std::string, std::string> made_study(std::string_view name, std::string_view date,
                                               int series_number) {
  DicomFile file = nameless_picture();
  file.dataset.set_text(tags::kPatientName, Vr::kPN, std::string(name));
  file.dataset.set_text(tags::kStudyDate, Vr::kDA, std::string(date));
  file.dataset.set_number(tags::kSeriesNumber, Vr::kIS, series_number);
  const auto header = file_header(file, Bytes(300, 7), 300);
  REQUIRE(header);
  CHECK(is_valid_uid(header->study_instance_uid));
  CHECK(is_valid_uid(header->series_instance_uid));
  return {header->study_instance_uid, header->series_instance_uid};
}

TEST_CASE("Without Study Instance UID files of two patients or days are no one study",
          "[image][uid]") {
  const auto [study, series] = made_study("DOE^JANE", "20240131", 1);
  CHECK(made_study("DOE^JANE", "20240131", 1) == std::pair(study, series));
  CHECK(made_study("ROE^JANE", "20240131", 1).first != study);
  CHECK(made_study("DOE^JANE", "20240201", 1).first != study);
  const auto [same_study, other_series] = made_study("DOE^JANE", "20240131", 2);
  CHECK(same_study == study);
  CHECK(other_series != series);
}

TEST_CASE("The UID of a file stays; what is no image gets none", "[image][uid]") {
  DicomFile file = nameless_picture();
  file.dataset.set_text(tags::kSopInstanceUid, Vr::kUI, "1.2.3");
  file.dataset.set_text(tags::kStudyInstanceUid, Vr::kUI, "1.2");
  file.dataset.set_text(tags::kSeriesInstanceUid, Vr::kUI, "1.2.1");
  // The beginning of a larger file does.
  const auto header = file_header(file, Bytes(1, 7), 300);
  REQUIRE(header);
  CHECK(header->sop_instance_uid == "1.2.3");
  CHECK(header->study_instance_uid == "1.2");
  CHECK(header->series_instance_uid == "1.2.1");
  CHECK_FALSE(header->sop_instance_uid_made);

  const auto without = file_header(DicomFile{}, Bytes(300, 7), 300);
  REQUIRE(without);
  CHECK(without->sop_instance_uid.empty());
}

}  // namespace
}  // namespace overread
