#include "wasm/core/file_overlays.hpp"

namespace overread {

Result<FrameOverlays> overlays_over(const FrameReader& file, int frame_number) {
  const Dataset& attributes = file.attributes();
  if (!has_overlays_in_pixels(attributes)) return frame_overlays(attributes, frame_number);
  OVERREAD_TRY(const DecodedFrame words, file.frame(frame_number, {.whole_words = true}));
  return frame_overlays(attributes, frame_number, &words);
}

}  // namespace overread
