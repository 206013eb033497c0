#pragma once

#include <optional>
#include <string_view>

namespace overread {

/// How a transfer syntax packs one frame.
enum class Compression {
  kNone,
  kEncapsulatedOnly,  ///< Frames in fragments, as they are.
  kRle,
  kJpeg,
  kJpegLs,
  kJpeg2000,  ///< With the block coder of Part 1 or of Part 15 (High-Throughput).
  kDeflatedFrames,
  kUnsupported
};

/// How a data set is written down.
///
/// @dicom PS3.5 Annex A
struct TransferSyntax {
  bool explicit_vr = true;
  bool big_endian = false;
  bool deflated = false;
  Compression compression = Compression::kNone;
  /// The DCT processes of JPEG. Others may or may not have lost something: what they have lost is
  /// for Lossy Image Compression (0028,2110) to say.
  bool always_lossy = false;

  bool is_encapsulated() const { return compression != Compression::kNone; }
};

inline constexpr std::string_view kImplicitVrLittleEndian = "1.2.840.10008.1.2";
inline constexpr std::string_view kExplicitVrLittleEndian = "1.2.840.10008.1.2.1";
inline constexpr std::string_view kDeflatedExplicitVrLittleEndian = "1.2.840.10008.1.2.1.99";
inline constexpr std::string_view kExplicitVrBigEndian = "1.2.840.10008.1.2.2";

/// The properties of a transfer syntax. One this build does not know is taken for encapsulated
/// Explicit VR Little Endian, as every syntax added since 1993 is, with Compression::kUnsupported.
TransferSyntax transfer_syntax(std::string_view uid);

/// The name that the standard, or a maker, gives a transfer syntax whose frames this build does not
/// decode (video, JPEG XL, pixels to be fetched from elsewhere, processes of JPEG that nobody
/// writes any more); empty for any other UID.
///
/// @dicom PS3.6 Table A-1
std::string_view undecoded_syntax_name(std::string_view uid);

/// What a video is coded with.
enum class VideoCodec { kMpeg2, kH264, kH265 };

/// The codec of a transfer syntax whose Pixel Data are one video stream; nothing for any other
/// (video of SMPTE ST 2110 is never in a file).
///
/// @dicom PS3.5 8.2.5 to 8.2.8, 8.2.10, 8.2.11
std::optional<VideoCodec> video_codec(std::string_view uid);

/// @dicom PS3.5 8.2.16 to 8.2.18
bool is_jpeg_xl(std::string_view uid);

}  // namespace overread
