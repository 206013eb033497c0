#include "ui/strings.hpp"

#include <catch_amalgamated.hpp>
#include <set>
#include <string>

#include "ui/shortcuts.hpp"

using namespace overread;
using namespace overread::ui;

namespace {

bool has_cyrillic(std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == 0xD0 || byte == 0xD1) return true;
  }
  return false;
}

int placeholders(std::string_view text) {
  int count = 0;
  for (const char c : text) count += c == '{';
  return count;
}

}  // namespace

TEST_CASE("Strings: every text is there in English and in Russian", "[strings]") {
  // Names and abbreviations that are the same in both.
  const std::set<std::string> same = {"Overread", "English"};
  for (int i = 0; i < static_cast<int>(Text::kCount); ++i) {
    const std::string english = translate(static_cast<Text>(i), Language::kEnglish);
    const std::string russian = translate(static_cast<Text>(i), Language::kRussian);
    INFO(english << " / " << russian);
    CHECK_FALSE(english.empty());
    if (english != "Русский" && !same.contains(english) && english != "EN") {
      CHECK_FALSE(has_cyrillic(english));
      CHECK(has_cyrillic(russian));
    }
    CHECK(placeholders(english) == placeholders(russian));
    CHECK(english.find('!') == std::string::npos);
    CHECK(russian.find('!') == std::string::npos);
  }
}

TEST_CASE("filled: values go where their number stands", "[strings]") {
  CHECK(filled("{0} of {1}", {"3", "12"}) == "3 of 12");
  CHECK(filled("{1} / {0}", {"a", "b"}) == "b / a");
  CHECK(filled("no hole", {"x"}) == "no hole");
  CHECK(filled("{2}", {"x"}) == "");
}

TEST_CASE("Shortcuts: no key does two things", "[shortcuts]") {
  std::set<int> chords;
  for (const Shortcut& shortcut : shortcuts()) {
    INFO(shortcut.cap);
    CHECK(chords.insert(shortcut.chord).second);
    CHECK_FALSE(shortcut.cap.empty());
  }
}
