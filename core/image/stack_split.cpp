#include "core/image/stack_split.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <format>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "core/image/stack_geometry.hpp"

namespace overread {
namespace {

/// Parts that lie over one another cover the whole more than once; acquisitions that meet in a
/// slice or two hardly do.
constexpr double kLeastCoverage = 1.1;

/// Something frames may differ in.
struct Attribute {
  StackTrait::Kind kind;
  std::size_t dimension = 0;  ///< Index into dimension_index_values.
};

/// What the file says outright comes before what may only happen to differ.
constexpr auto kAttributes = std::to_array<Attribute>({{StackTrait::Kind::kStackId},
                                                       {StackTrait::Kind::kSegment},
                                                       {StackTrait::Kind::kImageType},
                                                       {StackTrait::Kind::kEcho},
                                                       {StackTrait::Kind::kBValue},
                                                       {StackTrait::Kind::kTemporalPosition},
                                                       {StackTrait::Kind::kAcquisition},
                                                       {StackTrait::Kind::kTriggerTime},
                                                       {StackTrait::Kind::kKernel}});

const FrameContent& content_of(const PlacedFrame& frame) {
  return frame.header->content(frame.frame.frame_number);
}

std::string text_of(const std::optional<double>& value) {
  return value ? std::format("{}", *value) : std::string();
}

std::string text_of(int number) { return number == 0 ? std::string() : std::to_string(number); }

std::string value_of(const Attribute& attribute, const PlacedFrame& frame) {
  const FrameContent& content = content_of(frame);
  switch (attribute.kind) {
    case StackTrait::Kind::kStackId:
      return content.stack_id;
    case StackTrait::Kind::kSegment:
      return text_of(content.segment_number);
    case StackTrait::Kind::kImageType:
      return content.image_type;
    case StackTrait::Kind::kEcho:
      return content.echo_time ? text_of(content.echo_time) : text_of(content.echo_number);
    case StackTrait::Kind::kBValue:
      return text_of(content.diffusion_b_value);
    case StackTrait::Kind::kTemporalPosition:
      return text_of(content.temporal_position);
    case StackTrait::Kind::kAcquisition:
      return text_of(content.acquisition_number != 0 ? content.acquisition_number
                                                     : frame.header->acquisition_number);
    case StackTrait::Kind::kTriggerTime:
      return text_of(content.trigger_time);
    case StackTrait::Kind::kKernel:
      return frame.header->convolution_kernel;
    case StackTrait::Kind::kDimension:
      return attribute.dimension < content.dimension_index_values.size()
                 ? std::to_string(content.dimension_index_values[attribute.dimension])
                 : std::string();
    case StackTrait::Kind::kLocalizer:
    case StackTrait::Kind::kOrientation:
    case StackTrait::Kind::kSize:
    case StackTrait::Kind::kClip:
    case StackTrait::Kind::kPass:
      break;
  }
  return {};
}

std::vector<Attribute> attributes_of(const FrameStack& stack) {
  std::vector<Attribute> all(kAttributes.begin(), kAttributes.end());
  std::size_t dimensions = 0;
  for (const PlacedFrame& frame : stack.frames) {
    dimensions = std::max(dimensions, content_of(frame).dimension_index_values.size());
  }
  for (std::size_t i = 0; i < dimensions; ++i) {
    all.push_back({.kind = StackTrait::Kind::kDimension, .dimension = i});
  }
  return all;
}

StepGeometry steps_of(const FrameStack& stack) {
  std::vector<double> positions;
  positions.reserve(stack.frames.size());
  for (const PlacedFrame& frame : stack.frames) positions.push_back(frame.position_mm);
  return step_geometry(positions);
}

double length_mm(const FrameStack& stack) {
  return stack.frames.back().position_mm - stack.frames.front().position_mm;
}

/// Length of the leading values, parted by backslashes, that both lists begin with.
std::size_t shared_values(std::string_view a, std::string_view b) {
  const auto differ = static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
  return a.substr(0, differ).rfind('\\') + 1;
}

/// Parts by an attribute's value, in the order of their first frames.
std::vector<FrameStack> parts_by(const Attribute& attribute, const FrameStack& stack) {
  std::map<std::string, FrameStack> by_value;
  for (const PlacedFrame& frame : stack.frames) {
    by_value[value_of(attribute, frame)].frames.push_back(frame);
  }
  std::vector<FrameStack> parts;
  // What all begin with, the first and the last in order do.
  const std::size_t shared = attribute.kind == StackTrait::Kind::kImageType
                                 ? shared_values(by_value.begin()->first, by_value.rbegin()->first)
                                 : 0;
  for (auto& [value, part] : by_value) {
    part.traits = stack.traits;
    part.traits.push_back({attribute.kind, value.substr(shared)});
    parts.push_back(std::move(part));
  }
  const auto first_order = [](const FrameStack& part) {
    return std::ranges::min_element(part.frames, {}, &PlacedFrame::order)->order;
  };
  std::ranges::sort(parts, {}, first_order);
  return parts;
}

/// True when `count` parts that cover the whole `coverage` times lie over one another.
bool overlap(double coverage, std::size_t count) {
  return coverage >= kLeastCoverage && static_cast<double>(count) <= std::ceil(2.0 * coverage);
}

/// True when the parts are stacks of which the whole is a heap.
bool are_stacks(const Attribute& attribute, const StepGeometry& whole, double whole_length_mm,
                const std::vector<FrameStack>& parts) {
  if (parts.size() < 2) return false;
  int places = 0;
  int duplicates = 0;
  double lengths_mm = 0.0;
  bool all_even = true;
  for (const FrameStack& part : parts) {
    const StepGeometry steps = steps_of(part);
    places += steps.place_count;
    duplicates += steps.duplicate_count;
    // A slice is as thick as a step.
    lengths_mm += length_mm(part) + whole.usual_step_mm;
    all_even = all_even && !steps.uneven && steps.place_count > 2;
  }
  const bool repeats_less = duplicates < whole.duplicate_count;
  // Stacks and segments are what their maker calls so, however little they share.
  const bool by_name =
      attribute.kind == StackTrait::Kind::kStackId || attribute.kind == StackTrait::Kind::kSegment;
  if (repeats_less && by_name) return true;
  const double place_coverage = static_cast<double>(places) / whole.place_count;
  if (repeats_less && overlap(place_coverage, parts.size())) return true;
  const double way_coverage = lengths_mm / (whole_length_mm + whole.usual_step_mm);
  return whole.uneven && all_even && overlap(way_coverage, parts.size());
}

/// Entries of per-frame tables that are copied when a stack becomes `part_count` stacks.
std::size_t copied_entries(const FrameStack& stack, std::size_t part_count) {
  int largest = 1;
  for (const PlacedFrame& frame : stack.frames) {
    largest = std::max(largest, frame.header->frame_count);
  }
  return largest == 1 ? 0 : static_cast<std::size_t>(largest) * (part_count - 1);
}

/// Identifies a frame within its series; parts of one scan never share it, copies do.
std::pair<int, int> numbers_of(const PlacedFrame& frame) {
  return {frame.header->instance_number, frame.frame.frame_number};
}

/// The i-th frames of all places, in turn.
std::vector<FrameStack> by_rank(const FrameStack& stack) {
  std::vector<FrameStack> passes;
  std::vector<PlacedFrame> at_place;
  const auto deal = [&] {
    std::ranges::sort(at_place, {}, &PlacedFrame::order);
    for (std::size_t rank = 0; rank < at_place.size(); ++rank) {
      if (rank == passes.size()) {
        passes.push_back({.frames = {}, .traits = stack.traits});
        passes.back().traits.push_back({StackTrait::Kind::kPass, std::to_string(rank + 1)});
      }
      passes[rank].frames.push_back(at_place[rank]);
    }
    at_place.clear();
  };
  for (const PlacedFrame& frame : stack.frames) {
    const bool next_place = !at_place.empty() && frame.position_mm - at_place.back().position_mm >=
                                                     kDuplicateTolerance_mm;
    if (next_place) deal();
    at_place.push_back(frame);
  }
  deal();
  return passes;
}

/// True when the frames are numbered pass after pass, or place after place.
bool numbered_in_turn(const std::vector<FrameStack>& passes) {
  bool pass_after_pass = true;
  bool place_after_place = true;
  for (std::size_t i = 1; i < passes.size(); ++i) {
    const auto& before = passes[i - 1].frames;
    const auto& after = passes[i].frames;
    const auto last = std::ranges::max_element(before, {}, &PlacedFrame::order);
    const auto first = std::ranges::min_element(after, {}, &PlacedFrame::order);
    pass_after_pass = pass_after_pass && last->order < first->order;
    for (std::size_t place = 0; place < after.size() && place_after_place; ++place) {
      place_after_place =
          after.size() == before.size() && after[place].order == before[place].order + 1;
    }
  }
  return pass_after_pass || place_after_place;
}

/// The passes of a scanner over its places that only numbers tell apart: a run of functional MR may
/// state nothing else. Empty when it is none. Every pass takes every place once; only the last of
/// several may have been broken off.
std::vector<FrameStack> passes_of(const FrameStack& stack, const StepGeometry& whole) {
  std::set<std::pair<int, int>> numbers;
  for (const PlacedFrame& frame : stack.frames) {
    if (!numbers.insert(numbers_of(frame)).second) return {};
  }
  std::vector<FrameStack> passes = by_rank(stack);
  const auto is_whole = [&](const FrameStack& pass) {
    return std::ssize(pass.frames) == whole.place_count;
  };
  const auto whole_count = std::ranges::count_if(passes, is_whole);
  const bool whole_enough =
      whole_count >= 2 && whole_count + 1 >= std::ssize(passes) && numbered_in_turn(passes);
  if (!whole_enough) return {};
  return passes;
}

void split(FrameStack stack, const std::vector<Attribute>& attributes, std::size_t& table_budget,
           std::vector<FrameStack>& out) {
  const StepGeometry whole = steps_of(stack);
  const bool heap = (whole.duplicate_count > 0 || whole.uneven) && whole.place_count > 1;
  if (!heap) return out.push_back(std::move(stack));
  for (std::size_t i = 0; i < attributes.size(); ++i) {
    std::vector<FrameStack> parts = parts_by(attributes[i], stack);
    if (!are_stacks(attributes[i], whole, length_mm(stack), parts)) continue;
    const std::size_t copied = copied_entries(stack, parts.size());
    if (copied > table_budget) continue;
    table_budget -= copied;
    std::vector<Attribute> others = attributes;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    for (FrameStack& part : parts) split(std::move(part), others, table_budget, out);
    return;
  }
  std::vector<FrameStack> passes = passes_of(stack, whole);
  const std::size_t copied = passes.empty() ? 0 : copied_entries(stack, passes.size());
  if (passes.empty() || copied > table_budget) return out.push_back(std::move(stack));
  table_budget -= copied;
  std::ranges::move(passes, std::back_inserter(out));
}

}  // namespace

std::vector<FrameStack> split_by_content(FrameStack stack, std::size_t& table_budget) {
  std::vector<FrameStack> out;
  const std::vector<Attribute> attributes = attributes_of(stack);
  split(std::move(stack), attributes, table_budget, out);
  return out;
}

bool all_told_apart(const std::vector<PlacedFrame>& frames) {
  std::set<std::vector<std::string>> seen;
  for (const PlacedFrame& frame : frames) {
    const std::vector<std::uint32_t>& dimensions = content_of(frame).dimension_index_values;
    std::vector<std::string> values;
    values.reserve(kAttributes.size() + dimensions.size());
    for (const Attribute& attribute : kAttributes) values.push_back(value_of(attribute, frame));
    for (const std::uint32_t index : dimensions) values.push_back(std::to_string(index));
    if (!seen.insert(std::move(values)).second) return false;
  }
  return true;
}

}  // namespace overread
