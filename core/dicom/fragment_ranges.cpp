#include "core/dicom/fragment_ranges.hpp"

#include <format>

#include "core/dicom/element_header.hpp"
#include "core/dicom/file_parser.hpp"
#include "core/dicom/tags.hpp"

namespace overread {
namespace {

constexpr std::uint64_t kItemHeaderSize = 8;

struct ItemHeader {
  Tag tag;
  std::uint32_t length = 0;
};

/// The item header at the begin of `bytes`, which has that much.
Result<ItemHeader> item_header(ByteView bytes) {
  ByteReader reader(bytes);
  ItemHeader item;
  OVERREAD_TRY(item.tag.group, reader.u16());
  OVERREAD_TRY(item.tag.element, reader.u16());
  OVERREAD_TRY(item.length, reader.u32());
  return item;
}

std::unexpected<Error> no_item(const ItemHeader& found) {
  return fail(ErrorCode::kInvalidAttribute,
              std::format("{} holds {} where a fragment must begin", describe(tags::kPixelData),
                          to_string(found.tag)));
}

std::unexpected<Error> past_end(const ItemHeader& item, std::uint64_t left) {
  return fail(ErrorCode::kTruncated,
              std::format("A fragment of {} has length {}, but only {} bytes are left",
                          describe(tags::kPixelData), item.length, left));
}

/// Where the value of Pixel Data begins; before it the Extended Offset Table may stand.
Result<std::size_t> pixel_data_value(ByteView begin, std::size_t position) {
  while (position < begin.size()) {
    OVERREAD_TRY(const ElementHeader header, read_element_header(begin, position, {}, 0));
    if (header.tag == tags::kPixelData) {
      if (header.has_undefined_length()) return header.begin;
      return fail(ErrorCode::kInvalidAttribute,
                  describe(tags::kPixelData) + " is not encapsulated");
    }
    if (header.tag.group != tags::kPixelData.group || header.has_undefined_length()) break;
    if (header.length > begin.size() - header.begin) {
      return fail(ErrorCode::kTruncated,
                  std::format("{} has length {}, but only {} bytes are left", describe(header.tag),
                              header.length, begin.size() - header.begin));
    }
    position = header.begin + header.length;
  }
  return fail(ErrorCode::kInvalidAttribute, describe(tags::kPixelData) + " is missing");
}

}  // namespace

Result<std::uint64_t> first_fragment_offset(ByteView begin, std::uint64_t file_size) {
  OVERREAD_TRY(const ParsedFile file, parse_file(begin, PixelDataUse::kStop, ReadScope::kImage));
  if (!file.syntax.is_encapsulated() || file.syntax.deflated) {
    return fail(ErrorCode::kInvalidAttribute,
                "Transfer Syntax UID " + file.transfer_syntax_uid + " has no fragments");
  }
  OVERREAD_TRY(const std::size_t position, pixel_data_value(begin, file.end));
  OVERREAD_TRY(const ByteView bytes,
               checked_slice(begin, position, kItemHeaderSize, "Basic Offset Table"));
  OVERREAD_TRY(const ItemHeader table, item_header(bytes));
  if (table.tag != tags::kItem) return no_item(table);
  const std::uint64_t value = position + kItemHeaderSize;
  if (value > file_size || table.length > file_size - value) {
    return past_end(table, value > file_size ? 0 : file_size - value);
  }
  return value + table.length;
}

Result<FragmentRanges> fragment_ranges(ByteView window, std::uint64_t offset,
                                       std::uint64_t file_size) {
  FragmentRanges found;
  std::uint64_t at = offset;
  // Ad-hoc: writers that leave out the last delimiter.
  while (at < file_size) {
    const std::uint64_t inside = at - offset;
    const bool is_seen = inside <= window.size() && window.size() - inside >= kItemHeaderSize;
    if (file_size - at < kItemHeaderSize || (!is_seen && inside == 0)) {
      return fail(ErrorCode::kTruncated,
                  describe(tags::kPixelData) + " ends inside a fragment header");
    }
    if (!is_seen) {
      found.next = at;
      break;
    }
    OVERREAD_TRY(const ItemHeader item,
                 item_header(window.subspan(static_cast<std::size_t>(inside), kItemHeaderSize)));
    if (item.tag == tags::kSequenceDelimitationItem) break;
    if (item.tag != tags::kItem) return no_item(item);
    const std::uint64_t value = at + kItemHeaderSize;
    if (item.length > file_size - value) return past_end(item, file_size - value);
    if (item.length > 0) found.fragments.push_back({value, item.length});
    at = value + item.length;
  }
  return found;
}

}  // namespace overread
