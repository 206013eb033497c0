#include "core/dicom/htj2k.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/dicom/words.hpp"

namespace overread {
namespace {

constexpr std::uint32_t kCap = 0xFF50;
constexpr std::uint32_t kSiz = 0xFF51;
constexpr std::uint32_t kCod = 0xFF52;
constexpr std::uint32_t kTlm = 0xFF55;
constexpr std::uint32_t kPrf = 0xFF56;
constexpr std::uint32_t kPlm = 0xFF57;
constexpr std::uint32_t kPlt = 0xFF58;
constexpr std::uint32_t kCpf = 0xFF59;
constexpr std::uint32_t kQcd = 0xFF5C;
constexpr std::uint32_t kCom = 0xFF64;
constexpr std::uint32_t kSot = 0xFF90;
constexpr std::uint32_t kSod = 0xFF93;
constexpr std::uint32_t kEoc = 0xFFD9;

Htj2kDecoder& htj2k_decoder() {
  static Htj2kDecoder decoder = nullptr;
  return decoder;
}

std::uint32_t number_at(ByteView bytes, std::size_t offset, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value = value << 8 | bytes[offset + i];
  return value;
}

/// The marker at the beginning, 0 when there is none.
std::uint32_t marker_of(ByteView bytes) { return bytes.size() < 2 ? 0 : number_at(bytes, 0, 2); }

/// The bytes after the length of the segment at the beginning; nothing when it does not fit.
std::optional<ByteView> marker_segment(ByteView bytes) {
  if (bytes.size() < 4) return std::nullopt;
  const std::size_t length = number_at(bytes, 2, 2);
  if (length < 2 || length > bytes.size() - 2) return std::nullopt;
  return bytes.subspan(4, length - 2);
}

/// Image and tiles begin at the origin, and CAP is announced.
bool is_plain_siz(ByteView siz) {
  constexpr std::uint32_t kHasCap = 0x4000;
  return siz.size() >= 36 && (number_at(siz, 0, 2) & kHasCap) != 0 && number_at(siz, 10, 4) == 0 &&
         number_at(siz, 14, 4) == 0 && number_at(siz, 26, 4) == 0 && number_at(siz, 30, 4) == 0;
}

/// Part 15 alone, and no code-block of the older kind. ISO/IEC 15444-15 A.3
bool is_plain_cap(ByteView cap) {
  constexpr std::uint32_t kPart15 = 1U << 17U;
  constexpr std::uint32_t kNotHtOnly = 0xC000;
  return cap.size() == 6 && number_at(cap, 0, 4) == kPart15 &&
         (number_at(cap, 4, 2) & kNotHtOnly) == 0;
}

/// Scod with precincts at most, one layer, HT code-blocks, 5/3. ISO/IEC 15444-1 A.6.1
bool is_plain_cod(ByteView cod, int samples_per_pixel) {
  if (cod.size() < 10) return false;
  const bool has_color_transform = cod[4] == 1;
  return cod[0] <= 1 && number_at(cod, 2, 2) == 1 && cod[4] <= 1 &&
         has_color_transform == (samples_per_pixel == 3) && cod[8] == 0x40 && cod[9] == 1;
}

/// The main header; gives what comes after it, nothing when it is not plain.
std::optional<ByteView> after_main_header(ByteView stream, int samples_per_pixel) {
  constexpr std::uint32_t kSoc = 0xFF4F;
  if (marker_of(stream) != kSoc) return std::nullopt;
  ByteView rest = stream.subspan(2);
  std::vector<std::uint32_t> found;
  while (marker_of(rest) != kSot) {
    const std::uint32_t marker = marker_of(rest);
    const auto segment = marker_segment(rest);
    if (!segment) return std::nullopt;
    bool is_plain = false;
    switch (marker) {
      case kSiz:
        is_plain = found.empty() && is_plain_siz(*segment);
        break;
      case kCap:
        is_plain = is_plain_cap(*segment);
        break;
      case kCod:
        is_plain = is_plain_cod(*segment, samples_per_pixel);
        break;
      case kQcd:
      case kTlm:
      case kPrf:
      case kPlm:
      case kCpf:
      case kCom:
        is_plain = true;
        break;
      default:
        break;
    }
    if (!is_plain) return std::nullopt;
    found.push_back(marker);
    rest = rest.subspan(4 + segment->size());
  }
  for (const std::uint32_t marker : {kSiz, kCap, kCod, kQcd}) {
    if (std::ranges::count(found, marker) != 1) return std::nullopt;
  }
  return rest;
}

/// From the end of SOT: nothing but packet lengths and comments before the data.
bool is_plain_tile_part(ByteView rest) {
  while (marker_of(rest) != kSod) {
    const std::uint32_t marker = marker_of(rest);
    const auto segment = marker_segment(rest);
    if (!segment || (marker != kPlt && marker != kCom)) return false;
    rest = rest.subspan(4 + segment->size());
  }
  return true;
}

/// Parts of a tile, as they came and as they were announced (0: not).
struct TileParts {
  std::uint32_t count = 0;
  std::uint32_t announced = 0;
};

/// Tile-parts lie end to end, in order, up to EOC. ISO/IEC 15444-1 A.4.2
bool has_all_tiles(ByteView rest, std::size_t tile_count) {
  constexpr std::size_t kSotBytes = 12;
  std::vector<TileParts> tiles(tile_count);
  while (marker_of(rest) == kSot) {
    const auto segment = marker_segment(rest);
    if (!segment || segment->size() != kSotBytes - 4) return false;
    const std::size_t tile = number_at(*segment, 0, 2);
    const std::size_t length = number_at(*segment, 2, 4);
    if (tile >= tile_count || length < kSotBytes + 2 || length > rest.size()) return false;
    TileParts& parts = tiles[tile];
    if ((*segment)[6] != parts.count++) return false;
    if ((*segment)[7] != 0) parts.announced = (*segment)[7];
    if (!is_plain_tile_part(rest.subspan(kSotBytes, length - kSotBytes))) return false;
    rest = rest.subspan(length);
  }
  return marker_of(rest) == kEoc && std::ranges::all_of(tiles, [](const TileParts& parts) {
           return parts.count > 0 && (parts.announced == 0 || parts.announced == parts.count);
         });
}

}  // namespace

void set_htj2k_decoder(Htj2kDecoder decoder) { htj2k_decoder() = decoder; }

bool is_plain_htj2k(ByteView stream, const CodestreamHeader& header) {
  if (header.bits < 2 || header.bits > 16) return false;
  const bool is_gray = header.samples_per_pixel == 1 && (!header.is_signed || header.bits > 8);
  const bool is_color = header.samples_per_pixel == 3 && !header.is_signed && header.bits <= 8;
  if (!is_gray && !is_color) return false;
  const auto tiles = after_main_header(stream.subspan(header.begin), header.samples_per_pixel);
  return tiles && has_all_tiles(*tiles, header.tile_count);
}

Result<DecodedSamples> decode_jpeg_2000_or_ht(ByteView stream, const CodestreamHeader& header) {
  const Htj2kDecoder decode = htj2k_decoder();
  if (decode != nullptr && is_plain_htj2k(stream, header)) {
    OVERREAD_TRY(auto samples, decode(stream.subspan(header.begin), header));
    if (samples) return std::move(*samples);
  }
  return decode_jpeg_2000(stream, header);
}

}  // namespace overread
