#include "wasm/core/file_overlays.hpp"

#include "core/dicom/file.hpp"

namespace overread {

Result<FrameOverlays> file_overlays(ByteView bytes, int frame_number) {
  OVERREAD_TRY(const DicomFile file,
               read_dicom_file(bytes, {.with_pixel_data = false, .image_only = true}));
  if (!has_overlays_in_pixels(file.dataset)) return frame_overlays(file.dataset, frame_number);
  OVERREAD_TRY(const DecodedFrame words, decode_frame(bytes, frame_number, {.whole_words = true}));
  return frame_overlays(file.dataset, frame_number, &words);
}

}  // namespace overread
