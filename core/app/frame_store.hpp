#pragma once

#include <cstdint>
#include <span>

#include "core/base/bytes.hpp"

namespace overread {

/// Memory for decoded frames that nobody looks at: the platform's, which is given back when a study
/// is closed. That of a WebAssembly module never becomes smaller.
class FrameStore {
 public:
  virtual ~FrameStore() = default;
  /// Keeps a copy of the bytes under a number that nothing else has. False when there is no memory
  /// for them.
  virtual bool keep(int number, ByteView bytes) = 0;
  /// Copies what is kept under a number, all of it.
  virtual void copy(int number, std::span<std::uint8_t> to) const = 0;
  virtual void drop(int number) = 0;
};

}  // namespace overread
