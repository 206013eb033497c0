#include <array>
#include <cstdio>
#include <string>
#include <utility>

// After <cstdio>, which it needs and does not include.
#include <jpeglib.h>

#include <jerror.h>

#include "core/dicom/codestream.hpp"

namespace overread {
namespace {

/// No honest picture has more; a hostile one of a kilobyte could keep the decoder busy for hours.
constexpr int kMaxScans = 500;

/// Thrown through libjpeg's frames, which are compiled to let exceptions pass.
struct BrokenJpeg {
  std::string reason;
};

struct Reports : jpeg_error_mgr {
  bool data_missing = false;  ///< Entropy-coded data ended inside the picture.
};

[[noreturn]] void throw_error(j_common_ptr info) {
  std::array<char, JMSG_LENGTH_MAX> text{};
  info->err->format_message(info, text.data());
  throw BrokenJpeg{text.data()};
}

void note_warning(j_common_ptr info, int level) {
  if (level >= 0) return;
  auto& reports = *static_cast<Reports*>(info->err);
  switch (info->err->msg_code) {
    case JWRN_HIT_MARKER:
      reports.data_missing = true;
      return;
    case JWRN_HUFF_BAD_CODE:
    case JWRN_ARITH_BAD_CODE:
      // libjpeg would go on with zeros, which look like pixels.
      return throw_error(info);
    default:
      // Bytes too many or a lost EOI harm nobody.
      return;
  }
}

void limit_scans(j_common_ptr info) {
  if (reinterpret_cast<j_decompress_ptr>(info)->input_scan_number > kMaxScans) {
    throw BrokenJpeg{"more than " + std::to_string(kMaxScans) + " scans"};
  }
}

class Decompressor {
 public:
  Decompressor() {
    info.err = jpeg_std_error(&reports);
    reports.error_exit = throw_error;
    reports.emit_message = note_warning;
    jpeg_create_decompress(&info);
    progress.progress_monitor = limit_scans;
    info.progress = &progress;
  }
  ~Decompressor() { jpeg_destroy_decompress(&info); }
  Decompressor(const Decompressor&) = delete;
  Decompressor& operator=(const Decompressor&) = delete;

  jpeg_decompress_struct info{};
  Reports reports{};
  jpeg_progress_mgr progress{};
};

/// @param read  libjpeg's function for rows of this sample type.
template <class Sample, class Read>
void read_rows(jpeg_decompress_struct& info, Bytes& pixels, Read read) {
  const std::size_t row_bytes = static_cast<std::size_t>(info.output_width) *
                                static_cast<std::size_t>(info.output_components) * sizeof(Sample);
  while (info.output_scanline < info.output_height) {
    auto* row = reinterpret_cast<Sample*>(pixels.data() + info.output_scanline * row_bytes);
    read(&info, &row, 1);
  }
}

void read_samples(jpeg_decompress_struct& info, Bytes& pixels) {
  if (info.data_precision <= 8) {
    read_rows<JSAMPLE>(info, pixels, jpeg_read_scanlines);
  } else if (info.data_precision <= 12) {
    read_rows<J12SAMPLE>(info, pixels, jpeg12_read_scanlines);
  } else {
    read_rows<J16SAMPLE>(info, pixels, jpeg16_read_scanlines);
  }
}

}  // namespace

Result<DecodedSamples> decode_jpeg(ByteView stream, const CodestreamHeader& header) {
  const auto samples = static_cast<std::size_t>(header.samples_per_pixel);
  const std::size_t sample_size = header.bits <= 8 ? 1 : 2;
  try {
    Decompressor decompressor;
    jpeg_decompress_struct& info = decompressor.info;
    jpeg_mem_src(&info, stream.data(), static_cast<unsigned long>(stream.size()));
    jpeg_read_header(&info, TRUE);
    if (static_cast<int>(info.image_width) != header.columns ||
        static_cast<int>(info.image_height) != header.rows ||
        info.num_components != header.samples_per_pixel || info.data_precision != header.bits) {
      throw BrokenJpeg{"it has two different frame headers"};
    }
    // Samples are wanted as they are coded: Photometric Interpretation says what they mean.
    info.jpeg_color_space = samples == 1 ? JCS_GRAYSCALE : JCS_UNKNOWN;
    info.out_color_space = info.jpeg_color_space;
    Bytes pixels(static_cast<std::size_t>(header.rows) * static_cast<std::size_t>(header.columns) *
                 samples * sample_size);
    jpeg_start_decompress(&info);
    read_samples(info, pixels);
    if (decompressor.reports.data_missing) {
      return fail(ErrorCode::kDecodeFailed, "The JPEG code-stream ends before the frame is full");
    }
    return DecodedSamples{std::move(pixels), static_cast<int>(sample_size)};
  } catch (const BrokenJpeg& broken) {
    return fail(ErrorCode::kDecodeFailed, "The JPEG code-stream is broken (" + broken.reason + ")");
  }
}

}  // namespace overread
