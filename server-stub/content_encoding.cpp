#include "server-stub/content_encoding.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>

namespace overread {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// The value of ";q=0.5", 1 without one, 0 when it is no number.
double weight_of(std::string_view parameters) {
  const std::string_view parameter = trimmed(parameters);
  if (parameter.empty()) return 1.0;
  if (!parameter.starts_with("q=") && !parameter.starts_with("Q=")) return 1.0;
  const std::string digits(parameter.substr(2));
  char* end = nullptr;
  const double weight = std::strtod(digits.c_str(), &end);
  if (digits.empty() || end != digits.c_str() + digits.size()) return 0.0;
  return std::clamp(weight, 0.0, 1.0);
}

}  // namespace

double encoding_weight(std::string_view accept_encoding, std::string_view encoding) {
  double any = 0.0;
  std::string_view rest = accept_encoding;
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    const std::string_view entry = rest.substr(0, comma);
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    const std::size_t semicolon = entry.find(';');
    const std::string_view name = trimmed(entry.substr(0, semicolon));
    const double weight =
        semicolon == std::string_view::npos ? 1.0 : weight_of(entry.substr(semicolon + 1));
    if (name == encoding) return weight;
    if (name == "*") any = weight;
  }
  return any;
}

}  // namespace overread
