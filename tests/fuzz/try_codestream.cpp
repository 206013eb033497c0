#include <array>
#include <bit>
#include <cstddef>
#include <optional>
#include <string_view>

#include "core/dicom/codestream.hpp"
#include "core/dicom/file.hpp"
#include "core/dicom/htj2k.hpp"
#include "tests/fuzz/rules.hpp"
#include "tests/fuzz/tries.hpp"
#include "tests/support/elements.hpp"

namespace overread::fuzz {
namespace {

constexpr std::array<std::string_view, 8> kSyntaxes{
    "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.70",
    "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.201",
    "1.2.840.10008.1.2.5",    "1.2.840.10008.1.2.8.1"};
constexpr std::size_t kFirstJpeg2000 = 4;
constexpr std::size_t kFirstWithoutHeader = 6;

/// What the stream says of itself. RLE and deflate say nothing: 8 × 8 pixels of 16 bits.
CodestreamHeader header_of(std::size_t syntax, ByteView stream) {
  if (syntax < kFirstWithoutHeader) {
    auto header = syntax < kFirstJpeg2000 ? jpeg_header(stream) : jpeg2000_header(stream);
    if (header) return *header;
  }
  return {.rows = 8, .columns = 8, .samples_per_pixel = 1, .bits = 16};
}

/// Passes everything on to OpenJPEG, after it was asked whether the stream is plain.
Result<std::optional<DecodedSamples>> pass_on(ByteView /*stream*/,
                                              const CodestreamHeader& /*header*/) {
  return std::nullopt;
}

}  // namespace

Result<void> try_codestream(ByteView bytes) {
  if (bytes.size() < 2) return {};
  set_htj2k_decoder(pass_on);
  const std::size_t syntax = bytes[0] % kSyntaxes.size();
  const ByteView stream = bytes.subspan(2);
  const CodestreamHeader header = header_of(syntax, stream);
  const auto bits = static_cast<unsigned>(header.bits);
  constexpr std::array<std::string_view, 4> kColors{"RGB ", "YBR_FULL", "YBR_FULL_422", "YBR_RCT "};
  const Bytes file = testing::encapsulated_file(
      kSyntaxes[syntax],
      {.rows = static_cast<unsigned>(header.rows),
       .columns = static_cast<unsigned>(header.columns),
       .samples = static_cast<unsigned>(header.samples_per_pixel),
       .bits_allocated = bits <= 8 ? 8U : std::bit_ceil(bits),
       .bits_stored = bits,
       .high_bit = bits - 1,
       .pixel_representation = bytes[1] & 1U,
       .photometric_interpretation =
           header.samples_per_pixel == 3 ? kColors[(bytes[1] >> 1) % 4] : "MONOCHROME2 "},
      {Bytes{}, Bytes(stream.begin(), stream.end())});
  const auto frame = decode_frame(file, 1);
  return frame ? must_be_whole(*frame) : must_say_why(frame.error());
}

}  // namespace overread::fuzz
