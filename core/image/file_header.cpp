#include "core/image/file_header.hpp"

#include <format>

#include "core/base/uid.hpp"
#include "core/dicom/tags.hpp"

namespace overread {

Result<InstanceHeader> file_header(const DicomFile& file, ByteView bytes,
                                   std::uint64_t file_bytes) {
  OVERREAD_TRY(InstanceHeader header,
               instance_header(file.dataset, file.transfer_syntax_uid, file_bytes));
  if (!header.has_image() || !header.sop_instance_uid.empty()) return header;
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
