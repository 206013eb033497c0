#include "core/findings/terms.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace overread {
namespace {

// Sorted by the English side.
constexpr std::array kRussianTerms = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"Agatston score", "Индекс Агатстона"},
    {"Aortic diameter", "Диаметр аорты"},
    {"Chaklin", "Чаклин"},
    {"Cobb angle", "Угол Кобба"},
    {"Emphysema", "Эмфизема"},
    {"LAA-950", "LAA-950"},
    {"Lung volume", "Объём лёгких"},
    {"MB", "МБ"},
    {"Nodule", "Очаг"},
    {"Nodule diameter", "Диаметр очага"},
    {"Nodule volume", "Объём очага"},
    {"PD15", "PD15"},
    {"Scoliosis", "Сколиоз"},
    {"Vertebral attenuation", "Плотность позвонка"},
    {"aorta", "аорта"},
    {"both", "с обеих сторон"},
    {"both lungs", "оба лёгких"},
    {"clinical", "клинический"},
    {"cm", "см"},
    {"left", "левая сторона"},
    {"left lung", "левое лёгкое"},
    {"lumbar", "поясничный отдел"},
    {"lung", "лёгкие"},
    {"lungs", "лёгкие"},
    {"mL", "мл"},
    {"mild", "лёгкий"},
    {"mm", "мм"},
    {"mm³", "мм³"},
    {"moderate", "умеренный"},
    {"none", "нет"},
    {"proximal thoracic", "верхнегрудной отдел"},
    {"research", "исследовательский"},
    {"right", "правая сторона"},
    {"right lung", "правое лёгкое"},
    {"severe", "тяжёлый"},
    {"spine", "позвоночник"},
    {"teaching", "учебный"},
    {"thoracic", "грудной отдел"},
    {"thoracolumbar", "грудопоясничный отдел"},
});

// Phrases between the names and numbers of a method; longer ones before those they contain.
constexpr std::array kRussianPhrases =
    std::to_array<std::pair<std::string_view, std::string_view>>({
        {"superior end plate of ", "верхняя замыкательная пластинка "},
        {" to inferior end plate of ", " и нижняя "},
        {", apex ", ", вершина "},
        {", levels within one", ", уровни с точностью до одного позвонка"},
        {"lung region without airways", "область лёгких без дыхательных путей"},
        {"voxels below ", "воксели ниже "},
        {"slices every ", "срезы через "},
        {" mm thick", " мм толщиной"},
        {" mm", " мм"},
        {", kernel ", ", ядро "},
    });

}  // namespace

DecimalMark decimal_mark(Language language) {
  return language == Language::kRussian ? DecimalMark::kComma : DecimalMark::kPoint;
}

std::string term(std::string_view contract_word, Language language) {
  if (language == Language::kEnglish) return std::string(contract_word);
  const auto found = std::ranges::find(kRussianTerms, contract_word,
                                       &std::pair<std::string_view, std::string_view>::first);
  return std::string(found == kRussianTerms.end() ? contract_word : found->second);
}

std::string method_text(std::string_view method, Language language) {
  std::string text(method);
  if (language == Language::kEnglish) return text;
  for (const auto& [english, russian] : kRussianPhrases) {
    for (std::size_t at = 0; (at = text.find(english, at)) != std::string::npos;) {
      text.replace(at, english.size(), russian);
      at += russian.size();
    }
  }
  return text;
}

std::string measured_text(double value, std::string_view unit, Language language) {
  std::string text = measured_text(value, unit, decimal_mark(language));
  const std::size_t space = text.rfind(kThinSpace);
  if (space == std::string::npos) return text;
  const std::size_t at = space + kThinSpace.size();
  return text.substr(0, at) + term(text.substr(at), language);
}

std::string place_text(std::string_view site, std::string_view laterality, Language language) {
  // "left lung, left" says nothing twice.
  const bool said = !laterality.empty() && site.contains(laterality);
  std::string text = site.empty() ? std::string() : term(site, language);
  if (laterality.empty() || said) return text;
  if (!text.empty()) text += ", ";
  return text + term(laterality, language);
}

}  // namespace overread
