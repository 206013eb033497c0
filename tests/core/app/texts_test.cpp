#include "core/app/texts.hpp"

#include <catch_amalgamated.hpp>

namespace overread {
namespace {

TEST_CASE("Texts: every text exists in both languages", "[texts]") {
  for (int id = 0; id <= static_cast<int>(Text::kNoPicture); ++id) {
    CAPTURE(id);
    CHECK_FALSE(text(static_cast<Text>(id), Language::kEnglish).empty());
    CHECK_FALSE(text(static_cast<Text>(id), Language::kRussian).empty());
  }
}

TEST_CASE("Texts: Russian counts take the right ending", "[texts]") {
  const auto [count, expected] = GENERATE(table<int, std::string>({{1, "1 снимок"},
                                                                   {2, "2 снимка"},
                                                                   {4, "4 снимка"},
                                                                   {5, "5 снимков"},
                                                                   {11, "11 снимков"},
                                                                   {12, "12 снимков"},
                                                                   {21, "21 снимок"},
                                                                   {111, "111 снимков"},
                                                                   {133, "133 снимка"}}));
  CHECK(image_count_text(count, Language::kRussian) == expected);
}

TEST_CASE("Texts: one worker is not two", "[texts]") {
  CHECK(decode_workers_text(1, Language::kEnglish) == "1 decode worker");
  CHECK(decode_workers_text(2, Language::kEnglish) == "2 decode workers");
  CHECK(decode_workers_text(1, Language::kRussian) == "1 поток декодирования");
  CHECK(decode_workers_text(3, Language::kRussian) == "3 потока декодирования");
  CHECK(decode_workers_text(8, Language::kRussian) == "8 потоков декодирования");
}

TEST_CASE("Texts: a person name shows its first group with a word, without carets",
          "[texts][PS3.5 6.2]") {
  const auto [value, expected] = GENERATE(table<std::string, std::string>({
      {"Doe^Jane", "Doe Jane"},
      {"Doe^Jane^^Dr.^", "Doe Jane Dr."},
      {"Yamada^Tarou=\u5c71\u7530^\u592a\u90ce", "Yamada Tarou"},
      {"=\u5c71\u7530^\u592a\u90ce=", "\u5c71\u7530 \u592a\u90ce"},
      {"^^", ""},
      {"", ""},
  }));
  CHECK(person_name_text(value) == expected);
}

}  // namespace
}  // namespace overread
