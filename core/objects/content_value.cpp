#include "core/objects/content_value.hpp"

#include <algorithm>

#include "core/dicom/tags.hpp"
#include "core/objects/codes.hpp"

namespace overread {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// A UCUM code as readers know it: annotations in braces without them, "1" for nothing at all.
std::string unit_text(const Concept& unit) {
  if (unit.scheme != "UCUM") return unit.meaning.empty() ? unit.value : unit.meaning;
  if (unit.value == "1") return {};
  if (unit.value == "[hnsf'U]") return "HU";
  if (unit.value == "deg") return "°";
  if (unit.value.size() > 2 && unit.value.starts_with('{') && unit.value.ends_with('}')) {
    return unit.value.substr(1, unit.value.size() - 2);
  }
  return unit.value;
}

std::string joined(std::string number, const std::string& unit) {
  if (unit.empty()) return number;
  const bool touches = unit == "°" || unit == "%";
  return std::move(number) + (touches ? "" : " ") + unit;
}

/// PS3.3 C.18.1: the value, or why there is none; sometimes both.
std::string numeric_text(const Dataset& item) {
  std::string qualifier = concept_at(item, tags::kNumericValueQualifierCodeSequence).meaning;
  const auto measured = item.sequence(tags::kMeasuredValueSequence);
  if (measured.empty()) return qualifier;
  const std::string text =
      joined(measured.front().text(tags::kNumericValue),
             unit_text(concept_at(measured.front(), tags::kMeasurementUnitsCodeSequence)));
  return qualifier.empty() ? text : text + " (" + qualifier + ")";
}

}  // namespace

std::string readable_date(std::string_view date) {
  if (date.size() != 8 || !all_digits(date)) return std::string(date);
  return std::string(date.substr(0, 4)) + "-" + std::string(date.substr(4, 2)) + "-" +
         std::string(date.substr(6, 2));
}

std::string readable_time(std::string_view time) {
  const std::string_view whole = time.substr(0, time.find('.'));
  if ((whole.size() != 4 && whole.size() != 6) || !all_digits(whole)) return std::string(time);
  std::string text = std::string(whole.substr(0, 2)) + ":" + std::string(whole.substr(2, 2));
  if (whole.size() == 6) text += ":" + std::string(whole.substr(4, 2));
  return text;
}

std::string readable_date_time(std::string_view date_time) {
  constexpr std::size_t kDateLength = 8;
  const std::string_view here = date_time.substr(0, date_time.find_first_of("+-"));
  if (here.size() < kDateLength || !all_digits(here.substr(0, kDateLength))) {
    return std::string(date_time);
  }
  std::string date = readable_date(here.substr(0, kDateLength));
  if (here.size() == kDateLength) return date;
  return date + " " + readable_time(here.substr(kDateLength));
}

std::string content_value(const Dataset& item) {
  const std::string type = item.text(tags::kValueType);
  if (type == "TEXT") return item.text(tags::kTextValue);
  if (type == "CODE") {
    const Concept code = concept_at(item, tags::kConceptCodeSequence);
    return code.meaning.empty() ? code.value : code.meaning;
  }
  if (type == "NUM") return numeric_text(item);
  if (type == "DATETIME") return readable_date_time(item.text(tags::kDateTime));
  if (type == "DATE") return readable_date(item.text(tags::kDate));
  if (type == "TIME") return readable_time(item.text(tags::kTime));
  if (type == "PNAME") return item.text(tags::kPersonName);
  if (type == "UIDREF") return item.text(tags::kUid);
  if (type == "TCOORD") return item.text(tags::kTemporalRangeType);
  return {};
}

}  // namespace overread
