#include <cmath>
#include <format>

#include "core/image/look_up_table.hpp"

namespace overread {
namespace {

constexpr std::uint16_t kDiscrete = 0, kLinear = 1, kIndirect = 2;

/// Reads segments until `count` entries are there. Indirect segments repeat earlier ones, one level
/// deep, so a hostile table cannot recurse.
class SegmentReader {
 public:
  SegmentReader(std::span<const std::uint16_t> words, std::size_t count, SegmentUnit unit)
      : words_(words), count_(count), unit_(unit) {}

  bool run() {
    std::size_t at = 0;
    while (entries_.size() < count_ && at < words_.size()) {
      if (!segment(at, true)) return false;
    }
    return entries_.size() == count_;
  }
  std::vector<std::uint16_t> take() { return std::move(entries_); }

 private:
  bool segment(std::size_t& at, bool may_repeat) {
    if (at + 2 > words_.size()) return false;
    const std::uint16_t kind = words_[at];
    const std::size_t length = words_[at + 1];
    at += 2;
    switch (kind) {
      case kDiscrete:
        return discrete(at, length);
      case kLinear:
        return linear(at, length);
      case kIndirect:
        return may_repeat && indirect(at, length);
      default:
        return false;
    }
  }

  bool discrete(std::size_t& at, std::size_t length) {
    // A segment of nothing, repeated, would take time without end.
    if (length == 0 || at + length > words_.size() || entries_.size() + length > count_) {
      return false;
    }
    entries_.insert(entries_.end(), words_.begin() + static_cast<std::ptrdiff_t>(at),
                    words_.begin() + static_cast<std::ptrdiff_t>(at + length));
    at += length;
    return true;
  }

  bool linear(std::size_t& at, std::size_t length) {
    if (at >= words_.size() || entries_.empty() || length == 0 ||
        entries_.size() + length > count_) {
      return false;
    }
    const double from = entries_.back();
    const double to = words_[at++];
    for (std::size_t i = 1; i <= length; ++i) {
      const double part = static_cast<double>(i) / static_cast<double>(length);
      entries_.push_back(static_cast<std::uint16_t>(std::lround(from + (to - from) * part)));
    }
    return true;
  }

  bool indirect(std::size_t& at, std::size_t segment_count) {
    // Byte offset from the beginning of the data, the lowest part first.
    const std::size_t unit_bytes = unit_ == SegmentUnit::kByte ? 1 : 2;
    const std::size_t part_count = 4 / unit_bytes;
    if (at + part_count > words_.size()) return false;
    std::uint64_t offset = 0;
    for (std::size_t part = part_count; part-- > 0;) {
      offset = offset << (8 * unit_bytes) | words_[at + part];
    }
    at += part_count;
    if (offset % unit_bytes != 0) return false;
    auto from = static_cast<std::size_t>(offset / unit_bytes);
    for (std::size_t i = 0; i < segment_count; ++i) {
      if (!segment(from, false)) return false;
    }
    return true;
  }

  std::span<const std::uint16_t> words_;
  std::size_t count_;
  SegmentUnit unit_;
  std::vector<std::uint16_t> entries_;
};

}  // namespace

Result<std::vector<std::uint16_t>> expand_segmented_palette(std::span<const std::uint16_t> words,
                                                            std::size_t count, SegmentUnit unit) {
  SegmentReader reader(words, count, unit);
  if (!reader.run()) {
    return fail(
        ErrorCode::kInvalidAttribute,
        std::format("the Segmented Palette Color Lookup Table Data does not give {} entries",
                    count));
  }
  return reader.take();
}

}  // namespace overread
