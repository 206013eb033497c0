#pragma once

#include <string>
#include <string_view>

namespace overread {

enum class DecimalMark { kPoint, kComma };

/// Parts a number and its unit.
inline constexpr std::string_view kThinSpace = "\u2009";

/// A measured value with its unit, in the precision its method has: whole degrees and HU, one
/// decimal for mm and %, two significant digits for volumes, whole numbers for scores. A thin space
/// parts number and unit; the minus is a real one (U+2212).
std::string measured_text(double value, std::string_view unit, DecimalMark mark);

/// The number alone, with `decimals` digits after the mark.
std::string number_text(double value, int decimals, DecimalMark mark);

}  // namespace overread
