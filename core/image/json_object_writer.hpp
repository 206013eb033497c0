#pragma once

#include <algorithm>
#include <concepts>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace overread {

/// Writes a JSON object member by member, without a tree of its values in between: for headers, of
/// which a folder has thousands. Keys must need no escapes. Optional members are written where they
/// have a value, numbers that JSON lacks as null, bytes that are not UTF-8 as U+FFFD.
class JsonObjectWriter {
 public:
  explicit JsonObjectWriter(std::string& into) : text_(&into) {}

  void operator()(std::string_view key, const auto& value) {
    if constexpr (requires { value.has_value(); }) {
      if (value) (*this)(key, *value);
    } else {
      begin(key);
      add(value);
    }
  }

  /// `members(writer of the object)`
  void object(std::string_view key, auto members) {
    begin(key);
    add_object(members);
  }

  /// An array of objects: `members(writer of the object, item)` for each item.
  void objects(std::string_view key, const auto& items, auto members) {
    begin(key);
    *text_ += '[';
    std::string_view comma;
    for (const auto& item : items) {
      *text_ += comma;
      add_object([&](JsonObjectWriter& writer) { members(writer, item); });
      comma = ",";
    }
    *text_ += ']';
  }

  /// The text of an object of `members(writer)`.
  static std::string text_of(auto members) {
    std::string text;
    JsonObjectWriter(text).add_object(members);
    return text;
  }

 private:
  using Json = nlohmann::json;

  void begin(std::string_view key) {
    *text_ += is_empty_ ? "\"" : ",\"";
    *text_ += key;
    *text_ += "\":";
    is_empty_ = false;
  }
  void add_object(auto members) {
    *text_ += '{';
    JsonObjectWriter writer(*text_);
    members(writer);
    *text_ += '}';
  }
  void add(std::string_view value) {
    const auto stands_as_it_is = [](char c) {
      return c >= ' ' && c <= '~' && c != '"' && c != '\\';
    };
    if (!std::ranges::all_of(value, stands_as_it_is)) return add(Json(value));
    *text_ += '"';
    *text_ += value;
    *text_ += '"';
  }
  void add(const std::string& value) { add(std::string_view(value)); }
  template <std::integral Value>
  void add(Value value) {
    if constexpr (std::same_as<Value, bool>) {
      *text_ += value ? "true" : "false";
    } else {
      *text_ += std::to_string(value);
    }
  }
  void add(const Json& value) {
    *text_ += value.dump(-1, ' ', false, Json::error_handler_t::replace);
  }

  std::string* text_;
  bool is_empty_ = true;
};

}  // namespace overread
