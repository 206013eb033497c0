#include "core/image/presentation_lut.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "core/image/look_up_table.hpp"

namespace overread {
namespace {

/// Beyond three widths from the center a sigmoid is within 1 / 160000 of its ends.
constexpr float kSigmoidReach = 3.0F;
constexpr std::size_t kSigmoidSamples = 16384;

/// Width of a window of one value: everything above it is at the end of the table.
constexpr float kNarrowest = 1e-6F;

std::uint16_t entry_at(const LookUpTable& table, double t) {
  return look_up(table, t * static_cast<double>(table.entries.size() - 1) + table.first_mapped);
}

}  // namespace

VoiStage with_presentation_lut(const VoiStage& voi, const LookUpTable& presentation_lut) {
  if (presentation_lut.entries.empty()) return voi;
  VoiStage stage{.table = LookUpTable{.first_mapped = 0, .bits = presentation_lut.bits}};
  std::vector<std::uint16_t>& entries = stage.table->entries;
  if (voi.table) {
    stage.table->first_mapped = voi.table->first_mapped;
    const double highest = table_maximum(*voi.table);
    entries.reserve(voi.table->entries.size());
    for (const std::uint16_t entry : voi.table->entries) {
      entries.push_back(entry_at(presentation_lut, entry / highest));
    }
    return stage;
  }
  if (voi.function == VoiFunction::kSigmoid) {
    const float reach = kSigmoidReach * voi.scale;
    stage.offset = voi.offset - reach;
    stage.scale = 2.0F * reach / static_cast<float>(kSigmoidSamples - 1);
    entries.reserve(kSigmoidSamples);
    for (std::size_t i = 0; i < kSigmoidSamples; ++i) {
      const float value = stage.offset + static_cast<float>(i) * stage.scale;
      entries.push_back(entry_at(presentation_lut, apply_voi(value, voi)));
    }
    return stage;
  }
  const float width = std::max(voi.scale, kNarrowest);
  const auto steps = static_cast<float>(std::max<std::size_t>(presentation_lut.entries.size(), 2));
  stage.offset = voi.offset - voi.scale / 2.0F;
  stage.scale = width / (steps - 1.0F);
  entries = presentation_lut.entries;
  return stage;
}

float apply_presentation_lut(float value, Polarity polarity) {
  return polarity == Polarity::kInverted ? 1.0F - value : value;
}

std::uint8_t display_level(float value) {
  return static_cast<std::uint8_t>(std::floor(value * 255.0F + 0.5F));
}

}  // namespace overread
