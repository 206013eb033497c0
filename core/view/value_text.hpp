#pragma once

#include <string>

#include "core/findings/measured_text.hpp"

namespace overread {

/// A number with as many digits as tell `resolution` apart, trailing zeros cut, "−" for minus:
/// 0.00125 at 0.0001 is "0.0013". Very small and very large ones by a power of ten: "1.3e−9".
///
/// @param resolution  Above 0; what is below a tenth of it is not worth a digit.
std::string value_text(double value, double resolution, DecimalMark mark);

/// A number in four significant digits, whole digits kept: "0.9201", "12.35", "123457".
std::string significant_text(double value, DecimalMark mark);

}  // namespace overread
