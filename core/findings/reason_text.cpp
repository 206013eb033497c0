#include "core/findings/reason_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace overread {
namespace {

using Entry = std::pair<std::string_view, std::string_view>;

constexpr std::array kRussianReasons = std::to_array<Entry>({
    {"color-image", "Снимок цветной, сервис читает серые"},
    {"duplicate-slices", "В серии есть повторные срезы"},
    {"empty-series", "В серии нет снимков"},
    {"gantry-tilt", "Гентри наклонён: объёмы посчитаны по скошенным вокселям"},
    {"image-too-small", "Снимок слишком мал для сервиса"},
    {"lung-ratio", "Необычное соотношение объёмов лёгких: маска может быть неполной"},
    {"lung-volume", "Необычный объём лёгких: маска может быть неполной"},
    {"lungs-cropped", "Лёгкие попали в серию не целиком"},
    {"missing-parts", "Нет частей многокадрового снимка"},
    {"missing-slices", "В серии пропущены срезы"},
    {"mixed-orientation", "У срезов разная ориентация"},
    {"mixed-spacing", "У срезов разный размер пикселя"},
    {"no-geometry", "В файлах нет положения срезов"},
    {"no-lungs", "Лёгкие не найдены"},
    {"no-pixel-spacing", "Нет размера пикселя: длины измерить нельзя"},
    {"no-spine", "Позвоночник не найден"},
    {"no-trachea", "Трахея не найдена: дыхательные пути могли войти в лёгкие"},
    {"no-volume", "Срезы не складываются в объём"},
    {"non-square-pixels", "Пиксели снимка не квадратные"},
    {"not-a-radiograph", "Это не рентгенограмма, которую сервис может прочесть"},
    {"not-axial", "Срезы не аксиальные"},
    {"not-enough-memory", "Серия слишком велика для памяти этого устройства"},
    {"not-full-spine", "Снимок слишком широк для всего позвоночника"},
    {"one-lung", "Найдено только одно лёгкое"},
    {"several-stacks", "Снимки складываются в несколько стопок, сервис читает одну"},
    {"sharp-kernel", "Резкий фильтр реконструкции: шум завышает долю низкой плотности"},
    {"shifted-slices", "Срезы смещены вбок"},
    {"slices-too-far-apart", "Шаг срезов слишком велик для сервиса"},
    {"thick-slices", "Большой шаг срезов меняет значения"},
    {"too-few-frames", "В серии слишком мало снимков для сервиса"},
    {"too-many-frames", "В серии больше снимков, чем читает сервис"},
    {"uneven-spacing", "Шаг срезов неравный"},
    {"unknown-kernel", "Фильтр реконструкции не указан, а от него зависят значения"},
    {"wrong-body-part", "Сервис читает другую область тела"},
    {"wrong-modality", "Сервис читает другую модальность"},
    {"wrong-view", "Сервис читает другую проекцию"},
});

}  // namespace

std::string reason_text(const Reason& reason, Language language) {
  if (language == Language::kEnglish) return reason.text;
  const auto found = std::ranges::find(kRussianReasons, reason.code, &Entry::first);
  return std::string(found == kRussianReasons.end() ? std::string_view(reason.text)
                                                    : found->second);
}

}  // namespace overread
