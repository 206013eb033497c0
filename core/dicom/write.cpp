#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "core/base/uid.hpp"
#include "core/dicom/deflate.hpp"
#include "core/dicom/file.hpp"
#include "core/dicom/tags.hpp"
#include "core/dicom/transfer_syntax.hpp"
#include "core/dicom/value_codec.hpp"
#include "core/dicom/vr.hpp"

namespace overread {
namespace {

constexpr std::uint32_t kUndefinedLength = 0xFFFFFFFF;
constexpr std::size_t kMaxShortLength = 0xFFFE;
constexpr std::array<std::uint8_t, 4> kItemTag{0xFE, 0xFF, 0x00, 0xE0};
constexpr std::string_view kUtf8Term = "ISO_IR 192";
/// Derived once from the product's name under 2.25; part of every file we write.
constexpr std::string_view kImplementationName = "overread";
constexpr std::string_view kImplementationVersionName = "OVERREAD_0_1";

/// True for bytes that are items from the first to the last.
bool is_item_stream(const Element& element) {
  const auto* bytes = std::get_if<Bytes>(&element.value);
  if (bytes == nullptr) return false;
  ByteReader reader(*bytes);
  while (reader.remaining() > 0) {
    const auto tag = reader.take(kItemTag.size());
    if (!tag || !std::ranges::equal(*tag, kItemTag)) return false;
    const auto length = reader.u32();
    if (!length || !reader.take(*length)) return false;
  }
  return !bytes->empty();
}

class Writer {
 public:
  explicit Writer(const TransferSyntax& syntax)
      : explicit_vr_(syntax.explicit_vr),
        encapsulated_(syntax.is_encapsulated()),
        order_(syntax.big_endian ? ByteReader::Order::kBig : ByteReader::Order::kLittle) {}

  Result<void> write_dataset(const Dataset& dataset, bool is_top_level) {
    for (const auto& [tag, element] : dataset.elements()) {
      // Group lengths are retired and would be wrong now, PS3.5 7.2.
      if (tag.element == 0 && tag.group != 2) continue;
      // Group 2 would be read as the file's own meta information, transfer syntax and all.
      const bool is_meta = is_top_level && tag.group == 2;
      if (is_meta || tag.group == 0 || tag.group == 0xFFFE || tag.group == 0xFFFF) {
        return fail(ErrorCode::kInvalidAttribute, to_string(tag) + " cannot stand in a data set");
      }
      OVERREAD_CHECK(write_element(tag, element, is_top_level));
    }
    return {};
  }

  Bytes take() { return std::move(out_); }

 private:
  Result<void> write_element(Tag tag, const Element& element, bool is_top_level) {
    if (const auto* items = std::get_if<Element::Sequence>(&element.value)) {
      return write_sequence(tag, *items);
    }
    // An icon may be encapsulated where the picture is, or not, PS3.5 A.4.
    if (encapsulated_ && tag == tags::kPixelData && (is_top_level || is_item_stream(element))) {
      return write_encapsulated(tag, element);
    }
    if (kind_of(element.vr) == VrKind::kSequence) {
      return write_sequence(tag, {});
    }
    Bytes value = encode_value(element, order_);
    const bool fits_short = value.size() <= kMaxShortLength;
    if (value.size() >= kUndefinedLength) {
      return fail(ErrorCode::kTooLarge, describe(tag) + " has " + std::to_string(value.size()) +
                                            " bytes, more than an element can hold");
    }
    // A value too long for a short length goes out as UN, PS3.5 6.2.2 note 4.
    const Vr vr =
        explicit_vr_ && !has_long_length(element.vr) && !fits_short ? Vr::kUN : element.vr;
    // Of a UN nobody knows what to swap: it is little endian.
    if (vr != element.vr) value = encode_value(element, ByteReader::Order::kLittle);
    write_header(tag, vr, static_cast<std::uint32_t>(value.size()));
    out_.insert(out_.end(), value.begin(), value.end());
    return {};
  }

  Result<void> write_sequence(Tag tag, std::span<const Dataset> items) {
    write_header(tag, Vr::kSQ, kUndefinedLength);
    for (const Dataset& item : items) {
      write_delimiter(tags::kItem, kUndefinedLength);
      OVERREAD_CHECK(write_dataset(item, /*is_top_level=*/false));
      write_delimiter(tags::kItemDelimitationItem, 0);
    }
    write_delimiter(tags::kSequenceDelimitationItem, 0);
    return {};
  }

  Result<void> write_encapsulated(Tag tag, const Element& element) {
    const auto* items = std::get_if<Bytes>(&element.value);
    if (items == nullptr || items->size() < 8 ||
        !std::ranges::equal(std::span(*items).first(4), kItemTag)) {
      return fail(ErrorCode::kInvalidAttribute,
                  describe(tag) + " holds no fragments, which this transfer syntax needs");
    }
    write_header(tag, Vr::kOB, kUndefinedLength);
    out_.insert(out_.end(), items->begin(), items->end());
    write_delimiter(tags::kSequenceDelimitationItem, 0);
    return {};
  }

  void write_header(Tag tag, Vr vr, std::uint32_t length) {
    u16(tag.group);
    u16(tag.element);
    if (!explicit_vr_) {
      u32(length);
      return;
    }
    const std::string characters = to_string(vr);
    out_.insert(out_.end(), characters.begin(), characters.end());
    if (has_long_length(vr)) {
      u16(0);
      u32(length);
    } else {
      u16(static_cast<std::uint16_t>(length));
    }
  }

  void write_delimiter(Tag tag, std::uint32_t length) {
    u16(tag.group);
    u16(tag.element);
    u32(length);
  }

  void u16(std::uint16_t value) {
    const auto low = static_cast<std::uint8_t>(value);
    const auto high = static_cast<std::uint8_t>(value >> 8);
    const bool big = order_ == ByteReader::Order::kBig;
    out_.push_back(big ? high : low);
    out_.push_back(big ? low : high);
  }

  void u32(std::uint32_t value) {
    const auto low = static_cast<std::uint16_t>(value);
    const auto high = static_cast<std::uint16_t>(value >> 16);
    const bool big = order_ == ByteReader::Order::kBig;
    u16(big ? high : low);
    u16(big ? low : high);
  }

  bool explicit_vr_;
  bool encapsulated_;
  ByteReader::Order order_;
  Bytes out_;
};

bool is_ascii(const Dataset& dataset) {
  for (const auto& [tag, element] : dataset.elements()) {
    if (const auto* texts = std::get_if<Element::Text>(&element.value)) {
      for (const std::string& text : *texts) {
        if (std::ranges::any_of(text, [](char c) { return (c & 0x80) != 0; })) return false;
      }
    } else if (const auto* items = std::get_if<Element::Sequence>(&element.value)) {
      if (!std::ranges::all_of(*items, is_ascii)) return false;
    }
  }
  return true;
}

/// Says ISO_IR 192 wherever the data set names a character set: its texts are UTF-8.
void name_utf8(Dataset& dataset) {
  std::vector<std::pair<Tag, Element>> changed;
  for (const auto& [tag, element] : dataset.elements()) {
    if (const auto* items = std::get_if<Element::Sequence>(&element.value)) {
      Element::Sequence copies = *items;
      for (Dataset& copy : copies) name_utf8(copy);
      changed.emplace_back(tag, Element{Vr::kSQ, std::move(copies)});
    }
  }
  for (auto& [tag, element] : changed) dataset.set(tag, std::move(element));
  if (dataset.contains(tags::kSpecificCharacterSet)) {
    dataset.set_text(tags::kSpecificCharacterSet, Vr::kCS, kUtf8Term);
  }
}

Result<Dataset> make_meta(const Dataset& dataset, std::string_view transfer_syntax_uid) {
  const std::string sop_class_uid = dataset.text(tags::kSopClassUid);
  const std::string sop_instance_uid = dataset.text(tags::kSopInstanceUid);
  if (!is_valid_uid(sop_class_uid)) {
    return fail(ErrorCode::kInvalidAttribute,
                describe(tags::kSopClassUid) + " is \"" + sop_class_uid + "\", must be a UID");
  }
  if (!is_valid_uid(sop_instance_uid)) {
    return fail(ErrorCode::kInvalidAttribute, describe(tags::kSopInstanceUid) + " is \"" +
                                                  sop_instance_uid + "\", must be a UID");
  }
  Dataset meta;
  meta.set_bytes(tags::kFileMetaInformationVersion, Vr::kOB, {0, 1});
  meta.set_text(tags::kMediaStorageSopClassUid, Vr::kUI, sop_class_uid);
  meta.set_text(tags::kMediaStorageSopInstanceUid, Vr::kUI, sop_instance_uid);
  meta.set_text(tags::kTransferSyntaxUid, Vr::kUI, transfer_syntax_uid);
  meta.set_text(tags::kImplementationClassUid, Vr::kUI, uid_from_text(kImplementationName));
  meta.set_text(tags::kImplementationVersionName, Vr::kSH, kImplementationVersionName);
  return meta;
}

}  // namespace

Result<Bytes> write_dicom_file(const Dataset& dataset, std::string_view transfer_syntax_uid) {
  if (transfer_syntax_uid.empty()) transfer_syntax_uid = kExplicitVrLittleEndian;
  if (!is_valid_uid(transfer_syntax_uid)) {
    return fail(ErrorCode::kInvalidAttribute, describe(tags::kTransferSyntaxUid) + " is \"" +
                                                  std::string(transfer_syntax_uid) +
                                                  "\", must be a UID");
  }
  const TransferSyntax syntax = transfer_syntax(transfer_syntax_uid);
  OVERREAD_TRY(const Dataset meta, make_meta(dataset, transfer_syntax_uid));

  Writer meta_writer({});
  OVERREAD_CHECK(meta_writer.write_dataset(meta, /*is_top_level=*/false));
  const Bytes meta_bytes = meta_writer.take();
  Dataset group_length;
  group_length.set_number(tags::kFileMetaInformationGroupLength, Vr::kUL,
                          static_cast<double>(meta_bytes.size()));
  Writer length_writer({});
  OVERREAD_CHECK(length_writer.write_dataset(group_length, /*is_top_level=*/false));
  const Bytes length_bytes = length_writer.take();

  Writer writer(syntax);
  if (is_ascii(dataset)) {
    OVERREAD_CHECK(writer.write_dataset(dataset, /*is_top_level=*/true));
  } else {
    Dataset named = dataset;
    named.set_text(tags::kSpecificCharacterSet, Vr::kCS, kUtf8Term);
    name_utf8(named);
    OVERREAD_CHECK(writer.write_dataset(named, /*is_top_level=*/true));
  }
  Bytes body = writer.take();
  if (syntax.deflated) {
    OVERREAD_TRY(body, deflate_bytes(body));
  }

  Bytes file(128, 0);
  file.insert(file.end(), {'D', 'I', 'C', 'M'});
  file.insert(file.end(), length_bytes.begin(), length_bytes.end());
  file.insert(file.end(), meta_bytes.begin(), meta_bytes.end());
  file.insert(file.end(), body.begin(), body.end());
  return file;
}

}  // namespace overread
