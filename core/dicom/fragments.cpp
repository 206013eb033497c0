#include "core/dicom/fragments.hpp"

#include <algorithm>
#include <string>

#include "core/dicom/tags.hpp"

namespace overread {
namespace {

std::uint64_t little_endian(ByteView bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i > 0; --i) value = value << 8 | bytes[i - 1];
  return value;
}

/// Offsets of a table, or nothing when it is not one offset a frame, each the begin of an item.
std::vector<std::size_t> frame_begins(ByteView table, std::size_t entry_size,
                                      const Fragments& fragments, std::size_t frame_count) {
  if (table.size() < frame_count * entry_size) return {};
  std::vector<std::size_t> begins;
  std::size_t item = 0;
  for (std::size_t frame = 0; frame < frame_count; ++frame) {
    const std::uint64_t offset = little_endian(table.subspan(frame * entry_size, entry_size));
    while (item < fragments.items.size() && fragments.items[item].offset < offset) ++item;
    if (item == fragments.items.size() || fragments.items[item].offset != offset) return {};
    if (frame == 0 && item != 0) return {};
    if (frame > 0 && item == begins.back()) return {};
    begins.push_back(item);
  }
  return begins;
}

/// True where a code-stream begins: SOI for JPEG and JPEG-LS, SOC with SIZ (or a JP2 box) for
/// JPEG 2000.
bool begins_codestream(ByteView bytes, Compression compression) {
  if (bytes.size() < 4) return false;
  if (compression == Compression::kJpeg2000) {
    const bool raw = bytes[0] == 0xFF && bytes[1] == 0x4F && bytes[2] == 0xFF && bytes[3] == 0x51;
    const bool boxed = bytes.size() >= 8 && bytes[4] == 'j' && bytes[5] == 'P';
    return raw || boxed;
  }
  return bytes[0] == 0xFF && bytes[1] == 0xD8 && bytes[2] == 0xFF;
}

std::vector<std::size_t> begins_by_markers(const Fragments& fragments, Compression compression) {
  std::vector<std::size_t> begins;
  for (std::size_t i = 0; i < fragments.items.size(); ++i) {
    if (begins_codestream(fragments.items[i].bytes, compression)) begins.push_back(i);
  }
  return begins;
}

}  // namespace

Result<Fragments> split_fragments(ByteView items) {
  Fragments fragments;
  bool is_first = true;
  std::size_t first_offset = 0;
  for (std::size_t position = 0; position < items.size();) {
    OVERREAD_TRY(const ByteView header,
                 checked_slice(items, position, 8, "Pixel Data fragment header"));
    if (little_endian(header.first(4)) != 0xE000FFFE) {
      return fail(ErrorCode::kInvalidAttribute,
                  describe(tags::kPixelData) + " holds something else than fragments");
    }
    const auto length = static_cast<std::size_t>(little_endian(header.subspan(4)));
    OVERREAD_TRY(const ByteView bytes,
                 checked_slice(items, position + 8, length, "Pixel Data fragment"));
    if (is_first) {
      fragments.basic_offset_table = bytes;
      first_offset = position + 8 + length;
      is_first = false;
    } else {
      fragments.items.push_back({position - first_offset, bytes});
    }
    position += 8 + length;
  }
  return fragments;
}

Result<std::vector<std::size_t>> first_fragments(const Fragments& fragments, const Dataset& image,
                                                 Compression compression, int frame_count) {
  const std::size_t item_count = fragments.items.size();
  const auto frames = static_cast<std::size_t>(frame_count);
  if (item_count == 0) {
    return fail(ErrorCode::kInvalidAttribute, describe(tags::kPixelData) + " holds no fragments");
  }
  if (frames > item_count) {
    return fail(ErrorCode::kInvalidAttribute,
                describe(tags::kPixelData) + " holds " + std::to_string(item_count) +
                    " fragments, too few for " + std::to_string(frames) + " frames");
  }
  std::vector<std::size_t> begins;
  if (frames == 1) begins = {0};
  if (begins.empty()) {
    begins = frame_begins(image.bytes(tags::kExtendedOffsetTable), 8, fragments, frames);
  }
  if (begins.empty() && item_count != frames) {
    begins = frame_begins(fragments.basic_offset_table, 4, fragments, frames);
  }
  if (begins.empty() && item_count == frames) {
    for (std::size_t i = 0; i < frames; ++i) begins.push_back(i);
  }
  const bool has_markers = compression == Compression::kJpeg ||
                           compression == Compression::kJpegLs ||
                           compression == Compression::kJpeg2000;
  if (begins.empty() && has_markers) {
    begins = begins_by_markers(fragments, compression);
    if (begins.size() != frames || begins.front() != 0) begins.clear();
  }
  if (begins.empty()) {
    return fail(ErrorCode::kInvalidAttribute,
                describe(tags::kPixelData) + " holds " + std::to_string(item_count) +
                    " fragments for " + std::to_string(frames) +
                    " frames, and no offset table says which belong together");
  }
  return begins;
}

std::vector<ByteView> fragments_of_frame(const Fragments& fragments,
                                         const std::vector<std::size_t>& first_items,
                                         int frame_number) {
  const auto frame = static_cast<std::size_t>(frame_number - 1);
  const std::size_t end =
      frame + 1 < first_items.size() ? first_items[frame + 1] : fragments.items.size();
  std::vector<ByteView> parts;
  for (std::size_t i = first_items[frame]; i < end; ++i) parts.push_back(fragments.items[i].bytes);
  return parts;
}

}  // namespace overread
