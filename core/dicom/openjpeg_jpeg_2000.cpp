#include <openjpeg.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <string>

#include "core/dicom/codestream.hpp"
#include "core/dicom/words.hpp"

namespace overread {
namespace {

/// A stream over bytes in memory, as OpenJPEG wants one: three functions and their argument.
struct Source {
  ByteView bytes;
  std::size_t position = 0;
};

OPJ_SIZE_T read_source(void* buffer, OPJ_SIZE_T count, void* user) {
  auto& source = *static_cast<Source*>(user);
  const std::size_t available = std::min<std::size_t>(count, source.bytes.size() - source.position);
  if (available == 0) return static_cast<OPJ_SIZE_T>(-1);
  std::memcpy(buffer, source.bytes.data() + source.position, available);
  source.position += available;
  return available;
}

OPJ_OFF_T skip_source(OPJ_OFF_T count, void* user) {
  auto& source = *static_cast<Source*>(user);
  const auto left = static_cast<OPJ_OFF_T>(source.bytes.size() - source.position);
  if (count < 0 || left == 0) return -1;
  const OPJ_OFF_T skipped = std::min(count, left);
  source.position += static_cast<std::size_t>(skipped);
  return skipped;
}

OPJ_BOOL seek_source(OPJ_OFF_T position, void* user) {
  auto& source = *static_cast<Source*>(user);
  if (position < 0 || static_cast<std::size_t>(position) > source.bytes.size()) return OPJ_FALSE;
  source.position = static_cast<std::size_t>(position);
  return OPJ_TRUE;
}

struct StreamDeleter {
  void operator()(opj_stream_t* stream) const { opj_stream_destroy(stream); }
};
struct CodecDeleter {
  void operator()(opj_codec_t* codec) const { opj_destroy_codec(codec); }
};
struct ImageDeleter {
  void operator()(opj_image_t* image) const { opj_image_destroy(image); }
};
using Stream = std::unique_ptr<opj_stream_t, StreamDeleter>;
using Codec = std::unique_ptr<opj_codec_t, CodecDeleter>;
using Image = std::unique_ptr<opj_image_t, ImageDeleter>;

std::unexpected<Error> broken_codestream() {
  return fail(ErrorCode::kDecodeFailed, "The JPEG 2000 code-stream is broken");
}

/// One component into its place of each pixel.
template <class Word>
void place_component(const opj_image_comp_t& component, std::size_t pixel_count, std::size_t sample,
                     std::size_t samples, Bytes& pixels) {
  std::uint8_t* const out = pixels.data() + sample * sizeof(Word);
  for (std::size_t pixel = 0; pixel < pixel_count; ++pixel) {
    store(out + pixel * samples * sizeof(Word), static_cast<Word>(component.data[pixel]));
  }
}

/// As place_component(), of a component without its `levels` finest resolutions. A sample of those
/// that are left lies where every 2^levels-th one lay: each pixel takes the nearest.
template <class Word>
void spread_component(const opj_image_comp_t& component, const CodestreamHeader& header, int levels,
                      std::size_t sample, Bytes& pixels) {
  const auto samples = static_cast<std::size_t>(header.samples_per_pixel);
  const int half = (1 << levels) / 2;
  const auto nearest = [levels, half](int at, OPJ_UINT32 count) {
    return std::min(static_cast<std::size_t>((at + half) >> levels), std::size_t{count} - 1);
  };
  std::uint8_t* out = pixels.data() + sample * sizeof(Word);
  for (int row = 0; row < header.rows; ++row) {
    const OPJ_INT32* const line = component.data + nearest(row, component.h) * component.w;
    for (int column = 0; column < header.columns; ++column) {
      store(out, static_cast<Word>(line[nearest(column, component.w)]));
      out += samples * sizeof(Word);
    }
  }
}

/// How many of the finest resolutions can be left out so that the longer side keeps at least
/// `side` samples, and tells the decoder to.
int leave_out_resolutions(opj_codec_t* codec, const CodestreamHeader& header, int side) {
  int levels = 0;
  while (std::max(header.rows, header.columns) >> (levels + 1) >= side) ++levels;
  while (levels > 0 &&
         opj_set_decoded_resolution_factor(codec, static_cast<OPJ_UINT32>(levels)) == 0) {
    --levels;
  }
  return levels;
}

bool has_size(const opj_image_comp_t& component, const CodestreamHeader& header, int levels) {
  const int more = (1 << levels) - 1;
  const auto reduced = [=](int full) { return (full + more) >> levels; };
  return component.data != nullptr && static_cast<int>(component.w) == reduced(header.columns) &&
         static_cast<int>(component.h) == reduced(header.rows);
}

/// @param side  Of the longer side, that has to be decoded at least; nothing for all there is.
Result<DecodedSamples> decode(ByteView stream, const CodestreamHeader& header,
                              std::optional<int> side) {
  if (header.bits > 31) {
    return fail(ErrorCode::kUnsupported, "JPEG 2000 with " + std::to_string(header.bits) +
                                             " bits per sample is not read, at most 31 are");
  }
  Source source{stream.subspan(header.begin, header.end - header.begin)};
  const Stream input(opj_stream_create(1 << 16, OPJ_TRUE));
  const Codec codec(opj_create_decompress(OPJ_CODEC_J2K));
  if (!input || !codec) return fail(ErrorCode::kTooLarge, "No memory for the JPEG 2000 decoder");
  opj_stream_set_user_data(input.get(), &source, nullptr);
  opj_stream_set_user_data_length(input.get(), source.bytes.size());
  opj_stream_set_read_function(input.get(), read_source);
  opj_stream_set_skip_function(input.get(), skip_source);
  opj_stream_set_seek_function(input.get(), seek_source);
  opj_dparameters_t parameters;
  opj_set_default_decoder_parameters(&parameters);
  if (!opj_setup_decoder(codec.get(), &parameters)) return broken_codestream();
  opj_image_t* raw_image = nullptr;
  const bool has_header = opj_read_header(input.get(), codec.get(), &raw_image) != 0;
  const Image image(raw_image);
  if (!has_header || !image) return broken_codestream();
  const int levels = side ? leave_out_resolutions(codec.get(), header, *side) : 0;
  if (opj_decode(codec.get(), input.get(), image.get()) == 0) return broken_codestream();

  const auto samples = static_cast<std::size_t>(header.samples_per_pixel);
  const std::size_t pixel_count =
      static_cast<std::size_t>(header.rows) * static_cast<std::size_t>(header.columns);
  const std::size_t sample_size = header.bits <= 8 ? 1 : header.bits <= 16 ? 2 : 4;
  if (image->numcomps != samples) return broken_codestream();
  Bytes pixels(pixel_count * samples * sample_size);
  for (std::size_t sample = 0; sample < samples; ++sample) {
    const opj_image_comp_t& component = image->comps[sample];
    if (!has_size(component, header, levels)) return broken_codestream();
    with_word_of(sample_size, [&]<class Word>(Word) {
      if (levels > 0) {
        spread_component<Word>(component, header, levels, sample, pixels);
      } else {
        place_component<Word>(component, pixel_count, sample, samples, pixels);
      }
    });
  }
  return DecodedSamples{std::move(pixels), static_cast<int>(sample_size)};
}

}  // namespace

Result<DecodedSamples> decode_jpeg_2000(ByteView stream, const CodestreamHeader& header) {
  return decode(stream, header, std::nullopt);
}

Result<DecodedSamples> decode_coarse_jpeg_2000(ByteView stream, const CodestreamHeader& header,
                                               int side) {
  return decode(stream, header, side);
}

}  // namespace overread
