#include "core/objects/video.hpp"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <string>
#include <utility>

#include "core/dicom/tags.hpp"
#include "core/objects/object.hpp"
#include "core/objects/object_codec.hpp"
#include "tests/support/elements.hpp"

namespace overread {
namespace {

constexpr const char* kMpeg2Syntax = "1.2.840.10008.1.2.4.100";
constexpr const char* kH264Syntax = "1.2.840.10008.1.2.4.102";

Bytes with_text(std::size_t size,
                std::initializer_list<std::pair<std::size_t, std::string_view>> at) {
  Bytes bytes(size, 0x5A);
  for (const auto& [offset, text] : at)
    std::ranges::copy(text, bytes.begin() + std::ptrdiff_t(offset));
  return bytes;
}

/// Transport stream packets: 'G' is their sync byte.
Bytes packets(std::size_t first, std::size_t step) {
  return with_text(1024, {{first, "G"}, {first + step, "G"}, {first + 2 * step, "G"}});
}

Video video_of(std::string_view syntax, VideoContainer container) {
  Video video;
  video.transfer_syntax_uid = syntax;
  video.container = container;
  return video;
}

DicomFile video_file(std::initializer_list<Bytes> items) {
  Bytes value;
  for (const Bytes& bytes : items) testing::append(value, testing::item(bytes));
  DicomFile file;
  file.transfer_syntax_uid = kH264Syntax;
  file.dataset.set_text(tags::kSopClassUid, Vr::kUI, "1.2.840.10008.5.1.4.1.1.77.1.4.1");
  file.dataset.set_number(tags::kRows, Vr::kUS, 32);
  file.dataset.set_number(tags::kNumberOfFrames, Vr::kIS, 12);
  file.dataset.set_bytes(tags::kPixelData, Vr::kOB, value);
  return file;
}

TEST_CASE("A video's container is told by its first bytes", "[objects][video]") {
  struct Begin {
    Bytes bytes;
    VideoContainer container;
  };
  for (const Begin& begin : {
           Begin{with_text(32, {{4, "ftypisom"}}), VideoContainer::kMp4},
           Begin{with_text(16, {{4, "moov"}}), VideoContainer::kMp4},
           Begin{with_text(8, {{4, "wide"}}), VideoContainer::kMp4},
           Begin{packets(0, 188), VideoContainer::kTransportStream},
           Begin{packets(4, 192), VideoContainer::kTransportStream},
           Begin{{0, 0, 1, 0xBA, 0x44}, VideoContainer::kProgramStream},
           Begin{{0, 0, 1, 0xB3, 0x14}, VideoContainer::kElementary},
           Begin{{0, 0, 1, 0x67, 0x64}, VideoContainer::kElementary},
           Begin{{0, 0, 0, 1, 0x67, 0x64}, VideoContainer::kElementary},
           Begin{{0, 0, 0, 0, 1, 0x67}, VideoContainer::kUnknown},
           // Two sync bytes may be chance, and a page of text may begin with one.
           Begin{with_text(1024, {{0, "G"}, {188, "G"}}), VideoContainer::kUnknown},
           Begin{{'G', 'I', 'F', '8'}, VideoContainer::kUnknown},
           Begin{{0, 0, 1}, VideoContainer::kUnknown},
           Begin{{0, 0, 0, 1}, VideoContainer::kUnknown},
           Begin{{}, VideoContainer::kUnknown},
       }) {
    INFO(std::string(begin.bytes.begin(), begin.bytes.end()));
    CHECK(video_container(begin.bytes) == begin.container);
  }
}

TEST_CASE("A video is offered and saved under the name of its container and codec",
          "[objects][video][RFC 6381]") {
  struct Named {
    std::string_view syntax;
    VideoContainer container;
    std::string_view mime_type, extension;
  };
  for (const Named& named : {
           // High profile is 100 = 64h; level 4.1 is 41 = 29h, 4.2 is 2Ah.
           Named{"102", VideoContainer::kMp4, "video/mp4; codecs=\"avc1.640029\"", "mp4"},
           Named{"103.1", VideoContainer::kMp4, "video/mp4; codecs=\"avc1.640029\"", "mp4"},
           Named{"104", VideoContainer::kMp4, "video/mp4; codecs=\"avc1.64002a\"", "mp4"},
           Named{"106", VideoContainer::kMp4, "video/mp4; codecs=\"avc1.64002a\"", "mp4"},
           // Level 5.1 is 153 = 30 times 5.1.
           Named{"107", VideoContainer::kMp4, "video/mp4; codecs=\"hvc1.1.6.L153.B0\"", "mp4"},
           Named{"108", VideoContainer::kMp4, "video/mp4; codecs=\"hvc1.2.4.L153.B0\"", "mp4"},
           Named{"100", VideoContainer::kMp4, "video/mp4; codecs=\"mp4v.61\"", "mp4"},
           Named{"101.1", VideoContainer::kProgramStream, "video/mpeg", "mpg"},
           Named{"100", VideoContainer::kElementary, "video/mpv", "m2v"},
           Named{"102", VideoContainer::kTransportStream, "video/mp2t", "ts"},
           Named{"105", VideoContainer::kElementary, "video/h264", "h264"},
           Named{"107", VideoContainer::kElementary, "video/h265", "h265"},
           Named{"102", VideoContainer::kUnknown, "application/octet-stream", "bin"},
       }) {
    const std::string syntax = "1.2.840.10008.1.2.4." + std::string(named.syntax);
    INFO(syntax);
    const Video video = video_of(syntax, named.container);
    CHECK(video_mime_type(video) == named.mime_type);
    CHECK(video_file_extension(video) == named.extension);
  }
}

TEST_CASE("A video's stream is all fragments but the offset table", "[objects][video][PS3.5 A.4]") {
  // "ftyp" lies across two fragments.
  const auto video =
      video_object(video_file({{9, 9, 9, 9}, {0, 0, 0, 8, 'f', 't'}, {'y', 'p', 1, 0}}));
  REQUIRE(video);
  CHECK(video->container == VideoContainer::kMp4);
  CHECK(video->size == 10);
  CHECK(video->frame_count == 12);
  CHECK(video->sop_class_name == "Video Photographic Image");
}

TEST_CASE("A video whose fragments are broken, or that has none, is refused", "[objects][video]") {
  CHECK(video_object(video_file({{}})).error().code == ErrorCode::kInvalidAttribute);
  CHECK(video_object(video_file({{}, {}})).error().code == ErrorCode::kInvalidAttribute);
  DicomFile cut = video_file({{}, {1, 2, 3, 4}});
  Bytes value(cut.dataset.bytes(tags::kPixelData).begin(),
              cut.dataset.bytes(tags::kPixelData).end());
  value.pop_back();
  cut.dataset.set_bytes(tags::kPixelData, Vr::kOB, value);
  CHECK(video_object(cut).error().code == ErrorCode::kTruncated);
  DicomFile plain = video_file({{}, {1, 2}});
  plain.transfer_syntax_uid = "1.2.840.10008.1.2.1";
  CHECK(video_object(plain).error().code == ErrorCode::kInvalidAttribute);
}

TEST_CASE("How long a frame of a video is: Frame Time, else a rate, else nothing",
          "[objects][video][PS3.3 C.7.6.5]") {
  struct Timed {
    const char *frame_time, *cine_rate, *display_rate;
    double milliseconds;
  };
  for (const Timed& timed :
       {Timed{"40", "", "", 40.0}, Timed{"33.33", "10", "", 33.33}, Timed{"", "25", "", 40.0},
        Timed{"0", "", "50", 20.0}, Timed{"-40", "-1", "", 0.0}, Timed{"1e9", "0", "", 0.0},
        Timed{"", "", "", 0.0}}) {
    Dataset header;
    if (*timed.frame_time) header.set_text(tags::kFrameTime, Vr::kDS, timed.frame_time);
    if (*timed.cine_rate) header.set_text(tags::kCineRate, Vr::kIS, timed.cine_rate);
    if (*timed.display_rate) {
      header.set_text(tags::kRecommendedDisplayFrameRate, Vr::kIS, timed.display_rate);
    }
    const auto video = video_object(header, kMpeg2Syntax, Bytes{0, 0, 1, 0xB3, 0}, 5);
    REQUIRE(video);
    CHECK(video->frame_time_ms == Catch::Approx(timed.milliseconds));
  }
}

TEST_CASE("A video is read as one and crosses over", "[objects][video][codec]") {
  const auto none = [](int) -> Result<DecodedFrame> {
    return fail(ErrorCode::kInternal, "not asked");
  };
  const auto read = read_object(video_file({{}, {0, 0, 0, 1, 0x67, 0x64}}), none);
  REQUIRE(read);
  REQUIRE(std::holds_alternative<Video>(*read));
  const ObjectMessage message = object_message(*read);
  CHECK(message.bytes.empty());
  const auto back = object_from_message(message.json, {});
  REQUIRE(back);
  CHECK(std::get<Video>(*back) == std::get<Video>(*read));
  CHECK(std::get<Video>(*back).container == VideoContainer::kElementary);
  std::string other = message.json;
  other.replace(other.find("4.102"), 5, "1    ");
  CHECK_FALSE(object_from_message(other, {}));
}

TEST_CASE("Every video syntax has its codec, and no other syntax has one", "[objects][video]") {
  CHECK(video_codec("1.2.840.10008.1.2.4.101.1") == VideoCodec::kMpeg2);
  CHECK(video_codec("1.2.840.10008.1.2.4.106.1") == VideoCodec::kH264);
  CHECK(video_codec("1.2.840.10008.1.2.4.108") == VideoCodec::kH265);
  for (const char* uid : {"1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.110",
                          "1.2.840.10008.1.2.7.1", "1.2.840.10008.1.2.1", ""}) {
    CHECK_FALSE(video_codec(uid));
  }
}

}  // namespace
}  // namespace overread
