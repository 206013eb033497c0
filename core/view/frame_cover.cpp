#include "core/view/frame_cover.hpp"

#include <algorithm>

#include "core/image/display_shutter.hpp"

namespace overread {
namespace {

/// Of a region, the pixels that have a neighbor outside it.
bool is_border(const OverlayPlane& plane, int column, int row) {
  return !plane.is_set(column - 1, row) || !plane.is_set(column + 1, row) ||
         !plane.is_set(column, row - 1) || !plane.is_set(column, row + 1);
}

void mark_plane(const OverlayPlane& plane, const Frame& frame, std::vector<std::uint8_t>& cover) {
  const CoverBit bit = plane.use == OverlayUse::kShutter ? kShuttered : kGraphic;
  // The part of the plane that lies in the frame.
  const int first_column = std::max(0, -plane.left), first_row = std::max(0, -plane.top);
  const int columns = std::min(plane.columns, frame.columns() - plane.left);
  const int rows = std::min(plane.rows, frame.rows() - plane.top);
  for (int row = first_row; row < rows; ++row) {
    const std::size_t line =
        static_cast<std::size_t>(row + plane.top) * static_cast<std::size_t>(frame.columns());
    for (int column = first_column; column < columns; ++column) {
      if (!plane.is_set(column, row)) continue;
      if (plane.use == OverlayUse::kRegion && !is_border(plane, column, row)) continue;
      auto& entry = cover[line + static_cast<std::size_t>(column + plane.left)];
      entry = static_cast<std::uint8_t>(entry | bit);
    }
  }
}

}  // namespace

std::vector<std::uint8_t> frame_cover(const Frame& frame) {
  const bool has_planes = frame.overlays != nullptr && !frame.overlays->empty();
  if (!has_planes && !frame.shutter.has_shape()) return {};
  std::vector<std::uint8_t> cover(static_cast<std::size_t>(frame.columns()) *
                                  static_cast<std::size_t>(frame.rows()));
  mark_shuttered(frame.shutter, frame.columns(), frame.rows(), cover, kShuttered);
  if (has_planes) {
    for (const OverlayPlane& plane : *frame.overlays) mark_plane(plane, frame, cover);
  }
  return cover;
}

float shutter_gray(const Frame& frame) {
  return 255.0F * static_cast<float>(frame.shutter.presentation_value) / 65535.0F;
}

bool has_overlay_graphics(const Frame& frame) {
  return frame.overlays != nullptr &&
         std::ranges::any_of(*frame.overlays, [](const OverlayPlane& plane) {
           return plane.use != OverlayUse::kShutter;
         });
}

}  // namespace overread
