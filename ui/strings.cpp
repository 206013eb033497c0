#include "ui/strings.hpp"

#include <array>
#include <cstddef>

namespace overread::ui {
namespace {

struct Entry {
  const char* english;
  const char* russian;
};

constexpr std::array<Entry, static_cast<std::size_t>(Text::kCount)> kEntries = {{
#define OVERREAD_TEXT(name, english, russian) {english, russian},
#include "ui/strings.def"
#undef OVERREAD_TEXT
}};

constexpr bool all_filled() {
  for (const Entry& entry : kEntries) {
    if (entry.english[0] == '\0' || entry.russian[0] == '\0') return false;
  }
  return true;
}
static_assert(all_filled());

}  // namespace

const char* translate(Text text, Language language) {
  const Entry& entry = kEntries[static_cast<std::size_t>(text)];
  return language == Language::kRussian ? entry.russian : entry.english;
}

std::string filled(std::string_view pattern, std::initializer_list<std::string_view> values) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}') {
      const auto which = static_cast<std::size_t>(pattern[i + 1] - '0');
      if (which < values.size()) out += values.begin()[which];
      i += 2;
    } else {
      out += pattern[i];
    }
  }
  return out;
}

}  // namespace overread::ui
