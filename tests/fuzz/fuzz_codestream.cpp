// A code-stream in a file that says of it what it says of itself, so that every input gets as far
// as its decoder: any bytes end in an error with a message or in a frame of the right size.
//
// Input: one byte for the transfer syntax, one for the sign and the color, then the code-stream.
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "core/dicom/codestream.hpp"
#include "core/dicom/file.hpp"
#include "core/dicom/htj2k.hpp"
#include "tests/support/elements.hpp"

namespace {

using overread::Bytes;
using overread::ByteView;
using overread::CodestreamHeader;

constexpr std::array<std::string_view, 8> kSyntaxes{
    "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.70",
    "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.201",
    "1.2.840.10008.1.2.5",    "1.2.840.10008.1.2.8.1"};
constexpr std::size_t kFirstJpeg2000 = 4;
constexpr std::size_t kFirstWithoutHeader = 6;

/// What the stream says of itself. RLE and deflate say nothing: 8 × 8 pixels of 16 bits.
CodestreamHeader header_of(std::size_t syntax, ByteView stream) {
  if (syntax < kFirstWithoutHeader) {
    auto header =
        syntax < kFirstJpeg2000 ? overread::jpeg_header(stream) : overread::jpeg2000_header(stream);
    if (header) return *header;
  }
  return {.rows = 8, .columns = 8, .samples_per_pixel = 1, .bits = 16};
}

/// Passes everything on to OpenJPEG, after it was asked whether the stream is plain.
overread::Result<std::optional<overread::DecodedSamples>> pass_on(
    ByteView /*stream*/, const CodestreamHeader& /*header*/) {
  return std::nullopt;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  overread::set_htj2k_decoder(pass_on);
  const std::size_t syntax = data[0] % kSyntaxes.size();
  const ByteView stream{data + 2, size - 2};
  const CodestreamHeader header = header_of(syntax, stream);
  const auto bits = static_cast<unsigned>(header.bits);
  constexpr std::array<std::string_view, 4> kColors{"RGB ", "YBR_FULL", "YBR_FULL_422", "YBR_RCT "};
  const Bytes file = overread::testing::encapsulated_file(
      kSyntaxes[syntax],
      {.rows = static_cast<unsigned>(header.rows),
       .columns = static_cast<unsigned>(header.columns),
       .samples = static_cast<unsigned>(header.samples_per_pixel),
       .bits_allocated = bits <= 8 ? 8U : std::bit_ceil(bits),
       .bits_stored = bits,
       .high_bit = bits - 1,
       .pixel_representation = data[1] & 1U,
       .photometric_interpretation =
           header.samples_per_pixel == 3 ? kColors[(data[1] >> 1) % 4] : "MONOCHROME2 "},
      {Bytes{}, Bytes(stream.begin(), stream.end())});
  const auto frame = overread::decode_frame(file, 1);
  if (!frame) {
    if (frame.error().message.empty()) std::abort();
    return 0;
  }
  const std::size_t expected = static_cast<std::size_t>(frame->rows) *
                               static_cast<std::size_t>(frame->columns) *
                               static_cast<std::size_t>(frame->samples_per_pixel) *
                               overread::bytes_per_sample(frame->sample_type);
  if (frame->pixels.size() != expected) std::abort();
  return 0;
}
