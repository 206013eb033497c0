#include <array>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <cstdlib>
#include <span>
#include <string>

#include "core/dicom/file.hpp"
#include "core/dicom/transfer_syntax.hpp"
#include "core/dicom/words.hpp"
#include "tests/core/dicom/codestream_fixtures.hpp"
#include "tests/support/elements.hpp"

namespace overread {
namespace {

using testing::SmallImage;

Bytes bytes_of(std::span<const std::uint8_t> fixture) { return {fixture.begin(), fixture.end()}; }

/// A file whose one frame is this code-stream.
Bytes file_with(std::string_view syntax, const SmallImage& image,
                std::span<const std::uint8_t> stream) {
  return testing::encapsulated_file(syntax, image, {Bytes{}, bytes_of(stream)});
}

/// The largest difference between samples of type Word and what `expected(x, y, sample)` says.
template <class Word, class Expected>
int largest_difference(const DecodedFrame& frame, Expected expected) {
  REQUIRE(bytes_per_sample(frame.sample_type) == sizeof(Word));
  int largest = 0;
  std::size_t at = 0;
  for (int y = 0; y < frame.rows; ++y) {
    for (int x = 0; x < frame.columns; ++x) {
      for (int sample = 0; sample < frame.samples_per_pixel; ++sample, at += sizeof(Word)) {
        const int value = load<Word>(frame.pixels.data() + at);
        largest = std::max(largest, std::abs(value - expected(x, y, sample)));
      }
    }
  }
  CHECK(at == frame.pixels.size());
  return largest;
}

constexpr std::string_view kHtLossless = "1.2.840.10008.1.2.4.201";
constexpr std::string_view kHtRpcl = "1.2.840.10008.1.2.4.202";
constexpr std::string_view kHt = "1.2.840.10008.1.2.4.203";

constexpr SmallImage kGray16{
    .rows = 13, .columns = 19, .bits_allocated = 16, .bits_stored = 16, .high_bit = 15};
constexpr SmallImage kRgb{
    .rows = 13, .columns = 19, .samples = 3, .photometric_interpretation = "YBR_RCT "};

SmallImage with_sign(SmallImage image) {
  image.pixel_representation = 1;
  return image;
}

SmallImage with_photometric(SmallImage image, std::string_view name) {
  image.photometric_interpretation = name;
  return image;
}

}  // namespace

TEST_CASE("HTJ2K: reversible streams give back what was written", "[dicom][pixels][PS3.5 10.18]") {
  const auto signed16 = decode_frame(file_with(kHtRpcl, with_sign(kGray16), testing::kHtSigned16));
  REQUIRE(signed16.has_value());
  CHECK(signed16->sample_type == SampleType::kInt16);
  CHECK(largest_difference<std::int16_t>(*signed16, [](int x, int y, int) {
          return (x - 9) * 3600 + (y - 6) * 61 + x * y % 5;
        }) == 0);

  SmallImage gray12 = kGray16;
  gray12.bits_stored = 12;
  gray12.high_bit = 11;
  const auto unsigned12 = decode_frame(file_with(kHtLossless, gray12, testing::kHtUnsigned12));
  REQUIRE(unsigned12.has_value());
  CHECK(unsigned12->sample_type == SampleType::kUint16);
  CHECK(unsigned12->bits_stored == 12);
  CHECK(largest_difference<std::uint16_t>(
            *unsigned12, [](int x, int y, int) { return x * 220 + y * 10 + x * y % 7; }) == 0);

  const auto rgb = decode_frame(file_with(kHtLossless, kRgb, testing::kHtRgb));
  REQUIRE(rgb.has_value());
  CHECK(rgb->photometric_interpretation == "RGB");
  CHECK(largest_difference<std::uint8_t>(*rgb, [](int x, int y, int sample) {
          return std::array{x * 14, y * 21, 255 - x * 7 - y * 9}[static_cast<std::size_t>(sample)];
        }) == 0);
}

TEST_CASE("JPEG 2000: signed values stay so where Pixel Representation says unsigned",
          "[dicom][pixels][PS3.5 8.2]") {
  const auto frame = decode_frame(file_with(kHtRpcl, kGray16, testing::kHtSigned16));
  REQUIRE(frame.has_value());
  CHECK(frame->sample_type == SampleType::kInt16);
  CHECK(frame->pixel_representation == 1);
  CHECK(largest_difference<std::int16_t>(*frame, [](int x, int y, int) {
          return (x - 9) * 3600 + (y - 6) * 61 + x * y % 5;
        }) == 0);
}

TEST_CASE("HTJ2K: irreversible streams come as near as their quantizer allows",
          "[dicom][pixels][PS3.5 10.18]") {
  // The bounds are what ojph_expand and opj_decompress 2.5.0 reach on the same streams.
  const auto signed16 = decode_frame(file_with(kHt, with_sign(kGray16), testing::kHtLossySigned16));
  REQUIRE(signed16.has_value());
  CHECK(signed16->sample_type == SampleType::kInt16);
  CHECK(largest_difference<std::int16_t>(*signed16, [](int x, int y, int) {
          return (x - 9) * 3000 + (y - 6) * 61 + x * y % 5;
        }) <= 4);

  const auto unsigned16 = decode_frame(file_with(kHt, kGray16, testing::kHtLossyUnsigned16));
  REQUIRE(unsigned16.has_value());
  CHECK(largest_difference<std::uint16_t>(
            *unsigned16, [](int x, int y, int) { return x * 3500 + y * 200 + x * y % 11; }) <= 7);

  const auto rgb =
      decode_frame(file_with(kHt, with_photometric(kRgb, "YBR_ICT "), testing::kHtLossyRgb));
  REQUIRE(rgb.has_value());
  CHECK(rgb->photometric_interpretation == "RGB");
  CHECK(largest_difference<std::uint8_t>(*rgb, [](int x, int y, int sample) {
          return std::array{x * 14, y * 21, 255 - x * 7 - y * 9}[static_cast<std::size_t>(sample)];
        }) <= 1);
}

TEST_CASE("HTJ2K: a stream that is cut, or of another size, is refused", "[dicom][pixels]") {
  const Bytes whole = bytes_of(testing::kHtSigned16);
  for (std::size_t length = 0; length < whole.size() - 2; ++length) {
    const auto frame =
        decode_frame(file_with(kHtRpcl, with_sign(kGray16), std::span(whole).first(length)));
    if (frame) CHECK(frame->pixels.size() == 13 * 19 * 2);
  }
  SmallImage other = with_sign(kGray16);
  other.rows = 14;
  const auto refused = decode_frame(file_with(kHtRpcl, other, testing::kHtSigned16));
  REQUIRE(!refused.has_value());
  CHECK(refused.error().message ==
        "The code-stream has rows × columns × samples of 13 × 19 × 1, the attributes say "
        "14 × 19 × 1");
}

TEST_CASE("HTJ2K: any byte may be wrong", "[dicom][fuzz]") {
  for (const std::size_t step : {1, 7, 85}) {
    for (std::size_t at = 0; at < testing::kHtRgb.size(); ++at) {
      Bytes stream = bytes_of(testing::kHtRgb);
      stream[at] = static_cast<std::uint8_t>(stream[at] + step);
      const auto frame = decode_frame(file_with(kHtLossless, kRgb, stream));
      if (frame) {
        CHECK(frame->pixels.size() == 13 * 19 * 3);
      } else {
        CHECK(!frame.error().message.empty());
      }
    }
  }
}

TEST_CASE("JPEG: each process of the same coefficients gives the same pixels",
          "[dicom][pixels][PS3.5 A.4.1]") {
  const SmallImage image{.rows = 8, .columns = 16};
  const auto baseline =
      decode_frame(file_with("1.2.840.10008.1.2.4.50", image, testing::kBaselineJpeg));
  REQUIRE(baseline.has_value());
  // Quality 85 of a busy picture; djpeg is as far from it.
  CHECK(largest_difference<std::uint8_t>(*baseline, [](int x, int y, int) {
          return (x * 11 + y * 23 + (((x ^ y) & 3) != 0 ? 37 : 0)) % 256;
        }) <= 15);
  struct Process {
    std::string_view syntax;
    std::span<const std::uint8_t> stream;
  };
  for (const Process& process :
       {Process{"1.2.840.10008.1.2.4.52", testing::kArithmeticJpeg},
        Process{"1.2.840.10008.1.2.4.53", testing::kSpectralJpeg},
        Process{"1.2.840.10008.1.2.4.54", testing::kArithmeticSpectralJpeg},
        Process{"1.2.840.10008.1.2.4.55", testing::kProgressiveJpeg},
        Process{"1.2.840.10008.1.2.4.56", testing::kArithmeticProgressiveJpeg}}) {
    INFO(process.syntax);
    const auto frame = decode_frame(file_with(process.syntax, image, process.stream));
    REQUIRE(frame.has_value());
    CHECK(frame->pixels == baseline->pixels);
  }
}

TEST_CASE("Encapsulated Uncompressed: each frame in fragments of its own, as it is",
          "[dicom][pixels][PS3.5 A.4]") {
  constexpr std::string_view kSyntax = "1.2.840.10008.1.2.1.98";
  const SmallImage words{.rows = 1,
                         .columns = 2,
                         .bits_allocated = 16,
                         .bits_stored = 16,
                         .high_bit = 15,
                         .number_of_frames = "2 "};
  const Bytes file =
      testing::encapsulated_file(kSyntax, words, {Bytes{}, Bytes{1, 2, 3, 4}, Bytes{5, 6, 7, 8}});
  CHECK(decode_frame(file, 1)->pixels == Bytes{1, 2, 3, 4});
  CHECK(decode_frame(file, 2)->pixels == Bytes{5, 6, 7, 8});
  // A one-bit frame begins with a byte of its own.
  const SmallImage bits{.rows = 1,
                        .columns = 3,
                        .bits_allocated = 1,
                        .bits_stored = 1,
                        .high_bit = 0,
                        .number_of_frames = "2 "};
  const Bytes segment =
      testing::encapsulated_file(kSyntax, bits, {Bytes{}, Bytes{0b101, 0}, Bytes{0b011, 0}});
  CHECK(decode_frame(segment, 2)->pixels == Bytes{1, 1, 0});
}

TEST_CASE("RLE: one bit is packed before it is run-length coded", "[dicom][pixels][PS3.5 8.2.2]") {
  const SmallImage image{
      .rows = 2, .columns = 8, .bits_allocated = 1, .bits_stored = 1, .high_bit = 0};
  Bytes rle(64, 0);
  rle[0] = 1;
  rle[4] = 64;
  testing::append(rle, {0x01, 0b00000101, 0b10000000});  // two literal bytes
  const auto frame = decode_frame(file_with(testing::kRleLossless, image, rle));
  REQUIRE(frame.has_value());
  CHECK(frame->pixels == Bytes{1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
  SmallImage color = with_photometric(image, "RGB ");
  color.samples = 3;
  const auto refused = decode_frame(file_with(testing::kRleLossless, color, rle));
  REQUIRE(!refused.has_value());
  CHECK(refused.error().message ==
        "Bits Allocated (0028,0100) is 1 with 3 samples per pixel, RLE is read with 8, 16 and 32, "
        "and with 1 for one sample");
}

TEST_CASE("Decode: an uncompressed picture in a video's color space is refused by name",
          "[dicom][pixels][PS3.3 C.7.6.3.1.2]") {
  const SmallImage image{.samples = 3, .photometric_interpretation = "YBR_PARTIAL_420 "};
  const auto frame = decode_frame(testing::native_file(image, {1, 2, 3, 4, 5, 6}, "OB"));
  REQUIRE(!frame.has_value());
  CHECK(frame.error().code == ErrorCode::kUnsupported);
  CHECK(frame.error().message.starts_with(
      "Photometric Interpretation (0028,0004) is YBR_PARTIAL_420"));
}

TEST_CASE("Transfer syntaxes that are not decoded are refused by their names",
          "[dicom][pixels][PS3.6 A]") {
  struct Named {
    std::string_view uid;
    std::string_view words;
  };
  for (const Named& named : {
           Named{"1.2.840.10008.1.2.4.102",
                 "1.2.840.10008.1.2.4.102 (MPEG-4 AVC/H.264 High Profile / Level 4.1), a video"},
           Named{
               "1.2.840.10008.1.2.4.100.1",
               "1.2.840.10008.1.2.4.100.1 (Fragmentable MPEG2 Main Profile / Main Level), a video"},
           Named{"1.2.840.10008.1.2.4.108",
                 "1.2.840.10008.1.2.4.108 (HEVC/H.265 Main 10 Profile / Level 5.1), a video"},
           Named{"1.2.840.10008.1.2.4.110", "1.2.840.10008.1.2.4.110 (JPEG XL Lossless)"},
           Named{"1.2.840.10008.1.2.4.65",
                 "1.2.840.10008.1.2.4.65 (JPEG Lossless, Hierarchical (Process 28) (Retired))"},
           Named{"1.2.840.113619.5.2",
                 "1.2.840.113619.5.2 (GE Private Implicit VR with Big Endian Pixel Data)"},
           Named{"1.2.3.4", "1.2.3.4"},
       }) {
    const auto frame = decode_frame(file_with(named.uid, SmallImage{}, Bytes{0, 0, 0, 1}));
    REQUIRE(!frame.has_value());
    CHECK(frame.error().code == ErrorCode::kUnsupported);
    CHECK(frame.error().message ==
          "Transfer Syntax UID " + std::string(named.words) + ": not decoded here");
  }
  // JPIP has an address where others have pixels.
  const auto jpip = decode_frame(
      testing::part10("1.2.840.10008.1.2.4.94", testing::image_attributes(SmallImage{})));
  REQUIRE(!jpip.has_value());
  CHECK(jpip.error().message ==
        "Transfer Syntax UID 1.2.840.10008.1.2.4.94 (JPIP Referenced): not decoded here");
}

TEST_CASE("Transfer syntaxes: a stream of more bits than are stored holds words, as uncompressed",
          "[dicom][PS3.5 8.1.1]") {
  // Of the words 0x0800, 0x07FF, 0x0001: bits stored, high bit, sign, values.
  struct Layout {
    unsigned bits_stored, high_bit, pixel_representation;
    std::array<int, 3> values;
  };
  for (const Layout& layout :
       {Layout{12, 11, 1, {-2048, 2047, 1}}, Layout{12, 11, 0, {2048, 2047, 1}},
        Layout{8, 11, 0, {0x80, 0x7F, 0}}, Layout{8, 11, 1, {-128, 0x7F, 0}},
        Layout{16, 15, 1, {2048, 2047, 1}}}) {
    const SmallImage image{.rows = 1,
                           .columns = 3,
                           .bits_allocated = 16,
                           .bits_stored = layout.bits_stored,
                           .high_bit = layout.high_bit,
                           .pixel_representation = layout.pixel_representation};
    const auto frame =
        decode_frame(file_with("1.2.840.10008.1.2.4.70", image, testing::kWordsJpeg));
    REQUIRE(frame.has_value());
    CHECK(frame->bits_stored == static_cast<int>(layout.bits_stored));
    CHECK(largest_difference<std::int16_t>(*frame, [&](int x, int, int) {
            return layout.values[static_cast<std::size_t>(x)];
          }) == 0);
  }
}

TEST_CASE("Transfer syntaxes: a deflated data set without pixels is read all the same",
          "[dicom][PS3.5 A.7][PS3.5 A.12]") {
  for (const std::string_view uid : {"1.2.840.10008.1.2.4.95", "1.2.840.10008.1.2.4.205"}) {
    CHECK(transfer_syntax(uid).deflated);
    CHECK(!undecoded_syntax_name(uid).empty());
  }
  CHECK(undecoded_syntax_name("1.2.840.10008.1.2.4.201").empty());
}

}  // namespace overread
