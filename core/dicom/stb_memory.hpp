#pragma once

#include <cstddef>

/// Internal to core/dicom.
namespace overread {

/// While it lives, stb_image takes no piece of memory on this thread that is larger, and says that
/// the picture is broken instead: it would unpack a PNG's data however much that is.
class StbMemoryLimit {
 public:
  explicit StbMemoryLimit(std::size_t bytes);
  ~StbMemoryLimit();
  StbMemoryLimit(const StbMemoryLimit&) = delete;
  StbMemoryLimit& operator=(const StbMemoryLimit&) = delete;
};

}  // namespace overread
