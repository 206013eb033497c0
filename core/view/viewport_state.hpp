#pragma once

#include <optional>

#include "core/geometry/orientation_letters.hpp"
#include "core/geometry/spaces.hpp"
#include "core/image/instance_header.hpp"

namespace overread {

enum class Interpolation { kNearest, kBilinear };

/// The part of a frame that a view is worked out from, where it is not the whole: its edges in
/// image pixels. May be larger than the frame.
///
/// @dicom PS3.3 C.10.4
struct ViewArea {
  double left = 0.0, top = 0.0, right = 0.0, bottom = 0.0;
  /// Device pixels per frame pixel width at zoom 1; none: the area fits into the viewport.
  std::optional<double> scale{};

  friend bool operator==(const ViewArea&, const ViewArea&) = default;
};

/// How one viewport shows its frame. Independent of the viewport's size: what was fitted stays
/// fitted when the window changes.
struct ViewportState {
  std::optional<Window> window{};  ///< The reader's; none means the frame's own.
  /// The reader's choice among the frame's VOI LUTs, from 1; 0: none. A window comes before it.
  int voi_lut_number = 0;
  std::optional<ViewArea> area{};  ///< None: the whole frame.
  double zoom = 1.0;               ///< 1 fits the area into the viewport.
  Vector<Image> center_offset{};   ///< From the area's center to what is at the viewport's center.
  DisplayOrientation orientation{};
  bool inverted = false;  ///< On top of the file's own polarity.
  Interpolation interpolation = Interpolation::kBilinear;

  friend bool operator==(const ViewportState&, const ViewportState&) = default;
};

/// The sizes a view is worked out from.
struct ViewGeometry {
  int columns = 0, rows = 0;                    ///< Of the frame.
  double pixel_aspect = 1.0;                    ///< Height of a frame pixel over its width.
  int viewport_width = 0, viewport_height = 0;  ///< Device pixels.

  friend bool operator==(const ViewGeometry&, const ViewGeometry&) = default;
};

/// Of a frame that fits as a whole.
inline constexpr double kMinZoom = 0.05;
inline constexpr double kMaxZoom = 100.0;

/// Where frame pixels go in the viewport: the formula in COORDINATES.md. Has an inverse for every
/// state and size (sizes below 1 count as 1).
Transform<Viewport, Image> viewport_from_image(const ViewportState& state,
                                               const ViewGeometry& geometry);

/// Device pixels that one frame pixel is wide.
double viewport_scale(const ViewportState& state, const ViewGeometry& geometry);

/// Zooms by `factor`, within the limits, keeping what is under `anchor` where it is.
ViewportState zoomed(const ViewportState& state, double factor, Point<Viewport> anchor,
                     const ViewGeometry& geometry);

/// The state in which one frame pixel is one device pixel wide.
ViewportState at_actual_size(const ViewportState& state, const ViewGeometry& geometry);

/// Moves the picture by `by` device pixels. A corner of it always stays in view.
ViewportState panned(const ViewportState& state, Vector<Viewport> by, const ViewGeometry& geometry);

/// Turns what is on the screen clockwise, mirrored or not.
ViewportState rotated(const ViewportState& state, int quarter_turns);

/// Whole frame, centered; orientation and grays stay.
ViewportState fitted(const ViewportState& state);

/// Everything as at first; interpolation, a preference, stays.
ViewportState reset(const ViewportState& state);

/// The 0-based position after scrolling by `frames`, stopped at the ends.
int scrolled(int position, int frames, int count);

}  // namespace overread
