#include "core/base/result.hpp"

namespace overread {

std::string_view error_code_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::kNotDicom:
      return "not-dicom";
    case ErrorCode::kTruncated:
      return "truncated";
    case ErrorCode::kInvalidAttribute:
      return "invalid-attribute";
    case ErrorCode::kUnsupported:
      return "unsupported";
    case ErrorCode::kTooLarge:
      return "too-large";
    case ErrorCode::kDecodeFailed:
      return "decode-failed";
    case ErrorCode::kInvalidGeometry:
      return "invalid-geometry";
    case ErrorCode::kInvalidJson:
      return "invalid-json";
    case ErrorCode::kInvalidArgument:
      return "invalid-argument";
    case ErrorCode::kNotFound:
      return "not-found";
    case ErrorCode::kIntegrity:
      return "integrity";
    case ErrorCode::kWriteFailed:
      return "write-failed";
    case ErrorCode::kInternal:
      return "internal";
  }
  return "internal";
}

}  // namespace overread
