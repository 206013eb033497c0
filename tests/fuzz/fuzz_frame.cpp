// Any bytes end in an error with a message or in a frame of exactly
// rows × columns × samples × bytes.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "core/dicom/file.hpp"

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
  return 0;
}
