#include "core/dicom/decimal.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace overread {
namespace {

constexpr std::size_t kDecimalStringLength = 16;

std::string_view without_spaces(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\0' || c == '\t'; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

bool is_decimal_character(char c) {
  return (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.' || c == 'e' || c == 'E';
}

}  // namespace

std::optional<double> parse_decimal(std::string_view text) {
  const std::string token(without_spaces(text));
  if (token.empty() || token.size() > 64) return std::nullopt;
  for (const char c : token) {
    if (!is_decimal_character(c)) return std::nullopt;
  }
  // strtod in the "C" locale, which no part of this program leaves; libc++'s from_chars has no
  // doubles.
  char* end = nullptr;
  const double value = std::strtod(token.c_str(), &end);
  if (end != token.c_str() + token.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::string_view token = without_spaces(text);
  if (token.starts_with('+')) token.remove_prefix(1);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), value);
  if (error == std::errc() && end == token.data() + token.size()) return value;
  const auto decimal = parse_decimal(token);
  if (!decimal || *decimal != std::floor(*decimal) || std::fabs(*decimal) > 9e15) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(*decimal);
}

std::string format_decimal(double value) {
  if (!std::isfinite(value)) return "0";
  if (value == 0.0) return "0";
  std::array<char, 64> buffer{};
  const auto shortest = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  std::string text(buffer.data(), shortest.ptr);
  // to_chars writes 1e+05: a sign that DS allows, though it costs a character.
  for (int digits = 15; text.size() > kDecimalStringLength && digits > 0; --digits) {
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                      std::chars_format::general, digits);
    text.assign(buffer.data(), result.ptr);
  }
  return text;
}

}  // namespace overread
