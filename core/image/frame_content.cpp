#include "core/image/frame_content.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>

#include "core/dicom/tags.hpp"

namespace overread {
namespace {

/// Dimensions beyond these tell no frames apart that the first ones do not.
constexpr std::size_t kMostDimensions = 8;

/// A count or number from the file; 0 where there is none or it is no number.
int number_of(const Dataset& dataset, Tag tag) {
  const auto value = dataset.integer(tag);
  if (!value || *value < 0 || *value > std::numeric_limits<int>::max()) return 0;
  return static_cast<int>(*value);
}

void read_time(const Dataset& dataset, Tag tag, std::optional<double>& into) {
  const auto value = dataset.number(tag);
  if (value && std::isfinite(*value)) into = value;
}

std::string all_values(const Dataset& dataset, Tag tag) {
  const Element* element = dataset.find(tag);
  const auto* texts = element == nullptr ? nullptr : std::get_if<Element::Text>(&element->value);
  if (texts == nullptr) return {};
  std::string joined;
  for (const std::string& text : *texts) {
    if (!joined.empty()) joined += '\\';
    joined += text;
  }
  return joined;
}

/// What stands outside the functional groups; all there is of a classic instance.
FrameContent instance_content(const Dataset& dataset) {
  FrameContent content;
  content.stack_id = dataset.text(tags::kStackId);
  content.image_type = all_values(dataset, tags::kImageType);
  content.in_stack_position_number = number_of(dataset, tags::kInStackPositionNumber);
  content.temporal_position = number_of(dataset, tags::kTemporalPositionIdentifier);
  content.acquisition_number = number_of(dataset, tags::kAcquisitionNumber);
  content.echo_number = number_of(dataset, tags::kEchoNumbers);
  read_time(dataset, tags::kEchoTime, content.echo_time);
  read_time(dataset, tags::kDiffusionBValue, content.diffusion_b_value);
  read_time(dataset, tags::kTriggerTime, content.trigger_time);
  return content;
}

/// Which of Dimension Index Values count something else than places in the patient. None are used
/// where the file does not say what they count.
std::vector<bool> telling_dimensions(const Dataset& dataset) {
  std::vector<bool> telling;
  for (const Dataset& item : dataset.sequence(tags::kDimensionIndexSequence)) {
    const Element* element = item.find(tags::kDimensionIndexPointer);
    const auto* pointers =
        element == nullptr ? nullptr : std::get_if<Element::Tags>(&element->value);
    const Tag pointer = pointers == nullptr || pointers->empty() ? Tag{} : pointers->front();
    telling.push_back(pointer != Tag{} && pointer != tags::kInStackPositionNumber &&
                      pointer != tags::kImagePositionPatient && pointer != tags::kSliceLocation);
    if (telling.size() == kMostDimensions) break;
  }
  return telling;
}

void read_content_item(const Dataset& item, const std::vector<bool>& telling,
                       FrameContent& content) {
  if (std::string id = item.text(tags::kStackId); !id.empty()) content.stack_id = std::move(id);
  const auto take = [&](Tag tag, int& into) {
    if (const int number = number_of(item, tag); number != 0) into = number;
  };
  take(tags::kInStackPositionNumber, content.in_stack_position_number);
  take(tags::kTemporalPositionIndex, content.temporal_position);
  take(tags::kFrameAcquisitionNumber, content.acquisition_number);
  for (std::size_t i = 0; i < telling.size(); ++i) {
    if (!telling[i]) continue;
    const auto value = item.integer(tags::kDimensionIndexValues, i).value_or(0);
    content.dimension_index_values.push_back(static_cast<std::uint32_t>(
        std::clamp<std::int64_t>(value, 0, std::numeric_limits<std::uint32_t>::max())));
  }
}

FrameContent frame_content(const FunctionalGroups& groups, std::size_t frame,
                           const std::vector<bool>& telling, FrameContent content) {
  if (const Dataset* item = groups.macro(tags::kFrameContentSequence, frame)) {
    read_content_item(*item, telling, content);
  }
  for (const Tag sequence : {tags::kCtImageFrameTypeSequence, tags::kMrImageFrameTypeSequence}) {
    if (const Dataset* item = groups.macro(sequence, frame)) {
      if (std::string type = all_values(*item, tags::kFrameType); !type.empty()) {
        content.image_type = std::move(type);
      }
    }
  }
  if (const Dataset* item = groups.macro(tags::kMrEchoSequence, frame)) {
    read_time(*item, tags::kEffectiveEchoTime, content.echo_time);
  }
  if (const Dataset* item = groups.macro(tags::kMrDiffusionSequence, frame)) {
    read_time(*item, tags::kDiffusionBValue, content.diffusion_b_value);
  }
  if (const Dataset* item = groups.macro(tags::kCardiacSynchronizationSequence, frame)) {
    read_time(*item, tags::kNominalCardiacTriggerDelayTime, content.trigger_time);
  }
  if (const Dataset* item = groups.macro(tags::kSegmentIdentificationSequence, frame)) {
    content.segment_number = number_of(*item, tags::kReferencedSegmentNumber);
  }
  return content;
}

}  // namespace

std::vector<FrameContent> read_frame_contents(const Dataset& dataset,
                                              const FunctionalGroups& groups, int frame_count) {
  const FrameContent outside = instance_content(dataset);
  std::vector<FrameContent> all;
  if (groups.frame_count() == static_cast<std::size_t>(frame_count)) {
    const std::vector<bool> telling = telling_dimensions(dataset);
    all.reserve(groups.frame_count());
    for (std::size_t frame = 0; frame < groups.frame_count(); ++frame) {
      all.push_back(frame_content(groups, frame, telling, outside));
    }
  } else {
    all.push_back(outside);
  }
  if (std::ranges::all_of(all, [&](const FrameContent& one) { return one == all.front(); })) {
    all.resize(1);
    if (all.front() == FrameContent{}) all.clear();
  }
  return all;
}

Concatenation read_concatenation(const Dataset& dataset) {
  return {.uid = dataset.text(tags::kConcatenationUid),
          .number = number_of(dataset, tags::kInConcatenationNumber),
          .total_number = number_of(dataset, tags::kInConcatenationTotalNumber),
          .frame_offset = number_of(dataset, tags::kConcatenationFrameOffsetNumber)};
}

}  // namespace overread
