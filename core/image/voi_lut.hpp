#pragma once

#include <optional>

#include "core/image/instance_header.hpp"

namespace overread {

/// Second stage, ready for use: a window function or a table, in the single-precision form that a
/// shader uses too. Made by voi_stage().
///
/// The value t in [0, 1] of a modality value v, all in 32-bit floats and in this order:
///
///   kLinear       t = clamp((v - offset) / scale + 0.5, 0, 1)   offset = center - 0.5, scale =
///   width - 1
///                 for width = 1 (scale 0): t = v > offset ? 1 : 0
///   kLinearExact  t = clamp((v - offset) / scale + 0.5, 0, 1)   offset = center, scale = width
///   kSigmoid      t = 1 / (1 + exp(-4 * (v - offset) / scale))  offset = center, scale = width
///   table         i = clamp(floor((v - offset) / scale + 0.5) - first_mapped, 0, count - 1);
///                 t = entries[i] / (2^bits - 1)   offset = 0, scale = 1 for a VOI LUT; others
///                 where the table is a Presentation LUT behind a window (presentation_lut.hpp)
///
/// @dicom PS3.3 C.11.2.1.1, C.11.2.1.2, C.11.2.1.3
struct VoiStage {
  VoiFunction function = VoiFunction::kLinear;
  float offset = 0.0F;
  float scale = 1.0F;
  /// Instead of the function where present.
  std::optional<LookUpTable> table{};
};

VoiStage voi_stage(const Window& window, VoiFunction function);
VoiStage voi_stage(const LookUpTable& table);

/// The P-Value of a modality value before the presentation stage, in [0, 1].
float apply_voi(float modality_value, const VoiStage& stage);

}  // namespace overread
