#include "core/dicom/file.hpp"
#include "tests/fuzz/rules.hpp"
#include "tests/fuzz/tries.hpp"

namespace overread::fuzz {

Result<void> try_picture(ByteView bytes) {
  const auto file = secondary_capture_from_picture(bytes, "name.png");
  if (!file) return must_say_why(file.error());
  const auto frame = decode_frame(*file, 1);
  if (!frame) return must(false, "what a picture became is decoded: " + frame.error().message);
  return must_be_whole(*frame);
}

}  // namespace overread::fuzz
