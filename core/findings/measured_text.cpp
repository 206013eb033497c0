#include "core/findings/measured_text.hpp"

#include <cmath>
#include <format>

namespace overread {
namespace {

constexpr std::string_view kMinus = "\u2212";

double round_to_significant(double value, int digits) {
  if (value == 0.0) return 0.0;
  const double scale = std::pow(10.0, digits - 1 - std::floor(std::log10(std::abs(value))));
  return std::round(value * scale) / scale;
}

}  // namespace

std::string number_text(double value, int decimals, DecimalMark mark) {
  std::string text = std::format("{:.{}f}", std::abs(value), decimals);
  const bool zero = text.find_first_not_of("0.") == std::string::npos;
  if (mark == DecimalMark::kComma) {
    if (const std::size_t point = text.find('.'); point != std::string::npos) text[point] = ',';
  }
  return value < 0.0 && !zero ? std::string(kMinus) + text : text;
}

std::string measured_text(double value, std::string_view unit, DecimalMark mark) {
  if (unit == "deg") return number_text(value, 0, mark) + "°";
  int decimals = 0;
  double shown = value;
  if (unit == "mm" || unit == "%" || unit == "cm") {
    decimals = 1;
  } else if (unit == "mL" || unit == "mm3") {
    // Two significant digits, but never more than whole units.
    shown = std::abs(value) >= 100.0 ? round_to_significant(value, 2) : std::round(value);
  }
  std::string text = number_text(shown, decimals, mark);
  if (unit.empty() || unit == "1" || unit == "{score}") return text;
  const std::string_view printed = unit == "mm3" ? std::string_view("mm³") : unit;
  return text.append(kThinSpace).append(printed);
}

}  // namespace overread
