#include "core/view/value_text.hpp"

#include <algorithm>
#include <cmath>
#include <format>

namespace overread {
namespace {

/// Numbers with more decimals, or more whole digits, are told by a power of ten.
constexpr int kMostDecimals = 6, kMostWholeDigits = 9;

/// The place of the first digit: 0 for 1 to 9, -3 for 0.001.
int magnitude_of(double value) {
  if (value == 0.0 || !std::isfinite(value)) return 0;
  // A power of ten is one, whatever rounding makes of its logarithm.
  constexpr double kTinyShare = 1e-9;
  return static_cast<int>(std::floor(std::log10(std::fabs(value)) + kTinyShare));
}

/// Of a printed number, without what says nothing.
std::string without_trailing_zeros(std::string text, DecimalMark mark) {
  const char point = mark == DecimalMark::kComma ? ',' : '.';
  if (!text.contains(point)) return text;
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with(point)) text.pop_back();
  return text;
}

}  // namespace

std::string value_text(double value, double resolution, DecimalMark mark) {
  if (!std::isfinite(value)) return std::format("{}", value);
  const int finest = magnitude_of(resolution);
  const int decimals = std::max(0, -finest);
  const int magnitude = magnitude_of(value);
  if (value == 0.0) return "0";
  if (decimals <= kMostDecimals && magnitude < kMostWholeDigits) {
    return without_trailing_zeros(number_text(value, decimals, mark), mark);
  }
  const int digits = std::clamp(magnitude - finest, 0, 15);
  const double shared = value / std::pow(10.0, magnitude);
  return without_trailing_zeros(number_text(shared, digits, mark), mark) + "e" +
         number_text(magnitude, 0, mark);
}

std::string significant_text(double value, DecimalMark mark) {
  constexpr int kDigits = 4;
  const double finest = std::pow(10.0, magnitude_of(value) - (kDigits - 1));
  return value_text(value, std::min(finest, 1.0), mark);
}

}  // namespace overread
