#include "core/dicom/json.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/dicom/base64.hpp"
#include "core/dicom/decimal.hpp"
#include "core/dicom/tags.hpp"
#include "core/dicom/vr.hpp"

namespace overread {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kMaxJsonDepth = 64;
/// Integers beyond this are no longer exact in a JavaScript number.
constexpr std::int64_t kMaxSafeInteger = (std::int64_t{1} << 53) - 1;
constexpr std::array<const char*, 3> kNameGroups{"Alphabetic", "Ideographic", "Phonetic"};

/// "00100010".
std::string json_key(Tag tag) {
  const std::string text = to_string(tag);
  return text.substr(1, 4) + text.substr(6, 4);
}

std::optional<Tag> tag_of_key(std::string_view key) {
  if (key.size() != 8) return std::nullopt;
  std::uint32_t value = 0;
  for (const char c : key) {
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                             : -1;
    if (digit < 0) return std::nullopt;
    value = value << 4 | static_cast<std::uint32_t>(digit);
  }
  return Tag{static_cast<std::uint16_t>(value >> 16), static_cast<std::uint16_t>(value)};
}

Json person_name(std::string_view name) {
  Json value = Json::object();
  for (const char* group : kNameGroups) {
    const std::size_t end = name.find('=');
    const std::string_view part = name.substr(0, end);
    if (!part.empty()) value[group] = part;
    if (end == std::string_view::npos) break;
    name.remove_prefix(end + 1);
  }
  return value;
}

Json number(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  if (value == std::floor(value) && std::fabs(value) < 1e15) {
    return static_cast<std::int64_t>(value);
  }
  return value;
}

Json text_value(Vr vr, const std::string& text, DecimalForm decimals) {
  if (text.empty()) return nullptr;
  if (vr == Vr::kPN) return person_name(text);
  if (decimals == DecimalForm::kStrings) return text;
  if (vr == Vr::kDS) {
    const auto value = parse_decimal(text);
    return value ? number(*value) : Json(text);
  }
  if (vr == Vr::kIS) {
    const auto value = parse_integer(text);
    return value ? Json(*value) : Json(text);
  }
  return text;
}

Json integer_value(Vr vr, std::int64_t value) {
  if (vr == Vr::kUV && (value < 0 || value > kMaxSafeInteger)) {
    return std::to_string(static_cast<std::uint64_t>(value));
  }
  if (value > kMaxSafeInteger || value < -kMaxSafeInteger) return std::to_string(value);
  return value;
}

Json dataset_json(const Dataset& dataset, DecimalForm decimals);

Json element_json(const Element& element, DecimalForm decimals) {
  Json json = Json::object();
  json["vr"] = to_string(element.vr);
  Json values = Json::array();
  if (const auto* texts = std::get_if<Element::Text>(&element.value)) {
    for (const std::string& text : *texts) {
      values.push_back(text_value(element.vr, text, decimals));
    }
  } else if (const auto* integers = std::get_if<Element::Integers>(&element.value)) {
    for (const std::int64_t value : *integers) values.push_back(integer_value(element.vr, value));
  } else if (const auto* floats = std::get_if<Element::Floats>(&element.value)) {
    for (const double value : *floats) {
      const bool is_negative_zero = value == 0.0 && std::signbit(value);
      values.push_back(is_negative_zero ? Json(value) : number(value));
    }
  } else if (const auto* tag_values = std::get_if<Element::Tags>(&element.value)) {
    for (const Tag tag : *tag_values) values.push_back(json_key(tag));
  } else if (const auto* items = std::get_if<Element::Sequence>(&element.value)) {
    for (const Dataset& item : *items) values.push_back(dataset_json(item, decimals));
  } else if (const auto* bytes = std::get_if<Bytes>(&element.value)) {
    if (!bytes->empty()) json["InlineBinary"] = base64_encode(*bytes);
  }
  if (!values.empty()) json["Value"] = std::move(values);
  return json;
}

Json dataset_json(const Dataset& dataset, DecimalForm decimals) {
  Json json = Json::object();
  for (const auto& [tag, element] : dataset.elements()) {
    json[json_key(tag)] = element_json(element, decimals);
  }
  return json;
}

std::unexpected<Error> wrong(Tag tag, std::string_view what) {
  return fail(ErrorCode::kInvalidJson, describe(tag) + " " + std::string(what));
}

Result<std::string> text_of(Tag tag, Vr vr, const Json& value) {
  if (value.is_null()) return std::string();
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_integer()) return std::to_string(value.get<std::int64_t>());
  if (value.is_number()) return format_decimal(value.get<double>());
  if (vr == Vr::kPN && value.is_object()) {
    std::string name;
    std::string separators;
    for (const char* group : kNameGroups) {
      const auto part = value.find(group);
      if (part != value.end() && part->is_string() && !part->get<std::string>().empty()) {
        name += separators + part->get<std::string>();
        separators.clear();
      }
      separators += '=';
    }
    return name;
  }
  return wrong(tag, "holds a value that is no text");
}

Result<double> float_of(Tag tag, const Json& value) {
  if (value.is_number()) return value.get<double>();
  if (value.is_string()) {
    const auto text = value.get<std::string>();
    if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
    if (text == "inf") return std::numeric_limits<double>::infinity();
    if (text == "-inf") return -std::numeric_limits<double>::infinity();
    if (const auto number_value = parse_decimal(text)) return *number_value;
  }
  return wrong(tag, "holds a value that is no number");
}

Result<std::int64_t> integer_of(Tag tag, const Json& value) {
  if (value.is_number_unsigned()) return static_cast<std::int64_t>(value.get<std::uint64_t>());
  if (value.is_number_integer()) return value.get<std::int64_t>();
  if (value.is_number()) {
    const double number_value = value.get<double>();
    if (number_value == std::floor(number_value) && std::fabs(number_value) < 9e18) {
      return static_cast<std::int64_t>(number_value);
    }
  }
  if (value.is_string()) {
    const auto text = value.get<std::string>();
    if (const auto parsed = parse_integer(text)) return *parsed;
    std::uint64_t large = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), large);
    if (error == std::errc() && end == text.data() + text.size()) {
      return static_cast<std::int64_t>(large);
    }
  }
  return wrong(tag, "holds a value that is no integer");
}

Result<Dataset> dataset_of(const Json& json, int depth);

/// A number that would be cut when it is written.
bool fits(Vr vr, std::int64_t value) {
  switch (vr) {
    case Vr::kUS:
      return std::in_range<std::uint16_t>(value);
    case Vr::kSS:
      return std::in_range<std::int16_t>(value);
    case Vr::kUL:
      return std::in_range<std::uint32_t>(value);
    case Vr::kSL:
      return std::in_range<std::int32_t>(value);
    default:
      return true;
  }
}

Result<Element> element_of(Tag tag, Vr vr, const Json& values, int depth) {
  switch (kind_of(vr)) {
    case VrKind::kText: {
      Element::Text texts;
      for (const Json& value : values) {
        OVERREAD_TRY(std::string text, text_of(tag, vr, value));
        texts.push_back(std::move(text));
      }
      return Element{vr, std::move(texts)};
    }
    case VrKind::kIntegers: {
      Element::Integers integers;
      for (const Json& value : values) {
        OVERREAD_TRY(const std::int64_t integer, integer_of(tag, value));
        if (!fits(vr, integer)) {
          return wrong(tag, "is " + std::to_string(integer) + ", too large for " + to_string(vr));
        }
        integers.push_back(integer);
      }
      return Element{vr, std::move(integers)};
    }
    case VrKind::kFloats: {
      Element::Floats floats;
      for (const Json& value : values) {
        OVERREAD_TRY(const double number_value, float_of(tag, value));
        floats.push_back(number_value);
      }
      return Element{vr, std::move(floats)};
    }
    case VrKind::kTags: {
      Element::Tags tag_values;
      for (const Json& value : values) {
        const auto tag_value =
            value.is_string() ? tag_of_key(value.get<std::string>()) : std::nullopt;
        if (!tag_value) return wrong(tag, "holds a value that is no tag of 8 hexadecimal digits");
        tag_values.push_back(*tag_value);
      }
      return Element{vr, std::move(tag_values)};
    }
    case VrKind::kSequence: {
      Element::Sequence items;
      for (const Json& value : values) {
        OVERREAD_TRY(Dataset item, dataset_of(value, depth + 1));
        items.push_back(std::move(item));
      }
      return Element{vr, std::move(items)};
    }
    case VrKind::kBytes:
      break;
  }
  if (!values.empty()) return wrong(tag, "has VR " + to_string(vr) + " and needs InlineBinary");
  return Element{vr, Bytes()};
}

Result<Dataset> dataset_of(const Json& json, int depth) {
  if (!json.is_object()) return fail(ErrorCode::kInvalidJson, "A data set must be a JSON object");
  if (depth > kMaxJsonDepth) return fail(ErrorCode::kInvalidJson, "Sequences nest too deep");
  Dataset dataset;
  for (const auto& [key, member] : json.items()) {
    const auto tag = tag_of_key(key);
    if (!tag) {
      return fail(ErrorCode::kInvalidJson,
                  "\"" + key.substr(0, 64) + "\" is no tag of 8 hexadecimal digits");
    }
    if (!member.is_object()) return wrong(*tag, "must be a JSON object");
    const auto vr_member = member.find("vr");
    std::optional<Vr> vr;
    if (vr_member != member.end() && vr_member->is_string()) {
      const auto text = vr_member->get<std::string>();
      if (text.size() == 2) {
        vr = vr_from_characters(static_cast<std::uint8_t>(text[0]),
                                static_cast<std::uint8_t>(text[1]));
      }
    }
    if (!vr) return wrong(*tag, "has no vr");
    const auto inline_binary = member.find("InlineBinary");
    if (inline_binary != member.end() && kind_of(*vr) == VrKind::kBytes) {
      auto bytes = inline_binary->is_string() ? base64_decode(inline_binary->get<std::string>())
                                              : std::optional<Bytes>();
      if (!bytes) return wrong(*tag, "has an InlineBinary that is no base64");
      dataset.set_bytes(*tag, *vr, std::move(*bytes));
      continue;
    }
    const auto value_member = member.find("Value");
    const Json none = Json::array();
    const Json& values = value_member == member.end() ? none : *value_member;
    if (!values.is_array()) return wrong(*tag, "has a Value that is no array");
    OVERREAD_TRY(Element element, element_of(*tag, *vr, values, depth));
    dataset.set(*tag, std::move(element));
  }
  return dataset;
}

}  // namespace

std::string to_dicom_json(const Dataset& dataset, DecimalForm decimals) {
  return dataset_json(dataset, decimals).dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<Dataset> from_dicom_json(std::string_view json) {
  const Json parsed = Json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (parsed.is_discarded()) return fail(ErrorCode::kInvalidJson, "The text is no JSON");
  return dataset_of(parsed, 0);
}

}  // namespace overread
