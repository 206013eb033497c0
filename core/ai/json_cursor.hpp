#pragma once

#include <functional>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"

namespace overread {

/// A JSON value that knows its path, so that every complaint can name the place, the value found
/// and what is allowed.
class JsonCursor {
 public:
  JsonCursor(const nlohmann::json& value, std::string path)
      : value_(&value), path_(std::move(path)) {}

  const nlohmann::json& value() const { return *value_; }
  const std::string& path() const { return path_; }

  /// "$.gates[0].name is 3, must be <allowed>".
  std::unexpected<Error> wrong(std::string_view allowed) const;

  bool contains(std::string_view key) const;
  Result<JsonCursor> at(std::string_view key) const;
  Result<std::vector<JsonCursor>> items() const;
  /// An object with no other keys than these.
  Result<void> keys(std::initializer_list<std::string_view> allowed) const;

  Result<std::string> text() const;
  Result<double> number() const;
  Result<std::int64_t> integer(std::int64_t low, std::int64_t high) const;
  Result<std::vector<std::string>> texts() const;
  Result<std::vector<double>> numbers() const;
  /// A text that is one of `allowed`.
  Result<std::string> one_of(std::initializer_list<std::string_view> allowed) const;
  /// A text that satisfies `rule`, described by `allowed`.
  Result<std::string> text_where(const std::function<bool(std::string_view)>& rule,
                                 std::string_view allowed) const;

 private:
  const nlohmann::json* value_;
  std::string path_;
};

}  // namespace overread
