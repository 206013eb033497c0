#include "core/dicom/element_parser.hpp"

#include <memory>
#include <string>
#include <utility>

#include "core/dicom/character_set.hpp"
#include "core/dicom/dictionary.hpp"
#include "core/dicom/element_header.hpp"
#include "core/dicom/tags.hpp"
#include "core/dicom/value_codec.hpp"
#include "core/dicom/vr.hpp"

namespace overread {
namespace {

constexpr std::uint16_t kPixelDataGroup = 0x7FE0;
constexpr int kMaxDepth = 64;
constexpr std::size_t kTagAndLength = 8;

/// What a level hands down to the items inside it.
struct Context {
  Encoding encoding;
  const CharacterSet* characters = nullptr;
  int pixel_representation = 0;
  int depth = 0;
  bool is_skipped = false;  ///< Walked through for its length only.
};

Error length_error(const ElementHeader& header, std::size_t left) {
  return {ErrorCode::kTruncated, describe(header.tag) + " has length " +
                                     std::to_string(header.length) + ", but only " +
                                     std::to_string(left) + " bytes are left"};
}

bool holds_pixels(Tag tag) {
  return tag == tags::kPixelData || tag == tags::kFloatPixelData ||
         tag == tags::kDoubleFloatPixelData;
}

bool is_vr_letter(std::uint8_t c) { return c >= 'A' && c <= 'Z'; }

/// Also for a sequence without items. In either byte order.
bool begins_with_item(ByteView value) {
  return value.size() < 2 || (value[0] == 0xFE && value[1] == 0xFF) ||
         (value[0] == 0xFF && value[1] == 0xFE);
}

/// A shutter may name one of the overlays as its bitmap. PS3.3 C.7.6.15
bool is_shutter(Tag tag) { return tag.group == 0x0018 && (tag.element & 0xFFC0) == 0x1600; }

class Parser {
 public:
  Parser(ByteView bytes, PixelDataUse pixel_data, ReadScope scope)
      : bytes_(bytes), pixel_data_use_(pixel_data), scope_(scope) {}

  Result<Dataset> parse_top_level(std::size_t begin, const Context& context) {
    position_ = begin;
    return parse_level(bytes_.size(), context, LevelEnd::kEndOfBytes);
  }

  Result<Dataset> parse_group_2() {
    const CharacterSet characters({});
    const Context context{.encoding = {}, .characters = &characters};
    Dataset meta;
    while (bytes_.size() - position_ >= kTagAndLength) {
      const std::size_t before = position_;
      OVERREAD_TRY(const ElementHeader header, read_header(bytes_.size(), context));
      if (header.tag.group != 2) {
        position_ = before;
        break;
      }
      if (header.length > bytes_.size() - header.begin) {
        return std::unexpected(length_error(header, bytes_.size() - header.begin));
      }
      position_ = header.begin + header.length;
      // Ad-hoc: a second File Meta Information is that of the file this one was made of.
      if (meta.contains(header.tag)) continue;
      meta.set(header.tag, decode_value(header.vr, bytes_.subspan(header.begin, header.length),
                                        ByteReader::Order::kLittle, characters));
    }
    return meta;
  }

  void seek(std::size_t position) { position_ = position; }
  std::size_t position() const { return position_; }
  std::optional<PixelDataLocation> pixel_data() const { return location_; }

 private:
  enum class LevelEnd { kEndOfBytes, kItemDelimiter };

  /// The header at the position, which stays: the value's begin is in the header.
  Result<ElementHeader> read_header(std::size_t end, const Context& context) const {
    return read_element_header(bytes_.first(end), position_, context.encoding,
                               context.pixel_representation);
  }

  /// Zeros as far as the level goes: filled up by a writer, and no elements (0000,0000).
  bool at_padding(std::size_t end) {
    // Remembered: a level of zeros with something behind them is not looked through at each
    // element.
    if (position_ < zeros_begin_ || position_ >= zeros_end_) {
      zeros_begin_ = zeros_end_ = position_;
      while (zeros_end_ < bytes_.size() && bytes_[zeros_end_] == 0) ++zeros_end_;
    }
    return zeros_end_ >= end;
  }

  Result<Dataset> parse_level(std::size_t end, Context context, LevelEnd level_end) {
    Dataset dataset;
    std::unique_ptr<CharacterSet> own_characters;
    while (position_ < end && !at_padding(end)) {
      const std::size_t element_begin = position_;
      OVERREAD_TRY(const ElementHeader header, read_header(end, context));
      if (header.tag == tags::kItemDelimitationItem) {
        position_ = header.begin;
        if (level_end == LevelEnd::kItemDelimiter) return dataset;
        continue;
      }
      if (header.tag == tags::kSequenceDelimitationItem) {
        // Left for the sequence: its last item came without a delimiter.
        if (level_end == LevelEnd::kItemDelimiter) return dataset;
        position_ = header.begin;
        continue;
      }
      // Ad-hoc: an item whose sequence somebody took away. Its length says where the next element
      // is. Inside a sequence it is the next item after one that was not delimited.
      const bool is_stray = header.tag == tags::kItem && context.depth == 0;
      if (is_stray && header.length <= end - header.begin) {
        position_ = header.begin + header.length;
        continue;
      }
      if (header.tag.group == kItemGroup) {
        return fail(ErrorCode::kInvalidAttribute,
                    "An item " + to_string(header.tag) + " lies outside a sequence");
      }
      const bool is_top_pixel_data = context.depth == 0 && header.tag.group == kPixelDataGroup;
      if (is_top_pixel_data && pixel_data_use_ == PixelDataUse::kStop) {
        position_ = element_begin;
        stopped_ = true;
        return dataset;
      }
      const std::size_t left = end - header.begin;
      if (!header.has_undefined_length() && header.length > left) {
        if (!is_located(header, context)) return std::unexpected(length_error(header, left));
        // The whole frames among them are shown.
        location_ = PixelDataLocation{.tag = header.tag,
                                      .vr = header.vr,
                                      .value = bytes_.last(left),
                                      .missing = header.length - left};
        position_ = end;
        stopped_ = true;
        return dataset;
      }
      OVERREAD_CHECK(parse_value(dataset, header, end, context));
      // Nothing behind the pixels matters to them, least of all a stray byte.
      if (location_) {
        stopped_ = true;
        return dataset;
      }
      if (header.tag == tags::kSpecificCharacterSet) {
        own_characters = std::make_unique<CharacterSet>(adopt_utf8(dataset));
        context.characters = own_characters.get();
      } else if (header.tag == tags::kPixelRepresentation) {
        context.pixel_representation =
            static_cast<int>(dataset.integer(tags::kPixelRepresentation).value_or(0));
      }
    }
    if (level_end == LevelEnd::kItemDelimiter && end == bytes_.size() && !stopped_ &&
        position_ >= end) {
      return fail(ErrorCode::kTruncated, "The file ends inside a sequence item");
    }
    return dataset;
  }

  /// The defined terms of a level's Specific Character Set. Its texts are UTF-8 from here on, and
  /// the attribute says so.
  static std::vector<std::string> adopt_utf8(Dataset& dataset) {
    std::vector<std::string> terms;
    if (const Element* element = dataset.find(tags::kSpecificCharacterSet)) {
      if (const auto* texts = std::get_if<Element::Text>(&element->value)) terms = *texts;
    }
    if (!terms.empty()) dataset.set_text(tags::kSpecificCharacterSet, Vr::kCS, "ISO_IR 192");
    return terms;
  }

  /// Reads the value of `header` into `dataset` and moves the position behind it.
  Result<void> parse_value(Dataset& dataset, const ElementHeader& header, std::size_t end,
                           const Context& context) {
    if (header.has_undefined_length()) {
      const bool is_bytes = header.vr == Vr::kOB || header.vr == Vr::kOW;
      if (is_bytes) return parse_fragments(dataset, header, end, context);
      if (header.vr != Vr::kSQ && header.vr != Vr::kUN) {
        return fail(ErrorCode::kInvalidAttribute,
                    describe(header.tag) + " has VR " + to_string(header.vr) +
                        " and an undefined length, which only SQ, UN, OB and OW may have");
      }
      Context inside = context;
      // A sequence of unknown VR is implicit little endian, PS3.5 6.2.2. Ad-hoc: some writers leave
      // the VRs in.
      const bool keeps_vr = looks_explicit(bytes_, header.begin + kTagAndLength);
      if (header.vr == Vr::kUN && !keeps_vr) inside.encoding = {.explicit_vr = false};
      inside.is_skipped = !is_wanted(header, context);
      position_ = header.begin;
      OVERREAD_TRY(Element::Sequence items, parse_items(header, end, inside));
      if (!inside.is_skipped) dataset.set(header.tag, {Vr::kSQ, std::move(items)});
      return {};
    }
    const ByteView value = bytes_.subspan(header.begin, header.length);
    const std::size_t next = header.begin + header.length;
    if (is_located(header, context)) {
      location_ = PixelDataLocation{.tag = header.tag, .vr = header.vr, .value = value};
      position_ = next;
      return {};
    }
    if (!is_wanted(header, context)) {
      position_ = next;
      return {};
    }
    if (header.vr == Vr::kSQ && !context.encoding.explicit_vr && !begins_with_item(value)) {
      // The dictionary alone calls it a sequence: the tag of a retired attribute was given away.
      dataset.set_bytes(header.tag, Vr::kUN, Bytes(value.begin(), value.end()));
      position_ = next;
      return {};
    }
    if (header.vr == Vr::kSQ) {
      position_ = header.begin;
      OVERREAD_TRY(Element::Sequence items, parse_items(header, next, context));
      position_ = next;
      dataset.set(header.tag, {Vr::kSQ, std::move(items)});
      return {};
    }
    if (header.vr == Vr::kUN && context.encoding.explicit_vr && !header.tag.is_private()) {
      const Vr known = dictionary_vr(header.tag, context.pixel_representation);
      if (known == Vr::kSQ) return parse_unknown_sequence(dataset, header, context);
      dataset.set(header.tag,
                  decode_value(known, value, ByteReader::Order::kLittle, *context.characters));
    } else {
      dataset.set(header.tag,
                  decode_value(header.vr, value, context.encoding.order, *context.characters));
    }
    position_ = next;
    return {};
  }

  /// A sequence whose VR was lost on the way: read as one where that works, else kept as bytes.
  Result<void> parse_unknown_sequence(Dataset& dataset, const ElementHeader& header,
                                      const Context& context) {
    Context inside = context;
    inside.encoding = {.explicit_vr = false};
    const std::size_t next = header.begin + header.length;
    position_ = header.begin;
    auto items = parse_items(header, next, inside);
    if (items) {
      dataset.set(header.tag, {Vr::kSQ, std::move(*items)});
    } else {
      const ByteView value = bytes_.subspan(header.begin, header.length);
      dataset.set_bytes(header.tag, Vr::kUN, Bytes(value.begin(), value.end()));
    }
    position_ = next;
    return {};
  }

  /// Pixel data that are left where they lie.
  bool is_located(const ElementHeader& header, const Context& context) const {
    return pixel_data_use_ == PixelDataUse::kLocate && context.depth == 0 &&
           holds_pixels(header.tag);
  }

  bool is_wanted(const ElementHeader& header, const Context& context) const {
    if (context.is_skipped) return false;
    if (scope_ == ReadScope::kAll) return true;
    if (scope_ == ReadScope::kPublic) return !header.tag.is_private();
    const bool is_group = header.tag.group == 0x0028 || header.tag.group == kPixelDataGroup ||
                          header.tag.group == 0x0008 || is_shutter(header.tag) ||
                          is_overlay_group(header.tag.group);
    const bool is_sequence =
        header.vr == Vr::kSQ || (header.vr == Vr::kUN && header.has_undefined_length());
    return is_group && !is_sequence;
  }

  /// The items of a sequence from the position on: to `end` when its length is defined, else to the
  /// sequence delimiter.
  Result<Element::Sequence> parse_items(const ElementHeader& header, std::size_t end,
                                        Context context) {
    if (context.depth >= kMaxDepth) {
      return fail(ErrorCode::kTooLarge, describe(header.tag) + " nests sequences more than " +
                                            std::to_string(kMaxDepth) + " deep");
    }
    ++context.depth;
    Element::Sequence items;
    while (position_ < end && !at_padding(end)) {
      OVERREAD_TRY(const ElementHeader item, read_header(end, context));
      if (item.tag == tags::kSequenceDelimitationItem) {
        position_ = item.begin;
        return items;
      }
      if (item.tag == tags::kItemDelimitationItem) {
        position_ = item.begin;
        continue;
      }
      if (item.tag != tags::kItem) {
        return fail(
            ErrorCode::kInvalidAttribute,
            describe(header.tag) + " holds " + to_string(item.tag) + " where an item must begin");
      }
      const std::size_t left = end - item.begin;
      const bool is_too_long = !item.has_undefined_length() && item.length > left;
      // Ad-hoc: directories whose records lost attributes and kept their lengths. Nothing but a
      // list of files, and what is there of the last record still has to be whole elements.
      if (is_too_long && header.tag != tags::kDirectoryRecordSequence) {
        return fail(ErrorCode::kTruncated, "An item of " + describe(header.tag) + " has length " +
                                               std::to_string(item.length) + ", but only " +
                                               std::to_string(left) + " bytes are left");
      }
      position_ = item.begin;
      Context inside = context;
      // Some writers put implicit items into explicit data sets.
      inside.encoding.explicit_vr =
          context.encoding.explicit_vr && (left < kTagAndLength || !looks_implicit(item.begin));
      const std::size_t item_end =
          item.has_undefined_length() || is_too_long ? end : item.begin + item.length;
      OVERREAD_TRY(Dataset dataset,
                   parse_level(item_end, inside,
                               item.has_undefined_length() ? LevelEnd::kItemDelimiter
                                                           : LevelEnd::kEndOfBytes));
      if (!item.has_undefined_length()) position_ = item_end;
      if (!context.is_skipped) items.push_back(std::move(dataset));
    }
    if (header.has_undefined_length() && end == bytes_.size()) {
      return fail(ErrorCode::kTruncated, describe(header.tag) + " has no end in this file");
    }
    return items;
  }

  bool looks_implicit(std::size_t offset) const {
    return bytes_[offset] != 0xFE && bytes_[offset + 1] != 0xFE &&
           !(is_vr_letter(bytes_[offset + 4]) && is_vr_letter(bytes_[offset + 5])) &&
           !(bytes_[offset + 4] == '?' || bytes_[offset + 4] == ' ' || bytes_[offset + 4] == '-');
  }

  Result<void> parse_fragments(Dataset& dataset, const ElementHeader& header, std::size_t end,
                               const Context& context) {
    const bool located = is_located(header, context);
    position_ = header.begin;
    std::size_t value_end = header.begin;
    bool is_cut = true;
    while (true) {
      if (position_ == end) break;  // Ad-hoc: writers that leave out the last delimiter.
      if (end - position_ < kTagAndLength) {
        if (located) break;
        return fail(ErrorCode::kTruncated, describe(header.tag) + " ends inside a fragment header");
      }
      OVERREAD_TRY(const ElementHeader item, read_header(end, context));
      if (item.tag == tags::kSequenceDelimitationItem) {
        position_ = item.begin;
        is_cut = false;
        break;
      }
      if (item.tag != tags::kItem) {
        return fail(ErrorCode::kInvalidAttribute, describe(header.tag) + " holds " +
                                                      to_string(item.tag) +
                                                      " where a fragment must begin");
      }
      const std::size_t left = end - item.begin;
      if (item.length > left) {
        if (located) {
          value_end = end;
          break;
        }
        return fail(ErrorCode::kTruncated, "A fragment of " + describe(header.tag) +
                                               " has length " + std::to_string(item.length) +
                                               ", but only " + std::to_string(left) +
                                               " bytes are left");
      }
      position_ = item.begin + item.length;
      value_end = position_;
    }
    const ByteView value = bytes_.subspan(header.begin, value_end - header.begin);
    if (located) {
      location_ = PixelDataLocation{.tag = header.tag,
                                    .vr = header.vr,
                                    .value = value,
                                    .encapsulated = true,
                                    .is_cut = is_cut};
    } else if (is_wanted(header, context)) {
      dataset.set_bytes(header.tag, header.vr, Bytes(value.begin(), value.end()));
    }
    return {};
  }

  ByteView bytes_;
  PixelDataUse pixel_data_use_;
  ReadScope scope_;
  std::size_t position_ = 0;
  std::size_t zeros_begin_ = 0, zeros_end_ = 0;  ///< The zeros that were last met.
  bool stopped_ = false;
  std::optional<PixelDataLocation> location_;
};

}  // namespace

bool looks_explicit(ByteView bytes, std::size_t offset) {
  return offset + 6 <= bytes.size() &&
         vr_from_characters(bytes[offset + 4], bytes[offset + 5]).has_value();
}

Result<ParsedDataset> parse_dataset(ByteView bytes, const TransferSyntax& syntax,
                                    PixelDataUse pixel_data, ReadScope scope) {
  const CharacterSet default_characters({});
  Context context{.encoding = {}, .characters = &default_characters};
  context.encoding.order = syntax.big_endian ? ByteReader::Order::kBig : ByteReader::Order::kLittle;
  const bool known_form = bytes.size() >= kTagAndLength;
  context.encoding.explicit_vr = known_form ? looks_explicit(bytes, 0) : syntax.explicit_vr;
  if (syntax.explicit_vr && known_form && is_vr_letter(bytes[4]) && is_vr_letter(bytes[5])) {
    context.encoding.explicit_vr = true;
  }
  Parser parser(bytes, pixel_data, scope);
  OVERREAD_TRY(Dataset dataset, parser.parse_top_level(0, context));
  return ParsedDataset{std::move(dataset), parser.pixel_data(), parser.position()};
}

Result<Dataset> parse_meta(ByteView bytes, std::size_t& offset) {
  Parser parser(bytes, PixelDataUse::kCopy, ReadScope::kAll);
  parser.seek(offset);
  OVERREAD_TRY(Dataset meta, parser.parse_group_2());
  offset = parser.position();
  return meta;
}

}  // namespace overread
