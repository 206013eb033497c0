#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"

namespace overread {

/// One call from JavaScript: inputs copied in, an answer copied out. Input 0 is the request as
/// JSON, the others are blobs; output 0 is the answer (or the error) as JSON, the others are blobs.
///
/// JavaScript makes it, fills it, has one exported function answer it, copies the outputs and frees
/// it; everything in it is freed then.
class Call {
 public:
  using Buffer = std::unique_ptr<std::uint8_t[]>;

  /// The buffer of a new input, or null when there is no memory for it.
  std::uint8_t* add_input(std::size_t size);

  /// The request; an empty object when it is no JSON object.
  const nlohmann::json& request();
  /// A text or number of the request, or the fallback when it is absent or of another type.
  std::string text(const char* key);
  int integer(const char* key, int fallback);
  /// A size or an offset of the request: 0 when it is absent or no whole number from 0.
  std::uint64_t size(const char* key);

  std::size_t blob_count() const { return inputs_.empty() ? 0 : inputs_.size() - 1; }
  /// Blob `index`, empty when it was not given.
  ByteView blob(std::size_t index) const;
  /// The buffer of blob `index`, which outlives the call then; null when it was not given.
  Buffer take_blob(std::size_t index);

  void answer(const nlohmann::json& json);
  /// Text that is JSON already.
  void answer_text(std::string json);
  /// Appends a blob to the answer; gives its 0-based number.
  std::size_t attach(Bytes bytes);
  /// Puts an error in the place of whatever was answered so far.
  void fail_with(const Error& error);

  std::size_t output_count() const { return blobs_.size() + 1; }
  ByteView output(std::size_t index) const;

 private:
  std::vector<Buffer> buffers_;
  std::vector<ByteView> inputs_;
  nlohmann::json request_;
  std::string json_ = "{}";
  std::vector<Bytes> blobs_;
};

/// Has `function` answer the call. The seam: errors become JSON, exceptions stop here.
///
/// @return 0 when it was answered, 1 when output 0 is an error {code, message}.
int serve(Call& call, Result<void> (*function)(Call&));

}  // namespace overread
