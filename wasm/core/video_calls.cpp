#include "wasm/core/video_calls.hpp"

#include <utility>

#include "core/dicom/file.hpp"
#include "core/dicom/fragment_ranges.hpp"
#include "core/objects/object_codec.hpp"

namespace overread::calls {

Result<void> first_fragment(Call& call) {
  OVERREAD_TRY(const std::uint64_t offset,
               first_fragment_offset(call.blob(0), call.size("fileBytes")));
  call.answer({{"offset", offset}});
  return {};
}

Result<void> fragment_ranges(Call& call) {
  OVERREAD_TRY(
      const FragmentRanges found,
      overread::fragment_ranges(call.blob(0), call.size("offset"), call.size("fileBytes")));
  auto fragments = nlohmann::json::array();
  for (const FileRange& range : found.fragments) {
    fragments.push_back({range.offset, range.size});
  }
  call.answer({{"fragments", std::move(fragments)},
               {"next", found.next ? nlohmann::json(*found.next) : nlohmann::json()}});
  return {};
}

Result<void> read_video(Call& call) {
  OVERREAD_TRY(const DicomFile file, read_dicom_file(call.blob(0), {.with_pixel_data = false}));
  OVERREAD_TRY(Video video, video_object(file.dataset, file.transfer_syntax_uid, call.blob(1),
                                         call.size("streamBytes")));
  call.answer_text(object_message(std::move(video)).json);
  return {};
}

}  // namespace overread::calls
