#include "wasm/core/htj2k_beside.hpp"

#include <emscripten/em_js.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <type_traits>
#include <utility>

#include "core/dicom/htj2k.hpp"

// Addresses and sizes in this module's memory. Gives 0 for samples, 1 for a stream that is not read
// there, 2 for one that is broken.
// NOLINTNEXTLINE
EM_JS(int, overread_decode_htj2k,
      (const std::uint8_t* stream, std::size_t stream_bytes, std::uint8_t* pixels,
       std::size_t pixel_bytes, int rows, int columns, int samples, int bits, int is_signed),
      {
        if (!Module.decodeHtj2k) return 1;
        return Module.decodeHtj2k(stream >>> 0, stream_bytes >>> 0, pixels >>> 0, pixel_bytes >>> 0,
                                  rows, columns, samples, bits, is_signed);
      });

namespace overread {
namespace {

/// A decoder that knows no range of bits may leave it where a stream is damaged.
template <class Word>
void clamp_to_bits(Bytes& pixels, int bits) {
  const int span = 1 << (std::is_signed_v<Word> ? bits - 1 : bits);
  const auto top = static_cast<Word>(span - 1);
  const auto low = static_cast<Word>(std::is_signed_v<Word> ? -span : 0);
  for (std::size_t at = 0; at < pixels.size(); at += sizeof(Word)) {
    Word value;
    std::memcpy(&value, pixels.data() + at, sizeof value);
    value = std::clamp(value, low, top);
    std::memcpy(pixels.data() + at, &value, sizeof value);
  }
}

Result<std::optional<DecodedSamples>> decode_beside(ByteView stream,
                                                    const CodestreamHeader& header) {
  const std::size_t sample_size = header.bits <= 8 ? 1 : 2;
  Bytes pixels(static_cast<std::size_t>(header.rows) * static_cast<std::size_t>(header.columns) *
               static_cast<std::size_t>(header.samples_per_pixel) * sample_size);
  const int answer = overread_decode_htj2k(
      stream.data(), stream.size(), pixels.data(), pixels.size(), header.rows, header.columns,
      header.samples_per_pixel, header.bits, header.is_signed ? 1 : 0);
  if (answer == 1) return std::nullopt;
  if (answer != 0) return fail(ErrorCode::kDecodeFailed, "The HTJ2K code-stream is broken");
  if (header.bits < 8) clamp_to_bits<std::uint8_t>(pixels, header.bits);
  if (header.bits > 8 && header.bits < 16) {
    header.is_signed ? clamp_to_bits<std::int16_t>(pixels, header.bits)
                     : clamp_to_bits<std::uint16_t>(pixels, header.bits);
  }
  return DecodedSamples{std::move(pixels), static_cast<int>(sample_size)};
}

}  // namespace

void use_htj2k_beside() { set_htj2k_decoder(decode_beside); }

}  // namespace overread
