#include "core/report/report_words.hpp"

#include <algorithm>
#include <array>

namespace overread {
namespace {

struct Entry {
  ReportWord id;
  std::string_view english, russian;
};

constexpr std::array kEntries = std::to_array<Entry>({
    {ReportWord::kPatient, "Patient", "Пациент"},
    {ReportWord::kStudy, "Study", "Исследование"},
    {ReportWord::kStudyUid, "Study Instance UID", "Study Instance UID"},
    {ReportWord::kTechnique, "TECHNIQUE", "МЕТОДИКА"},
    {ReportWord::kFindings, "FINDINGS", "ОПИСАНИЕ"},
    {ReportWord::kConclusion, "CONCLUSION", "ЗАКЛЮЧЕНИЕ"},
    {ReportWord::kDisclosure, "USE OF AI", "ПРИМЕНЕНИЕ ИИ"},
    {ReportWord::kBodyPart, "body part", "область"},
    {ReportWord::kView, "view", "проекция"},
    {ReportWord::kSeries, "series", "серия"},
    {ReportWord::kImages, "images", "снимков"},
    {ReportWord::kSliceThickness, "slice thickness", "толщина среза"},
    {ReportWord::kPixelSpacing, "pixel spacing", "размер пикселя"},
    {ReportWord::kKernel, "kernel", "фильтр"},
    {ReportWord::kNoSpacing, "uncalibrated: angles only, no lengths",
     "без калибровки: только углы, без длин"},
    {ReportWord::kNothingAccepted, "No finding was accepted by the reader.",
     "Врач не подтвердил ни одной находки."},
    {ReportWord::kNothingFound, "The services reported no finding.",
     "Сервисы не сообщили о находках."},
    {ReportWord::kNothingRead, "No service gave a result.", "Ни один сервис не дал результата."},
    {ReportWord::kMethod, "method", "метод"},
    {ReportWord::kGradeBorderline, "borderline", "пограничное значение"},
    {ReportWord::kGrade, "Grade by", "Степень по шкале"},
    {ReportWord::kProbability, "probability", "вероятность"},
    {ReportWord::kAccepted, "accepted by the reader", "подтверждено врачом"},
    {ReportWord::kEdited, "accepted after a change by the reader",
     "подтверждено врачом с изменением"},
    {ReportWord::kNotRead, "not read by a person", "не проверено врачом"},
    {ReportWord::kReader, "Reader", "Врач"},
    {ReportWord::kReaderUnnamed, "not named", "не указан"},
    {ReportWord::kServiceVersion, "version", "версия"},
    {ReportWord::kEvidence, "evidence", "уровень доказательности"},
    {ReportWord::kModel, "model SHA-256", "SHA-256 модели"},
    {ReportWord::kModelNone, "no network, measured by rules",
     "без нейросети, измерено по правилам"},
    {ReportWord::kThreshold, "threshold", "порог"},
    {ReportWord::kRunTime, "run time", "время расчёта"},
    {ReportWord::kSeconds, "s", "с"},
    {ReportWord::kProposedBy, "Found by", "Найдено сервисом"},
    {ReportWord::kProposedValue, "proposed by the service", "предложено сервисом"},
    {ReportWord::kRefused, "refused", "отказ"},
    {ReportWord::kFailed, "failed", "сбой"},
    {ReportWord::kWarning, "For teaching and research. Not a medical report.",
     "Для обучения и исследований. Не является медицинским заключением."},
    {ReportWord::kServiceMeasured, "Measured on the whole series", "Измерено по всей серии"},
    {ReportWord::kCaution, "caution", "внимание"},
    {ReportWord::kKilovolts, "kV", "кВ"},
});

}  // namespace

std::string_view word(ReportWord id, Language language) {
  const auto found = std::ranges::find(kEntries, id, &Entry::id);
  if (found == kEntries.end()) return {};
  return language == Language::kRussian ? found->russian : found->english;
}

}  // namespace overread
