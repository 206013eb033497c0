#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/dicom/file.hpp"
#include "core/dicom/fragment_ranges.hpp"
#include "core/image/instance_header.hpp"
#include "core/objects/media_directory.hpp"
#include "core/objects/object_codec.hpp"
#include "tests/fuzz/rules.hpp"
#include "tests/fuzz/tries.hpp"

namespace overread::fuzz {
namespace {

Result<void> try_header(const DicomFile& file, std::size_t size) {
  const auto header = instance_header(file.dataset, file.transfer_syntax_uid, size);
  if (!header) return must_say_why(header.error());
  object_kind(*header);
  const std::string json = to_json(*header);
  const auto back = instance_header_from_json(json);
  return must(back && to_json(*back) == json, "a header comes back from its JSON");
}

Result<void> try_fragments(ByteView file) {
  constexpr std::size_t kWindow = 64;
  const auto first = first_fragment_offset(file, file.size());
  if (!first) return must_say_why(first.error());
  std::optional<std::uint64_t> next = *first;
  while (next) {
    const std::uint64_t at = *next;
    OVERREAD_CHECK(must(at <= file.size(), "the next fragment begins in the file"));
    const ByteView rest = file.subspan(static_cast<std::size_t>(at));
    const auto found = fragment_ranges(rest.first(std::min(rest.size(), kWindow)), at, file.size());
    if (!found) return must_say_why(found.error());
    for (const FileRange& range : found->fragments) {
      OVERREAD_CHECK(must(range.offset <= file.size() && range.size <= file.size() - range.offset,
                          "a fragment lies in the file"));
    }
    OVERREAD_CHECK(must(!found->next || *found->next > at, "fragments follow one another"));
    next = found->next;
  }
  return {};
}

Result<void> try_paths(const std::vector<std::string>& listed) {
  for (const std::string& path : listed) {
    const bool inside = !path.empty() && !path.starts_with('/') && path != ".." &&
                        !path.starts_with("../") && !path.contains("/../") &&
                        !path.ends_with("/..");
    OVERREAD_CHECK(must(inside, "a DICOMDIR names files of its medium"));
  }
  return {};
}

/// What the page does with what it was given. Each asks for what a file may say wrongly.
Result<void> try_use(const Segmentation& segmentation) {
  constexpr std::size_t kMostFrames = 4;
  constexpr int kMostPixels = 1 << 16;
  if (segmentation.rows > kMostPixels / segmentation.columns) return {};
  const auto size = static_cast<std::size_t>(segmentation.rows * segmentation.columns);
  for (std::size_t i = 0; i < std::min(segmentation.frames.size(), kMostFrames); ++i) {
    for (const int number : segments_in_frame(segmentation, i)) {
      const auto plane = segment_plane(segmentation, i, number);
      OVERREAD_CHECK(must(plane.size() == size && std::ranges::contains(plane, 1),
                          "a segment that is in a frame has a pixel there"));
    }
  }
  return {};
}

Result<void> try_use(const PresentationState& state) {
  for (const SopReference& image : state.images) {
    OVERREAD_CHECK(must(image.sop_instance_uid.empty() || !image.frame_numbers.empty() ||
                            refers_to(state, image.sop_instance_uid, 1),
                        "a state refers to the images that it names"));
    displayed_area(state, image.sop_instance_uid, 1);
    softcopy_voi(state, image.sop_instance_uid, 1);
  }
  return {};
}

Result<void> try_use(const Video& video) {
  return must(!video_mime_type(video).empty() && !video_file_extension(video).empty(),
              "a video has a MIME type and an extension");
}

Result<void> try_use(const ObjectCard& card) {
  return must(!card.document || !is_pdf(*card.document) || !is_jpeg_xl(*card.document),
              "a document is of one kind");
}

Result<void> try_use(const auto& /*object*/) { return {}; }

Result<void> try_message(ObjectContent object) {
  const ObjectMessage message = object_message(std::move(object));
  auto back = object_from_message(message.json, message.bytes);
  if (!back) return must(false, "the message of an object is read: " + back.error().message);
  const ObjectMessage again = object_message(*std::move(back));
  return must(again.json == message.json && again.bytes == message.bytes,
              "an object comes back from its message");
}

}  // namespace

Result<void> try_object(ByteView bytes) {
  OVERREAD_CHECK(try_fragments(bytes));
  const auto file = read_dicom_file(bytes);
  if (!file) return must_say_why(file.error());
  OVERREAD_CHECK(try_header(*file, bytes.size()));
  if (const auto listed = media_directory(*file)) return try_paths(*listed);
  if (const auto wrapped = wrapped_bytes(*file); !wrapped) {
    OVERREAD_CHECK(must_say_why(wrapped.error()));
  }
  auto object =
      read_object(*file, [&](int frame_number) { return decode_frame(bytes, frame_number); });
  if (!object) return must_say_why(object.error());
  OVERREAD_CHECK(std::visit([](const auto& content) { return try_use(content); }, *object));
  return try_message(*std::move(object));
}

}  // namespace overread::fuzz
