#include "core/app/series_texts.hpp"

#include <catch_amalgamated.hpp>

namespace overread {
namespace {

using Kind = GeometryWarning::Kind;
using Trait = StackTrait::Kind;

TEST_CASE("Series texts: every warning has its numbers in both languages", "[texts][geometry]") {
  const auto [warning, english, russian] =
      GENERATE(table<GeometryWarning, std::string, std::string>({
          {{Kind::kUnevenSpacing, 7, 1.08, 7},
           "Uneven slice spacing: 1.08–7.00\u2009mm",
           "Неравный шаг срезов: 1,08–7,00\u2009мм"},
          {{Kind::kDuplicates, 2}, "Duplicate slices: 2", "Повторные срезы: 2"},
          {{Kind::kGantryTilt, 18.5}, "Gantry tilt: 18.5°", "Наклон гентри: 18,5°"},
          {{Kind::kMixedOrientation, 12, 0, 165},
           "Mixed orientations: 12, turned by up to 165.0°",
           "Разные ориентации: 12, поворот до 165,0°"},
          {{Kind::kShiftedSlices, 5},
           "Slices shifted sideways by up to: 5.00\u2009mm",
           "Срезы смещены вбок до: 5,00\u2009мм"},
          {{Kind::kMixedSpacing, 2, 0.5, 0.7},
           "Different pixel sizes: 0.50–0.70\u2009mm",
           "Разный размер пикселя: 0,50–0,70\u2009мм"},
          {{Kind::kMosaic, 13},
           "Mosaics, where lengths hold only within one slice: 13",
           "Мозаики, длины верны только внутри одного среза: 13"},
          {{Kind::kMissingParts, 2, 0, 0, {2, 4}},
           "Missing parts of the image, by number: 2, 4",
           "Нет частей снимка, по номерам: 2, 4"},
      }));
  CHECK(warning_text(warning, Language::kEnglish) == english);
  CHECK(warning_text(warning, Language::kRussian) == russian);
}

TEST_CASE("Series texts: a long list of missing parts is cut", "[texts]") {
  GeometryWarning warning{Kind::kMissingParts, 12};
  for (int i = 1; i <= 12; ++i) warning.numbers.push_back(i);
  CHECK(warning_text(warning, Language::kEnglish) ==
        "Missing parts of the image, by number: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 …");
}

TEST_CASE("Series texts: what sets a stack apart", "[texts]") {
  const std::vector<StackTrait> traits{
      {Trait::kLocalizer, ""},     {Trait::kOrientation, "sagittal"},
      {Trait::kSize, "512 × 256"}, {Trait::kClip, "3"},
      {Trait::kEcho, "4.6"},       {Trait::kBValue, ""},
      {Trait::kAcquisition, "2"},  {Trait::kPass, "3"}};
  CHECK(trait_texts(traits, Language::kEnglish) ==
        std::vector<std::string>{"localizer", "sagittal", "512 × 256", "clip 3", "echo 4.6", "b –",
                                 "acquisition 2", "pass 3"});
  CHECK(trait_texts(traits, Language::kRussian) ==
        std::vector<std::string>{"локалайзер", "сагиттально", "512 × 256", "ролик 3", "эхо 4.6",
                                 "b –", "сканирование 2", "проход 3"});
}

}  // namespace
}  // namespace overread
