#include "core/dicom/htj2k.hpp"

#include <algorithm>
#include <array>
#include <catch_amalgamated.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "tests/core/dicom/codestream_fixtures.hpp"

namespace overread {
namespace {

template <class Array>
Bytes copy_of(const Array& array) {
  return {array.begin(), array.end()};
}

bool is_plain(const Bytes& stream) {
  const auto header = jpeg2000_header(stream);
  return header.has_value() && is_plain_htj2k(stream, *header);
}

/// `stream` with the marker segment `bytes` put where its first `marker` begins.
Bytes with_segment(const Bytes& stream, std::uint8_t marker, const Bytes& bytes) {
  const std::array<std::uint8_t, 2> wanted{0xFF, marker};
  const auto at = std::ranges::search(stream, wanted).begin();
  Bytes made(stream.begin(), at);
  made.insert(made.end(), bytes.begin(), bytes.end());
  made.insert(made.end(), at, stream.end());
  return made;
}

/// Where a fixture's first `marker` begins.
std::size_t place_of(const Bytes& stream, std::uint8_t marker) {
  const std::array<std::uint8_t, 2> wanted{0xFF, marker};
  return static_cast<std::size_t>(std::ranges::search(stream, wanted).begin() - stream.begin());
}

int calls = 0;

/// Every sample is 7.
Result<std::optional<DecodedSamples>> sevens(ByteView /*stream*/, const CodestreamHeader& header) {
  ++calls;
  const auto count = static_cast<std::size_t>(header.rows) *
                     static_cast<std::size_t>(header.columns) *
                     static_cast<std::size_t>(header.samples_per_pixel);
  return DecodedSamples{Bytes(count, 7), 1};
}

Result<std::optional<DecodedSamples>> passes_on(ByteView /*stream*/,
                                                const CodestreamHeader& /*header*/) {
  ++calls;
  return std::nullopt;
}

Result<std::optional<DecodedSamples>> finds_damage(ByteView /*stream*/,
                                                   const CodestreamHeader& /*header*/) {
  ++calls;
  return fail(ErrorCode::kDecodeFailed, "damaged");
}

/// Sets a decoder for the time of a test.
struct Beside {
  explicit Beside(Htj2kDecoder decoder) {
    calls = 0;
    set_htj2k_decoder(decoder);
  }
  ~Beside() { set_htj2k_decoder(nullptr); }
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;
};

}  // namespace

TEST_CASE("Plain HTJ2K: reversible, one or three components, whole", "[dicom][ISO 15444-15]") {
  CHECK(is_plain(copy_of(testing::kHtUnsigned12)));
  CHECK(is_plain(copy_of(testing::kHtRgb)));
  CHECK_FALSE(is_plain(copy_of(testing::kHtLossySigned16)));
}

TEST_CASE("Plain HTJ2K: a stream with a byte less is not whole", "[dicom]") {
  const Bytes whole = copy_of(testing::kHtUnsigned12);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    INFO(size);
    CHECK_FALSE(is_plain(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))));
  }
  Bytes padded = whole;
  padded.push_back(0);
  CHECK(is_plain(padded));
}

TEST_CASE("Plain HTJ2K: what decoders may leave out or take otherwise is not plain",
          "[dicom][ISO 15444-1 Annex A]") {
  const Bytes stream = copy_of(testing::kHtUnsigned12);
  const std::size_t siz = place_of(stream, 0x51);
  const std::size_t cap = place_of(stream, 0x50);
  const std::size_t cod = place_of(stream, 0x52);
  const std::size_t sot = place_of(stream, 0x90);
  struct Case {
    const char* what;
    std::size_t at;
    std::uint8_t value;
  };
  for (const Case& one : std::vector<Case>{{"no CAP announced (Rsiz)", siz + 4, 0x00},
                                           {"not Part 15 (Pcap)", cap + 5, 0x00},
                                           {"older code-blocks beside (Ccap15)", cap + 8, 0x80},
                                           {"SOP markers (Scod)", cod + 4, 0x02},
                                           {"two layers", cod + 7, 0x02},
                                           {"a color transform of one component", cod + 8, 0x01},
                                           {"older code-blocks (SPcod)", cod + 12, 0x00},
                                           {"irreversible", cod + 13, 0x00},
                                           {"tile 1 of 1", sot + 5, 0x01},
                                           {"a tile-part beyond the end", sot + 7, 0x01},
                                           {"the second tile-part first", sot + 10, 0x01},
                                           {"of two tile-parts one", sot + 11, 0x02}}) {
    INFO(one.what);
    Bytes changed = stream;
    changed[one.at] = one.value;
    CHECK_FALSE(is_plain(changed));
  }
  // RGN, POC, PPM, COC, QCC, NLT in the main header; a second COD.
  for (const std::uint8_t marker : {0x5E, 0x5F, 0x60, 0x53, 0x5D, 0x76}) {
    INFO(static_cast<int>(marker));
    CHECK_FALSE(is_plain(with_segment(stream, 0x90, {0xFF, marker, 0, 4, 0, 0})));
  }
  CHECK_FALSE(
      is_plain(with_segment(stream, 0x90,
                            Bytes(stream.begin() + static_cast<std::ptrdiff_t>(cod),
                                  stream.begin() + static_cast<std::ptrdiff_t>(cod) + 14))));
  CHECK(is_plain(with_segment(stream, 0x90, {0xFF, 0x64, 0, 5, 0, 1, 'x'})));
  CHECK_FALSE(is_plain(with_segment(stream, 0x90, {0})));
}

TEST_CASE("Plain HTJ2K goes to the decoder beside; what that passes on goes to OpenJPEG",
          "[dicom]") {
  const Bytes stream = copy_of(testing::kHtUnsigned12);
  const auto header = jpeg2000_header(stream);
  REQUIRE(header.has_value());
  const auto own = decode_jpeg_2000_or_ht(stream, *header);
  REQUIRE(own.has_value());
  {
    const Beside beside(sevens);
    const auto samples = decode_jpeg_2000_or_ht(stream, *header);
    REQUIRE(samples.has_value());
    CHECK((samples->pixels == Bytes(std::size_t{13} * 19, 7)));
    const Bytes lossy = copy_of(testing::kHtLossySigned16);
    CHECK(decode_jpeg_2000_or_ht(lossy, *jpeg2000_header(lossy)).has_value());
    CHECK(calls == 1);
  }
  {
    const Beside beside(passes_on);
    const auto samples = decode_jpeg_2000_or_ht(stream, *header);
    REQUIRE(samples.has_value());
    CHECK((samples->pixels == own->pixels));
    CHECK(calls == 1);
  }
  {
    const Beside beside(finds_damage);
    const auto samples = decode_jpeg_2000_or_ht(stream, *header);
    REQUIRE_FALSE(samples.has_value());
    CHECK(samples.error().message == "damaged");
  }
}

}  // namespace overread
