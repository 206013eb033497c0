#include "core/objects/video.hpp"

#include <algorithm>
#include <array>
#include <format>
#include <optional>

#include "core/dicom/fragments.hpp"
#include "core/dicom/tags.hpp"
#include "core/image/frame_count.hpp"
#include "core/objects/sop_class_name.hpp"

namespace overread {
namespace {

constexpr std::size_t kPacketSize = 188;       // ISO/IEC 13818-1 2.4.3.2
constexpr std::size_t kTimedPacketSize = 192;  // with a time code of four bytes before it
constexpr std::uint8_t kPacketSync = 0x47;
/// Two could be chance.
constexpr std::size_t kPacketsSeen = 3;

bool has_text(ByteView bytes, std::size_t offset, std::string_view text) {
  return bytes.size() >= offset + text.size() &&
         std::ranges::equal(
             bytes.subspan(offset, text.size()), text,
             [](std::uint8_t byte, char c) { return byte == static_cast<std::uint8_t>(c); });
}

/// ISO/IEC 14496-12 4.2; files of QuickTime may begin without a file type.
bool is_mp4(ByteView bytes) {
  constexpr std::array<std::string_view, 6> kFirstBoxes{"ftyp", "moov", "mdat",
                                                        "free", "skip", "wide"};
  return std::ranges::any_of(kFirstBoxes,
                             [&](std::string_view type) { return has_text(bytes, 4, type); });
}

bool is_packets(ByteView bytes, std::size_t first_sync, std::size_t step) {
  for (std::size_t packet = 0; packet < kPacketsSeen; ++packet) {
    const std::size_t at = first_sync + packet * step;
    if (at >= bytes.size() || bytes[at] != kPacketSync) return false;
  }
  return true;
}

/// The byte behind a start code of three or four bytes; nothing where there is none.
std::optional<std::uint8_t> start_code(ByteView bytes) {
  const std::size_t zeros = bytes.size() > 3 && bytes[2] == 0 ? 3 : 2;
  if (bytes.size() < zeros + 2 || bytes[0] != 0 || bytes[1] != 0 || bytes[zeros] != 1) return {};
  return bytes[zeros + 1];
}

std::string_view codecs_of(std::string_view transfer_syntax_uid) {
  constexpr std::string_view kMain10 = "1.2.840.10008.1.2.4.108";
  const std::string_view name = undecoded_syntax_name(transfer_syntax_uid);
  switch (*video_codec(transfer_syntax_uid)) {
    case VideoCodec::kMpeg2:
      return "mp4v.61";
    case VideoCodec::kH264:
      // One of the two views of a stereo stream is for decoders of the High profile.
      return name.contains("4.1") ? "avc1.640029" : "avc1.64002a";
    case VideoCodec::kH265:
      return transfer_syntax_uid == kMain10 ? "hvc1.2.4.L153.B0" : "hvc1.1.6.L153.B0";
  }
  return {};
}

std::string_view elementary_extension(VideoCodec codec) {
  switch (codec) {
    case VideoCodec::kMpeg2:
      return "m2v";
    case VideoCodec::kH264:
      return "h264";
    case VideoCodec::kH265:
      return "h265";
  }
  return {};
}

std::string_view elementary_mime_type(VideoCodec codec) {
  switch (codec) {
    case VideoCodec::kMpeg2:
      return "video/mpv";  // RFC 3555
    case VideoCodec::kH264:
      return "video/h264";
    case VideoCodec::kH265:
      return "video/h265";
  }
  return {};
}

/// PS3.3 C.7.6.5, C.7.6.6; slower than a frame in a minute is no video.
double frame_time_of(const Dataset& dataset) {
  constexpr double kLongest = 60'000.0;
  const auto usable = [](double time) { return time > 0.0 && time <= kLongest; };
  if (const auto time = dataset.finite_number(tags::kFrameTime); time && usable(*time)) {
    return *time;
  }
  for (const Tag tag : {tags::kCineRate, tags::kRecommendedDisplayFrameRate}) {
    const double rate = dataset.finite_number(tag).value_or(0.0);
    if (rate > 0.0 && usable(1000.0 / rate)) return 1000.0 / rate;
  }
  return 0.0;
}

}  // namespace

VideoContainer video_container(ByteView begin) {
  if (is_mp4(begin)) return VideoContainer::kMp4;
  if (is_packets(begin, 0, kPacketSize) || is_packets(begin, 4, kTimedPacketSize)) {
    return VideoContainer::kTransportStream;
  }
  constexpr std::uint8_t kPackHeader = 0xBA;
  const auto code = start_code(begin);
  if (code == kPackHeader) return VideoContainer::kProgramStream;
  return code ? VideoContainer::kElementary : VideoContainer::kUnknown;
}

std::string video_mime_type(const Video& video) {
  switch (video.container) {
    case VideoContainer::kMp4:
      return std::format("video/mp4; codecs=\"{}\"", codecs_of(video.transfer_syntax_uid));
    case VideoContainer::kTransportStream:
      return "video/mp2t";
    case VideoContainer::kProgramStream:
      return "video/mpeg";
    case VideoContainer::kElementary:
      return std::string(elementary_mime_type(*video_codec(video.transfer_syntax_uid)));
    case VideoContainer::kUnknown:
      break;
  }
  return "application/octet-stream";
}

std::string_view video_file_extension(const Video& video) {
  switch (video.container) {
    case VideoContainer::kMp4:
      return "mp4";
    case VideoContainer::kTransportStream:
      return "ts";
    case VideoContainer::kProgramStream:
      return "mpg";
    case VideoContainer::kElementary:
      return elementary_extension(*video_codec(video.transfer_syntax_uid));
    case VideoContainer::kUnknown:
      break;
  }
  return "bin";
}

Result<Video> video_object(const Dataset& header, std::string_view transfer_syntax_uid,
                           ByteView stream_begin, std::uint64_t stream_size) {
  if (!video_codec(transfer_syntax_uid)) {
    return fail(ErrorCode::kInvalidAttribute,
                std::format("Transfer Syntax UID is {}, which is no video", transfer_syntax_uid));
  }
  if (stream_size == 0 || stream_begin.empty()) {
    return fail(ErrorCode::kInvalidAttribute, describe(tags::kPixelData) + " holds no video");
  }
  Video video;
  video.sop_class_name = sop_class_name(header.text(tags::kSopClassUid));
  video.transfer_syntax_uid = transfer_syntax_uid;
  video.container = video_container(stream_begin);
  video.size = stream_size;
  video.frame_count = static_cast<int>(std::clamp<std::int64_t>(
      header.integer(tags::kNumberOfFrames).value_or(1), 1, kMaxFrameCount));
  video.frame_time_ms = frame_time_of(header);
  video.content_date = header.text(tags::kContentDate);
  video.content_time = header.text(tags::kContentTime);
  return video;
}

Result<Video> video_object(const DicomFile& file) {
  OVERREAD_TRY(const Fragments fragments, split_fragments(file.dataset.bytes(tags::kPixelData)));
  Bytes begin;
  std::uint64_t size = 0;
  for (const Fragments::Item& item : fragments.items) {
    const std::size_t wanted = std::min(item.bytes.size(), kVideoBeginSize - begin.size());
    begin.insert(begin.end(), item.bytes.begin(),
                 item.bytes.begin() + static_cast<std::ptrdiff_t>(wanted));
    size += item.bytes.size();
  }
  return video_object(file.dataset, file.transfer_syntax_uid, begin, size);
}

}  // namespace overread
