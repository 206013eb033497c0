#include <algorithm>
#include <array>
#include <utility>

#include "core/dicom/deflate.hpp"
#include "core/dicom/file.hpp"
#include "core/dicom/file_parser.hpp"
#include "core/dicom/tags.hpp"

namespace overread {
namespace {

constexpr std::size_t kPreambleLength = 128;
constexpr std::size_t kMaxInflatedBytes = std::size_t{1} << 30;
/// Deflate packs 1032 bytes into one at most (RFC 1951: 258 into two bits). Pictures pack to a
/// twentieth at best, masks that are nearly all background to some three hundredth; only what is
/// small anyway may be packed more.
constexpr std::size_t kMaxInflation = 400;
constexpr std::size_t kAnyInflatedBytes = std::size_t{64} << 20;

std::size_t inflated_limit(std::size_t deflated_bytes) {
  const std::size_t honest = std::min(deflated_bytes, kMaxInflatedBytes / kMaxInflation);
  return std::max(honest * kMaxInflation, kAnyInflatedBytes);
}

bool has_prefix(ByteView bytes) {
  constexpr std::array<std::uint8_t, 4> kPrefix{'D', 'I', 'C', 'M'};
  return bytes.size() >= kPreambleLength + kPrefix.size() &&
         std::ranges::equal(bytes.subspan(kPreambleLength, kPrefix.size()), kPrefix);
}

/// The syntax of a data set that came without File Meta Information, from its first element: group
/// 0008 (or 0002) tells the byte order, a VR tells the rest.
std::optional<std::string_view> syntax_of_bare_dataset(ByteView bytes) {
  if (bytes.size() < 8) return std::nullopt;
  const bool explicit_vr = looks_explicit(bytes, 0);
  const bool big_endian = bytes[0] == 0 && bytes[1] != 0 && explicit_vr;
  const int group = big_endian ? bytes[0] << 8 | bytes[1] : bytes[1] << 8 | bytes[0];
  // Data sets begin with group 0004, 0008, rarely 0010; anything else is some other file.
  if (group != 0x0004 && group != 0x0008 && group != 0x0010) return std::nullopt;
  if (big_endian) return kExplicitVrBigEndian;
  if (explicit_vr) return kExplicitVrLittleEndian;
  const std::uint32_t length = static_cast<std::uint32_t>(bytes[4]) | std::uint32_t{bytes[5]} << 8 |
                               std::uint32_t{bytes[6]} << 16 | std::uint32_t{bytes[7]} << 24;
  if (length > bytes.size() - 8) return std::nullopt;
  return kImplicitVrLittleEndian;
}

std::unexpected<Error> no_dataset(bool has_prefix, bool has_meta) {
  if (has_meta) {
    return fail(ErrorCode::kNotDicom,
                describe(tags::kTransferSyntaxUid) +
                    " is missing, and no data set follows the File Meta Information");
  }
  if (has_prefix) {
    return fail(ErrorCode::kNotDicom, "No data set follows the prefix DICM at byte 128");
  }
  return fail(ErrorCode::kNotDicom,
              "No DICOM file: neither the prefix DICM at byte 128 nor a data set at the start");
}

}  // namespace

Result<ParsedFile> parse_file(ByteView bytes, PixelDataUse pixel_data, ReadScope scope) {
  if (bytes.empty()) return fail(ErrorCode::kNotDicom, "The file is empty");
  ParsedFile file;
  std::size_t offset = has_prefix(bytes) ? kPreambleLength + 4 : 0;
  const bool begins_with_meta = bytes.size() >= offset + 8 && bytes[offset] == 2 &&
                                bytes[offset + 1] == 0 && looks_explicit(bytes, offset);
  if (begins_with_meta) {
    OVERREAD_TRY(file.meta, parse_meta(bytes, offset));
    file.transfer_syntax_uid = file.meta.text(tags::kTransferSyntaxUid);
  }
  ByteView body = bytes.subspan(offset);
  if (file.transfer_syntax_uid.empty()) {
    auto guessed = syntax_of_bare_dataset(body);
    if (!guessed && !begins_with_meta && offset > 0 && syntax_of_bare_dataset(bytes)) {
      // The letters at byte 128 are those of a value, of a data set without File Meta Information.
      offset = 0;
      body = bytes;
      guessed = syntax_of_bare_dataset(bytes);
    }
    if (!guessed && begins_with_meta && body.empty()) {
      return fail(ErrorCode::kTruncated, "The file ends after its File Meta Information");
    }
    if (!guessed) return no_dataset(offset > 0, begins_with_meta);
    file.transfer_syntax_uid = *guessed;
  }
  file.syntax = transfer_syntax(file.transfer_syntax_uid);
  ByteView dataset_bytes = body;
  if (file.syntax.deflated) {
    OVERREAD_TRY(file.inflated, inflate_bytes(body, inflated_limit(body.size())));
    dataset_bytes = file.inflated;
  }
  OVERREAD_TRY(ParsedDataset parsed, parse_dataset(dataset_bytes, file.syntax, pixel_data, scope));
  file.dataset = std::move(parsed.dataset);
  file.pixel_data = parsed.pixel_data;
  file.begin = file.syntax.deflated ? 0 : offset;
  file.end = file.begin + parsed.end;
  return file;
}

Result<DicomFile> read_dicom_file(ByteView bytes, ReadOptions options) {
  const PixelDataUse use = options.with_pixel_data ? PixelDataUse::kCopy : PixelDataUse::kStop;
  OVERREAD_TRY(ParsedFile file, parse_file(bytes, use, options.scope));
  const bool may_be_empty = options.scope != ReadScope::kAll && file.end > file.begin;
  if (file.dataset.empty() && !may_be_empty) {
    return fail(ErrorCode::kTruncated, "The file holds no data set");
  }
  return DicomFile{std::move(file.meta), std::move(file.dataset),
                   std::move(file.transfer_syntax_uid)};
}

}  // namespace overread
