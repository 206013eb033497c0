#include "core/objects/sop_reference.hpp"

#include <limits>
#include <utility>

#include "core/dicom/tags.hpp"

namespace overread {
namespace {

std::vector<int> positive_numbers(const Dataset& item, Tag tag) {
  std::vector<int> numbers;
  for (const double value : item.numbers(tag)) {
    if (value >= 1.0 && value <= static_cast<double>(std::numeric_limits<int>::max())) {
      numbers.push_back(static_cast<int>(value));
    }
  }
  return numbers;
}

}  // namespace

std::vector<SopReference> sop_references(const Dataset& dataset, Tag sequence) {
  std::vector<SopReference> references;
  for (const Dataset& item : dataset.sequence(sequence)) {
    SopReference reference{item.text(tags::kReferencedSopClassUid),
                           item.text(tags::kReferencedSopInstanceUid),
                           positive_numbers(item, tags::kReferencedFrameNumber),
                           positive_numbers(item, tags::kReferencedSegmentNumber)};
    if (!reference.sop_instance_uid.empty()) references.push_back(std::move(reference));
  }
  return references;
}

}  // namespace overread
