#include <charls/charls.h>

#include <memory>
#include <string>

#include "core/dicom/codestream.hpp"

namespace overread {
namespace {

struct DecoderDeleter {
  void operator()(charls_jpegls_decoder* decoder) const { charls_jpegls_decoder_destroy(decoder); }
};
using Decoder = std::unique_ptr<charls_jpegls_decoder, DecoderDeleter>;

std::unexpected<Error> broken_scan(charls_jpegls_errc code) {
  return fail(ErrorCode::kDecodeFailed, std::string("The JPEG-LS code-stream is broken (") +
                                            charls_get_error_message(code) + ")");
}

/// [samples][pixels] to [pixels][samples].
Bytes by_pixel(const Bytes& planes, std::size_t samples, std::size_t sample_size) {
  const std::size_t pixel_count = planes.size() / (samples * sample_size);
  Bytes pixels(planes.size());
  for (std::size_t sample = 0; sample < samples; ++sample) {
    for (std::size_t pixel = 0; pixel < pixel_count; ++pixel) {
      for (std::size_t byte = 0; byte < sample_size; ++byte) {
        pixels[(pixel * samples + sample) * sample_size + byte] =
            planes[(sample * pixel_count + pixel) * sample_size + byte];
      }
    }
  }
  return pixels;
}

}  // namespace

Result<DecodedSamples> decode_jpeg_ls(ByteView stream, const CodestreamHeader& header) {
  const Decoder decoder(charls_jpegls_decoder_create());
  if (!decoder) return fail(ErrorCode::kTooLarge, "No memory for the JPEG-LS decoder");
  charls_jpegls_errc status =
      charls_jpegls_decoder_set_source_buffer(decoder.get(), stream.data(), stream.size());
  charls_spiff_header spiff{};
  std::int32_t spiff_found = 0;
  if (status == charls::jpegls_errc::success) {
    status = charls_jpegls_decoder_read_spiff_header(decoder.get(), &spiff, &spiff_found);
  }
  if (status == charls::jpegls_errc::success) {
    status = charls_jpegls_decoder_read_header(decoder.get());
  }
  charls_frame_info info{};
  if (status == charls::jpegls_errc::success) {
    status = charls_jpegls_decoder_get_frame_info(decoder.get(), &info);
  }
  charls_interleave_mode interleave_mode{};
  if (status == charls::jpegls_errc::success) {
    status = charls_jpegls_decoder_get_interleave_mode(decoder.get(), &interleave_mode);
  }
  if (status != charls::jpegls_errc::success) return broken_scan(status);
  if (static_cast<int>(info.height) != header.rows ||
      static_cast<int>(info.width) != header.columns ||
      info.component_count != header.samples_per_pixel || info.bits_per_sample != header.bits) {
    return fail(ErrorCode::kDecodeFailed, "The JPEG-LS code-stream has two different headers");
  }
  const std::size_t sample_size = header.bits <= 8 ? 1 : 2;
  const auto samples = static_cast<std::size_t>(header.samples_per_pixel);
  Bytes pixels(static_cast<std::size_t>(header.rows) * static_cast<std::size_t>(header.columns) *
               samples * sample_size);
  status = charls_jpegls_decoder_decode_to_buffer(decoder.get(), pixels.data(), pixels.size(), 0);
  if (status != charls::jpegls_errc::success) return broken_scan(status);
  if (interleave_mode == charls::interleave_mode::none && samples > 1) {
    pixels = by_pixel(pixels, samples, sample_size);
  }
  return DecodedSamples{std::move(pixels), static_cast<int>(sample_size)};
}

}  // namespace overread
