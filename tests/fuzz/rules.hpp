#pragma once

#include <string>
#include <utility>

#include "core/base/result.hpp"
#include "core/dicom/file.hpp"

namespace overread::fuzz {

/// @errors kInternal with the rule, when it does not hold.
inline Result<void> must(bool holds, std::string rule) {
  if (holds) return {};
  return fail(ErrorCode::kInternal, std::move(rule));
}

inline Result<void> must_say_why(const Error& error) {
  return must(!error.message.empty(), "an error has a message");
}

inline Result<void> must_be_whole(const DecodedFrame& frame) {
  const std::size_t expected =
      static_cast<std::size_t>(frame.rows) * static_cast<std::size_t>(frame.columns) *
      static_cast<std::size_t>(frame.samples_per_pixel) * bytes_per_sample(frame.sample_type);
  return must(frame.pixels.size() == expected, "a frame has as many bytes as its sizes say");
}

}  // namespace overread::fuzz
