#include "core/findings/terms.hpp"

#include "core/findings/reason_text.hpp"

#include <catch_amalgamated.hpp>

namespace overread {
namespace {

TEST_CASE("Terms: a method keeps its names and numbers in Russian", "[terms]") {
  CHECK(method_text(
            "superior end plate of T5 to inferior end plate of L1, apex T9, levels within one",
            Language::kRussian) ==
        "верхняя замыкательная пластинка T5 и нижняя L1, вершина T9, уровни с точностью до одного "
        "позвонка");
  CHECK(
      method_text("lung region without airways, voxels below -400 HU; slices every 2.5 mm, 2.5 mm "
                  "thick, kernel B30f",
                  Language::kRussian) ==
      "область лёгких без дыхательных путей, воксели ниже -400 HU; срезы через 2.5 мм, 2.5 мм "
      "толщиной, ядро B30f");
  CHECK(method_text("a method nobody has named", Language::kRussian) ==
        "a method nobody has named");
  CHECK(method_text("slices every 2.5 mm", Language::kEnglish) == "slices every 2.5 mm");
}

TEST_CASE("Reasons: known codes speak Russian, unknown ones keep their words", "[terms]") {
  const Reason known{"no-lungs", "No lungs were found: 12 mL"};
  CHECK(reason_text(known, Language::kRussian) == "Лёгкие не найдены");
  CHECK(reason_text(known, Language::kEnglish) == "No lungs were found: 12 mL");
  CHECK(reason_text({"caution", "A. B"}, Language::kRussian) == "A. B");
}

TEST_CASE("Terms: a measured value takes the decimal mark and the unit of the language",
          "[terms]") {
  CHECK(measured_text(0.7, "mm", Language::kRussian) == "0,7\u2009мм");
  CHECK(measured_text(0.7, "mm", Language::kEnglish) == "0.7\u2009mm");
}

}  // namespace
}  // namespace overread
