#include "core/objects/segmentation_pixels.hpp"

#include <format>
#include <utility>

#include "core/dicom/tags.hpp"
#include "core/dicom/transfer_syntax.hpp"

namespace overread {
namespace {

/// Bytes of all frames of one segmentation, as they are kept.
constexpr std::size_t kMaxPixelBytes = std::size_t{512} << 20;

std::string size_text(const Segmentation& s, int bits) {
  return std::format("{} frames of {} × {} pixels of {} bits", s.frames.size(), s.rows, s.columns,
                     bits);
}

Result<int> bits_allocated(const Dataset& dataset, SegmentationType type) {
  const auto bits = dataset.integer(tags::kBitsAllocated).value_or(0);
  const bool fits = type == SegmentationType::kBinary       ? bits == 1 || bits == 8
                    : type == SegmentationType::kFractional ? bits == 8
                                                            : bits == 8 || bits == 16;
  if (fits) return static_cast<int>(bits);
  const char* allowed = type == SegmentationType::kBinary       ? "1 or 8 for BINARY"
                        : type == SegmentationType::kFractional ? "8 for FRACTIONAL"
                                                                : "8 or 16 for LABELMAP";
  return fail(ErrorCode::kInvalidAttribute,
              std::format("{} is {}, must be {}", describe(tags::kBitsAllocated), bits, allowed));
}

Result<std::size_t> pixel_bytes(const Segmentation& s, int bits) {
  constexpr std::uint64_t kBitsInByte = 8;
  // Divided before it is multiplied: size_t has 32 bits in WebAssembly.
  const auto pixels = static_cast<std::uint64_t>(s.rows) * static_cast<std::uint64_t>(s.columns);
  const std::uint64_t total = pixels * s.frames.size() * static_cast<std::uint64_t>(bits);
  if (total / kBitsInByte > kMaxPixelBytes) {
    return fail(ErrorCode::kTooLarge,
                std::format("{} are more than {} MiB", size_text(s, bits), kMaxPixelBytes >> 20));
  }
  return static_cast<std::size_t>((total + kBitsInByte - 1) / kBitsInByte);
}

/// One bit a pixel from one byte a pixel, lowest bit first.
Bytes packed(ByteView values) {
  Bytes bits((values.size() + 7) / 8, 0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] != 0) {
      bits[i / 8] = static_cast<std::uint8_t>(bits[i / 8] | (1u << (i % 8)));
    }
  }
  return bits;
}

/// PS3.5 8.1.1: frames follow one another without filling; only the whole is filled to an even
/// length. A file that fills each frame would shift every frame after the first.
Result<Bytes> native_pixels(const Dataset& dataset, const Segmentation& s, int bits) {
  OVERREAD_TRY(const std::size_t needed, pixel_bytes(s, bits));
  const ByteView found = dataset.bytes(tags::kPixelData);
  if (found.size() < needed || found.size() > needed + 1) {
    return fail(found.size() < needed ? ErrorCode::kTruncated : ErrorCode::kInvalidAttribute,
                std::format("{} has {} bytes, {} need {}", describe(tags::kPixelData), found.size(),
                            size_text(s, bits), needed));
  }
  const ByteView own = found.first(needed);
  return Bytes(own.begin(), own.end());
}

Result<void> check_frame(const DecodedFrame& frame, const Segmentation& s, int bits) {
  const std::size_t sample = bits == 16 ? 2 : 1;
  if (frame.rows == s.rows && frame.columns == s.columns && frame.samples_per_pixel == 1 &&
      bytes_per_sample(frame.sample_type) == sample) {
    return {};
  }
  return fail(ErrorCode::kDecodeFailed,
              std::format("A frame decodes to {} × {} × {} samples of {} bytes, must be {} × {} × "
                          "1 of {}",
                          frame.rows, frame.columns, frame.samples_per_pixel,
                          bytes_per_sample(frame.sample_type), s.rows, s.columns, sample));
}

Result<Bytes> decoded_pixels(const FrameSource& decode, const Segmentation& s, int bits) {
  const int kept_bits = bits == 1 ? 8 : bits;
  OVERREAD_TRY(const std::size_t size, pixel_bytes(s, kept_bits));
  Bytes pixels;
  for (std::size_t i = 0; i < s.frames.size(); ++i) {
    OVERREAD_TRY(const DecodedFrame frame, decode(static_cast<int>(i + 1)));
    OVERREAD_CHECK(check_frame(frame, s, bits));
    // Reserved only now: a frame that decodes shows that the sizes are more than a claim.
    if (i == 0) pixels.reserve(size);
    pixels.insert(pixels.end(), frame.pixels.begin(), frame.pixels.end());
  }
  return pixels;
}

}  // namespace

Result<void> read_segmentation_pixels(const DicomFile& file, const FrameSource& decode,
                                      Segmentation& segmentation) {
  OVERREAD_TRY(const int bits, bits_allocated(file.dataset, segmentation.type));
  const bool encapsulated = transfer_syntax(file.transfer_syntax_uid).is_encapsulated();
  OVERREAD_TRY(Bytes pixels, encapsulated ? decoded_pixels(decode, segmentation, bits)
                                          : native_pixels(file.dataset, segmentation, bits));
  const bool binary = segmentation.type == SegmentationType::kBinary;
  segmentation.bits = binary ? 1 : bits;
  const bool is_packed = bits == 1 && !encapsulated;
  segmentation.pixels = binary && !is_packed ? packed(pixels) : std::move(pixels);
  return {};
}

}  // namespace overread
