#include "core/dicom/transfer_syntax.hpp"

#include <array>

namespace overread {
namespace {

struct Compressed {
  std::string_view uid;
  Compression compression;
};

constexpr auto kCompressed = std::to_array<Compressed>({
    {"1.2.840.10008.1.2.4.50", Compression::kJpeg},
    {"1.2.840.10008.1.2.4.51", Compression::kJpeg},
    {"1.2.840.10008.1.2.4.53", Compression::kJpeg},
    {"1.2.840.10008.1.2.4.55", Compression::kJpeg},
    {"1.2.840.10008.1.2.4.57", Compression::kJpeg},
    {"1.2.840.10008.1.2.4.70", Compression::kJpeg},
    {"1.2.840.10008.1.2.4.80", Compression::kJpegLs},
    {"1.2.840.10008.1.2.4.81", Compression::kJpegLs},
    {"1.2.840.10008.1.2.4.90", Compression::kJpeg2000},
    {"1.2.840.10008.1.2.4.91", Compression::kJpeg2000},
    {"1.2.840.10008.1.2.4.201", Compression::kJpeg2000},
    {"1.2.840.10008.1.2.4.202", Compression::kJpeg2000},
    {"1.2.840.10008.1.2.4.203", Compression::kJpeg2000},
    {"1.2.840.10008.1.2.5", Compression::kRle},
    {"1.2.840.10008.1.2.8.1", Compression::kDeflatedFrames},
});

}  // namespace

TransferSyntax transfer_syntax(std::string_view uid) {
  if (uid == kExplicitVrLittleEndian) return {};
  if (uid == kImplicitVrLittleEndian) return {.explicit_vr = false};
  if (uid == kExplicitVrBigEndian) return {.big_endian = true};
  if (uid == kDeflatedExplicitVrLittleEndian) return {.deflated = true};
  for (const Compressed& known : kCompressed) {
    if (known.uid == uid) return {.compression = known.compression};
  }
  return {.compression = Compression::kUnsupported};
}

}  // namespace overread
