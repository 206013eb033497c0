// Any file ends in an error with a message, or in an object that the page reads from its message
// just as the worker wrote it: reports, key objects, segmentations, structure sets,
// presentation states, videos, cards, DICOMDIRs; its header goes through JSON unchanged; and
// fragments found by their headers alone lie within the file.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

#include "core/dicom/file.hpp"
#include "core/dicom/fragment_ranges.hpp"
#include "core/image/instance_header.hpp"
#include "core/objects/media_directory.hpp"
#include "core/objects/object_codec.hpp"

namespace {

void check_header(const overread::DicomFile& file, std::size_t size) {
  const auto header = overread::instance_header(file.dataset, file.transfer_syntax_uid, size);
  if (!header) {
    if (header.error().message.empty()) std::abort();
    return;
  }
  const std::string json = overread::to_json(*header);
  const auto back = overread::instance_header_from_json(json);
  if (!back || overread::to_json(*back) != json) std::abort();
}

void check_ranges(overread::ByteView file) {
  constexpr std::size_t kWindow = 64;
  const auto first = overread::first_fragment_offset(file, file.size());
  if (!first) {
    if (first.error().message.empty()) std::abort();
    return;
  }
  std::optional<std::uint64_t> next = *first;
  while (next) {
    const std::uint64_t at = *next;
    if (at > file.size()) std::abort();
    const overread::ByteView rest = file.subspan(static_cast<std::size_t>(at));
    const auto found =
        overread::fragment_ranges(rest.first(std::min(rest.size(), kWindow)), at, file.size());
    if (!found) {
      if (found.error().message.empty()) std::abort();
      return;
    }
    for (const overread::FileRange& range : found->fragments) {
      if (range.offset > file.size() || range.size > file.size() - range.offset) std::abort();
    }
    if (found->next && *found->next <= at) std::abort();
    next = found->next;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const overread::ByteView bytes{data, size};
  check_ranges(bytes);
  const auto file = overread::read_dicom_file(bytes);
  if (!file) return 0;
  check_header(*file, size);
  if (overread::media_directory(*file)) return 0;
  auto object = overread::read_object(
      *file, [&](int frame_number) { return overread::decode_frame(bytes, frame_number); });
  if (!object) {
    if (object.error().message.empty()) std::abort();
    return 0;
  }
  const overread::ObjectMessage message = overread::object_message(*std::move(object));
  auto back = overread::object_from_message(message.json, message.bytes);
  if (!back) std::abort();
  const overread::ObjectMessage again = overread::object_message(*std::move(back));
  if (again.json != message.json || again.bytes != message.bytes) std::abort();
  return 0;
}
