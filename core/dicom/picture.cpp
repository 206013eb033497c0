#include <stb_image.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "core/base/uid.hpp"
#include "core/dicom/character_set.hpp"
#include "core/dicom/file.hpp"
#include "core/dicom/stb_memory.hpp"
#include "core/dicom/tags.hpp"

namespace overread {
namespace {

constexpr std::array<std::uint8_t, 8> kPngSignature{0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A};
constexpr std::string_view kSecondaryCaptureImageStorage = "1.2.840.10008.5.1.4.1.1.7";
constexpr std::size_t kMaxPictureBytes = std::size_t{1} << 28;
/// Of Rows and Columns, and of stb_image (STBI_MAX_DIMENSIONS).
constexpr int kMaxExtent = 0xFFFF;

bool is_png(ByteView bytes) {
  return bytes.size() >= kPngSignature.size() &&
         std::ranges::equal(bytes.first(kPngSignature.size()), kPngSignature);
}

bool is_jpeg(ByteView bytes) {
  return bytes.size() >= 3 && bytes[0] == 0xFF && bytes[1] == 0xD8 && bytes[2] == 0xFF;
}

/// Pixels of a picture: [rows][columns][samples], 8 or 16 bits, little-endian.
struct Picture {
  int rows = 0;
  int columns = 0;
  int samples = 1;
  int bits = 8;
  Bytes pixels;
};

struct StbDeleter {
  void operator()(void* pixels) const { stbi_image_free(pixels); }
};

std::uint32_t read_number(ByteView bytes, std::size_t offset, std::size_t count, bool big) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    value = value << 8 | bytes[offset + (big ? i : count - 1 - i)];
  }
  return value;
}

/// Orientation (tag 0x0112) of the first directory of a TIFF header, 1–8.
std::optional<int> tiff_orientation(ByteView tiff) {
  if (tiff.size() < 8) return std::nullopt;
  const bool big = tiff[0] == 'M' && tiff[1] == 'M';
  if (!big && !(tiff[0] == 'I' && tiff[1] == 'I')) return std::nullopt;
  const std::size_t directory = read_number(tiff, 4, 4, big);
  if (directory > tiff.size() || tiff.size() - directory < 2) return std::nullopt;
  const std::size_t count = read_number(tiff, directory, 2, big);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t entry = directory + 2 + 12 * i;
    if (entry + 12 > tiff.size()) return std::nullopt;
    constexpr std::uint32_t kOrientationTag = 0x0112;
    constexpr std::uint32_t kShortType = 3;
    if (read_number(tiff, entry, 2, big) != kOrientationTag) continue;
    if (read_number(tiff, entry + 2, 2, big) != kShortType) return std::nullopt;
    const auto value = static_cast<int>(read_number(tiff, entry + 8, 2, big));
    return value >= 1 && value <= 8 ? std::optional(value) : std::nullopt;
  }
  return std::nullopt;
}

/// The Exif orientation of a JPEG file, 1 (upright) when it has none.
int exif_orientation(ByteView jpeg) {
  constexpr std::array<std::uint8_t, 6> kExif{'E', 'x', 'i', 'f', 0, 0};
  for (std::size_t position = 2; position + 4 <= jpeg.size();) {
    if (jpeg[position] != 0xFF) return 1;
    const std::uint8_t marker = jpeg[position + 1];
    const std::size_t length = read_number(jpeg, position + 2, 2, true);
    if (marker == 0xDA || length < 2 || length > jpeg.size() - position - 2) return 1;
    const ByteView segment = jpeg.subspan(position + 4, length - 2);
    if (marker == 0xE1 && segment.size() > kExif.size() &&
        std::ranges::equal(segment.first(kExif.size()), kExif)) {
      return tiff_orientation(segment.subspan(kExif.size())).value_or(1);
    }
    position += 2 + length;
  }
  return 1;
}

/// Turns a picture upright: `orientation` says which edge of the stored pixels is up.
///
/// @source Exif 2.32, 4.6.4 A, Orientation
Picture turn_upright(Picture stored, int orientation) {
  if (orientation == 1) return stored;
  const bool transposed = orientation >= 5;
  Picture upright = stored;
  if (transposed) std::swap(upright.rows, upright.columns);
  const bool flips_rows =
      orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  const bool flips_columns =
      orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  const auto pixel_size = static_cast<std::size_t>(stored.samples * stored.bits / 8);
  for (int row = 0; row < upright.rows; ++row) {
    for (int column = 0; column < upright.columns; ++column) {
      // For 5–8 the stored rows run across the upright picture.
      int from_row = transposed ? column : row;
      int from_column = transposed ? row : column;
      if (flips_rows) from_row = stored.rows - 1 - from_row;
      if (flips_columns) from_column = stored.columns - 1 - from_column;
      const std::size_t from =
          (static_cast<std::size_t>(from_row) * static_cast<std::size_t>(stored.columns) +
           static_cast<std::size_t>(from_column)) *
          pixel_size;
      const std::size_t to =
          (static_cast<std::size_t>(row) * static_cast<std::size_t>(upright.columns) +
           static_cast<std::size_t>(column)) *
          pixel_size;
      std::copy_n(stored.pixels.begin() + static_cast<std::ptrdiff_t>(from), pixel_size,
                  upright.pixels.begin() + static_cast<std::ptrdiff_t>(to));
    }
  }
  return upright;
}

/// That every chunk of a PNG file up to its end lies in the file: stb_image takes memory for what a
/// chunk says, up to 1 GiB, before it looks.
Result<void> check_chunks(ByteView png) {
  constexpr std::size_t kHeader = 8;  // length and type; a checksum follows the data
  constexpr std::size_t kChecksum = 4;
  constexpr std::array<std::uint8_t, 4> kEnd{'I', 'E', 'N', 'D'};
  std::size_t position = kPngSignature.size();
  while (png.size() - position >= kHeader) {
    const std::size_t length = read_number(png, position, 4, true);
    if (std::ranges::equal(png.subspan(position + 4, kEnd.size()), kEnd)) return {};
    const std::size_t left = png.size() - position - kHeader;
    if (length > left) {
      return fail(ErrorCode::kTruncated, "A chunk of the picture says " + std::to_string(length) +
                                             " bytes, " + std::to_string(left) + " are left");
    }
    position += kHeader + std::min(length + kChecksum, left);
  }
  return {};
}

/// The largest piece of memory that decoding such a picture takes: four channels of 16 bits, twice
/// because buffers grow by doubling, in whole blocks of a JPEG file; or what is compressed.
std::size_t decoder_bytes(int rows, int columns, std::size_t file_bytes) {
  constexpr std::uint64_t kPixel = 16, kBlocks = 64, kTables = std::uint64_t{1} << 20;
  constexpr std::uint64_t kMost = std::uint64_t{1} << 31;
  const std::uint64_t pixels = (static_cast<std::uint64_t>(rows) + kBlocks) *
                               (static_cast<std::uint64_t>(columns) + kBlocks);
  return static_cast<std::size_t>(std::min(kPixel * pixels + 2 * file_bytes + kTables, kMost));
}

/// Decodes the picture to gray or color; an alpha channel is dropped.
Result<Picture> decode_picture(ByteView bytes) {
  constexpr std::size_t kMaxFileBytes = std::size_t{1} << 30;
  if (bytes.size() > kMaxFileBytes) {
    return fail(ErrorCode::kTooLarge, "The picture file is larger than 1 GiB");
  }
  if (is_png(bytes)) OVERREAD_CHECK(check_chunks(bytes));
  const auto* data = bytes.data();
  const int length = static_cast<int>(bytes.size());
  int columns = 0;
  int rows = 0;
  int channels = 0;
  if (stbi_info_from_memory(data, length, &columns, &rows, &channels) == 0 || columns < 1 ||
      rows < 1) {
    return fail(ErrorCode::kDecodeFailed, "The picture's header is broken");
  }
  if (columns > kMaxExtent || rows > kMaxExtent) {
    return fail(ErrorCode::kTooLarge, "The picture has " + std::to_string(columns) + " × " +
                                          std::to_string(rows) + " pixels, at most 65535 each way");
  }
  const bool is_16_bit = stbi_is_16_bit_from_memory(data, length) != 0;
  const int samples = channels <= 2 ? 1 : 3;
  Picture picture{.rows = rows,
                  .columns = columns,
                  .samples = samples,
                  .bits = is_16_bit ? 16 : 8,
                  .pixels = {}};
  OVERREAD_TRY(
      const std::size_t size,
      checked_product(
          {static_cast<std::uint64_t>(rows), static_cast<std::uint64_t>(columns),
           static_cast<std::uint64_t>(samples), static_cast<std::uint64_t>(picture.bits / 8)},
          kMaxPictureBytes, "The picture's rows × columns × samples"));
  const StbMemoryLimit limit(decoder_bytes(rows, columns, bytes.size()));
  std::unique_ptr<void, StbDeleter> pixels;
  if (is_16_bit) {
    pixels.reset(stbi_load_16_from_memory(data, length, &columns, &rows, &channels, samples));
  } else {
    pixels.reset(stbi_load_from_memory(data, length, &columns, &rows, &channels, samples));
  }
  if (!pixels || columns != picture.columns || rows != picture.rows) {
    return fail(ErrorCode::kDecodeFailed, "The picture is broken");
  }
  // Both platforms are little-endian, as Explicit VR Little Endian wants it.
  const auto* begin = static_cast<const std::uint8_t*>(pixels.get());
  picture.pixels.assign(begin, begin + size);
  return picture;
}

/// At most 64 characters, as LO allows, and never half a character.
std::string series_description_of(std::string_view name) {
  std::string description;
  std::size_t character_count = 0;
  for (const char c : name) {
    const bool starts_character = (c & 0xC0) != 0x80;
    if (starts_character && ++character_count > 64) break;
    const bool is_control = static_cast<unsigned char>(c) < 0x20 || c == '\\';
    description += is_control ? '_' : c;
  }
  return is_utf8(description) ? description : std::string("picture");
}

}  // namespace

bool looks_like_picture(ByteView bytes) { return is_png(bytes) || is_jpeg(bytes); }

Result<Bytes> secondary_capture_from_picture(ByteView bytes, std::string_view name) {
  if (!looks_like_picture(bytes)) {
    return fail(ErrorCode::kNotDicom, "Neither a PNG nor a JPEG picture");
  }
  OVERREAD_TRY(Picture picture, decode_picture(bytes));
  if (is_jpeg(bytes)) picture = turn_upright(std::move(picture), exif_orientation(bytes));

  const std::string identity = uid_from_bytes(bytes);
  Dataset dataset;
  dataset.set_text(tags::kSpecificCharacterSet, Vr::kCS, "ISO_IR 192");
  dataset.set_texts(tags::kImageType, Vr::kCS, {"DERIVED", "SECONDARY"});
  dataset.set_text(tags::kSopClassUid, Vr::kUI, kSecondaryCaptureImageStorage);
  dataset.set_text(tags::kSopInstanceUid, Vr::kUI, identity);
  for (const Tag tag : {tags::kStudyDate, tags::kPatientBirthDate}) {
    dataset.set(tag, {Vr::kDA, Element::Text()});
  }
  dataset.set(tags::kStudyTime, {Vr::kTM, Element::Text()});
  dataset.set(tags::kAccessionNumber, {Vr::kSH, Element::Text()});
  dataset.set(tags::kReferringPhysicianName, {Vr::kPN, Element::Text()});
  dataset.set(tags::kPatientName, {Vr::kPN, Element::Text()});
  dataset.set(tags::kPatientId, {Vr::kLO, Element::Text()});
  dataset.set(tags::kPatientSex, {Vr::kCS, Element::Text()});
  dataset.set(tags::kStudyId, {Vr::kSH, Element::Text()});
  dataset.set(tags::kPatientOrientation, {Vr::kCS, Element::Text()});
  dataset.set(tags::kLaterality, {Vr::kCS, Element::Text()});
  dataset.set_text(tags::kModality, Vr::kCS, "OT");
  dataset.set_text(tags::kConversionType, Vr::kCS, "WSD");
  dataset.set_text(tags::kSeriesDescription, Vr::kLO, series_description_of(name));
  dataset.set_text(tags::kStudyInstanceUid, Vr::kUI, uid_from_text(identity + " study"));
  dataset.set_text(tags::kSeriesInstanceUid, Vr::kUI, uid_from_text(identity + " series"));
  dataset.set_number(tags::kSeriesNumber, Vr::kIS, 1);
  dataset.set_number(tags::kInstanceNumber, Vr::kIS, 1);
  dataset.set_number(tags::kSamplesPerPixel, Vr::kUS, picture.samples);
  dataset.set_text(tags::kPhotometricInterpretation, Vr::kCS,
                   picture.samples == 1 ? "MONOCHROME2" : "RGB");
  if (picture.samples > 1) dataset.set_number(tags::kPlanarConfiguration, Vr::kUS, 0);
  dataset.set_number(tags::kRows, Vr::kUS, picture.rows);
  dataset.set_number(tags::kColumns, Vr::kUS, picture.columns);
  dataset.set_number(tags::kBitsAllocated, Vr::kUS, picture.bits);
  dataset.set_number(tags::kBitsStored, Vr::kUS, picture.bits);
  dataset.set_number(tags::kHighBit, Vr::kUS, picture.bits - 1);
  dataset.set_number(tags::kPixelRepresentation, Vr::kUS, 0);
  if (is_jpeg(bytes)) {
    dataset.set_text(tags::kLossyImageCompression, Vr::kCS, "01");
    dataset.set_text(tags::kLossyImageCompressionMethod, Vr::kCS, "ISO_10918_1");
    const double ratio =
        static_cast<double>(picture.pixels.size()) / static_cast<double>(bytes.size());
    dataset.set_number(tags::kLossyImageCompressionRatio, Vr::kDS, ratio);
  }
  dataset.set_bytes(tags::kPixelData, picture.bits == 16 ? Vr::kOW : Vr::kOB,
                    std::move(picture.pixels));
  return write_dicom_file(dataset);
}

}  // namespace overread
