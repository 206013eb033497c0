#include "ui/keyed_text.hpp"

#include <array>
#include <utility>

#include "ui/strings.hpp"

namespace overread::ui {
namespace {

constexpr std::array<std::pair<std::string_view, Text>, 9> kKeyed = {{
    {"window.mediastinum", Text::kWindowMediastinum},
    {"window.lung", Text::kWindowLung},
    {"window.bone", Text::kWindowBone},
    {"window.brain", Text::kWindowBrain},
    {"window.subdural", Text::kWindowSubdural},
    {"window.abdomen", Text::kWindowAbdomen},
    {"evidence.teaching", Text::kEvidenceTeaching},
    {"unit.mm", Text::kUnitMm},
    {"unit.cm", Text::kUnitCm},
}};

constexpr std::array<std::pair<std::string_view, Text>, 8> kCorner = {{
    {"image.number", Text::kCornerImage},
    {"image.frame", Text::kCornerFrame},
    {"image.position", Text::kCornerPosition},
    {"image.slice-position", Text::kCornerSlice},
    {"image.thickness", Text::kCornerThickness},
    {"image.zoom", Text::kCornerZoom},
    {"image.lossy", Text::kCornerLossy},
    {"image.lossy-unstated", Text::kCornerLossyUnstated},
}};

}  // namespace

std::string keyed_text(std::string_view key, Language language) {
  for (const auto& [name, text] : kKeyed) {
    if (name == key) return translate(text, language);
  }
  return std::string(key);
}

std::string corner_line(const CornerLine& line, Language language) {
  for (const auto& [name, text] : kCorner) {
    if (name == line.key) return filled(translate(text, language), {line.value});
  }
  return line.value;
}

}  // namespace overread::ui
