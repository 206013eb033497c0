#include "core/dicom/element_header.hpp"

#include <string>

#include "core/dicom/dictionary.hpp"
#include "core/dicom/vr.hpp"

namespace overread {
namespace {

constexpr std::size_t kShortHeader = 8;
constexpr std::size_t kLongHeader = 12;

std::uint16_t u16_at(ByteView bytes, std::size_t offset, ByteReader::Order order) {
  const int a = bytes[offset];
  const int b = bytes[offset + 1];
  return static_cast<std::uint16_t>(order == ByteReader::Order::kBig ? a << 8 | b : b << 8 | a);
}

std::uint32_t u32_at(ByteView bytes, std::size_t offset, ByteReader::Order order) {
  const std::uint32_t a = u16_at(bytes, offset, order);
  const std::uint32_t b = u16_at(bytes, offset + 2, order);
  return order == ByteReader::Order::kBig ? a << 16 | b : b << 16 | a;
}

}  // namespace

Result<ElementHeader> read_element_header(ByteView bytes, std::size_t position,
                                          const Encoding& encoding, int pixel_representation) {
  const std::size_t left = bytes.size() - position;
  if (left < kShortHeader) {
    return fail(ErrorCode::kTruncated, "The data set ends after " + std::to_string(left) +
                                           " of the " + std::to_string(kShortHeader) +
                                           " bytes of an element header");
  }
  const ByteReader::Order order = encoding.order;
  ElementHeader header;
  header.tag = {u16_at(bytes, position, order), u16_at(bytes, position + 2, order)};
  const std::size_t after_tag = position + 4;
  if (header.tag.group == kItemGroup || !encoding.explicit_vr) {
    header.vr =
        header.tag.group == kItemGroup ? Vr::kUN : dictionary_vr(header.tag, pixel_representation);
    header.length = u32_at(bytes, after_tag, order);
    header.begin = position + kShortHeader;
    return header;
  }
  const auto vr = vr_from_characters(bytes[after_tag], bytes[after_tag + 1]);
  header.vr = vr.value_or(Vr::kUN);
  const std::uint16_t short_length = u16_at(bytes, after_tag + 2, order);
  // A VR the standard does not have (yet): those added since 1993 have the long form, whose two
  // reserved bytes are zero; what else is found in files has the short one.
  const bool is_long = vr ? has_long_length(*vr)
                          : short_length == 0 && left >= kLongHeader &&
                                u32_at(bytes, after_tag + 4, order) <= left - kLongHeader;
  if (!is_long) {
    header.length = short_length;
    header.begin = position + kShortHeader;
    return header;
  }
  if (left < kLongHeader) {
    return fail(ErrorCode::kTruncated,
                describe(header.tag) + " ends before its length is complete");
  }
  header.length = u32_at(bytes, after_tag + 4, order);
  header.begin = position + kLongHeader;
  return header;
}

}  // namespace overread
