#include "core/ai/json_cursor.hpp"

#include <algorithm>
#include <cmath>

namespace overread {
namespace {

// Long enough for any value of a correct file, short enough for one line of a terminal.
constexpr std::size_t kShownCharacters = 60;

std::string listed_words(std::initializer_list<std::string_view> words) {
  std::string joined;
  for (std::string_view word : words) {
    if (!joined.empty()) joined += ", ";
    joined += word;
  }
  return joined;
}

}  // namespace

std::unexpected<Error> JsonCursor::wrong(std::string_view allowed) const {
  std::string shown = value_->dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
  if (shown.size() > kShownCharacters) shown = shown.substr(0, kShownCharacters) + "...";
  return fail(ErrorCode::kInvalidJson,
              path_ + " is " + shown + ", must be " + std::string(allowed));
}

bool JsonCursor::contains(std::string_view key) const {
  return value_->is_object() && value_->find(key) != value_->end();
}

Result<JsonCursor> JsonCursor::at(std::string_view key) const {
  if (!value_->is_object()) return wrong("an object");
  const auto found = value_->find(key);
  if (found == value_->end()) {
    return fail(ErrorCode::kInvalidJson, path_ + "." + std::string(key) + " is missing");
  }
  return JsonCursor(*found, path_ + "." + std::string(key));
}

Result<std::vector<JsonCursor>> JsonCursor::items() const {
  if (!value_->is_array()) return wrong("a list");
  std::vector<JsonCursor> items;
  items.reserve(value_->size());
  for (std::size_t i = 0; i < value_->size(); ++i) {
    items.emplace_back((*value_)[i], path_ + "[" + std::to_string(i) + "]");
  }
  return items;
}

Result<void> JsonCursor::keys(std::initializer_list<std::string_view> allowed) const {
  if (!value_->is_object()) return wrong("an object");
  for (const auto& [key, unused] : value_->items()) {
    if (std::ranges::find(allowed, std::string_view(key)) == allowed.end()) {
      return fail(ErrorCode::kInvalidJson,
                  path_ + "." + key + " is not a known key, allowed: " + listed_words(allowed));
    }
  }
  return {};
}

Result<std::string> JsonCursor::text() const {
  return text_where([](std::string_view text) { return !text.empty(); }, "a text, not empty");
}

Result<double> JsonCursor::number() const {
  if (!value_->is_number()) return wrong("a number");
  const double number = value_->get<double>();
  if (!std::isfinite(number)) return wrong("a finite number");
  return number;
}

Result<std::int64_t> JsonCursor::integer(std::int64_t low, std::int64_t high) const {
  const std::string allowed =
      "a whole number from " + std::to_string(low) + " to " + std::to_string(high);
  if (!value_->is_number_integer()) return wrong(allowed);
  if (value_->is_number_unsigned() &&
      value_->get<std::uint64_t>() > static_cast<std::uint64_t>(high)) {
    return wrong(allowed);
  }
  const auto number = value_->get<std::int64_t>();
  if (number < low || number > high) return wrong(allowed);
  return number;
}

Result<std::vector<std::string>> JsonCursor::texts() const {
  OVERREAD_TRY(const auto list, items());
  std::vector<std::string> texts;
  for (const JsonCursor& item : list) {
    OVERREAD_TRY(std::string text, item.text());
    texts.push_back(std::move(text));
  }
  return texts;
}

Result<std::vector<double>> JsonCursor::numbers() const {
  OVERREAD_TRY(const auto list, items());
  std::vector<double> numbers;
  for (const JsonCursor& item : list) {
    OVERREAD_TRY(const double number, item.number());
    numbers.push_back(number);
  }
  return numbers;
}

Result<std::string> JsonCursor::one_of(std::initializer_list<std::string_view> allowed) const {
  return text_where(
      [&](std::string_view text) { return std::ranges::find(allowed, text) != allowed.end(); },
      "one of: " + listed_words(allowed));
}

Result<std::string> JsonCursor::text_where(const std::function<bool(std::string_view)>& rule,
                                           std::string_view allowed) const {
  if (!value_->is_string()) return wrong(allowed);
  std::string text = value_->get<std::string>();
  if (!rule(text)) return wrong(allowed);
  return text;
}

}  // namespace overread
