#include "core/image/real_world_value.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "core/dicom/tags.hpp"

namespace overread {
namespace {

const Dataset* code_at(const Dataset& dataset, Tag sequence) {
  const auto items = dataset.sequence(sequence);
  return items.empty() ? nullptr : &items.front();
}

/// The shorter of code and meaning, as a unit is read: "mm2/s" of "square millimeter per second",
/// "HU" of "[hnsf'U]".
std::string unit_of(const Dataset& item) {
  const Dataset* code = code_at(item, tags::kMeasurementUnitsCodeSequence);
  if (code == nullptr) return {};
  std::string value = code->text(tags::kCodeValue);
  std::string meaning = code->text(tags::kCodeMeaning);
  if (code->text(tags::kCodingSchemeDesignator) != "UCUM") {
    return meaning.empty() ? value : meaning;
  }
  if (value == "1") return {};
  if (value == "[hnsf'U]") return "HU";
  return meaning.empty() || value.size() < meaning.size() ? value : meaning;
}

/// Quantity Definition Sequence holds content items; the one that is named "Quantity" says what is
/// measured. It has a code of SNOMED CT and an older one of SRT.
std::string quantity_of(const Dataset& item) {
  for (const Dataset& definition : item.sequence(tags::kQuantityDefinitionSequence)) {
    const Dataset* name = code_at(definition, tags::kConceptNameCodeSequence);
    const Dataset* value = code_at(definition, tags::kConceptCodeSequence);
    if (name == nullptr || value == nullptr) continue;
    const std::string code = name->text(tags::kCodeValue);
    if (code != "246205007" && code != "G-C1C6") continue;
    if (std::string meaning = value->text(tags::kCodeMeaning); !meaning.empty()) return meaning;
  }
  std::string explanation = item.text(tags::kLutExplanation);
  return explanation.empty() ? item.text(tags::kLutLabel) : explanation;
}

/// The integers have 16 bits and the VR of whatever wrote them.
double in_sign_of_pixels(double value, StoredSign sign) {
  if (sign == StoredSign::kSigned) return value > 32767.0 ? value - 65536.0 : value;
  return value < 0.0 ? value + 65536.0 : value;
}

std::optional<double> end_of_range(const Dataset& item, Tag floating, Tag integer,
                                   StoredSign sign) {
  if (const auto value = item.finite_number(floating)) return value;
  const auto value = item.finite_number(integer);
  return value ? std::optional(in_sign_of_pixels(*value, sign)) : std::nullopt;
}

std::optional<RealWorldValueMapping> mapping_from(const Dataset& item, StoredSign sign) {
  RealWorldValueMapping mapping{
      .first_value_mapped = end_of_range(item, tags::kDoubleFloatRealWorldValueFirstValueMapped,
                                         tags::kRealWorldValueFirstValueMapped, sign),
      .last_value_mapped = end_of_range(item, tags::kDoubleFloatRealWorldValueLastValueMapped,
                                        tags::kRealWorldValueLastValueMapped, sign),
      .unit = unit_of(item),
      .quantity = quantity_of(item)};
  const bool has_range = mapping.first_value_mapped && mapping.last_value_mapped;
  if (has_range && *mapping.first_value_mapped > *mapping.last_value_mapped) return std::nullopt;
  if (item.contains(tags::kRealWorldValueLutData)) {
    mapping.lut_data = item.numbers(tags::kRealWorldValueLutData);
    const auto is_finite = [](double value) { return std::isfinite(value); };
    const bool fits = has_range && !mapping.lut_data.empty() &&
                      mapping.lut_data.size() <= kMostMappedValues &&
                      *mapping.last_value_mapped - *mapping.first_value_mapped + 1.0 ==
                          static_cast<double>(mapping.lut_data.size());
    if (!fits || !std::ranges::all_of(mapping.lut_data, is_finite)) return std::nullopt;
    return mapping;
  }
  const auto slope = item.finite_number(tags::kRealWorldValueSlope);
  const auto intercept = item.finite_number(tags::kRealWorldValueIntercept);
  if (!slope || !intercept || *slope == 0.0) return std::nullopt;
  mapping.slope = *slope;
  mapping.intercept = *intercept;
  return mapping;
}

}  // namespace

std::vector<RealWorldValueMapping> read_real_world_values(std::span<const Dataset> items,
                                                          StoredSign sign) {
  std::vector<RealWorldValueMapping> mappings;
  for (const Dataset& item : items) {
    if (mappings.size() == kMostMappings) break;
    if (auto mapping = mapping_from(item, sign)) mappings.push_back(std::move(*mapping));
  }
  return mappings;
}

std::optional<double> real_world_value(const RealWorldValueMapping& mapping, double stored) {
  if (!std::isfinite(stored)) return std::nullopt;
  if (mapping.first_value_mapped && stored < *mapping.first_value_mapped) return std::nullopt;
  if (mapping.last_value_mapped && stored > *mapping.last_value_mapped) return std::nullopt;
  if (mapping.lut_data.empty()) return stored * mapping.slope + mapping.intercept;
  const double index = std::floor(stored - mapping.first_value_mapped.value_or(0.0) + 0.5);
  const auto last = static_cast<double>(mapping.lut_data.size() - 1);
  return mapping.lut_data[static_cast<std::size_t>(std::clamp(index, 0.0, last))];
}

const RealWorldValueMapping* mapping_of(std::span<const RealWorldValueMapping> mappings,
                                        double stored) {
  const auto found = std::ranges::find_if(mappings, [&](const RealWorldValueMapping& mapping) {
    return real_world_value(mapping, stored).has_value();
  });
  return found == mappings.end() ? nullptr : &*found;
}

}  // namespace overread
