#include "core/report/seg_frames.hpp"

#include <array>
#include <string>

namespace overread {
namespace {

constexpr std::size_t kLargestPixelData = std::size_t{1} << 28;

std::span<const std::uint8_t> slice_of(const LabelMask& mask, int slice) {
  const std::size_t size =
      static_cast<std::size_t>(mask.rows) * static_cast<std::size_t>(mask.columns);
  return std::span(mask.values).subspan(static_cast<std::size_t>(slice) * size, size);
}

}  // namespace

Result<std::vector<SegmentFrame>> occupied_frames(const LabelMask& mask) {
  std::array<bool, 256> is_label{};
  is_label[0] = true;
  // PS3.3 C.8.20.2: Segment Number starts at 1 and goes up by 1.
  for (std::size_t i = 0; i < mask.labels.size(); ++i) {
    if (mask.labels[i].number != static_cast<int>(i + 1) || i >= 255) {
      return fail(ErrorCode::kInvalidArgument, "Label " + std::to_string(mask.labels[i].number) +
                                                   " must be " + std::to_string(i + 1));
    }
    is_label[i + 1] = true;
  }
  // occupied[slice][value]
  std::vector<std::array<bool, 256>> occupied(static_cast<std::size_t>(mask.slices));
  for (int slice = 0; slice < mask.slices; ++slice) {
    for (const std::uint8_t value : slice_of(mask, slice)) {
      occupied[static_cast<std::size_t>(slice)][value] = true;
    }
    for (std::size_t value = 0; value < 256; ++value) {
      if (occupied[static_cast<std::size_t>(slice)][value] && !is_label[value]) {
        return fail(ErrorCode::kInvalidArgument,
                    "The mask has value " + std::to_string(value) + ", which is no label");
      }
    }
  }
  std::vector<SegmentFrame> frames;
  for (const LabelMask::Label& label : mask.labels) {
    for (int slice = 0; slice < mask.slices; ++slice) {
      if (occupied[static_cast<std::size_t>(slice)][static_cast<std::size_t>(label.number)]) {
        frames.push_back({label.number, slice});
      }
    }
  }
  if (frames.empty()) return fail(ErrorCode::kInvalidArgument, "The mask is empty");
  return frames;
}

Result<Bytes> packed_frames(const LabelMask& mask, const std::vector<SegmentFrame>& frames) {
  OVERREAD_TRY(const std::size_t bits,
               checked_product({frames.size(), static_cast<std::uint64_t>(mask.rows),
                                static_cast<std::uint64_t>(mask.columns)},
                               kLargestPixelData * 8, "Segmentation frames × Rows × Columns"));
  std::size_t size = (bits + 7) / 8;
  size += size % 2;
  Bytes packed(size, 0);
  std::size_t at = 0;
  for (const SegmentFrame& frame : frames) {
    for (const std::uint8_t value : slice_of(mask, frame.slice)) {
      if (value == frame.label_number) {
        packed[at / 8] = static_cast<std::uint8_t>(packed[at / 8] | (1u << (at % 8)));
      }
      ++at;
    }
  }
  return packed;
}

}  // namespace overread
