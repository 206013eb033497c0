#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"
#include "core/dicom/file.hpp"
#include "core/dicom/transfer_syntax.hpp"

namespace overread {

/// What a video stream is packed in.
enum class VideoContainer {
  kMp4,              ///< ISO/IEC 14496-12.
  kTransportStream,  ///< ISO/IEC 13818-1, with or without the time codes of Blu-ray.
  kProgramStream,    ///< ISO/IEC 13818-1.
  kElementary,       ///< Nothing: start codes of the codec itself.
  kUnknown
};

/// A video that is the Pixel Data of an instance. The stream itself is no part of it: it may be
/// larger than the memory there is.
struct Video {
  std::string sop_class_name;
  std::string transfer_syntax_uid;  ///< One that video_codec() knows.
  VideoContainer container = VideoContainer::kUnknown;
  std::uint64_t size = 0;                  ///< Bytes of the stream.
  int frame_count = 1;                     ///< As the header says.
  double frame_time_ms = 0.0;              ///< Between frames; 0 when the header does not say.
  std::string content_date, content_time;  ///< DA and TM.

  friend bool operator==(const Video&, const Video&) = default;
};

/// Bytes from which a container is told.
inline constexpr std::size_t kVideoBeginSize = 1024;

/// What a stream is packed in, by its first bytes (kVideoBeginSize of them, or all).
VideoContainer video_container(ByteView begin);

/// What browsers and players know the stream by, with the codec where MIME has a place for it:
/// "video/mp4; codecs=\"avc1.640029\"".
///
/// @dicom RFC 6381 for the codecs; profiles and levels of PS3.5 10.9 to 10.14
std::string video_mime_type(const Video& video);

/// Of a file with the stream in it, without the dot; "bin" where the container is not known.
std::string_view video_file_extension(const Video& video);

/// @param header        The data set; its Pixel Data are not needed.
/// @param stream_begin  See video_container().
/// @param stream_size   Bytes of all fragments.
/// @errors kInvalidAttribute when the transfer syntax is no video, or the stream is empty.
/// @dicom PS3.5 8.2.5, A.4; PS3.3 C.7.6.5, C.7.6.6
Result<Video> video_object(const Dataset& header, std::string_view transfer_syntax_uid,
                           ByteView stream_begin, std::uint64_t stream_size);

/// The same of a file that was read with its Pixel Data.
///
/// @errors Those of split_fragments(), too.
Result<Video> video_object(const DicomFile& file);

}  // namespace overread
