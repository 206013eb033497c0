#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace overread {

/// The number a Decimal String holds, surrounding spaces ignored; nothing for anything else, for
/// "nan" and for "inf".
///
/// @dicom PS3.5 6.2 (DS)
std::optional<double> parse_decimal(std::string_view text);

/// The number an Integer String holds; also takes "5.0" as 5, which some devices write.
///
/// @dicom PS3.5 6.2 (IS)
std::optional<std::int64_t> parse_integer(std::string_view text);

/// `value` as a Decimal String: the shortest text that gives the same number back when that fits in
/// 16 characters, else as many significant digits as fit. Not finite values give "0".
///
/// @dicom PS3.5 6.2 (DS)
std::string format_decimal(double value);

}  // namespace overread
