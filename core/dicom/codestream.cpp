#include "core/dicom/codestream.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace overread {
namespace {

std::uint32_t big_endian(ByteView bytes, std::size_t offset, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value = value << 8 | bytes[offset + i];
  return value;
}

bool is_frame_header(std::uint8_t marker) {
  const bool sof =
      marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  return sof || marker == 0xF7;  // SOF55 is JPEG-LS.
}

std::unexpected<Error> no_header(std::string_view format) {
  return fail(ErrorCode::kDecodeFailed,
              "The " + std::string(format) + " code-stream has no frame header");
}

Result<void> read_frame_header(ByteView segment, CodestreamHeader& header) {
  if (segment.size() < 6) return no_header("JPEG");
  header.bits = segment[0];
  header.rows = static_cast<int>(big_endian(segment, 1, 2));
  header.columns = static_cast<int>(big_endian(segment, 3, 2));
  header.samples_per_pixel = segment[5];
  const auto components = static_cast<std::size_t>(header.samples_per_pixel);
  if (segment.size() < 6 + 3 * components) return no_header("JPEG");
  for (std::size_t i = 1; i < components; ++i) {
    if (segment[6 + 3 * i + 1] != segment[7]) header.is_jpeg_ycc = true;
  }
  return {};
}

/// Behind the marker after the last tile-part where that begins a comment: it has no place there,
/// and OpenJPEG takes what follows it for a tile-part. Else the end of the bytes.
///
/// @dicom ISO/IEC 15444-1 A.4.2 (SOT), A.9.2 (COM)
std::size_t end_of_tile_parts(ByteView stream, std::size_t position) {
  constexpr std::uint32_t kSot = 0xFF90;
  constexpr std::uint32_t kCom = 0xFF64;
  constexpr std::size_t kSotBytes = 12;
  bool has_tiles = false;
  while (stream.size() - position >= kSotBytes) {
    const std::uint32_t marker = big_endian(stream, position, 2);
    if (marker == kCom && has_tiles) return position + 2;
    if (marker != kSot && has_tiles) break;
    has_tiles = marker == kSot;
    const std::size_t length =
        has_tiles ? big_endian(stream, position + 6, 4) : 2 + big_endian(stream, position + 2, 2);
    if (length < (has_tiles ? kSotBytes : 4) || length > stream.size() - position) break;
    position += length;
  }
  return stream.size();
}

}  // namespace

Result<CodestreamHeader> jpeg_header(ByteView stream) {
  if (stream.size() < 4 || stream[0] != 0xFF || stream[1] != 0xD8) {
    return fail(ErrorCode::kDecodeFailed, "The JPEG code-stream does not begin with SOI");
  }
  CodestreamHeader header;
  for (std::size_t position = 2; position + 4 <= stream.size();) {
    if (stream[position] != 0xFF) return no_header("JPEG");
    const std::uint8_t marker = stream[position + 1];
    if (marker == 0xFF) {
      ++position;
      continue;
    }
    if (marker == 0xDA || marker == 0xD9) return no_header("JPEG");
    const std::size_t length = big_endian(stream, position + 2, 2);
    if (length < 2 || length > stream.size() - position - 2) return no_header("JPEG");
    const ByteView segment = stream.subspan(position + 4, length - 2);
    constexpr std::array<std::uint8_t, 5> kAdobe{'A', 'd', 'o', 'b', 'e'};
    if (marker == 0xE0 && segment.size() >= 4 && segment[0] == 'J' && segment[1] == 'F') {
      header.is_jpeg_ycc = true;
    } else if (marker == 0xEE && segment.size() >= 12 &&
               std::ranges::equal(segment.first(5), kAdobe)) {
      header.is_jpeg_ycc = segment[11] == 1;
    } else if (is_frame_header(marker)) {
      OVERREAD_CHECK(read_frame_header(segment, header));
      if (header.samples_per_pixel != 3) header.is_jpeg_ycc = false;
      return header;
    }
    position += 2 + length;
  }
  return no_header("JPEG");
}

Result<CodestreamHeader> jpeg2000_header(ByteView stream) {
  constexpr std::array<std::uint8_t, 4> kStart{0xFF, 0x4F, 0xFF, 0x51};
  const auto found = std::ranges::search(stream, kStart);
  if (found.empty()) return no_header("JPEG 2000");
  CodestreamHeader header;
  header.begin = static_cast<std::size_t>(found.begin() - stream.begin());
  const ByteView siz = stream.subspan(header.begin + 4);
  if (siz.size() < 41) return no_header("JPEG 2000");
  const std::uint64_t x1 = big_endian(siz, 4, 4);
  const std::uint64_t y1 = big_endian(siz, 8, 4);
  const std::uint64_t x0 = big_endian(siz, 12, 4);
  const std::uint64_t y0 = big_endian(siz, 16, 4);
  const std::uint64_t tile_width = big_endian(siz, 20, 4);
  const std::uint64_t tile_height = big_endian(siz, 24, 4);
  const std::uint64_t tile_x0 = big_endian(siz, 28, 4);
  const std::uint64_t tile_y0 = big_endian(siz, 32, 4);
  const std::size_t components = big_endian(siz, 36, 2);
  if (x1 <= x0 || y1 <= y0 || x1 - x0 > 0xFFFF || y1 - y0 > 0xFFFF || tile_width == 0 ||
      tile_height == 0 || tile_x0 > x0 || tile_y0 > y0 || components == 0 || components > 4 ||
      siz.size() < 38 + 3 * components) {
    return fail(ErrorCode::kDecodeFailed, "The JPEG 2000 image size (SIZ) is broken");
  }
  header.columns = static_cast<int>(x1 - x0);
  header.rows = static_cast<int>(y1 - y0);
  header.samples_per_pixel = static_cast<int>(components);
  header.bits = (siz[38] & 0x7F) + 1;
  header.is_signed = (siz[38] & 0x80) != 0;
  for (std::size_t i = 0; i < components; ++i) {
    const bool same = siz[38 + 3 * i] == siz[38];
    const bool full = siz[39 + 3 * i] == 1 && siz[40 + 3 * i] == 1;
    if (!same || !full) {
      return fail(ErrorCode::kUnsupported,
                  "JPEG 2000 components of different size or depth are not read");
    }
  }
  const std::uint64_t tiles_across = (x1 - tile_x0 + tile_width - 1) / tile_width;
  const std::uint64_t tiles_down = (y1 - tile_y0 + tile_height - 1) / tile_height;
  // Every tile begins with a header of 12 bytes and a 2-byte marker.
  if (tiles_across > 0xFFFF || tiles_down > 0xFFFF ||
      tiles_across * tiles_down > stream.size() / 14) {
    return fail(ErrorCode::kDecodeFailed,
                "The JPEG 2000 code-stream names more tiles than it has bytes for");
  }
  header.tile_count = static_cast<std::size_t>(tiles_across * tiles_down);
  header.end = end_of_tile_parts(stream, header.begin + 2);
  return header;
}

}  // namespace overread
