#include "core/dicom/fragments.hpp"

#include <algorithm>
#include <string>

#include "core/dicom/tags.hpp"

namespace overread {
namespace {

/// PS3.5 A.4
constexpr std::size_t kItemHeaderBytes = 8;

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

/// EOI for JPEG and JPEG-LS, EOC for JPEG 2000, with a byte to make the length even.
bool ends_codestream(ByteView bytes) {
  if (!bytes.empty() && bytes.back() == 0) bytes = bytes.first(bytes.size() - 1);
  return bytes.size() >= 2 && bytes[bytes.size() - 2] == 0xFF && bytes.back() == 0xD9;
}

bool has_markers(Compression compression) {
  return compression == Compression::kJpeg || compression == Compression::kJpegLs ||
         compression == Compression::kJpeg2000;
}

std::vector<std::size_t> begins_by_markers(const Fragments& fragments, Compression compression) {
  std::vector<std::size_t> begins;
  for (std::size_t i = 0; i < fragments.items.size(); ++i) {
    if (begins_codestream(fragments.items[i].bytes, compression)) begins.push_back(i);
  }
  return begins;
}

std::unexpected<Error> not_assigned(std::size_t item_count, std::size_t frames) {
  return fail(ErrorCode::kInvalidAttribute,
              describe(tags::kPixelData) + " holds " + std::to_string(item_count) +
                  " fragments for " + std::to_string(frames) +
                  " frames, and no offset table says which belong together");
}

/// The bounds of frames that are all there.
Result<std::vector<std::size_t>> bounds_of_all(const Fragments& fragments, const Dataset& image,
                                               Compression compression, std::size_t frames) {
  const std::size_t item_count = fragments.items.size();
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
  if (begins.empty() && has_markers(compression)) {
    begins = begins_by_markers(fragments, compression);
    if (begins.size() != frames || begins.front() != 0) begins.clear();
  }
  if (begins.empty()) return not_assigned(item_count, frames);
  begins.push_back(item_count);
  return begins;
}

/// The bounds of whole frames by a table, of which the last entries may lie behind the end of the
/// file; nothing when an entry before it is not where an item begins.
std::vector<std::size_t> bounds_by_table(ByteView table, std::size_t entry_size,
                                         const Fragments& fragments, std::size_t whole_items,
                                         std::size_t frames) {
  // By division: a claim of many frames would overflow the product in 32 bits.
  if (table.size() / entry_size < frames) return {};
  std::vector<std::size_t> bounds;
  std::size_t item = 0;
  for (std::size_t frame = 0; frame < frames; ++frame) {
    const std::uint64_t offset = little_endian(table.subspan(frame * entry_size, entry_size));
    while (item < fragments.items.size() && fragments.items[item].offset < offset) ++item;
    // What the frame before lacks, no table tells.
    if (item == fragments.items.size()) {
      const Fragments::Item& last = fragments.items.back();
      const bool is_next =
          item == whole_items && offset == last.offset + kItemHeaderBytes + last.bytes.size();
      if (is_next) bounds.push_back(item);
      return bounds;
    }
    if (fragments.items[item].offset != offset) return {};
    if (bounds.empty() ? item != 0 : item == bounds.back()) return {};
    bounds.push_back(item);
  }
  if (whole_items == fragments.items.size()) bounds.push_back(whole_items);
  return bounds;
}

/// The bounds of the frames that a cut file still has whole.
Result<std::vector<std::size_t>> bounds_of_whole(const Fragments& fragments, const Dataset& image,
                                                 Compression compression, std::size_t frames) {
  const std::vector<Fragments::Item>& items = fragments.items;
  if (items.empty()) return std::vector<std::size_t>{0};
  const std::size_t whole_items = items.size() - (items.back().missing > 0 ? 1 : 0);
  auto bounds =
      bounds_by_table(image.bytes(tags::kExtendedOffsetTable), 8, fragments, whole_items, frames);
  if (bounds.empty()) {
    bounds = bounds_by_table(fragments.basic_offset_table, 4, fragments, whole_items, frames);
  }
  if (bounds.empty() && compression == Compression::kRle) {
    // PS3.5 A.4.2: one fragment a frame.
    for (std::size_t i = 0; i <= std::min(whole_items, frames); ++i) bounds.push_back(i);
  }
  const bool nothing_missing = whole_items == items.size();
  if (bounds.empty() && has_markers(compression)) {
    bounds = begins_by_markers(fragments, compression);
    if (bounds.size() > frames || bounds.empty() || bounds.front() != 0) bounds.clear();
    const bool one_each = bounds.size() == frames && items.size() == frames;
    if (!bounds.empty() && nothing_missing && (one_each || ends_codestream(items.back().bytes))) {
      bounds.push_back(whole_items);
    }
  }
  if (bounds.empty() && nothing_missing) {
    return bounds_of_all(fragments, image, compression, frames);
  }
  if (bounds.empty() && frames == 1) bounds = {0};
  if (bounds.empty()) return not_assigned(items.size(), frames);
  return bounds;
}

}  // namespace

Result<Fragments> split_fragments(ByteView items, ItemsEnd end) {
  Fragments fragments;
  fragments.is_cut = end == ItemsEnd::kEndOfFile;
  bool is_first = true;
  std::size_t first_offset = 0;
  for (std::size_t position = 0; position < items.size();) {
    OVERREAD_TRY(const ByteView header,
                 checked_slice(items, position, kItemHeaderBytes, "Pixel Data fragment header"));
    if (little_endian(header.first(4)) != 0xE000FFFE) {
      return fail(ErrorCode::kInvalidAttribute,
                  describe(tags::kPixelData) + " holds something else than fragments");
    }
    auto length = static_cast<std::size_t>(little_endian(header.subspan(4)));
    const std::size_t left = items.size() - position - kItemHeaderBytes;
    const std::size_t missing = fragments.is_cut && length > left ? length - left : 0;
    length -= missing;
    OVERREAD_TRY(const ByteView bytes,
                 checked_slice(items, position + kItemHeaderBytes, length, "Pixel Data fragment"));
    if (is_first) {
      fragments.basic_offset_table = bytes;
      first_offset = position + kItemHeaderBytes + length;
      is_first = false;
    } else {
      fragments.items.push_back({position - first_offset, bytes, missing});
    }
    position += kItemHeaderBytes + length;
  }
  return fragments;
}

Result<std::vector<std::size_t>> frame_bounds(const Fragments& fragments, const Dataset& image,
                                              Compression compression, int frame_count) {
  const auto frames = static_cast<std::size_t>(frame_count);
  return fragments.is_cut ? bounds_of_whole(fragments, image, compression, frames)
                          : bounds_of_all(fragments, image, compression, frames);
}

std::vector<ByteView> fragments_of_frame(const Fragments& fragments,
                                         const std::vector<std::size_t>& bounds, int frame_number) {
  const auto frame = static_cast<std::size_t>(frame_number - 1);
  std::vector<ByteView> parts;
  for (std::size_t i = bounds[frame]; i < bounds[frame + 1]; ++i) {
    parts.push_back(fragments.items[i].bytes);
  }
  return parts;
}

}  // namespace overread
