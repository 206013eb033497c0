#include "core/dicom/file.hpp"
#include "core/image/overlay_plane.hpp"
#include "tests/fuzz/rules.hpp"
#include "tests/fuzz/tries.hpp"

namespace overread::fuzz {
namespace {

Result<void> try_overlays(ByteView bytes) {
  const auto file = read_dicom_file(bytes, {.with_pixel_data = false, .scope = ReadScope::kImage});
  const auto words = decode_frame(bytes, 1, {.whole_words = true});
  if (!file || !words) return {};
  const auto overlays = frame_overlays(file->dataset, 1, &*words);
  for (const Error& problem : overlays.problems) OVERREAD_CHECK(must_say_why(problem));
  for (const OverlayPlane& plane : overlays.planes) {
    const auto expected = overlay_byte_count(plane.columns, plane.rows);
    OVERREAD_CHECK(must(expected && plane.bits.size() == *expected,
                        "an overlay plane has as many bits as its sizes say"));
  }
  return {};
}

}  // namespace

Result<void> try_frame(ByteView bytes) {
  const auto frame = decode_frame(bytes, 1);
  if (!frame) return must_say_why(frame.error());
  OVERREAD_CHECK(must_be_whole(*frame));
  return try_overlays(bytes);
}

}  // namespace overread::fuzz
