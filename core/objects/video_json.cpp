#include <array>
#include <string_view>

#include "core/image/frame_count.hpp"
#include "core/objects/object_json.hpp"

namespace overread {
namespace {

constexpr std::array<std::string_view, 5> kContainers = {"mp4", "transport-stream",
                                                         "program-stream", "elementary", "unknown"};

}  // namespace

Json to_json_value(const Video& video) {
  return {{"sop_class_name", video.sop_class_name},
          {"transfer_syntax_uid", video.transfer_syntax_uid},
          {"container", name_of(kContainers, video.container)},
          {"size", video.size},
          {"frame_count", video.frame_count},
          {"frame_time_ms", video.frame_time_ms},
          {"content_date", video.content_date},
          {"content_time", video.content_time}};
}

Result<Video> video_from_json(const JsonObject& object) {
  Video video;
  OVERREAD_TRY(video.sop_class_name, object.text("sop_class_name"));
  OVERREAD_TRY(video.transfer_syntax_uid, object.text("transfer_syntax_uid"));
  if (!video_codec(video.transfer_syntax_uid)) {
    return fail(ErrorCode::kInvalidJson, object.path_of("transfer_syntax_uid") + " is no video");
  }
  OVERREAD_TRY(const std::string container,
               object.choice("container", {kContainers[0], kContainers[1], kContainers[2],
                                           kContainers[3], kContainers[4]}));
  video.container = enum_of<VideoContainer>(kContainers, container);
  OVERREAD_TRY(video.size, object.unsigned_integer("size"));
  OVERREAD_TRY(video.frame_count, object.integer("frame_count", 1, kMaxFrameCount));
  OVERREAD_TRY(video.frame_time_ms, object.number("frame_time_ms"));
  OVERREAD_TRY(video.content_date, object.optional_text("content_date"));
  OVERREAD_TRY(video.content_time, object.optional_text("content_time"));
  return video;
}

}  // namespace overread
