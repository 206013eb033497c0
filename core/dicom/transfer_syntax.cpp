#include "core/dicom/transfer_syntax.hpp"

#include <array>

namespace overread {
namespace {

constexpr std::string_view kJpipReferencedDeflate = "1.2.840.10008.1.2.4.95";
constexpr std::string_view kJpipHtj2kReferencedDeflate = "1.2.840.10008.1.2.4.205";

struct Compressed {
  std::string_view uid;
  Compression compression;
  bool always_lossy = false;
};

constexpr auto kCompressed = std::to_array<Compressed>({
    {"1.2.840.10008.1.2.1.98", Compression::kEncapsulatedOnly},
    {"1.2.840.10008.1.2.4.50", Compression::kJpeg, true},
    {"1.2.840.10008.1.2.4.51", Compression::kJpeg, true},
    {"1.2.840.10008.1.2.4.52", Compression::kJpeg, true},
    {"1.2.840.10008.1.2.4.53", Compression::kJpeg, true},
    {"1.2.840.10008.1.2.4.54", Compression::kJpeg, true},
    {"1.2.840.10008.1.2.4.55", Compression::kJpeg, true},
    {"1.2.840.10008.1.2.4.56", Compression::kJpeg, true},
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

struct Undecoded {
  std::string_view uid;
  std::string_view name;
};

constexpr auto kUndecoded = std::to_array<Undecoded>({
    {"1.2.840.10008.1.2.4.58", "JPEG Lossless, Non-Hierarchical (Process 15) (Retired)"},
    {"1.2.840.10008.1.2.4.59", "JPEG Extended, Hierarchical (Process 16 & 18) (Retired)"},
    {"1.2.840.10008.1.2.4.60", "JPEG Extended, Hierarchical (Process 17 & 19) (Retired)"},
    {"1.2.840.10008.1.2.4.61", "JPEG Spectral Selection, Hierarchical (Process 20 & 22) (Retired)"},
    {"1.2.840.10008.1.2.4.62", "JPEG Spectral Selection, Hierarchical (Process 21 & 23) (Retired)"},
    {"1.2.840.10008.1.2.4.63", "JPEG Full Progression, Hierarchical (Process 24 & 26) (Retired)"},
    {"1.2.840.10008.1.2.4.64", "JPEG Full Progression, Hierarchical (Process 25 & 27) (Retired)"},
    {"1.2.840.10008.1.2.4.65", "JPEG Lossless, Hierarchical (Process 28) (Retired)"},
    {"1.2.840.10008.1.2.4.66", "JPEG Lossless, Hierarchical (Process 29) (Retired)"},
    {"1.2.840.10008.1.2.4.92",
     "JPEG 2000 Part 2 Multi-component Image Compression (Lossless Only)"},
    {"1.2.840.10008.1.2.4.93", "JPEG 2000 Part 2 Multi-component Image Compression"},
    {"1.2.840.10008.1.2.4.94", "JPIP Referenced"},
    {kJpipReferencedDeflate, "JPIP Referenced Deflate"},
    {"1.2.840.10008.1.2.4.100", "MPEG2 Main Profile / Main Level"},
    {"1.2.840.10008.1.2.4.100.1", "Fragmentable MPEG2 Main Profile / Main Level"},
    {"1.2.840.10008.1.2.4.101", "MPEG2 Main Profile / High Level"},
    {"1.2.840.10008.1.2.4.101.1", "Fragmentable MPEG2 Main Profile / High Level"},
    {"1.2.840.10008.1.2.4.102", "MPEG-4 AVC/H.264 High Profile / Level 4.1"},
    {"1.2.840.10008.1.2.4.102.1", "Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.1"},
    {"1.2.840.10008.1.2.4.103", "MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1"},
    {"1.2.840.10008.1.2.4.103.1",
     "Fragmentable MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1"},
    {"1.2.840.10008.1.2.4.104", "MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video"},
    {"1.2.840.10008.1.2.4.104.1",
     "Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video"},
    {"1.2.840.10008.1.2.4.105", "MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video"},
    {"1.2.840.10008.1.2.4.105.1",
     "Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video"},
    {"1.2.840.10008.1.2.4.106", "MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2"},
    {"1.2.840.10008.1.2.4.106.1", "Fragmentable MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2"},
    {"1.2.840.10008.1.2.4.107", "HEVC/H.265 Main Profile / Level 5.1"},
    {"1.2.840.10008.1.2.4.108", "HEVC/H.265 Main 10 Profile / Level 5.1"},
    {"1.2.840.10008.1.2.4.110", "JPEG XL Lossless"},
    {"1.2.840.10008.1.2.4.111", "JPEG XL JPEG Recompression"},
    {"1.2.840.10008.1.2.4.112", "JPEG XL"},
    {"1.2.840.10008.1.2.4.204", "JPIP HTJ2K Referenced"},
    {kJpipHtj2kReferencedDeflate, "JPIP HTJ2K Referenced Deflate"},
    {"1.2.840.10008.1.2.7.1", "SMPTE ST 2110-20 Uncompressed Progressive Active Video"},
    {"1.2.840.10008.1.2.7.2", "SMPTE ST 2110-20 Uncompressed Interlaced Active Video"},
    {"1.2.840.10008.1.2.7.3", "SMPTE ST 2110-30 PCM Digital Audio"},
    // Private. Taken for a little-endian syntax, as its data set is, it would give wrong values.
    {"1.2.840.113619.5.2", "GE Private Implicit VR with Big Endian Pixel Data"},
});

}  // namespace

TransferSyntax transfer_syntax(std::string_view uid) {
  if (uid == kExplicitVrLittleEndian) return {};
  if (uid == kImplicitVrLittleEndian) return {.explicit_vr = false};
  if (uid == kExplicitVrBigEndian) return {.big_endian = true};
  if (uid == kDeflatedExplicitVrLittleEndian) return {.deflated = true};
  for (const Compressed& known : kCompressed) {
    if (known.uid != uid) continue;
    return {.compression = known.compression, .always_lossy = known.always_lossy};
  }
  // What holds no pixels may still be deflated as a whole.
  const bool is_deflated = uid == kJpipReferencedDeflate || uid == kJpipHtj2kReferencedDeflate;
  return {.deflated = is_deflated, .compression = Compression::kUnsupported};
}

std::string_view undecoded_syntax_name(std::string_view uid) {
  for (const Undecoded& known : kUndecoded) {
    if (known.uid == uid) return known.name;
  }
  return {};
}

std::optional<VideoCodec> video_codec(std::string_view uid) {
  const std::string_view name = undecoded_syntax_name(uid);
  if (name.contains("MPEG2")) return VideoCodec::kMpeg2;
  if (name.contains("H.264")) return VideoCodec::kH264;
  if (name.contains("H.265")) return VideoCodec::kH265;
  return std::nullopt;
}

bool is_jpeg_xl(std::string_view uid) { return undecoded_syntax_name(uid).starts_with("JPEG XL"); }

}  // namespace overread
