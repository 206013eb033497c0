#include "core/dicom/rle.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <utility>

#include "core/dicom/words.hpp"

namespace overread {
namespace {

constexpr std::size_t kHeaderLength = 64;
constexpr std::size_t kMaxSegments = 15;

std::uint32_t little_endian_u32(ByteView bytes, std::size_t offset) {
  return static_cast<std::uint32_t>(bytes[offset]) |
         static_cast<std::uint32_t>(bytes[offset + 1]) << 8 |
         static_cast<std::uint32_t>(bytes[offset + 2]) << 16 |
         static_cast<std::uint32_t>(bytes[offset + 3]) << 24;
}

// Runs are short: copied in whole blocks, some of which pass the run's end, they cost little more
// than a move each. Reading and writing past the end stays inside this slack.
constexpr std::size_t kBlock = 16;
constexpr std::size_t kLongestRun = 128;
constexpr std::size_t kSlack = kLongestRun + kBlock;

/// Unpacks a segment into `out`, which has kSlack bytes behind its first `count` (PackBits, PS3.5
/// G.3.2); true when it filled all of them.
bool unpack_segment(ByteView segment, std::uint8_t* out, std::size_t count) {
  const std::uint8_t* const in = segment.data();
  std::size_t position = 0;
  std::size_t written = 0;
  while (written < count && position < segment.size()) {
    const std::uint8_t control = in[position++];
    if (control < 128) {
      const std::size_t length = std::size_t{control} + 1;
      const std::size_t available = segment.size() - position;
      if (available >= kSlack) {
        for (std::size_t i = 0; i < length; i += kBlock) {
          std::memcpy(out + written + i, in + position + i, kBlock);
        }
      } else {
        std::memcpy(out + written, in + position, std::min(length, available));
      }
      position += std::min(length, available);
      written += std::min(length, available);
    } else if (control > 128) {
      if (position == segment.size()) return false;
      const std::size_t length = std::size_t{257} - control;
      const std::uint8_t value = in[position++];
      for (std::size_t i = 0; i < length; i += kBlock) {
        std::memset(out + written + i, value, kBlock);
      }
      written += length;
    }
  }
  return written >= count;
}

/// Two planes side by side, as words: a vector holds sixteen of them.
void weave_pairs(const std::uint8_t* low, const std::uint8_t* high, std::size_t count,
                 std::uint8_t* out) {
  for (std::size_t i = 0; i < count; ++i) {
    store(out + 2 * i, static_cast<std::uint16_t>(low[i] | high[i] << 8));
  }
}

void weave(const std::uint8_t* planes, std::size_t plane_count, std::size_t count,
           std::uint8_t* out) {
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t k = 0; k < plane_count; ++k) out[i * plane_count + k] = planes[k * count + i];
  }
}

/// Lays planes of `count` bytes side by side: plane k becomes byte k of each group.
Bytes woven(Bytes planes, std::size_t plane_count, std::size_t count) {
  if (plane_count == 1) {
    planes.resize(count);
    return planes;
  }
  Bytes out(plane_count * count);
  if (plane_count == 2) {
    weave_pairs(planes.data(), planes.data() + count, count, out.data());
  } else if (plane_count == 3) {
    // The compiler unrolls what it knows.
    weave(planes.data(), 3, count, out.data());
  } else {
    weave(planes.data(), plane_count, count, out.data());
  }
  return out;
}

Result<ByteView> segment_of(ByteView frame, std::size_t segment, std::size_t segment_count) {
  const std::size_t begin = little_endian_u32(frame, 4 + 4 * segment);
  const std::size_t end =
      segment + 1 < segment_count ? little_endian_u32(frame, 8 + 4 * segment) : frame.size();
  if (begin < kHeaderLength || begin > end || end > frame.size()) {
    return fail(ErrorCode::kTruncated, "RLE segment " + std::to_string(segment + 1) + " lies at " +
                                           std::to_string(begin) + "–" + std::to_string(end) +
                                           " of a frame of " + std::to_string(frame.size()) +
                                           " bytes");
  }
  return frame.subspan(begin, end - begin);
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
  const std::uint32_t stated_count = little_endian_u32(frame, 0);
  if (stated_count != segment_count || stated_count > kMaxSegments) {
    return fail(ErrorCode::kDecodeFailed, "The RLE frame has " + std::to_string(stated_count) +
                                              " segments, must have " +
                                              std::to_string(segment_count));
  }
  // In the order of the result's bytes: what one plane's last run spills, the next one covers.
  Bytes planes(segment_count * pixel_count + kSlack);
  for (std::size_t plane = 0; plane < segment_count; ++plane) {
    const std::size_t from_most_significant = sample_size - 1 - plane % sample_size;
    const std::size_t segment = plane / sample_size * sample_size + from_most_significant;
    OVERREAD_TRY(const ByteView packed, segment_of(frame, segment, segment_count));
    if (!unpack_segment(packed, planes.data() + plane * pixel_count, pixel_count)) {
      return fail(ErrorCode::kDecodeFailed,
                  "RLE segment " + std::to_string(segment + 1) + " ends before the frame is full");
    }
  }
  return woven(std::move(planes), segment_count, pixel_count);
}

}  // namespace overread
