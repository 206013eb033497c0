#include "core/dicom/dataset.hpp"

#include <cmath>
#include <utility>

#include "core/dicom/decimal.hpp"
#include "core/dicom/vr.hpp"

namespace overread {

Dataset::Dataset() = default;
Dataset::~Dataset() = default;
Dataset::Dataset(const Dataset&) = default;
Dataset::Dataset(Dataset&&) noexcept = default;
Dataset& Dataset::operator=(const Dataset&) = default;
Dataset& Dataset::operator=(Dataset&&) noexcept = default;

const Element* Dataset::find(Tag tag) const {
  const auto found = elements_.find(tag);
  return found == elements_.end() ? nullptr : &found->second;
}

std::string Dataset::text(Tag tag, std::size_t index) const {
  const Element* element = find(tag);
  if (element == nullptr) return {};
  if (const auto* texts = std::get_if<Element::Text>(&element->value)) {
    return index < texts->size() ? (*texts)[index] : std::string();
  }
  if (const auto* integers = std::get_if<Element::Integers>(&element->value)) {
    return index < integers->size() ? std::to_string((*integers)[index]) : std::string();
  }
  if (const auto* floats = std::get_if<Element::Floats>(&element->value)) {
    return index < floats->size() ? format_decimal((*floats)[index]) : std::string();
  }
  if (const auto* tag_values = std::get_if<Element::Tags>(&element->value)) {
    return index < tag_values->size() ? to_string((*tag_values)[index]) : std::string();
  }
  return {};
}

std::optional<double> Dataset::number(Tag tag, std::size_t index) const {
  const Element* element = find(tag);
  if (element == nullptr) return std::nullopt;
  if (const auto* texts = std::get_if<Element::Text>(&element->value)) {
    if (index >= texts->size()) return std::nullopt;
    return parse_decimal((*texts)[index]);
  }
  if (const auto* integers = std::get_if<Element::Integers>(&element->value)) {
    if (index >= integers->size()) return std::nullopt;
    return static_cast<double>((*integers)[index]);
  }
  if (const auto* floats = std::get_if<Element::Floats>(&element->value)) {
    if (index >= floats->size() || !std::isfinite((*floats)[index])) return std::nullopt;
    return (*floats)[index];
  }
  return std::nullopt;
}

std::optional<double> Dataset::finite_number(Tag tag) const {
  const auto value = number(tag);
  return value && std::isfinite(*value) ? value : std::nullopt;
}

std::optional<std::int64_t> Dataset::integer(Tag tag, std::size_t index) const {
  const Element* element = find(tag);
  if (element == nullptr) return std::nullopt;
  if (const auto* texts = std::get_if<Element::Text>(&element->value)) {
    if (index >= texts->size()) return std::nullopt;
    return parse_integer((*texts)[index]);
  }
  if (const auto* integers = std::get_if<Element::Integers>(&element->value)) {
    if (index >= integers->size()) return std::nullopt;
    return (*integers)[index];
  }
  const auto value = number(tag, index);
  if (!value || *value != std::floor(*value) || std::fabs(*value) > 9e15) return std::nullopt;
  return static_cast<std::int64_t>(*value);
}

std::vector<double> Dataset::numbers(Tag tag) const {
  const Element* element = find(tag);
  if (element == nullptr) return {};
  std::size_t count = 0;
  if (const auto* texts = std::get_if<Element::Text>(&element->value)) count = texts->size();
  if (const auto* integers = std::get_if<Element::Integers>(&element->value)) {
    count = integers->size();
  }
  if (const auto* floats = std::get_if<Element::Floats>(&element->value)) count = floats->size();
  std::vector<double> values;
  values.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto value = number(tag, i);
    if (!value) return {};
    values.push_back(*value);
  }
  return values;
}

std::span<const Dataset> Dataset::sequence(Tag tag) const {
  const Element* element = find(tag);
  if (element == nullptr) return {};
  const auto* items = std::get_if<Element::Sequence>(&element->value);
  return items == nullptr ? std::span<const Dataset>() : std::span<const Dataset>(*items);
}

ByteView Dataset::bytes(Tag tag) const {
  const Element* element = find(tag);
  if (element == nullptr) return {};
  const auto* value = std::get_if<Bytes>(&element->value);
  return value == nullptr ? ByteView() : ByteView(*value);
}

void Dataset::set(Tag tag, Element element) {
  // Files have their elements in ascending order.
  elements_.insert_or_assign(elements_.end(), tag, std::move(element));
}

void Dataset::set_text(Tag tag, Vr vr, std::string_view value) {
  set_texts(tag, vr, {std::string(value)});
}

void Dataset::set_texts(Tag tag, Vr vr, std::vector<std::string> values) {
  set(tag, {vr, Element::Text(std::move(values))});
}

void Dataset::set_number(Tag tag, Vr vr, double value) {
  set_numbers(tag, vr, std::span<const double>(&value, 1));
}

void Dataset::set_numbers(Tag tag, Vr vr, std::span<const double> values) {
  switch (kind_of(vr)) {
    case VrKind::kFloats:
      set(tag, {vr, Element::Floats(values.begin(), values.end())});
      return;
    case VrKind::kIntegers: {
      Element::Integers integers;
      for (const double value : values) {
        integers.push_back(static_cast<std::int64_t>(std::llround(value)));
      }
      set(tag, {vr, std::move(integers)});
      return;
    }
    default: {
      Element::Text texts;
      for (const double value : values) {
        texts.push_back(vr == Vr::kIS ? std::to_string(std::llround(value))
                                      : format_decimal(value));
      }
      set(tag, {vr, std::move(texts)});
      return;
    }
  }
}

void Dataset::set_sequence(Tag tag, std::vector<Dataset> items) {
  set(tag, {Vr::kSQ, Element::Sequence(std::move(items))});
}

void Dataset::set_bytes(Tag tag, Vr vr, Bytes bytes) { set(tag, {vr, std::move(bytes)}); }

void Dataset::remove(Tag tag) { elements_.erase(tag); }

}  // namespace overread
