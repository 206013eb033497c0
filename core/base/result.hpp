#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <utility>

namespace overread {

/// Why something that depends on a file, a network or a model did not work.
enum class ErrorCode {
  kNotDicom,          ///< The bytes are no DICOM file (or no picture we read).
  kTruncated,         ///< A length in the file points past its end.
  kInvalidAttribute,  ///< An attribute is missing or its value is out of range.
  kUnsupported,       ///< Valid, but not something this build reads.
  kTooLarge,          ///< A cap on memory or count would be passed.
  kDecodeFailed,      ///< The code-stream is broken.
  kInvalidGeometry,   ///< The instances do not form what was asked for.
  kInvalidJson,       ///< Not JSON, or JSON of another shape.
  kInvalidArgument,   ///< A caller outside the core asked for something that is not there.
  kNotFound,
  kIntegrity,  ///< A hash differs from the promised one.
  kWriteFailed,
  kInternal,  ///< Our own bug, stopped at the seam.
};

/// The stable, kebab-case name of a code, as JavaScript sees it in `CoreError.code`.
std::string_view error_code_name(ErrorCode code);

/// What went wrong. `message` names attribute, value found and value allowed; it never carries
/// patient data.
struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;

  friend bool operator==(const Error&, const Error&) = default;
};

/// A value or the reason there is none. Dropping one silently does not compile.
template <class T>
class [[nodiscard]] Result : public std::expected<T, Error> {
 public:
  using std::expected<T, Error>::expected;
  Result(std::expected<T, Error> other) : std::expected<T, Error>(std::move(other)) {}
};

/// Shorthand for the failing branch: `return fail(ErrorCode::kTruncated, "...")`.
inline std::unexpected<Error> fail(ErrorCode code, std::string message) {
  return std::unexpected(Error{code, std::move(message)});
}

}  // namespace overread

#define OVERREAD_CONCAT_(a, b) a##b
#define OVERREAD_CONCAT(a, b) OVERREAD_CONCAT_(a, b)

/// Declares `declaration` from a Result, or returns its error: OVERREAD_TRY(auto x, f());
#define OVERREAD_TRY(declaration, ...) \
  OVERREAD_TRY_(OVERREAD_CONCAT(result_, __LINE__), declaration, __VA_ARGS__)
#define OVERREAD_TRY_(name, declaration, ...)                 \
  auto name = (__VA_ARGS__);                                  \
  if (!name) return std::unexpected(std::move(name).error()); \
  declaration = std::move(*name)

/// Returns the error of a Result<void>, or goes on.
#define OVERREAD_CHECK(...) \
  if (auto checked = (__VA_ARGS__); !checked) return std::unexpected(std::move(checked).error())
