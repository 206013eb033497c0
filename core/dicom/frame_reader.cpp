#include "core/dicom/frame_reader.hpp"

#include <algorithm>
#include <cmath>
#include <format>
#include <string>
#include <utility>

#include "core/dicom/codestream.hpp"
#include "core/dicom/deflate.hpp"
#include "core/dicom/file.hpp"
#include "core/dicom/file_parser.hpp"
#include "core/dicom/fragments.hpp"
#include "core/dicom/htj2k.hpp"
#include "core/dicom/image_pixel.hpp"
#include "core/dicom/native_pixels.hpp"
#include "core/dicom/rle.hpp"
#include "core/dicom/stored_values.hpp"
#include "core/dicom/tags.hpp"
#include "core/dicom/vr.hpp"

namespace overread {
namespace {

/// Ad-hoc: a blank frame packs well, but no real one 2000 times over when it is large.
constexpr std::uint64_t kFreelyUnpackedBytes = std::uint64_t{64} << 20;
constexpr std::uint64_t kMaxCompressionRatio = 2000;

SampleType sample_type_of(int bytes_per_sample, bool is_signed) {
  switch (bytes_per_sample) {
    case 1:
      return is_signed ? SampleType::kInt8 : SampleType::kUint8;
    case 2:
      return is_signed ? SampleType::kInt16 : SampleType::kUint16;
    default:
      return is_signed ? SampleType::kInt32 : SampleType::kUint32;
  }
}

/// A frame of `image` with samples of this size, pixels still to come.
DecodedFrame frame_like(const ImagePixel& image, int bytes_per_sample) {
  DecodedFrame frame;
  frame.rows = image.rows;
  frame.columns = image.columns;
  frame.samples_per_pixel = image.samples_per_pixel;
  frame.bits_allocated = 8 * bytes_per_sample;
  frame.bits_stored = std::min(image.bits_stored, 8 * bytes_per_sample);
  frame.pixel_representation = image.pixel_representation;
  frame.frame_count = image.frame_count;
  frame.photometric_interpretation = image.photometric_interpretation;
  frame.sample_type = sample_type_of(bytes_per_sample, image.is_signed());
  return frame;
}

/// @param bits  Of one sample as it comes out of the decoder.
Result<std::size_t> checked_frame_size(const ImagePixel& image, int bits,
                                       std::size_t compressed_size) {
  const auto sample_size = static_cast<std::uint64_t>(unpacked_sample_size(bits));
  OVERREAD_TRY(const std::size_t size,
               checked_product({static_cast<std::uint64_t>(image.rows),
                                static_cast<std::uint64_t>(image.columns),
                                static_cast<std::uint64_t>(image.samples_per_pixel), sample_size},
                               kMaxFrameBytes, "Rows × Columns × Samples per Pixel"));
  if (size > kFreelyUnpackedBytes && size / kMaxCompressionRatio > compressed_size) {
    return fail(ErrorCode::kTooLarge, "A frame of " + std::to_string(size) +
                                          " bytes cannot come out of " +
                                          std::to_string(compressed_size));
  }
  return size;
}

/// What the frame is called once 422 is upsampled and JPEG 2000's transforms are undone.
std::string decoded_photometric_interpretation(const ImagePixel& image, Compression compression,
                                               bool is_ycc) {
  const std::string& name = image.photometric_interpretation;
  if (name == "YBR_FULL_422") return "YBR_FULL";
  if (name == "YBR_RCT" || name == "YBR_ICT") return "RGB";
  if (compression == Compression::kJpeg && name == "RGB" && is_ycc) return "YBR_FULL";
  return name;
}

/// The bits of a whole word, of which none is left out.
int word_bits(const DecodedFrame& frame) {
  return 8 * static_cast<int>(bytes_per_sample(frame.sample_type));
}

/// A frame around samples in the words of the file: little-endian, interleaved.
DecodedFrame frame_of_words(Bytes pixels, const ImagePixel& image, DecodeOptions options) {
  const int sample_size = unpacked_sample_size(image.bits_allocated);
  DecodedFrame frame = frame_like(image, sample_size);
  frame.photometric_interpretation =
      decoded_photometric_interpretation(image, Compression::kNone, false);
  const WordLayout words{.bytes_per_sample = sample_size,
                         .bits_stored = image.bits_stored,
                         .high_bit = image.high_bit,
                         .is_signed = image.is_signed(),
                         .carries_overlays = image.carries_overlays};
  frame.bits_stored = options.whole_words ? word_bits(frame) : extract_stored_values(pixels, words);
  frame.pixels = std::move(pixels);
  return frame;
}

/// Bytes of the words that big endian turns round, by VR and not by Bits Allocated: a value of 32
/// bits in OW is two words, the low one first, whatever the byte order.
///
/// @dicom PS3.5 6.2, 7.3
int swapped_word(const ParsedFile& file, const ImagePixel& image) {
  if (!file.syntax.big_endian) return 1;
  switch (file.pixel_data->vr) {
    case Vr::kOL:
    case Vr::kOF:
    case Vr::kOD:
    case Vr::kOV:
      return word_size(file.pixel_data->vr);
    case Vr::kOB:
      // Ad-hoc: bytes are not swapped, but who wrote more than 8 bits as OB wrote numbers.
      return image.bits_allocated == 16 || image.bits_allocated == 32 ? image.bits_allocated / 8
                                                                      : 1;
    default:
      return word_size(Vr::kOW);
  }
}

Result<DecodedFrame> decode_float_frame(const ParsedFile& file, const ImagePixel& image,
                                        int frame_number) {
  const PixelDataLocation& location = *file.pixel_data;
  OVERREAD_CHECK(checked_frame_size(image, image.bits_allocated, location.value.size()));
  OVERREAD_TRY(Bytes pixels,
               native_frame(location.value, image, frame_number, swapped_word(file, image)));
  DecodedFrame frame = frame_like(image, image.bits_allocated / 8);
  frame.sample_type = image.bits_allocated == 32 ? SampleType::kFloat32 : SampleType::kFloat64;
  frame.pixels = std::move(pixels);
  return frame;
}

Result<DecodedFrame> decode_native_frame(ByteView pixel_data, const ImagePixel& image,
                                         int frame_number, int word_bytes, DecodeOptions options) {
  OVERREAD_TRY(Bytes pixels, native_frame(pixel_data, image, frame_number, word_bytes));
  return frame_of_words(std::move(pixels), image, options);
}

Result<DecodedFrame> decode_rle_frame(ByteView fragment, const ImagePixel& image,
                                      DecodeOptions options) {
  OVERREAD_CHECK(checked_frame_size(image, image.bits_allocated, fragment.size()));
  const std::size_t pixel_count =
      static_cast<std::size_t>(image.rows) * static_cast<std::size_t>(image.columns);
  if (image.bits_allocated == 1 && image.samples_per_pixel == 1) {
    OVERREAD_TRY(const Bytes packed, decode_rle(fragment, (pixel_count + 7) / 8,
                                                /*samples_per_pixel=*/1, /*bytes_per_sample=*/1));
    return decode_native_frame(packed, image, 1, /*word_bytes=*/1, options);
  }
  if (image.bits_allocated % 8 != 0 || image.bits_allocated == 24) {
    return fail(ErrorCode::kUnsupported, describe(tags::kBitsAllocated) + " is " +
                                             std::to_string(image.bits_allocated) + " with " +
                                             std::to_string(image.samples_per_pixel) +
                                             " samples per pixel, RLE is read with 8, 16 and 32, "
                                             "and with 1 for one sample");
  }
  OVERREAD_TRY(Bytes pixels, decode_rle(fragment, pixel_count, image.samples_per_pixel,
                                        image.bits_allocated / 8));
  return frame_of_words(std::move(pixels), image, options);
}

Result<CodestreamHeader> codestream_header(ByteView stream, Compression compression) {
  return compression == Compression::kJpeg2000 ? jpeg2000_header(stream) : jpeg_header(stream);
}

Result<void> check_header(const CodestreamHeader& header, const ImagePixel& image) {
  if (header.rows != image.rows || header.columns != image.columns ||
      header.samples_per_pixel != image.samples_per_pixel) {
    const auto size = [](int rows, int columns, int samples) {
      return std::to_string(rows) + " × " + std::to_string(columns) + " × " +
             std::to_string(samples);
    };
    return fail(ErrorCode::kDecodeFailed,
                "The code-stream has rows × columns × samples of " +
                    size(header.rows, header.columns, header.samples_per_pixel) +
                    ", the attributes say " +
                    size(image.rows, image.columns, image.samples_per_pixel));
  }
  return {};
}

Result<DecodedSamples> decode_codestream(ByteView stream, const CodestreamHeader& header,
                                         Compression compression, int coarse_side) {
  constexpr int kMaxJpegBits = 16;
  if (compression == Compression::kJpeg2000) {
    return coarse_side > 0 ? decode_coarse_jpeg_2000(stream, header, coarse_side)
                           : decode_jpeg_2000_or_ht(stream, header);
  }
  if (header.bits < 2 || header.bits > kMaxJpegBits) {
    return fail(ErrorCode::kDecodeFailed, "The code-stream has " + std::to_string(header.bits) +
                                              " bits per sample, must have 2–16");
  }
  if (compression == Compression::kJpegLs) return decode_jpeg_ls(stream, header);
  return decode_jpeg(stream, header);
}

Result<DecodedFrame> decode_codestream_frame(ByteView stream, ImagePixel image,
                                             Compression compression, DecodeOptions options) {
  OVERREAD_TRY(const CodestreamHeader header, codestream_header(stream, compression));
  // PS3.5 8.2: what the code-stream states goes before the attributes. Only JPEG 2000 has a sign.
  if (header.is_signed) image.pixel_representation = 1;
  OVERREAD_CHECK(check_header(header, image));
  OVERREAD_CHECK(checked_frame_size(image, header.bits, stream.size()));
  OVERREAD_TRY(DecodedSamples samples,
               decode_codestream(stream, header, compression, options.coarse_side));
  DecodedFrame frame = frame_like(image, samples.bytes_per_sample);
  frame.photometric_interpretation =
      decoded_photometric_interpretation(image, compression, header.is_jpeg_ycc);
  // A stream of more bits than are stored holds the words as they would lie uncompressed: with
  // overlays beside the value, the value above bit 0, its sign in its own highest bit.
  const bool holds_words = header.bits > image.bits_stored && header.bits > image.high_bit &&
                           (image.carries_overlays || image.high_bit >= image.bits_stored ||
                            (image.is_signed() && !header.is_signed));
  const WordLayout words{.bytes_per_sample = samples.bytes_per_sample,
                         .bits_stored = frame.bits_stored,
                         .high_bit = holds_words ? image.high_bit : header.bits - 1,
                         .is_signed = image.is_signed(),
                         .carries_overlays = image.carries_overlays && holds_words};
  // JPEG knows no sign: a value of Bits Stored bits carries it in its highest. Ad-hoc: JPEG-LS of
  // 15 bits that says so and means unsigned values is known, and other decoders leave it as it is.
  const bool means_unsigned = compression == Compression::kJpegLs && header.bits == 15;
  const bool carries_sign =
      image.is_signed() && !means_unsigned && !header.is_signed && header.bits == image.bits_stored;
  frame.bits_stored = options.whole_words           ? word_bits(frame)
                      : carries_sign || holds_words ? extract_stored_values(samples.pixels, words)
                                                    : bits_in_use(samples.pixels, words);
  frame.pixels = std::move(samples.pixels);
  return frame;
}

std::unexpected<Error> not_decoded(const std::string& syntax) {
  return fail(ErrorCode::kUnsupported, "Transfer Syntax UID " + syntax + ": not decoded here");
}

Result<void> check_decodable(const ParsedFile& file) {
  const std::string& syntax = file.transfer_syntax_uid;
  if (const std::string_view name = undecoded_syntax_name(syntax); !name.empty()) {
    return not_decoded(syntax + " (" + std::string(name) + ")" +
                       (video_codec(syntax).has_value() ? ", a video" : ""));
  }
  if (!file.pixel_data) {
    return fail(ErrorCode::kInvalidAttribute, describe(tags::kPixelData) + " is missing");
  }
  if (!file.pixel_data->encapsulated || file.pixel_data->tag != tags::kPixelData) return {};
  if (file.syntax.compression == Compression::kUnsupported) return not_decoded(syntax);
  if (!file.syntax.is_encapsulated()) {
    return fail(
        ErrorCode::kInvalidAttribute,
        describe(tags::kPixelData) + " is encapsulated, but transfer syntax " + syntax + " is not");
  }
  return {};
}

/// A frame whose fragments are not all in the file.
std::unexpected<Error> frame_is_cut(const Fragments& fragments, int whole_frames, int frame_number,
                                    int frame_count) {
  const bool is_inside = !fragments.items.empty() && fragments.items.back().missing > 0;
  const std::string where =
      is_inside ? std::format("the last of its {} fragments needs {} bytes, but only {} are left",
                              fragments.items.size(),
                              fragments.items.back().bytes.size() + fragments.items.back().missing,
                              fragments.items.back().bytes.size())
                : std::format("it ends after {} fragments", fragments.items.size());
  return fail(ErrorCode::kTruncated, std::format("{} is cut: {}; frame {} of {} is not whole{}",
                                                 describe(tags::kPixelData), where, frame_number,
                                                 frame_count, whole_frames_text(whole_frames)));
}

/// Also where the bytes that are there would do: one of the lengths is wrong, and no other frame
/// shows which.
std::unexpected<Error> single_frame_is_cut(const PixelDataLocation& location) {
  return fail(ErrorCode::kTruncated,
              std::format("{} has length {}, but only {} bytes are left", describe(location.tag),
                          location.value.size() + location.missing, location.value.size()));
}

}  // namespace

Result<FrameReader> FrameReader::open(ByteView bytes) {
  FrameReader reader;
  OVERREAD_TRY(reader.file_, parse_file(bytes, PixelDataUse::kLocate, ReadScope::kImage));
  OVERREAD_CHECK(check_decodable(reader.file_));
  PixelDataLocation& location = *reader.file_.pixel_data;
  OVERREAD_TRY(reader.image_, image_pixel(reader.file_.dataset, location.tag));
  if (location.encapsulated && location.tag == tags::kPixelData) {
    OVERREAD_TRY(reader.fragments_,
                 split_fragments(location.value,
                                 location.is_cut ? ItemsEnd::kEndOfFile : ItemsEnd::kDelimiter));
    OVERREAD_TRY(reader.bounds_,
                 frame_bounds(reader.fragments_, reader.file_.dataset,
                              reader.file_.syntax.compression, reader.image_.frame_count));
  } else if (location.missing > 0) {
    if (reader.image_.frame_count == 1) return single_frame_is_cut(location);
    // Of a word with its high byte first, the half that is left is the wrong one.
    const auto word = static_cast<std::size_t>(swapped_word(reader.file_, reader.image_));
    location.value = location.value.first(location.value.size() / word * word);
  }
  return reader;
}

Result<DecodedFrame> FrameReader::frame(int frame_number, DecodeOptions options) const {
  if (frame_number < 1 || frame_number > image_.frame_count) {
    return fail(ErrorCode::kInvalidArgument, "Frame " + std::to_string(frame_number) +
                                                 " is asked for, the file has 1–" +
                                                 std::to_string(image_.frame_count));
  }
  const PixelDataLocation& location = *file_.pixel_data;
  if (location.tag != tags::kPixelData) return decode_float_frame(file_, image_, frame_number);
  if (location.encapsulated) return encapsulated_frame(frame_number, options);
  return decode_native_frame(location.value, image_, frame_number, swapped_word(file_, image_),
                             options);
}

Result<DecodedFrame> FrameReader::encapsulated_frame(int frame_number,
                                                     DecodeOptions options) const {
  const auto whole_frames = static_cast<int>(bounds_.size()) - 1;
  if (frame_number > whole_frames) {
    return frame_is_cut(fragments_, whole_frames, frame_number, image_.frame_count);
  }
  const std::vector<ByteView> parts = fragments_of_frame(fragments_, bounds_, frame_number);
  Bytes joined;
  ByteView stream = parts.front();
  if (parts.size() > 1) {
    for (const ByteView part : parts) joined.insert(joined.end(), part.begin(), part.end());
    stream = joined;
  }
  switch (const Compression compression = file_.syntax.compression) {
    case Compression::kEncapsulatedOnly:
      OVERREAD_CHECK(checked_frame_size(image_, image_.bits_allocated, stream.size()));
      return decode_native_frame(stream, image_, 1, /*word_bytes=*/1, options);
    case Compression::kRle:
      return decode_rle_frame(stream, image_, options);
    case Compression::kDeflatedFrames: {
      OVERREAD_TRY(const std::size_t size,
                   checked_frame_size(image_, image_.bits_allocated, stream.size()));
      OVERREAD_TRY(const Bytes pixels, inflate_bytes(stream, size + 2));
      return decode_native_frame(pixels, image_, 1, /*word_bytes=*/1, options);
    }
    default:
      return decode_codestream_frame(stream, image_, compression, options);
  }
}

Result<DecodedFrame> decode_frame(ByteView bytes, int frame_number, DecodeOptions options) {
  OVERREAD_TRY(const FrameReader reader, FrameReader::open(bytes));
  return reader.frame(frame_number, options);
}

}  // namespace overread
