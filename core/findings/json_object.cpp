#include "core/findings/json_object.hpp"

#include <cmath>
#include <initializer_list>
#include <limits>

namespace overread {
namespace {

std::string describe_json(const Json& value) {
  constexpr std::size_t kLongest = 40;
  std::string text = json_text(value);
  if (text.size() > kLongest || value.is_structured()) return value.type_name();
  return text;
}

}  // namespace

Result<Json> parse_json_object(std::string_view text) {
  Json value = Json::parse(text, nullptr, false);
  if (value.is_discarded()) return fail(ErrorCode::kInvalidJson, "The text is not JSON");
  if (!value.is_object()) {
    return fail(ErrorCode::kInvalidJson,
                std::string("The document is ") + value.type_name() + ", must be an object");
  }
  return value;
}

std::string json_text(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<JsonObject> JsonObject::create(const Json& value, std::string path) {
  if (!value.is_object()) {
    return fail(ErrorCode::kInvalidJson, (path.empty() ? std::string("The document") : path) +
                                             " is " + describe_json(value) + ", must be an object");
  }
  return JsonObject(value, std::move(path));
}

std::string JsonObject::path_of(std::string_view key) const {
  return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
}

const Json* JsonObject::find(std::string_view key) const {
  const auto found = value_->find(std::string(key));
  return found == value_->end() || found->is_null() ? nullptr : &*found;
}

Error JsonObject::missing(std::string_view key) const {
  return {ErrorCode::kInvalidJson, path_of(key) + " is missing"};
}

Error JsonObject::wrong(std::string_view key, std::string_view wanted) const {
  const Json* found = find(key);
  return {ErrorCode::kInvalidJson, path_of(key) + " is " +
                                       (found ? describe_json(*found) : std::string("missing")) +
                                       ", must be " + std::string(wanted)};
}

Result<std::string> JsonObject::text(std::string_view key) const {
  if (find(key) == nullptr) return std::unexpected(missing(key));
  return optional_text(key);
}

Result<std::string> JsonObject::optional_text(std::string_view key) const {
  const Json* found = find(key);
  if (found == nullptr) return std::string();
  if (!found->is_string()) return std::unexpected(wrong(key, "a string"));
  return found->get<std::string>();
}

Result<std::string> JsonObject::choice(std::string_view key,
                                       std::initializer_list<std::string_view> allowed) const {
  OVERREAD_TRY(auto value, optional_text(key));
  std::string wanted;
  for (const std::string_view each : allowed) {
    if (value == each) return value;
    wanted += (wanted.empty() ? "" : " | ") + (each.empty() ? "\"\"" : std::string(each));
  }
  return std::unexpected(wrong(key, "one of " + wanted));
}

Result<double> JsonObject::number(std::string_view key) const {
  OVERREAD_TRY(const auto value, optional_number(key));
  if (!value) return std::unexpected(missing(key));
  return *value;
}

Result<std::optional<double>> JsonObject::optional_number(std::string_view key) const {
  const Json* found = find(key);
  if (found == nullptr) return std::optional<double>();
  if (!found->is_number() || !std::isfinite(found->get<double>())) {
    return std::unexpected(wrong(key, "a number"));
  }
  return std::optional(found->get<double>());
}

Result<std::optional<double>> JsonObject::optional_fraction(std::string_view key) const {
  OVERREAD_TRY(const auto value, optional_number(key));
  if (value && (*value < 0.0 || *value > 1.0)) return std::unexpected(wrong(key, "0 to 1"));
  return value;
}

Result<int> JsonObject::integer(std::string_view key, int lowest, int highest) const {
  OVERREAD_TRY(const double value, number(key));
  if (value != std::floor(value) || value < lowest || value > highest) {
    return std::unexpected(wrong(
        key, "a whole number from " + std::to_string(lowest) + " to " + std::to_string(highest)));
  }
  return static_cast<int>(value);
}

Result<std::uint64_t> JsonObject::unsigned_integer(std::string_view key) const {
  const Json* found = find(key);
  if (found == nullptr) return std::unexpected(missing(key));
  if (!found->is_number_unsigned()) {
    return std::unexpected(wrong(key, "a whole number from 0 to 18446744073709551615"));
  }
  return found->get<std::uint64_t>();
}

Result<bool> JsonObject::optional_flag(std::string_view key) const {
  const Json* found = find(key);
  if (found == nullptr) return false;
  if (!found->is_boolean()) return std::unexpected(wrong(key, "true or false"));
  return found->get<bool>();
}

Result<JsonObject> JsonObject::object(std::string_view key) const {
  const Json* found = find(key);
  if (found == nullptr) return std::unexpected(missing(key));
  return create(*found, path_of(key));
}

Result<std::string> json_string(const Json& value, const std::string& path) {
  if (!value.is_string()) {
    return fail(ErrorCode::kInvalidJson,
                path + " is " + describe_json(value) + ", must be a string");
  }
  return value.get<std::string>();
}

}  // namespace overread
