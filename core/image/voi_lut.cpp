#include "core/image/voi_lut.hpp"

#include <algorithm>
#include <cmath>

#include "core/image/look_up_table.hpp"

namespace overread {

VoiStage voi_stage(const Window& window, VoiFunction function) {
  VoiStage stage{.function = function};
  if (function == VoiFunction::kLinear) {
    // PS3.3 C.11.2.1.2.1
    stage.offset = static_cast<float>(window.center - 0.5);
    stage.scale = static_cast<float>(std::max(window.width - 1.0, 0.0));
  } else {
    // PS3.3 C.11.2.1.3.1, C.11.2.1.3.2
    stage.offset = static_cast<float>(window.center);
    stage.scale = static_cast<float>(window.width);
  }
  return stage;
}

VoiStage voi_stage(const LookUpTable& table) {
  VoiStage stage;
  stage.table = table;
  return stage;
}

float apply_voi(float modality_value, const VoiStage& stage) {
  if (stage.table) {
    const float input = (modality_value - stage.offset) / stage.scale;
    return static_cast<float>(look_up(*stage.table, input) / table_maximum(*stage.table));
  }
  const float distance = modality_value - stage.offset;
  if (!(stage.scale > 0.0F)) return distance > 0.0F ? 1.0F : 0.0F;
  if (stage.function == VoiFunction::kSigmoid) {
    return 1.0F / (1.0F + std::exp(-4.0F * distance / stage.scale));
  }
  return std::clamp(distance / stage.scale + 0.5F, 0.0F, 1.0F);
}

}  // namespace overread
