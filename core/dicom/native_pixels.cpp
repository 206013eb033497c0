#include "core/dicom/native_pixels.hpp"

#include <algorithm>
#include <bit>
#include <format>
#include <string>
#include <utility>

#include "core/dicom/tags.hpp"
#include "core/dicom/words.hpp"

namespace overread {
namespace {

bool is_422(const ImagePixel& image) {
  return image.samples_per_pixel == 3 && (image.photometric_interpretation == "YBR_FULL_422" ||
                                          image.photometric_interpretation == "YBR_PARTIAL_422");
}

/// Values of 1 to 32 bits packed without gaps, the first in the least significant bits.
Bytes unpack_bits(ByteView packed, std::uint64_t first_bit, std::size_t count, int bits) {
  const auto size = static_cast<std::size_t>(unpacked_sample_size(bits));
  Bytes values(count * size);
  std::uint64_t bit = first_bit;
  for (std::size_t i = 0; i < count; ++i) {
    std::uint32_t value = 0;
    for (int b = 0; b < bits; ++b, ++bit) {
      const std::uint32_t one = (packed[static_cast<std::size_t>(bit >> 3)] >> (bit & 7)) & 1U;
      value |= one << b;
    }
    for (std::size_t byte = 0; byte < size; ++byte) {
      values[i * size + byte] = static_cast<std::uint8_t>(value >> (8 * byte));
    }
  }
  return values;
}

void swap_words(Bytes& bytes, std::size_t size) {
  with_word_of(size, [&bytes]<class Word>(Word) {
    for (std::size_t i = 0; i + sizeof(Word) <= bytes.size(); i += sizeof(Word)) {
      store(bytes.data() + i, std::byteswap(load<Word>(bytes.data() + i)));
    }
  });
}

/// Y1 Y2 Cb Cr for two pixels becomes Y1 Cb Cr Y2 Cb Cr.
Bytes upsample_422(ByteView packed, std::size_t pixel_count, std::size_t size) {
  Bytes pixels;
  pixels.reserve(pixel_count * 3 * size);
  const auto append = [&pixels, packed, size](std::size_t index) {
    const ByteView sample = packed.subspan(index * size, size);
    pixels.insert(pixels.end(), sample.begin(), sample.end());
  };
  for (std::size_t pixel = 0; pixel < pixel_count; ++pixel) {
    const std::size_t pair = pixel / 2 * 4;
    append(pair + pixel % 2);
    append(pair + 2);
    append(pair + 3);
  }
  return pixels;
}

template <class Word>
void interleave(const std::uint8_t* planes, std::size_t samples, std::size_t count,
                std::uint8_t* out) {
  for (std::size_t sample = 0; sample < samples; ++sample) {
    const std::uint8_t* const plane = planes + sample * count * sizeof(Word);
    for (std::size_t i = 0; i < count; ++i) {
      store(out + (i * samples + sample) * sizeof(Word), load<Word>(plane + i * sizeof(Word)));
    }
  }
}

}  // namespace

std::string whole_frames_text(int count) {
  if (count == 0) return "";
  return count == 1 ? "; frame 1 is whole" : std::format("; frames 1–{} are whole", count);
}

int unpacked_sample_size(int bits_allocated) {
  return bits_allocated <= 8 ? 1 : bits_allocated <= 16 ? 2 : bits_allocated <= 32 ? 4 : 8;
}

Bytes interleave_planes(ByteView planes, int samples_per_pixel, int bytes_per_sample) {
  const auto samples = static_cast<std::size_t>(samples_per_pixel);
  const auto size = static_cast<std::size_t>(bytes_per_sample);
  Bytes pixels(planes.size());
  with_word_of(size, [&]<class Word>(Word) {
    interleave<Word>(planes.data(), samples, planes.size() / (samples * size), pixels.data());
  });
  return pixels;
}

Result<Bytes> native_frame(ByteView pixel_data, const ImagePixel& image, int frame_number,
                           int word_bytes) {
  const auto rows = static_cast<std::uint64_t>(image.rows);
  const auto columns = static_cast<std::uint64_t>(image.columns);
  if (image.photometric_interpretation == "YBR_PARTIAL_420") {
    // Of video streams, PS3.3 C.7.6.3.1.2: nothing says in which order its samples would lie here.
    return fail(ErrorCode::kUnsupported,
                describe(tags::kPhotometricInterpretation) +
                    " is YBR_PARTIAL_420, which is for video; uncompressed it is not read");
  }
  // 422 keeps two of three samples, PS3.3 C.7.6.3.1.2; Columns is even then.
  if (is_422(image) && (image.columns % 2 != 0 || image.bits_allocated % 8 != 0)) {
    return fail(ErrorCode::kInvalidAttribute,
                describe(tags::kColumns) + " is " + std::to_string(image.columns) +
                    ", must be even for " + image.photometric_interpretation);
  }
  const std::uint64_t samples =
      is_422(image) ? 2 : static_cast<std::uint64_t>(image.samples_per_pixel);
  OVERREAD_TRY(const std::size_t value_count,
               checked_product({rows, columns, samples}, kMaxFrameBytes,
                               "Rows × Columns × Samples per Pixel"));
  const auto bits = static_cast<std::uint64_t>(image.bits_allocated);
  const std::uint64_t frame_bits = std::uint64_t{value_count} * bits;
  const auto frame_index = static_cast<std::uint64_t>(frame_number - 1);
  const std::uint64_t available_bits = std::uint64_t{pixel_data.size()} * 8;
  // Compared by division: a hostile frame number would overflow the product.
  if (frame_index >= available_bits / frame_bits) {
    return fail(ErrorCode::kTruncated,
                std::format("{} has {} bytes, one frame needs {}: frame {} of {} is not whole{}",
                            describe(tags::kPixelData), pixel_data.size(), (frame_bits + 7) / 8,
                            frame_number, image.frame_count,
                            whole_frames_text(static_cast<int>(available_bits / frame_bits))));
  }
  const std::uint64_t first_bit = frame_bits * frame_index;
  const auto word = static_cast<std::size_t>(word_bytes);
  if (bits % 8 != 0 || bits == 24) {
    Bytes swapped;
    if (word > 1) {
      swapped.assign(pixel_data.begin(), pixel_data.end());
      swap_words(swapped, word);
      pixel_data = swapped;
    }
    Bytes values = unpack_bits(pixel_data, first_bit, value_count, image.bits_allocated);
    if (image.samples_per_pixel > 1 && image.planar_configuration == 1) {
      values = interleave_planes(values, image.samples_per_pixel,
                                 unpacked_sample_size(image.bits_allocated));
    }
    return values;
  }
  const auto size = static_cast<std::size_t>(image.bits_allocated / 8);
  const auto begin = static_cast<std::size_t>(first_bit / 8);
  const auto length = static_cast<std::size_t>(frame_bits / 8);
  // A frame may begin and end inside a word.
  const std::size_t from = begin - begin % word;
  const std::size_t to = std::min(pixel_data.size(), (begin + length + word - 1) / word * word);
  const ByteView words = pixel_data.subspan(from, to - from);
  Bytes frame(words.begin(), words.end());
  if (word > 1) {
    swap_words(frame, word);
    frame.erase(frame.begin(), frame.begin() + static_cast<std::ptrdiff_t>(begin - from));
    frame.resize(length);
  }
  if (is_422(image)) return upsample_422(frame, static_cast<std::size_t>(rows * columns), size);
  if (image.samples_per_pixel > 1 && image.planar_configuration == 1) {
    return interleave_planes(frame, image.samples_per_pixel, static_cast<int>(size));
  }
  return frame;
}

}  // namespace overread
