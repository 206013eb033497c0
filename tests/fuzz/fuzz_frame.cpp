// Any bytes end in an error with a message or in a frame of exactly
// rows × columns × samples × bytes, with overlay planes whose bits are as many as they say.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "core/dicom/file.hpp"
#include "core/image/overlay_plane.hpp"

namespace {

void read_overlays(overread::ByteView bytes) {
  const auto file =
      overread::read_dicom_file(bytes, {.with_pixel_data = false, .image_only = true});
  const auto words = overread::decode_frame(bytes, 1, {.whole_words = true});
  if (!file || !words) return;
  const auto overlays = overread::frame_overlays(file->dataset, 1, &*words);
  for (const overread::Error& problem : overlays.problems) {
    if (problem.message.empty()) std::abort();
  }
  for (const overread::OverlayPlane& plane : overlays.planes) {
    const auto expected = overread::overlay_byte_count(plane.columns, plane.rows);
    if (!expected || plane.bits.size() != *expected) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto frame = overread::decode_frame({data, size}, 1);
  if (!frame) {
    if (frame.error().message.empty()) std::abort();
    return 0;
  }
  const std::size_t expected = static_cast<std::size_t>(frame->rows) *
                               static_cast<std::size_t>(frame->columns) *
                               static_cast<std::size_t>(frame->samples_per_pixel) *
                               overread::bytes_per_sample(frame->sample_type);
  if (frame->pixels.size() != expected) std::abort();
  read_overlays({data, size});
  return 0;
}
