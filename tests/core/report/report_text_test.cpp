#include "core/report/report_text.hpp"

#include <catch_amalgamated.hpp>
#include <string>

#include "tests/core/report/report_examples.hpp"

namespace overread {
namespace {

TEST_CASE("Report text: spine, English, only what the reader accepted", "[report][text]") {
  CHECK(report_text(examples::spine_report()) ==
        "Patient: Иванова Анна, P-17, 2009-04-05, F\n"
        "Study: 2026-01-10, Spine AP, A100\n"
        "Study Instance UID: 1.2.826.0.1.3680043.10.1\n"
        "Reader: Petrov Petr\n"
        "\n"
        "TECHNIQUE\n"
        "DX, body part SPINE, view AP, series Spine standing, images: 1, "
        "pixel spacing 0.35\u2009mm\n"
        "\n"
        "FINDINGS\n"
        "1. Scoliosis, thoracic, right\n"
        "   Cobb angle 28°, thoracic, right, method: end plates of the end vertebrae\n"
        "   Grade by Chaklin: III, borderline\n"
        "   Grade by SRS: moderate, borderline\n"
        "   Found by spine-scoliosis 1.0.0, probability 0.93, accepted after a change by the "
        "reader, proposed by the service: Cobb angle 31°\n"
        "\n"
        "CONCLUSION\n"
        "Scoliosis, thoracic, right, Cobb angle 28°, Chaklin III (borderline), SRS moderate "
        "(borderline).\n"
        "\n"
        "USE OF AI\n"
        "spine-scoliosis: version 1.0.0, evidence: teaching, model SHA-256 aaaaaaaaaaaa…, "
        "probability 0.97, threshold 0.50, run time 0.8\u2009s.\n"
        "For teaching and research. Not a medical report.\n");
}

TEST_CASE("Report text: a refusal is not a normal result", "[report][text]") {
  ReportModel model = examples::ct_report();
  model.findings.clear();
  model.runs[0].status = ResultStatus::kRefused;
  CHECK(conclusion_lines(model) == std::vector<std::string>{"No service gave a result."});
  model.runs[0].status = ResultStatus::kNoFindings;
  CHECK(conclusion_lines(model) == std::vector<std::string>{"The services reported no finding."});
}

TEST_CASE("Report text: spine, Russian", "[report][text]") {
  ReportModel model = examples::spine_report();
  model.language = Language::kRussian;
  model.runs[0].name = "Сколиоз";
  CHECK(report_text(model) ==
        "Пациент: Иванова Анна, P-17, 2009-04-05, F\n"
        "Исследование: 2026-01-10, Spine AP, A100\n"
        "Study Instance UID: 1.2.826.0.1.3680043.10.1\n"
        "Врач: Petrov Petr\n"
        "\n"
        "МЕТОДИКА\n"
        "DX, область SPINE, проекция AP, серия Spine standing, снимков: 1, "
        "размер пикселя 0,35\u2009мм\n"
        "\n"
        "ОПИСАНИЕ\n"
        "1. Сколиоз, грудной отдел, правая сторона\n"
        "   Угол Кобба 28°, грудной отдел, правая сторона, метод: end plates of the end "
        "vertebrae\n"
        "   Степень по шкале Чаклин: III, пограничное значение\n"
        "   Степень по шкале SRS: умеренный, пограничное значение\n"
        "   Найдено сервисом spine-scoliosis 1.0.0, вероятность 0,93, подтверждено врачом с "
        "изменением, предложено сервисом: Угол Кобба 31°\n"
        "\n"
        "ЗАКЛЮЧЕНИЕ\n"
        "Сколиоз, грудной отдел, правая сторона, Угол Кобба 28°, Чаклин III (пограничное "
        "значение), SRS умеренный (пограничное значение).\n"
        "\n"
        "ПРИМЕНЕНИЕ ИИ\n"
        "Сколиоз: версия 1.0.0, уровень доказательности: учебный, SHA-256 модели "
        "aaaaaaaaaaaa…, вероятность 0,97, порог 0,50, время расчёта 0,8\u2009с.\n"
        "Для обучения и исследований. Не является медицинским заключением.\n");
}

TEST_CASE("Report text: a service's own output says that nobody read it", "[report][text]") {
  ReportModel model = examples::ct_report();
  model.language = Language::kRussian;
  model.runs[0].reason = Reason{"one-lung", "Only one lung was found"};
  const std::string text = report_text(model);
  CHECK(
      text.contains("CT, область CHEST, серия Lung, снимков: 5, толщина среза 1,25\u2009мм, "
                    "размер пикселя 0,70\u2009мм, фильтр B60, 120\u2009кВ\n"));
  // Two significant digits for a volume, one decimal for per cent, whole HU.
  CHECK(
      text.contains("1. Эмфизема, левое лёгкое\n"
                    "   LAA-950 12,3\u2009%, левое лёгкое, метод: воксели ниже -950 HU\n"
                    "   PD15 \u2212948\u2009HU, левое лёгкое\n"
                    "   Найдено сервисом cct-emphysema 1.0.0, не проверено врачом\n"));
  CHECK(text.contains("Измерено по всей серии:\n   Объём лёгких 5400\u2009мл, оба лёгких, "));
  CHECK(
      text.contains("без нейросети, измерено по правилам, время расчёта 1,5\u2009с, "
                    "внимание: Найдено только одно лёгкое.\n"));
}

TEST_CASE("Report text: nothing accepted is said in words", "[report][text]") {
  ReportModel model = examples::spine_report();
  model.findings[0].state = FindingState::kUndecided;
  CHECK(report_text(model).contains("CONCLUSION\nNo finding was accepted by the reader.\n"));
  CHECK_FALSE(report_text(model).contains("Cobb angle"));
}

}  // namespace
}  // namespace overread
