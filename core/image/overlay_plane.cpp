#include "core/image/overlay_plane.hpp"

#include <format>
#include <limits>
#include <optional>
#include <utility>

#include "core/dicom/tags.hpp"

namespace overread {
namespace {

constexpr std::uint16_t kFirstGroup = 0x6000;
/// Of 65535 × 65535 pixels, more than any plane has.
constexpr std::size_t kMostOverlayBytes = std::size_t{1} << 30;

/// The attributes of one overlay group.
class Group {
 public:
  Group(const Dataset& dataset, std::uint16_t number) : dataset_(&dataset), number_(number) {}

  Tag tag(Tag listed) const { return {number_, listed.element}; }
  bool has(Tag listed) const { return dataset_->contains(tag(listed)); }
  std::string text(Tag listed) const { return dataset_->text(tag(listed)); }
  ByteView data() const { return dataset_->bytes(tag(tags::kOverlayData)); }

  /// A whole number in its range; `fallback` where it is absent and may be.
  Result<int> integer(Tag listed, int lowest, int highest, std::optional<int> fallback = {},
                      std::size_t index = 0) const {
    if (text_at(listed, index).empty() && fallback) return *fallback;
    const auto value = dataset_->integer(tag(listed), index);
    if (value && *value >= lowest && *value <= highest) return static_cast<int>(*value);
    const std::string found = text_at(listed, index);
    return fail(ErrorCode::kInvalidAttribute,
                std::format("{} is {}, must be {}–{}", describe(tag(listed)),
                            found.empty() ? "missing" : found, lowest, highest));
  }

 private:
  std::string text_at(Tag listed, std::size_t index) const {
    return dataset_->text(tag(listed), index);
  }

  const Dataset* dataset_;
  std::uint16_t number_;
};

bool lies_in_pixels(const Group& group) {
  if (!group.has(tags::kOverlayBitsAllocated)) return false;
  const auto bits = group.integer(tags::kOverlayBitsAllocated, 2, 64);
  return bits && !group.has(tags::kOverlayData);
}

/// A bit of the stored value itself is no overlay: noise would be drawn over the picture.
Result<void> check_beside_value(const Dataset& dataset, const Group& group, int bit) {
  const std::int64_t stored = dataset.integer(tags::kBitsStored).value_or(0);
  const std::int64_t high = dataset.integer(tags::kHighBit).value_or(stored - 1);
  if (bit > high || bit <= high - stored) return {};
  return fail(
      ErrorCode::kInvalidAttribute,
      std::format("{} is {}, must not be a bit of the value, {}–{}",
                  describe(group.tag(tags::kOverlayBitPosition)), bit, high - stored + 1, high));
}

/// `count` bits of `packed` from bit `first` on.
Bytes bits_from(ByteView packed, std::uint64_t first, std::size_t byte_count, std::uint64_t count) {
  Bytes bits(byte_count, 0);
  const auto begin = static_cast<std::size_t>(first >> 3);
  const auto shift = static_cast<unsigned>(first & 7);
  for (std::size_t i = 0; i < byte_count; ++i) {
    unsigned two = packed[begin + i];
    if (begin + i + 1 < packed.size()) two |= static_cast<unsigned>(packed[begin + i + 1]) << 8;
    bits[i] = static_cast<std::uint8_t>(two >> shift);
  }
  // What follows the last pixel is padding or the next frame.
  if (const auto rest = static_cast<unsigned>(count & 7); rest != 0) {
    bits.back() = static_cast<std::uint8_t>(bits.back() & ((1U << rest) - 1U));
  }
  return bits;
}

OverlayUse use_of(const Dataset& dataset, const Group& group, std::uint16_t number) {
  const bool is_bitmap_shutter = dataset.text(tags::kShutterShape) == "BITMAP" &&
                                 dataset.integer(tags::kShutterOverlayGroup) == number;
  if (is_bitmap_shutter) return OverlayUse::kShutter;
  return group.text(tags::kOverlayType) == "R" ? OverlayUse::kRegion : OverlayUse::kGraphics;
}

/// The plane's bits out of Overlay Data, where overlay frames follow each other without a gap.
///
/// @return  Nothing when no frame of the overlay belongs to this frame of the image.
Result<std::optional<OverlayPlane>> plane_of_data(const Group& group, int frame_number) {
  OverlayPlane plane;
  OVERREAD_TRY(plane.rows, group.integer(tags::kOverlayRows, 1, 65535));
  OVERREAD_TRY(plane.columns, group.integer(tags::kOverlayColumns, 1, 65535));
  constexpr int kLowest = std::numeric_limits<std::int16_t>::min();
  constexpr int kHighest = std::numeric_limits<std::int16_t>::max();
  // 1\1 is the first pixel of the image. PS3.3 C.9.2
  OVERREAD_TRY(const int row, group.integer(tags::kOverlayOrigin, kLowest, kHighest, 1, 0));
  OVERREAD_TRY(const int column, group.integer(tags::kOverlayOrigin, kLowest, kHighest, 1, 1));
  plane.top = row - 1;
  plane.left = column - 1;
  OVERREAD_TRY(const std::size_t bytes, overlay_byte_count(plane.columns, plane.rows));
  int index = 0;
  // Without a number of frames the plane lies over every frame of the image. PS3.3 C.9.2, C.9.3
  if (!group.text(tags::kNumberOfFramesInOverlay).empty()) {
    constexpr int kMostFrames = std::numeric_limits<int>::max();
    OVERREAD_TRY(const int count, group.integer(tags::kNumberOfFramesInOverlay, 1, kMostFrames));
    OVERREAD_TRY(const int first, group.integer(tags::kImageFrameOrigin, 1, 65535, 1));
    index = frame_number - first;
    if (index < 0 || index >= count) return std::nullopt;
  }
  const std::uint64_t pixels =
      static_cast<std::uint64_t>(plane.rows) * static_cast<std::uint64_t>(plane.columns);
  const ByteView data = group.data();
  const std::uint64_t available = std::uint64_t{data.size()} * 8;
  // By division: a hostile frame number would overflow the product.
  if (static_cast<std::uint64_t>(index) >= available / pixels) {
    return fail(ErrorCode::kTruncated,
                std::format("{} has {} bytes, {} × {} pixels need {}, which leaves none for frame "
                            "{} of the overlay",
                            describe(group.tag(tags::kOverlayData)), data.size(), plane.rows,
                            plane.columns, bytes, index + 1));
  }
  plane.bits = bits_from(data, pixels * static_cast<std::uint64_t>(index), bytes, pixels);
  return plane;
}

/// One bit of every word of the pixels: where a pixel lies, its overlay bit lies.
///
/// @dicom PS3.5-2004 8.1.2
Result<std::optional<OverlayPlane>> plane_of_pixels(const Dataset& dataset, const Group& group,
                                                    const DecodedFrame* words) {
  if (words == nullptr || words->samples_per_pixel != 1) {
    return fail(ErrorCode::kUnsupported,
                std::format("{} is in the pixels, which have not one sample each",
                            describe(group.tag(tags::kOverlayBitsAllocated))));
  }
  OVERREAD_TRY(const int bit,
               group.integer(tags::kOverlayBitPosition, 0, words->bits_allocated - 1));
  OVERREAD_CHECK(check_beside_value(dataset, group, bit));
  OverlayPlane plane{.columns = words->columns, .rows = words->rows};
  OVERREAD_TRY(const std::size_t bytes, overlay_byte_count(plane.columns, plane.rows));
  const std::size_t size = bytes_per_sample(words->sample_type);
  const std::size_t pixels =
      static_cast<std::size_t>(plane.rows) * static_cast<std::size_t>(plane.columns);
  if (words->pixels.size() / size < pixels) {
    return fail(ErrorCode::kTruncated, std::format("a frame has {} bytes of pixels, must be {}",
                                                   words->pixels.size(), pixels * size));
  }
  plane.bits.assign(bytes, 0);
  const std::size_t byte = static_cast<std::size_t>(bit) / 8;
  const int shift = bit % 8;
  for (std::size_t i = 0; i < pixels; ++i) {
    const unsigned one = (words->pixels[i * size + byte] >> shift) & 1U;
    plane.bits[i >> 3] = static_cast<std::uint8_t>(plane.bits[i >> 3] | one << (i & 7));
  }
  return plane;
}

Result<std::optional<OverlayPlane>> read_plane(const Dataset& dataset, const Group& group,
                                               int frame_number, const DecodedFrame* words) {
  // Ad-hoc: Overlay Data is one bit a pixel, whatever Overlay Bits Allocated says of it.
  if (group.has(tags::kOverlayData)) return plane_of_data(group, frame_number);
  if (lies_in_pixels(group)) return plane_of_pixels(dataset, group, words);
  return fail(ErrorCode::kInvalidAttribute,
              describe(group.tag(tags::kOverlayData)) + " is missing");
}

}  // namespace

Result<std::size_t> overlay_byte_count(int columns, int rows) {
  const auto pixels = static_cast<std::uint64_t>(columns) * static_cast<std::uint64_t>(rows);
  return checked_product({(pixels + 7) / 8}, kMostOverlayBytes, "Overlay Rows × Overlay Columns");
}

bool has_overlays_in_pixels(const Dataset& dataset) {
  for (std::uint16_t number = kFirstGroup; is_overlay_group(number); number += 2) {
    if (lies_in_pixels(Group(dataset, number))) return true;
  }
  return false;
}

FrameOverlays frame_overlays(const Dataset& dataset, int frame_number, const DecodedFrame* words) {
  FrameOverlays overlays;
  for (std::uint16_t number = kFirstGroup; is_overlay_group(number); number += 2) {
    const Group group(dataset, number);
    // A group of notes only (a description, a curve's leftovers) is no plane.
    if (!group.has(tags::kOverlayRows) && !group.has(tags::kOverlayData)) continue;
    auto plane = read_plane(dataset, group, frame_number, words);
    if (!plane) {
      overlays.problems.push_back(std::move(plane).error());
    } else if (*plane) {
      (*plane)->use = use_of(dataset, group, number);
      (*plane)->group = number;
      (*plane)->label = group.text(tags::kOverlayLabel);
      (*plane)->description = group.text(tags::kOverlayDescription);
      overlays.planes.push_back(std::move(**plane));
    }
  }
  return overlays;
}

}  // namespace overread
