#include "core/app/texts.hpp"

#include <array>
#include <format>

#include "core/view/corner_text.hpp"

namespace overread {
namespace {

struct Entry {
  Text id;
  std::string_view english, russian;
};

constexpr std::array kEntries = std::to_array<Entry>({
    {Text::kUntitledSeries, "Untitled series", "Серия без названия"},
    {Text::kUnnamedPatient, "No name", "Без имени"},
    {Text::kUncalibrated, "uncalibrated", "без калибровки"},
    {Text::kPixelSpacing, "Pixel Spacing", "Pixel Spacing"},
    {Text::kPixelSpacingCalibrated, "Pixel Spacing, calibrated", "Pixel Spacing, калибровка"},
    {Text::kImagerPixelSpacing, "Imager Pixel Spacing", "Imager Pixel Spacing"},
    {Text::kEstimatedMagnification, "Imager Pixel Spacing, estimated magnification",
     "Imager Pixel Spacing, оценка увеличения"},
    {Text::kUltrasoundRegion, "ultrasound region", "область ультразвука"},
    {Text::kImage, "Image", "Снимок"},
    {Text::kOf, "of", "из"},
    {Text::kWindow, "W", "Ш"},
    {Text::kZoom, "Zoom", "Масштаб"},
    {Text::kThickness, "Slice", "Срез"},
    {Text::kLossy, "Lossy compression", "Сжатие с потерями"},
    {Text::kNotCalibratedReason, "No spacing in the file: angles only, no millimeters",
     "В файле нет размера пикселя: только углы, без миллиметров"},
    {Text::kImagerSpacingReason, "Spacing at the detector: lengths in the patient are magnified",
     "Размер пикселя на детекторе: длины в пациенте увеличены"},
    {Text::kEstimatedMagnificationReason,
     "Spacing by the estimated magnification: lengths are approximate",
     "Размер пикселя по оценке увеличения: длины приблизительны"},
    {Text::kUltrasoundRegionReason, "Spacing of the ultrasound region: no lengths outside of it",
     "Размер пикселя области ультразвука: вне её длин нет"},
    {Text::kUnevenSpacing, "Uneven slice spacing", "Неравный шаг срезов"},
    {Text::kMissingSlices, "Missing slices", "Пропущены срезы"},
    {Text::kDuplicates, "Duplicate slices", "Повторные срезы"},
    {Text::kGantryTilt, "Gantry tilt", "Наклон гентри"},
    {Text::kMixedOrientation, "Mixed orientations", "Разные ориентации"},
    {Text::kShiftedSlices, "Slices shifted sideways by up to", "Срезы смещены вбок до"},
    {Text::kMixedSpacing, "Different pixel sizes", "Разный размер пикселя"},
    {Text::kMissingParts, "Missing parts of the image, by number", "Нет частей снимка, по номерам"},
    {Text::kMosaic, "Mosaics, where lengths hold only within one slice",
     "Мозаики, длины верны только внутри одного среза"},
    {Text::kUsualStep, "step", "шаг"},
    {Text::kLargestStep, "largest", "наибольший"},
    {Text::kUpTo, "turned by up to", "поворот до"},
    {Text::kLocalizer, "localizer", "локалайзер"},
    {Text::kAxial, "axial", "аксиально"},
    {Text::kCoronal, "coronal", "коронально"},
    {Text::kSagittal, "sagittal", "сагиттально"},
    {Text::kClip, "clip", "ролик"},
    {Text::kStack, "stack", "стопка"},
    {Text::kSegment, "segment", "сегмент"},
    {Text::kEcho, "echo", "эхо"},
    {Text::kPhase, "phase", "фаза"},
    {Text::kAcquisition, "acquisition", "сканирование"},
    {Text::kTriggerDelay, "delay", "задержка"},
    {Text::kDimension, "group", "группа"},
    {Text::kPass, "pass", "проход"},
    {Text::kAlreadyOpen, "Instances that are open already, not added again",
     "Снимки, которые уже открыты и не добавлены снова"},
    {Text::kNameless, "Files without SOP Instance UID (0008,0018), told apart by their bytes",
     "Файлы без SOP Instance UID (0008,0018), их различают по содержимому"},
    {Text::kUidTaken,
     "Not added: another instance with the same SOP Instance UID (0008,0018) is open",
     "Не добавлено: открыт другой объект с тем же SOP Instance UID (0008,0018)"},
    {Text::kIsolated, "isolated", "изоляция"},
    {Text::kMemory, "Memory", "Память"},
    {Text::kBorderline, "borderline", "пограничное"},
    {Text::kOtherModality, "Not for this modality", "Не для этой модальности"},
    {Text::kServiceBroken, "Package is damaged", "Пакет повреждён"},
    {Text::kOutsidePicture, "outside the picture", "вне снимка"},
    {Text::kPadding, "not measured", "не измерено"},
    {Text::kSeries, "Series", "Серия"},
    {Text::kNoPicture, "This object holds no picture, so there is nothing to show",
     "В этом объекте нет изображения, показать нечего"},
    {Text::kIncomplete, "Not complete", "Не завершён"},
    {Text::kUnverified, "Not verified", "Не заверен"},
    {Text::kVerifiedBy, "Verified by", "Заверил"},
    {Text::kSeeItem, "see", "см."},
    {Text::kNotOpened, "not among the opened files", "нет среди открытых файлов"},
    {Text::kFrames, "frames", "кадры"},
    {Text::kSegments, "Segments", "Сегменты"},
    {Text::kStructures, "Structures", "Структуры"},
    {Text::kKeyImages, "Key images", "Ключевые снимки"},
    {Text::kKeyImage, "Key image", "Ключевой снимок"},
    {Text::kMadeFrom, "Made from", "Построено по"},
    {Text::kSourcesNotOpen, "The images it was made from are not open",
     "Снимки, по которым это построено, не открыты"},
    {Text::kFromHalf, "Drawn from half of the full value on",
     "Показано от половины полного значения"},
    {Text::kManual, "manual", "вручную"},
    {Text::kSemiautomatic, "semiautomatic", "полуавтоматически"},
    {Text::kAutomatic, "automatic", "автоматически"},
    {Text::kUnreadSyntax, "Its pixels are packed in a way that is not read here",
     "Пиксели упакованы способом, который здесь не читается"},
    {Text::kNoDecoder, "This browser has no decoder for it", "В этом браузере нет декодера"},
    {Text::kDeepJpegXl, "Browsers decode JPEG XL to 8 bits only, these pixels have more",
     "Браузеры декодируют JPEG XL только в 8 бит, а в этих пикселях больше"},
    {Text::kVideo, "Video", "Видео"},
    {Text::kVideoNotPlayed, "This browser cannot play the video",
     "Браузер не смог воспроизвести видео"},
    {Text::kTransportStream, "MPEG transport stream", "транспортный поток MPEG"},
    {Text::kProgramStream, "MPEG program stream", "программный поток MPEG"},
    {Text::kElementaryStream, "elementary stream", "элементарный поток"},
    {Text::kUnknownContainer, "unknown container", "неизвестный контейнер"},
    {Text::kCoarseReason, "Reduced resolution: the whole image is being decoded",
     "Пониженное разрешение: снимок ещё распаковывается"},
    {Text::kOneStereoView, "Stereo: one of the two views is shown",
     "Стерео: показан один из двух видов"},
    {Text::kChannels, "Channels", "Каналы"},
    {Text::kSeconds, "s", "с"},
    {Text::kHertz, "Hz", "Гц"},
    {Text::kDocument, "Document", "Документ"},
    {Text::kPresentationState, "Presentation state", "Состояние представления"},
    {Text::kCreatedBy, "Created by", "Создал"},
    {Text::kImagesNotOpen, "The images it speaks of are not open",
     "Снимки, к которым это относится, не открыты"},
    {Text::kTrueSizeFitted,
     "True size is asked for, but how large this screen's pixels are is not known: fitted",
     "Задан истинный размер, но размер пикселей экрана неизвестен: вписано в окно"},
    {Text::kNotSubtracted, "A subtraction is asked for, which is not done here",
     "Задано вычитание, которое здесь не выполняется"},
    {Text::kPaletteNotKnown,
     "Colors are asked for by the UID of a palette that is not known here, shown in gray",
     "Цвета заданы UID палитры, которая здесь неизвестна, показано в оттенках серого"},
    {Text::kAnnotationsLeftOut, "Annotations of a whole slide are not drawn",
     "Пометки всего препарата не показаны"},
    {Text::kMoreParts, "more in the list of the object", "ещё в списке объекта"},
    {Text::kUndrawnParts, "not drawn: too many at once", "не показаны: слишком много сразу"},
    {Text::kWindowOfFile, "Window", "Окно"},
    {Text::kLutOfFile, "LUT", "Таблица LUT"},
});

/// Russian counts: 1, 21, 31 … / 2–4, 22–24 … / the rest and 11–14.
std::string_view russian_plural(int count, std::string_view one, std::string_view few,
                                std::string_view many) {
  const int tens = count % 100;
  const int ones = count % 10;
  if (tens >= 11 && tens <= 14) return many;
  if (ones == 1) return one;
  return ones >= 2 && ones <= 4 ? few : many;
}

}  // namespace

std::string text(Text id, Language language) {
  for (const Entry& entry : kEntries) {
    if (entry.id == id) {
      return std::string(language == Language::kRussian ? entry.russian : entry.english);
    }
  }
  return {};
}

std::string image_count_text(int count, Language language) {
  if (language == Language::kRussian) {
    return std::format("{} {}", count, russian_plural(count, "снимок", "снимка", "снимков"));
  }
  return std::format("{} {}", count, count == 1 ? "image" : "images");
}

std::string decode_workers_text(int count, Language language) {
  if (language == Language::kRussian) {
    return std::format("{} {} декодирования", count,
                       russian_plural(count, "поток", "потока", "потоков"));
  }
  return std::format("{} {}", count, count == 1 ? "decode worker" : "decode workers");
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!text.empty()) text += " · ";
    text += part;
  }
  return text;
}

std::string person_name_text(std::string_view person_name) { return formatted_name(person_name); }

}  // namespace overread
