#include "core/dicom/value_codec.hpp"

#include <bit>
#include <cstring>
#include <utility>

#include "core/dicom/vr.hpp"

namespace overread {
namespace {

std::uint64_t read_unsigned(ByteView bytes, std::size_t size, ByteReader::Order order) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t from = order == ByteReader::Order::kBig ? i : size - 1 - i;
    value = value << 8 | bytes[from];
  }
  return value;
}

void append_unsigned(Bytes& out, std::uint64_t value, std::size_t size, ByteReader::Order order) {
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t shift = 8 * (order == ByteReader::Order::kBig ? size - 1 - i : i);
    out.push_back(static_cast<std::uint8_t>(value >> shift));
  }
}

std::int64_t sign_extend(std::uint64_t value, std::size_t size) {
  const auto unused = static_cast<int>(64 - 8 * size);
  return static_cast<std::int64_t>(value << unused) >> unused;
}

bool is_signed(Vr vr) { return vr == Vr::kSS || vr == Vr::kSL || vr == Vr::kSV; }

bool is_padding(char c) { return c == ' ' || c == '\0'; }

std::string without_padding(std::string_view text, bool keep_leading) {
  while (!text.empty() && is_padding(text.back())) text.remove_suffix(1);
  while (!keep_leading && !text.empty() && is_padding(text.front())) text.remove_prefix(1);
  return std::string(text);
}

Element::Text split_text(Vr vr, std::string_view text) {
  Element::Text values;
  if (is_single_text(vr)) {
    std::string value = without_padding(text, /*keep_leading=*/true);
    if (!value.empty()) values.push_back(std::move(value));
    return values;
  }
  for (std::size_t begin = 0;;) {
    const std::size_t end = text.find('\\', begin);
    values.push_back(without_padding(text.substr(begin, end - begin), vr == Vr::kUC));
    if (end == std::string_view::npos) break;
    begin = end + 1;
  }
  if (values.size() == 1 && values.front().empty()) values.clear();
  return values;
}

void reverse_values(Bytes& bytes, std::size_t size) {
  for (std::size_t i = 0; i + size <= bytes.size(); i += size) {
    for (std::size_t j = 0; j < size / 2; ++j) std::swap(bytes[i + j], bytes[i + size - 1 - j]);
  }
}

std::string join_text(const Element::Text& values) {
  std::string joined;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) joined += '\\';
    joined += values[i];
  }
  return joined;
}

}  // namespace

Element decode_value(Vr vr, ByteView value, ByteReader::Order order,
                     const CharacterSet& characters) {
  const auto size = static_cast<std::size_t>(word_size(vr));
  switch (kind_of(vr)) {
    case VrKind::kText: {
      const std::string_view raw(reinterpret_cast<const char*>(value.data()), value.size());
      if (!has_character_set(vr)) {
        // A stray byte above ASCII in a UID or a date must not make text that is no UTF-8.
        if (is_utf8(raw)) return {vr, split_text(vr, raw)};
        return {vr, split_text(vr, characters.to_utf8(value, "\\"))};
      }
      const std::string_view delimiters = is_single_text(vr) ? "" : vr == Vr::kPN ? "\\^=" : "\\";
      return {vr, split_text(vr, characters.to_utf8(value, delimiters))};
    }
    case VrKind::kIntegers: {
      if (value.size() % size != 0) break;
      Element::Integers integers;
      integers.reserve(value.size() / size);
      for (std::size_t i = 0; i < value.size(); i += size) {
        const std::uint64_t number = read_unsigned(value.subspan(i), size, order);
        integers.push_back(is_signed(vr) ? sign_extend(number, size)
                                         : static_cast<std::int64_t>(number));
      }
      return {vr, std::move(integers)};
    }
    case VrKind::kFloats: {
      if (value.size() % size != 0) break;
      Element::Floats floats;
      floats.reserve(value.size() / size);
      for (std::size_t i = 0; i < value.size(); i += size) {
        const std::uint64_t number = read_unsigned(value.subspan(i), size, order);
        floats.push_back(size == 8 ? std::bit_cast<double>(number)
                                   : static_cast<double>(
                                         std::bit_cast<float>(static_cast<std::uint32_t>(number))));
      }
      return {vr, std::move(floats)};
    }
    case VrKind::kTags: {
      if (value.size() % 4 != 0) break;
      Element::Tags tag_values;
      for (std::size_t i = 0; i < value.size(); i += 4) {
        const auto group = read_unsigned(value.subspan(i), 2, order);
        const auto element = read_unsigned(value.subspan(i + 2), 2, order);
        tag_values.push_back(
            {static_cast<std::uint16_t>(group), static_cast<std::uint16_t>(element)});
      }
      return {vr, std::move(tag_values)};
    }
    case VrKind::kBytes: {
      Bytes bytes(value.begin(), value.end());
      if (order == ByteReader::Order::kBig) reverse_values(bytes, size);
      return {vr, std::move(bytes)};
    }
    case VrKind::kSequence:
      break;
  }
  return {Vr::kUN, Bytes(value.begin(), value.end())};
}

Bytes encode_value(const Element& element, ByteReader::Order order) {
  Bytes out;
  const auto size = static_cast<std::size_t>(word_size(element.vr));
  if (const auto* texts = std::get_if<Element::Text>(&element.value)) {
    const std::string joined = join_text(*texts);
    out.assign(joined.begin(), joined.end());
    if (out.size() % 2 != 0) out.push_back(element.vr == Vr::kUI ? 0 : ' ');
  } else if (const auto* integers = std::get_if<Element::Integers>(&element.value)) {
    for (const std::int64_t value : *integers) {
      append_unsigned(out, static_cast<std::uint64_t>(value), size, order);
    }
  } else if (const auto* floats = std::get_if<Element::Floats>(&element.value)) {
    for (const double value : *floats) {
      const std::uint64_t number = size == 8
                                       ? std::bit_cast<std::uint64_t>(value)
                                       : std::bit_cast<std::uint32_t>(static_cast<float>(value));
      append_unsigned(out, number, size, order);
    }
  } else if (const auto* tag_values = std::get_if<Element::Tags>(&element.value)) {
    for (const Tag tag : *tag_values) {
      append_unsigned(out, tag.group, 2, order);
      append_unsigned(out, tag.element, 2, order);
    }
  } else if (const auto* bytes = std::get_if<Bytes>(&element.value)) {
    out = *bytes;
    if (out.size() % 2 != 0) out.push_back(0);
    if (order == ByteReader::Order::kBig) reverse_values(out, size);
  }
  return out;
}

}  // namespace overread
