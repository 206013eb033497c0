#pragma once

#include <algorithm>
#include <concepts>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace overread {

/// Writes a JSON object member by member, without a tree of its values in between: for headers, of
/// which a folder has thousands. Keys must need no escapes. Optional members are written where they
/// have a value, numbers that JSON lacks as null, bytes that are not UTF-8 as U+FFFD.
class JsonObjectWriter {
 public:
  /// Vectors are inlined where strings call what WebAssembly's library compiled for size.
  using Text = std::vector<char>;

  explicit JsonObjectWriter(Text& into) : text_(&into) {}

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
    put("[");
    std::string_view comma;
    for (const auto& item : items) {
      put(comma);
      add_object([&](JsonObjectWriter& writer) { members(writer, item); });
      comma = ",";
    }
    put("]");
  }

  /// The text of an object of `members(writer)`.
  static std::string text_of(auto members) {
    Text text;
    JsonObjectWriter(text).add_object(members);
    return {text.begin(), text.end()};
  }

 private:
  using Json = nlohmann::json;

  void begin(std::string_view key) {
    put(is_empty_ ? "\"" : ",\"");
    put(key);
    put("\":");
    is_empty_ = false;
  }
  void add_object(auto members) {
    put("{");
    JsonObjectWriter writer(*text_);
    members(writer);
    put("}");
  }
  void add(std::string_view value) {
    const auto stands_as_it_is = [](char c) {
      return c >= ' ' && c <= '~' && c != '"' && c != '\\';
    };
    if (!std::ranges::all_of(value, stands_as_it_is)) return add(Json(value));
    put("\"");
    put(value);
    put("\"");
  }
  void add(const std::string& value) { add(std::string_view(value)); }
  template <std::integral Value>
  void add(Value value) {
    if constexpr (std::same_as<Value, bool>) {
      put(value ? "true" : "false");
    } else {
      put(std::to_string(value));
    }
  }
  void add(const Json& value) { put(value.dump(-1, ' ', false, Json::error_handler_t::replace)); }

  void put(std::string_view text) { text_->insert(text_->end(), text.begin(), text.end()); }

  Text* text_;
  bool is_empty_ = true;
};

}  // namespace overread
