#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.hpp"

namespace overread {

/// Keys keep the order they are written in, so that a file reads like the contract.
using Json = nlohmann::ordered_json;

/// Parses text that must be one JSON object.
///
/// @errors kInvalidJson, naming the place where parsing stopped or the type found.
Result<Json> parse_json_object(std::string_view text);

/// The text of a JSON value; bytes that are no UTF-8 become U+FFFD.
std::string json_text(const Json& value);

/// An object inside a document, with its path ("findings[0].concept") for messages. Each reader
/// yields kInvalidJson naming the path, what was found and what is allowed. Keys nobody asks for
/// are passed over: a later version of a contract may add some.
class JsonObject {
 public:
  /// @errors kInvalidJson when `value` is no object.
  static Result<JsonObject> create(const Json& value, std::string path);

  const std::string& path() const { return path_; }
  std::string path_of(std::string_view key) const;
  /// The value, or nothing when the key is absent or null.
  const Json* find(std::string_view key) const;

  Result<std::string> text(std::string_view key) const;
  /// Empty when absent.
  Result<std::string> optional_text(std::string_view key) const;
  /// One of `allowed`.
  Result<std::string> choice(std::string_view key,
                             std::initializer_list<std::string_view> allowed) const;
  Result<double> number(std::string_view key) const;
  Result<std::optional<double>> optional_number(std::string_view key) const;
  /// Nothing when absent; a value outside [0, 1] is an error.
  Result<std::optional<double>> optional_fraction(std::string_view key) const;
  Result<int> integer(std::string_view key, int lowest, int highest) const;
  Result<std::uint64_t> unsigned_integer(std::string_view key) const;
  Result<bool> optional_flag(std::string_view key) const;
  Result<JsonObject> object(std::string_view key) const;

  /// Every entry of an array through `read(value, path) -> Result<T>`; empty when absent.
  template <class Read>
  auto optional_array(std::string_view key, Read read) const -> Result<
      std::vector<typename decltype(read(std::declval<const Json&>(), std::string()))::value_type>>;
  /// The same, but the key must be there.
  template <class Read>
  auto array(std::string_view key, Read read) const -> decltype(optional_array(key, read)) {
    if (find(key) == nullptr) return std::unexpected(missing(key));
    return optional_array(key, read);
  }

 private:
  JsonObject(const Json& value, std::string path) : value_(&value), path_(std::move(path)) {}
  Error missing(std::string_view key) const;
  Error wrong(std::string_view key, std::string_view wanted) const;

  const Json* value_;
  std::string path_;
};

/// A string in an array.
Result<std::string> json_string(const Json& value, const std::string& path);

template <class Read>
auto JsonObject::optional_array(std::string_view key, Read read) const -> Result<
    std::vector<typename decltype(read(std::declval<const Json&>(), std::string()))::value_type>> {
  std::vector<typename decltype(read(std::declval<const Json&>(), std::string()))::value_type>
      values;
  const Json* found = find(key);
  if (found == nullptr) return values;
  if (!found->is_array()) return std::unexpected(wrong(key, "an array"));
  for (std::size_t i = 0; i < found->size(); ++i) {
    OVERREAD_TRY(auto value, read((*found)[i], path_of(key) + "[" + std::to_string(i) + "]"));
    values.push_back(std::move(value));
  }
  return values;
}

}  // namespace overread
