#include "core/image/file_header.hpp"

#include <format>
#include <initializer_list>
#include <string_view>

#include "core/base/uid.hpp"
#include "core/dicom/tags.hpp"

namespace overread {
namespace {

std::string uid_from(std::initializer_list<std::string_view> texts) {
  std::string all;
  for (const std::string_view text : texts) all.append(text).push_back('\n');
  return uid_from_text(all);
}

/// Without their UIDs files of different patients would be one study, and one series.
void name_study_and_series(InstanceHeader& header) {
  if (header.study_instance_uid.empty()) {
    header.study_instance_uid =
        uid_from({"study", header.patient_id, header.patient_name, header.patient_birth_date,
                  header.study_date, header.study_time, header.study_id, header.accession_number});
  }
  if (header.series_instance_uid.empty()) {
    header.series_instance_uid =
        uid_from({"series", header.study_instance_uid, header.modality,
                  std::to_string(header.series_number), header.series_description});
  }
}

}  // namespace

Result<InstanceHeader> file_header(const DicomFile& file, ByteView bytes,
                                   std::uint64_t file_bytes) {
  OVERREAD_TRY(InstanceHeader header,
               instance_header(file.dataset, file.transfer_syntax_uid, file_bytes));
  name_study_and_series(header);
  const bool can_be_shown = header.has_image() || !header.sop_class_uid.empty();
  if (!can_be_shown || !header.sop_instance_uid.empty()) return header;
  if (bytes.size() < file_bytes) {
    return fail(ErrorCode::kTruncated,
                std::format("{} is missing: {} bytes of the file are given, must be all {}",
                            describe(tags::kSopInstanceUid), bytes.size(), file_bytes));
  }
  header.sop_instance_uid = uid_from_bytes(bytes);
  header.sop_instance_uid_made = true;
  return header;
}

}  // namespace overread
