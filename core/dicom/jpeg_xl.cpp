#include "core/dicom/jpeg_xl.hpp"

#include <algorithm>
#include <format>

#include "core/dicom/fragments.hpp"
#include "core/dicom/tags.hpp"
#include "core/dicom/transfer_syntax.hpp"

namespace overread {
namespace {

constexpr std::int64_t kBrowserBits = 8;
constexpr std::size_t kRgba = 4;
constexpr std::int64_t kMostFrames = 1'000'000;

std::int64_t frame_count_of(const Dataset& dataset) {
  return std::clamp<std::int64_t>(dataset.integer(tags::kNumberOfFrames).value_or(1), 1,
                                  kMostFrames);
}

/// Bytes of one frame with alpha.
Result<std::size_t> rgba_size(const Dataset& dataset) {
  const auto extent = [&](Tag tag) {
    return static_cast<std::uint64_t>(std::max<std::int64_t>(dataset.integer(tag).value_or(0), 0));
  };
  return checked_product({extent(tags::kRows), extent(tags::kColumns), kRgba}, kMaxBrowserBytes,
                         "Rows × Columns × 4");
}

Result<void> check_is(const Dataset& dataset, Tag tag, std::int64_t wanted) {
  const std::int64_t value = dataset.integer(tag).value_or(wanted);
  if (value == wanted) return {};
  return fail(ErrorCode::kUnsupported,
              std::format("{} is {}; a browser decodes JPEG XL where it is {}", describe(tag),
                          value, wanted));
}

/// Appends the samples of one frame.
Result<void> append_samples(ByteView rgba, std::size_t samples, Bytes& pixels) {
  for (std::size_t at = 0; at < rgba.size(); at += kRgba) {
    const ByteView pixel = rgba.subspan(at, kRgba);
    if (pixel[3] != 0xFF) return fail(ErrorCode::kDecodeFailed, "The decoded frame is transparent");
    const bool is_gray = pixel[0] == pixel[1] && pixel[1] == pixel[2];
    if (samples == 1 && !is_gray) {
      return fail(ErrorCode::kDecodeFailed, "The decoded frame of a gray image has colors");
    }
    pixels.insert(pixels.end(), pixel.begin(),
                  pixel.begin() + static_cast<std::ptrdiff_t>(samples));
  }
  return {};
}

}  // namespace

Result<Bytes> jpeg_xl_frame(const DicomFile& file, int frame_number) {
  if (!is_jpeg_xl(file.transfer_syntax_uid)) {
    return fail(
        ErrorCode::kInvalidAttribute,
        std::format("Transfer Syntax UID is {}, which is not JPEG XL", file.transfer_syntax_uid));
  }
  const auto frame_count = static_cast<int>(frame_count_of(file.dataset));
  if (frame_number < 1 || frame_number > frame_count) {
    return fail(ErrorCode::kInvalidArgument,
                std::format("Frame {} is asked for, the file has 1–{}", frame_number, frame_count));
  }
  OVERREAD_TRY(const Fragments fragments, split_fragments(file.dataset.bytes(tags::kPixelData)));
  OVERREAD_TRY(const std::vector<std::size_t> bounds,
               frame_bounds(fragments, file.dataset, Compression::kUnsupported, frame_count));
  Bytes frame;
  for (const ByteView part : fragments_of_frame(fragments, bounds, frame_number))
    frame.insert(frame.end(), part.begin(), part.end());
  return frame;
}

Result<std::vector<Bytes>> jpeg_xl_frames(const DicomFile& file) {
  const Dataset& dataset = file.dataset;
  OVERREAD_CHECK(check_is(dataset, tags::kBitsAllocated, kBrowserBits));
  OVERREAD_CHECK(check_is(dataset, tags::kBitsStored, kBrowserBits));
  OVERREAD_CHECK(check_is(dataset, tags::kPixelRepresentation, 0));
  OVERREAD_TRY(const std::size_t frame_size, rgba_size(dataset));
  const auto frame_count = static_cast<std::size_t>(frame_count_of(dataset));
  OVERREAD_TRY([[maybe_unused]] const std::size_t size,
               checked_product({frame_size, frame_count}, kMaxBrowserBytes,
                               "Rows × Columns × 4 × Number of Frames"));
  std::vector<Bytes> frames;
  for (std::size_t i = 0; i < frame_count; ++i) {
    OVERREAD_TRY(Bytes frame, jpeg_xl_frame(file, static_cast<int>(i) + 1));
    frames.push_back(std::move(frame));
  }
  return frames;
}

Result<Dataset> with_decoded_frames(Dataset dataset, std::span<const ByteView> rgba) {
  const auto frame_count = static_cast<std::size_t>(frame_count_of(dataset));
  if (rgba.size() != frame_count) {
    return fail(ErrorCode::kDecodeFailed,
                std::format("{} frames were decoded, {} is {}", rgba.size(),
                            describe(tags::kNumberOfFrames), frame_count));
  }
  OVERREAD_TRY(const std::size_t frame_size, rgba_size(dataset));
  const std::size_t samples = dataset.integer(tags::kSamplesPerPixel).value_or(1) == 3 ? 3 : 1;
  Bytes pixels;
  pixels.reserve(frame_size / kRgba * samples * frame_count + 1);
  for (const ByteView frame : rgba) {
    if (frame.size() != frame_size) {
      return fail(ErrorCode::kDecodeFailed,
                  std::format("The decoded frame has {} pixels, Rows × Columns are {}",
                              frame.size() / kRgba, frame_size / kRgba));
    }
    OVERREAD_CHECK(append_samples(frame, samples, pixels));
  }
  if (pixels.size() % 2 != 0) pixels.push_back(0);
  if (samples == 3) {
    dataset.set_text(tags::kPhotometricInterpretation, Vr::kCS, "RGB");
    dataset.set_number(tags::kPlanarConfiguration, Vr::kUS, 0);
  }
  dataset.remove(tags::kExtendedOffsetTable);
  dataset.remove(tags::kExtendedOffsetTableLengths);
  dataset.set_bytes(tags::kPixelData, Vr::kOB, std::move(pixels));
  return dataset;
}

}  // namespace overread
