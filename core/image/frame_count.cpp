#include "core/image/frame_count.hpp"

#include <algorithm>
#include <format>

#include "core/dicom/tags.hpp"
#include "core/dicom/transfer_syntax.hpp"

namespace overread {
namespace {

/// Item tag and length: what every frame of encapsulated pixel data takes at least. PS3.5 A.4
/// Uncompressed pixel data may be cut: so many frames that are not there are believed as well.
constexpr std::uint64_t kItemHeaderBytes = 8;
/// Deflate makes at most 258 bytes of two bits.
constexpr std::uint64_t kMostInflation = 1032;

/// Bits of one uncompressed frame; chrominance shared by pixels is counted once.
///
/// @dicom PS3.3 C.7.6.3.1.2
std::uint64_t frame_bits(const InstanceHeader& header) {
  const std::string& photometric = header.photometric_interpretation;
  std::uint64_t half_samples = 2 * static_cast<std::uint64_t>(header.samples_per_pixel);
  if (header.samples_per_pixel == 3 && photometric.ends_with("_422")) half_samples = 4;
  if (header.samples_per_pixel == 3 && photometric.ends_with("_420")) half_samples = 3;
  // At most 2^16 · 2^16 · 6 · 64, far from 2^64.
  return static_cast<std::uint64_t>(header.rows) * static_cast<std::uint64_t>(header.columns) *
         static_cast<std::uint64_t>(header.bits_allocated) * half_samples / 2;
}

/// No file is larger, and what is worked out of it stays within 64 bits.
constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 48;

/// The bytes that pixels may lie in; nothing when that is not known.
std::optional<std::uint64_t> pixel_bytes(const Dataset& dataset,
                                         std::optional<std::uint64_t> file_bytes) {
  for (const Tag tag : {tags::kPixelData, tags::kFloatPixelData, tags::kDoubleFloatPixelData}) {
    if (dataset.contains(tag)) return dataset.bytes(tag).size();
  }
  if (!file_bytes) return std::nullopt;
  return std::min(*file_bytes, kMostBytes);
}

}  // namespace

Result<void> check_frame_count(const InstanceHeader& header, const Dataset& dataset,
                               std::optional<std::uint64_t> file_bytes) {
  if (header.frame_count <= 1) return {};
  std::uint64_t most = kMaxFrameCount;
  std::string why;
  if (const auto bytes = pixel_bytes(dataset, file_bytes)) {
    const TransferSyntax syntax = transfer_syntax(header.transfer_syntax_uid);
    std::uint64_t held = most;
    if (!syntax.is_encapsulated()) {
      const std::uint64_t inflation = syntax.deflated ? kMostInflation : 1;
      held = std::max(*bytes * 8 * inflation / std::max<std::uint64_t>(frame_bits(header), 1),
                      *bytes / kItemHeaderBytes);
      why = std::format(": {} bytes are no beginning of more frames of {} × {} pixels", *bytes,
                        header.columns, header.rows);
    } else if (syntax.compression != Compression::kUnsupported) {
      held = *bytes / kItemHeaderBytes;
      why = std::format(": {} bytes hold no more fragments", *bytes);
    }
    if (held >= most) why.clear();
    most = std::min(most, std::max<std::uint64_t>(held, 1));
  }
  if (static_cast<std::uint64_t>(header.frame_count) <= most) return {};
  return fail(ErrorCode::kTooLarge,
              std::format("{} is {}, must be 1–{}{}", describe(tags::kNumberOfFrames),
                          header.frame_count, most, why));
}

}  // namespace overread
