#include "core/dicom/rle.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

namespace overread {
namespace {

constexpr std::size_t kHeaderLength = 64;
constexpr std::size_t kMaxSegments = 15;

std::uint32_t u32_at(ByteView bytes, std::size_t offset) {
  return static_cast<std::uint32_t>(bytes[offset]) |
         static_cast<std::uint32_t>(bytes[offset + 1]) << 8 |
         static_cast<std::uint32_t>(bytes[offset + 2]) << 16 |
         static_cast<std::uint32_t>(bytes[offset + 3]) << 24;
}

/// Unpacks a segment into every `step`-th byte of `out` (PackBits, PS3.5 G.3.2); true when it
/// filled all `count` of them.
bool unpack_segment(ByteView segment, std::uint8_t* out, std::size_t step, std::size_t count) {
  std::size_t position = 0;
  std::size_t written = 0;
  while (written < count && position < segment.size()) {
    const std::uint8_t control = segment[position++];
    if (control < 128) {
      const std::size_t literal = std::size_t{control} + 1;
      const std::size_t available = segment.size() - position;
      const std::size_t length = std::min({literal, count - written, available});
      for (std::size_t i = 0; i < length; ++i) out[(written + i) * step] = segment[position + i];
      position += std::min(literal, available);
      written += length;
    } else if (control > 128) {
      if (position == segment.size()) return false;
      const std::size_t length = std::min<std::size_t>(257 - control, count - written);
      const std::uint8_t value = segment[position++];
      for (std::size_t i = 0; i < length; ++i) out[(written + i) * step] = value;
      written += length;
    }
  }
  return written == count;
}

}  // namespace

Result<Bytes> decode_rle(ByteView frame, std::size_t pixel_count, int samples_per_pixel,
                         int bytes_per_sample) {
  if (frame.size() < kHeaderLength) {
    return fail(ErrorCode::kTruncated, "The RLE frame has " + std::to_string(frame.size()) +
                                           " bytes, its header alone needs 64");
  }
  const auto samples = static_cast<std::size_t>(samples_per_pixel);
  const auto sample_size = static_cast<std::size_t>(bytes_per_sample);
  const std::size_t segment_count = samples * sample_size;
  const std::uint32_t stated_count = u32_at(frame, 0);
  if (stated_count != segment_count || stated_count > kMaxSegments) {
    return fail(ErrorCode::kDecodeFailed, "The RLE frame has " + std::to_string(stated_count) +
                                              " segments, must have " +
                                              std::to_string(segment_count));
  }
  Bytes pixels(pixel_count * segment_count);
  for (std::size_t segment = 0; segment < segment_count; ++segment) {
    const std::size_t begin = u32_at(frame, 4 + 4 * segment);
    const std::size_t end =
        segment + 1 < segment_count ? u32_at(frame, 8 + 4 * segment) : frame.size();
    if (begin < kHeaderLength || begin > end || end > frame.size()) {
      return fail(ErrorCode::kTruncated, "RLE segment " + std::to_string(segment + 1) +
                                             " lies at " + std::to_string(begin) + "–" +
                                             std::to_string(end) + " of a frame of " +
                                             std::to_string(frame.size()) + " bytes");
    }
    const std::size_t sample = segment / sample_size;
    const std::size_t byte = sample_size - 1 - segment % sample_size;
    std::uint8_t* out = pixels.data() + sample * sample_size + byte;
    if (!unpack_segment(frame.subspan(begin, end - begin), out, segment_count, pixel_count)) {
      return fail(ErrorCode::kDecodeFailed,
                  "RLE segment " + std::to_string(segment + 1) + " ends before the frame is full");
    }
  }
  return pixels;
}

}  // namespace overread
