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

/// Decimals of at most 15 digits without an exponent, as nearly all are: the digits and the power
/// of ten are both exact, so that their quotient is rounded but once (Clinger, PLDI 1990).
std::optional<double> short_decimal(std::string_view token) {
  static constexpr auto kPowersOfTen = std::to_array<double>(
      {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15});
  const bool is_negative = token.starts_with('-');
  if (is_negative || token.starts_with('+')) token.remove_prefix(1);
  const std::size_t point = token.find('.');
  const bool has_point = point != std::string_view::npos;
  const std::size_t digit_count = token.size() - (has_point ? 1 : 0);
  if (digit_count == 0 || digit_count >= kPowersOfTen.size()) return std::nullopt;
  std::int64_t digits = 0;
  for (std::size_t i = 0; i < token.size(); ++i) {
    if (i == point) continue;
    if (token[i] < '0' || token[i] > '9') return std::nullopt;
    digits = digits * 10 + (token[i] - '0');
  }
  const double value =
      static_cast<double>(digits) / kPowersOfTen[has_point ? digit_count - point : 0];
  return is_negative ? -value : value;
}

}  // namespace

std::optional<double> parse_decimal(std::string_view text) {
  const std::string_view trimmed = without_spaces(text);
  if (const auto value = short_decimal(trimmed)) return value;
  const std::string token(trimmed);
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
