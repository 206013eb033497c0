#include "core/objects/segmentation.hpp"

#include <algorithm>
#include <format>
#include <utility>

#include "core/dicom/tags.hpp"
#include "core/image/frame_count.hpp"
#include "core/image/functional_groups.hpp"
#include "core/objects/codes.hpp"
#include "core/objects/segmentation_pixels.hpp"

namespace overread {
namespace {

Result<int> ranged(const Dataset& dataset, Tag tag, std::int64_t lowest, std::int64_t highest) {
  const auto value = dataset.integer(tag);
  if (value && *value >= lowest && *value <= highest) return static_cast<int>(*value);
  const std::string found = dataset.contains(tag) ? dataset.text(tag) : "missing";
  return fail(ErrorCode::kInvalidAttribute,
              std::format("{} is {}, must be {}–{}", describe(tag), found, lowest, highest));
}

Result<SegmentationType> segmentation_type(const Dataset& dataset) {
  const std::string name = dataset.text(tags::kSegmentationType);
  if (name == "BINARY") return SegmentationType::kBinary;
  if (name == "FRACTIONAL") return SegmentationType::kFractional;
  if (name == "LABELMAP") return SegmentationType::kLabelMap;
  return fail(ErrorCode::kInvalidAttribute,
              std::format("{} is \"{}\", must be BINARY, FRACTIONAL or LABELMAP",
                          describe(tags::kSegmentationType), name));
}

Result<Segment> segment_of(const Dataset& item, SegmentationType type) {
  Segment segment;
  // A label map may describe its background, number 0, as a segment. PS3.3 C.8.20.4
  const int lowest = type == SegmentationType::kLabelMap ? 0 : 1;
  OVERREAD_TRY(segment.number, ranged(item, tags::kSegmentNumber, lowest, 65535));
  segment.label = item.text(tags::kSegmentLabel);
  segment.description = item.text(tags::kSegmentDescription);
  segment.category = concept_at(item, tags::kSegmentedPropertyCategoryCodeSequence);
  segment.type = concept_at(item, tags::kSegmentedPropertyTypeCodeSequence);
  segment.algorithm_type = item.text(tags::kSegmentAlgorithmType);
  segment.algorithm_name = item.text(tags::kSegmentAlgorithmName);
  segment.color = cielab_color(item, tags::kRecommendedDisplayCielabValue);
  return segment;
}

Result<std::vector<Segment>> segments_of(const Dataset& dataset, SegmentationType type) {
  std::vector<Segment> segments;
  for (const Dataset& item : dataset.sequence(tags::kSegmentSequence)) {
    OVERREAD_TRY(Segment segment, segment_of(item, type));
    segments.push_back(std::move(segment));
  }
  if (segments.empty()) {
    return fail(ErrorCode::kInvalidAttribute,
                std::format("{} has no segment", describe(tags::kSegmentSequence)));
  }
  std::ranges::stable_sort(segments, {}, &Segment::number);
  const auto twice = std::ranges::adjacent_find(segments, {}, &Segment::number);
  if (twice != segments.end()) {
    return fail(ErrorCode::kInvalidAttribute,
                std::format("{} {} is there twice", describe(tags::kSegmentNumber), twice->number));
  }
  return segments;
}

/// In TILED_FULL all frames of one segment follow one another, in the order of the segments.
/// PS3.3 C.7.6.17.3
Result<void> number_tiled_frames(Segmentation& s) {
  if (s.frames.size() % s.segments.size() != 0) {
    return fail(ErrorCode::kInvalidAttribute,
                std::format("{} is {}, must be a multiple of the {} segments for TILED_FULL",
                            describe(tags::kNumberOfFrames), s.frames.size(), s.segments.size()));
  }
  const std::size_t per_segment = s.frames.size() / s.segments.size();
  for (std::size_t i = 0; i < s.frames.size(); ++i) {
    s.frames[i].segment_number = s.segments[i / per_segment].number;
  }
  return {};
}

Result<void> number_frames(const Dataset& dataset, const FunctionalGroups& groups,
                           Segmentation& s) {
  if (s.type == SegmentationType::kLabelMap) return {};
  if (dataset.text(tags::kDimensionOrganizationType) == "TILED_FULL") {
    return number_tiled_frames(s);
  }
  for (std::size_t i = 0; i < s.frames.size(); ++i) {
    const Dataset* item = groups.macro(tags::kSegmentIdentificationSequence, i);
    if (item == nullptr) {
      return fail(
          ErrorCode::kInvalidAttribute,
          std::format("Frame {} has no {}", i + 1, describe(tags::kSegmentIdentificationSequence)));
    }
    OVERREAD_TRY(const int number, ranged(*item, tags::kReferencedSegmentNumber, 1, 65535));
    if (!std::ranges::binary_search(s.segments, number, {}, &Segment::number)) {
      return fail(ErrorCode::kInvalidAttribute,
                  std::format("Frame {} is of segment {}, which {} does not have", i + 1, number,
                              describe(tags::kSegmentSequence)));
    }
    s.frames[i].segment_number = number;
  }
  return {};
}

/// Number of Frames; 1 where it is missing, the first that is described. Its pixels are counted
/// after that.
Result<int> read_frame_count(const Dataset& dataset, const FunctionalGroups& groups,
                             Segmentation& s) {
  const std::size_t described = groups.frame_count();
  if (dataset.text(tags::kNumberOfFrames).empty()) {
    const std::string others =
        described > 1 ? std::format(", though {} frames are described", described) : std::string();
    s.problems.push_back(
        std::format("{} is missing, taken for 1{}", describe(tags::kNumberOfFrames), others));
    return 1;
  }
  OVERREAD_TRY(const int count, ranged(dataset, tags::kNumberOfFrames, 1, kMaxFrameCount));
  if (described != 0 && described != static_cast<std::size_t>(count)) {
    return fail(ErrorCode::kInvalidAttribute,
                std::format("{} is {}, {} has {} items", describe(tags::kNumberOfFrames), count,
                            describe(tags::kPerFrameFunctionalGroupsSequence), described));
  }
  return count;
}

Result<void> read_frames(const Dataset& dataset, Segmentation& s) {
  const FunctionalGroups groups(dataset);
  OVERREAD_TRY(const int count, read_frame_count(dataset, groups, s));
  // A claim of many frames costs memory only where there is at least a bit for each.
  constexpr std::uint64_t kBitsInByte = 8;
  const std::size_t pixel_bytes = dataset.bytes(tags::kPixelData).size();
  if (static_cast<std::uint64_t>(count) > pixel_bytes * kBitsInByte) {
    return fail(ErrorCode::kTruncated,
                std::format("{} is {}, {} has {} bytes", describe(tags::kNumberOfFrames), count,
                            describe(tags::kPixelData), pixel_bytes));
  }
  s.frames.resize(static_cast<std::size_t>(count));
  OVERREAD_CHECK(number_frames(dataset, groups, s));
  const int described = std::max(count, static_cast<int>(groups.frame_count()));
  const std::vector<FramePlane> planes = read_planes(dataset, groups, described);
  for (std::size_t i = 0; i < s.frames.size(); ++i) {
    if (!planes.empty()) s.frames[i].plane = planes.size() == 1 ? planes.front() : planes[i];
    if (const Dataset* derivation = groups.macro(tags::kDerivationImageSequence, i)) {
      s.frames[i].sources = sop_references(*derivation, tags::kSourceImageSequence);
    }
  }
  if (const Dataset* measures = groups.macro(tags::kPixelMeasuresSequence, 0)) {
    const std::vector<double> spacing = measures->numbers(tags::kPixelSpacing);
    if (spacing.size() == 2 && spacing[0] > 0.0 && spacing[1] > 0.0) {
      s.spacing = PixelSpacing{spacing[0], spacing[1]};
    }
  }
  return {};
}

/// The pixel value that stands for no segment. PS3.3 C.8.20.4
int background_of(const Dataset& dataset) {
  return static_cast<int>(dataset.integer(tags::kPixelPaddingValue).value_or(0));
}

std::size_t pixel_index(const Segmentation& s, std::size_t frame, int row, int column) {
  return (frame * static_cast<std::size_t>(s.rows) + static_cast<std::size_t>(row)) *
             static_cast<std::size_t>(s.columns) +
         static_cast<std::size_t>(column);
}

}  // namespace

int Segmentation::value(std::size_t frame, int row, int column) const {
  // 512 MiB of one-bit pixels are more than 32 bits count.
  const std::uint64_t index =
      (static_cast<std::uint64_t>(frame) * static_cast<std::uint64_t>(rows) +
       static_cast<std::uint64_t>(row)) *
          static_cast<std::uint64_t>(columns) +
      static_cast<std::uint64_t>(column);
  if (bits == 1) return pixels[static_cast<std::size_t>(index / 8)] >> (index % 8) & 1;
  if (bits == 8) return pixels[static_cast<std::size_t>(index)];
  const auto at = static_cast<std::size_t>(index * 2);
  return pixels[at] | pixels[at + 1] << 8;
}

Result<Segmentation> segmentation_object(const DicomFile& file, const FrameSource& decode) {
  const Dataset& dataset = file.dataset;
  Segmentation s;
  OVERREAD_TRY(s.type, segmentation_type(dataset));
  OVERREAD_TRY(s.rows, ranged(dataset, tags::kRows, 1, 65535));
  OVERREAD_TRY(s.columns, ranged(dataset, tags::kColumns, 1, 65535));
  OVERREAD_CHECK(ranged(dataset, tags::kSamplesPerPixel, 1, 1));
  s.frame_of_reference_uid = dataset.text(tags::kFrameOfReferenceUid);
  s.content_label = dataset.text(tags::kContentLabel);
  s.content_description = dataset.text(tags::kContentDescription);
  if (s.type == SegmentationType::kFractional) {
    OVERREAD_TRY(s.maximum_fractional_value,
                 ranged(dataset, tags::kMaximumFractionalValue, 1, 255));
  }
  OVERREAD_TRY(s.segments, segments_of(dataset, s.type));
  OVERREAD_CHECK(read_frames(dataset, s));
  OVERREAD_CHECK(read_segmentation_pixels(file, decode, s));
  if (s.type == SegmentationType::kLabelMap) {
    const int background = background_of(dataset);
    std::erase_if(s.segments, [&](const Segment& each) { return each.number == background; });
  }
  return s;
}

std::vector<std::uint8_t> segment_plane(const Segmentation& s, std::size_t frame,
                                        int segment_number) {
  std::vector<std::uint8_t> plane(static_cast<std::size_t>(s.rows) *
                                  static_cast<std::size_t>(s.columns));
  const bool label_map = s.type == SegmentationType::kLabelMap;
  if (!label_map && s.frames[frame].segment_number != segment_number) return plane;
  for (int row = 0; row < s.rows; ++row) {
    for (int column = 0; column < s.columns; ++column) {
      const int value = s.value(frame, row, column);
      const bool inside = label_map ? value == segment_number
                          : s.type == SegmentationType::kFractional
                              ? 2 * value >= s.maximum_fractional_value
                              : value != 0;
      plane[pixel_index(s, 0, row, column)] = inside ? 1 : 0;
    }
  }
  return plane;
}

std::vector<int> segments_in_frame(const Segmentation& s, std::size_t frame) {
  std::vector<int> numbers;
  if (s.type != SegmentationType::kLabelMap) {
    const int number = s.frames[frame].segment_number;
    const std::vector<std::uint8_t> plane = segment_plane(s, frame, number);
    if (std::ranges::contains(plane, std::uint8_t{1})) numbers.push_back(number);
    return numbers;
  }
  std::vector<bool> seen(std::size_t{1} << s.bits);
  for (int row = 0; row < s.rows; ++row) {
    for (int column = 0; column < s.columns; ++column) {
      seen[static_cast<std::size_t>(s.value(frame, row, column))] = true;
    }
  }
  for (const Segment& segment : s.segments) {
    const auto number = static_cast<std::size_t>(segment.number);
    if (number < seen.size() && seen[number]) numbers.push_back(segment.number);
  }
  return numbers;
}

}  // namespace overread
