#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/view/overlay.hpp"

namespace overread {

/// A label that wants a place. The interface measures the text and gives its size.
struct LabelRequest {
  int finding = 0;
  int palette_index = 0;
  std::string text{};
  double width = 0.0, height = 0.0;  ///< Device pixels, margins included.
};

/// What the places are looked for in.
struct LabelField {
  double width = 0.0, height = 0.0;     ///< Of the viewport, device pixels.
  std::vector<ViewportBox> reserved{};  ///< Corner texts, scale bar, letters.
  double gap = 8.0;                     ///< Between a label and what it must not touch.
};

/// A place for each label beside its finding: inside the viewport, off every finding's box, off the
/// reserved boxes and off each other, as near to its finding as that allows, with a leader line. A
/// label whose finding is out of view, or for which no place is left, is not in the answer.
/// Requests are served in order.
///
/// @param strokes  All strokes of the frame, those of other findings included.
std::vector<OverlayLabel> place_labels(std::span<const LabelRequest> requests,
                                       std::span<const OverlayStroke> strokes,
                                       const LabelField& field);

}  // namespace overread
