#include "core/objects/codes.hpp"

#include "core/dicom/tags.hpp"

namespace overread {

Concept concept_at(const Dataset& dataset, Tag code_sequence) {
  const auto items = dataset.sequence(code_sequence);
  if (items.empty()) return {};
  const Dataset& code = items.front();
  std::string value = code.text(tags::kCodeValue);
  if (value.empty()) value = code.text(tags::kLongCodeValue);
  if (value.empty()) value = code.text(tags::kUrnCodeValue);
  return {code.text(tags::kCodingSchemeDesignator), std::move(value),
          code.text(tags::kCodeMeaning)};
}

}  // namespace overread
