#pragma once

#include <string>
#include <string_view>

#include "core/findings/measured_text.hpp"

namespace overread {

/// Languages a reader may choose; interface, findings and reports speak all of them.
enum class Language { kEnglish, kRussian };

DecimalMark decimal_mark(Language language);

/// A word of the result contract in the reader's language: code meanings ("Cobb angle"), sites,
/// lateralities, grade values, grade schemes. What is not known comes back as it is.
std::string term(std::string_view contract_word, Language language);

/// How a measurement was made, its fixed phrases translated, its names and numbers kept.
std::string method_text(std::string_view method, Language language);

/// A measured value in the precision its method has, number and unit as the language writes them:
/// "0,7 мм".
std::string measured_text(double value, std::string_view unit, Language language);

/// "right, thoracic", either part alone, or empty.
std::string place_text(std::string_view site, std::string_view laterality, Language language);

}  // namespace overread
