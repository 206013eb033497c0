#pragma once

#include <string>
#include <string_view>

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"
#include "core/objects/object.hpp"

/// Objects as messages between the worker that reads files and the page that shows them: JSON, and
/// one run of bytes for what is too much for it. Members are spelled as in the headers.
namespace overread {

struct ObjectMessage {
  std::string json;
  /// A segmentation's pixels; a structure set's points as x, y, z in 64-bit floats, little-endian;
  /// a presentation state's tables as 16-bit words, little-endian, and the bits of its overlay
  /// planes.
  Bytes bytes;
};

ObjectMessage object_message(ObjectContent content);

/// @errors kInvalidJson naming the member; kTruncated when the bytes are not the size promised.
Result<ObjectContent> object_from_message(std::string_view json, ByteView bytes);

}  // namespace overread
