#pragma once

#include <span>
#include <vector>

#include "core/ai/service.hpp"
#include "core/ai/spine_curves.hpp"
#include "core/ai/spine_preprocess.hpp"
#include "core/base/result.hpp"

namespace overread {

/// The pictures sent to the network in one batch.
enum class SpineBatch : int { kPlain = 0, kMirrored = 1, kInverted = 2 };
inline constexpr int kSpineBatchSize = 3;

/// The network's input from the fitted, not yet normalized picture.
Tensor spine_input_tensor(std::span<const float> fitted, const SpineFit& fit);

/// The spine as the network saw it.
struct SpineReading {
  std::vector<SpineRow> rows;        ///< C7 to L5, as far as visible, picture pixels.
  double expected_error_deg = 90.0;  ///< Mean over the rows.
  bool inverted = false;             ///< Dark bone: the inverted picture made more sense.
};

/// Rows along the spine from the network's output "rows", [3][8][128]: plain and mirrored answers
/// averaged, or the inverted picture's when it was much surer.
///
/// @errors kInvalidArgument when the tensor has another shape or holds numbers that are not finite.
Result<SpineReading> read_spine_rows(std::span<const Tensor> outputs, const SpineFit& fit);

}  // namespace overread
