#include "core/objects/media_directory.hpp"

#include <catch_amalgamated.hpp>

#include "core/dicom/tags.hpp"
#include "tests/support/files.hpp"

namespace overread {
namespace {

constexpr std::string_view kMediaStorageDirectory = "1.2.840.10008.1.3.10";

Dataset record(std::vector<std::string> file_id, double in_use = 0xFFFF) {
  Dataset d;
  d.set_number(tags::kRecordInUseFlag, Vr::kUS, in_use);
  d.set_text(tags::kDirectoryRecordType, Vr::kCS, "IMAGE");
  if (!file_id.empty()) d.set_texts(tags::kReferencedFileId, Vr::kCS, std::move(file_id));
  return d;
}

DicomFile directory(std::vector<Dataset> records) {
  DicomFile file;
  file.meta.set_text(tags::kMediaStorageSopClassUid, Vr::kUI, kMediaStorageDirectory);
  file.dataset.set_sequence(tags::kDirectoryRecordSequence, std::move(records));
  return file;
}

TEST_CASE("Files of a DICOMDIR: components joined, records without a file passed over") {
  const auto files = media_directory(
      directory({record({}), record({"DICOM", "CT", "I0001"}), record({}), record({"I0002"})}));
  REQUIRE(files);
  CHECK(*files == std::vector<std::string>{"DICOM/CT/I0001", "I0002"});
}

TEST_CASE("A record with Record In-use Flag 0 names no file") {
  const auto files = media_directory(directory({record({"A"}, 0), record({"B"})}));
  REQUIRE(files);
  CHECK(*files == std::vector<std::string>{"B"});
}

TEST_CASE("A File ID that leads out of the medium is left out") {
  const auto files = media_directory(directory({record({"..", "A"}), record({"."}), record({"A/B"}),
                                                record({"A", "", "B"}), record({"C"})}));
  REQUIRE(files);
  CHECK(*files == std::vector<std::string>{"C"});
}

TEST_CASE("A DICOMDIR is known by its SOP Class or by its records, nothing else is one") {
  DicomFile without_meta = directory({record({"A"})});
  without_meta.meta = {};
  CHECK(media_directory(without_meta));
  CHECK(media_directory(directory({})));
  DicomFile image;
  image.dataset.set_text(tags::kSopClassUid, Vr::kUI, "1.2.840.10008.5.1.4.1.1.2");
  CHECK_FALSE(media_directory(image));
}

// Counts and names as pydicom 2.3.1 reads them.
TEST_CASE("Real DICOMDIRs, disordered ones too, name their 31 files") {
  const char* name = GENERATE("DICOMDIR", "DICOMDIR-bigEnd", "DICOMDIR-implicit",
                              "DICOMDIR-nooffset", "DICOMDIR-nopatient", "DICOMDIR-reordered");
  const auto bytes =
      testing::load_file(std::string(OVERREAD_SHARED_DATA) + "/dicom/dicomdir/" + name);
  if (!bytes) SKIP("no shared test data here");
  const auto file = read_dicom_file(*bytes);
  REQUIRE(file);
  const auto files = media_directory(*file);
  REQUIRE(files);
  REQUIRE(files->size() == 31);
  CHECK(files->front() == "77654033/CR1/6154");
}

}  // namespace
}  // namespace overread
