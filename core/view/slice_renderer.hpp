#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/findings/mask.hpp"
#include "core/image/color_map.hpp"
#include "core/image/frame.hpp"
#include "core/image/voi_lut.hpp"
#include "core/view/frame_cover.hpp"
#include "core/view/viewport_state.hpp"

/// The reference renderer: plain, exact, slow. Any other renderer must give the same picture within
/// one gray level, so everything that could differ is fixed here. All arithmetic is in 32-bit IEEE
/// floats in the order written, without fused multiply-add.
///
/// 1. Place. For the viewport pixel in column x and row y (top left is 0, 0), with M the matrix of
///    image_from_viewport rounded to floats, M[c][r] its column c and row r:
///
///      px = x + 0.5                                  py = y + 0.5
///      u = (M[0][0] * px + M[1][0] * py) + M[2][0]   v = (M[0][1] * px + M[1][1] * py) + M[2][1]
///
/// 2. Nearest pixel. kTie keeps the frequent exact ties (a frame shown at half size) from being
///    decided by rounding:
///
///      i = floor(u + (0.5 + kTie))                   j = floor(v + (0.5 + kTie))
///
///    Outside 0 <= i < columns, 0 <= j < rows the pixel is black (0, 0, 0, 255), and nothing more
///    is done.
///
/// 3. Value. Gray frames: modality values as floats, padding as kPaddingValue.
///      kNearest    value(i, j); padding is black.
///      kBilinear   i0 = floor(u), fx = u - i0; j0 = floor(v), fy = v - j0; the four neighbors have
///                  their columns clamped to 0 … columns - 1 and rows to 0 … rows - 1.
///                  top = a + (b - a) * fx; bottom = c + (d - c) * fx;
///                  value = top + (bottom - top) * fy
///                  where a = (i0, j0), b = (i0 + 1, j0), c = (i0, j0 + 1), d = (i0 + 1, j0 + 1).
///                  If value(i, j), the nearest pixel, is padding the pixel is black; if any other
///                  of the four is padding, value(i, j) is taken as it is.
///    Color frames: the same for each channel of 8-bit RGB (without padding).
///
/// 4. Gray. t = apply_voi(value) (the formulas of voi_lut.hpp); inverted, once for the file's
///    polarity and once more for the reader's, t = 1 - t; g = 255 * t for red, green and blue, or
///    with a color map g = apply_color_map(t) (the formula of color_map.hpp).
///    Color: g = channel, inverted by the reader g = 255 - channel.
///
/// 5. Shutter. Where the cover at (i, j) has kShuttered, g = shutter_gray for red, green and blue.
///
/// 6. Overlay planes, where they are shown. The viewport pixel is this many frame pixels wide and
///    high:
///
///      w = |M[0][0]| + |M[1][0]|                     h = |M[0][1]| + |M[1][1]|
///
///    Every frame pixel belongs to the viewport pixel its center lies in, so that a line of one
///    pixel is not lost in a picture shown small:
///
///      p from min(i, floor(u - (0.5 * w - kTie)) + 1) to max(i, floor(u + (0.5 * w + kTie)))
///      q from min(j, floor(v - (0.5 * h - kTie)) + 1) to max(j, floor(v + (0.5 * h + kTie)))
///
///    with p in 0 … columns - 1 and q in 0 … rows - 1. If the cover at any (p, q) has kGraphic,
///    g = kOverlayRgb.
///
/// 7. Mask. label = the mask's value at (i, j), 0 for none or hidden. Where label is not 0, with
///    color k of the label and w = contour_px:
///      on the contour, when the label at one of the places (x ± w, y), (x, y ± w), each through
///      steps 1 and 2 (outside counts as 0), is another: a = 1; else a = opacity
///      g = g + (k - g) * a
///
/// 8. Out. floor(g + 0.5), alpha 255.
namespace overread {

/// See step 2. Larger than the error of u for frames of up to 16384 pixels, far below what is seen.
inline constexpr float kTie = 1.0F / 256.0F;

/// What overlay planes are drawn in: light, and none of the colors of findings.
inline constexpr std::array<std::uint8_t, 3> kOverlayRgb{0xC4, 0xFF, 0xD2};

/// A frame as the renderer (and a texture) wants it; made once, drawn often.
struct SliceImage {
  int columns = 0, rows = 0;
  bool is_color = false;
  std::vector<float> values{};      ///< [rows][columns], gray frames.
  std::vector<std::uint8_t> rgb{};  ///< [rows][columns][3], color frames.
  /// CoverBits, [rows][columns]; empty when nothing lies on top.
  std::vector<std::uint8_t> cover{};
  float shutter_gray = 0.0F;  ///< 0 to 255.
};

/// @errors kUnsupported for a color space that rgb_image does not know.
Result<SliceImage> prepare_slice(const Frame& frame);

/// True when prepare_slice() makes the same of both frames: the same pixels, modality stage,
/// shutter and planes. A presentation state may change all but the pixels.
bool same_slice(const Frame& a, const Frame& b);

/// Whether the overlay planes of a frame are drawn.
enum class OverlayPlanes { kHidden, kShown };

/// Stages 2 and 3 for a frame in a view, and what is drawn on top.
struct Presentation {
  VoiStage voi{};
  bool inverted = false;
  std::shared_ptr<const ColorMap> color_map{};  ///< Null: grays.
  OverlayPlanes overlay_planes = OverlayPlanes::kHidden;
};
/// The stages of a view; overlay planes are hidden until the caller shows them.
Presentation presentation_of(const Frame& frame, const ViewportState& state);

/// One slice of a mask over the picture.
struct MaskLayer {
  const LabelMask* mask = nullptr;
  int slice = 0;            ///< 0-based.
  float opacity = 0.3F;     ///< Of the fill, [0, 1].
  float contour_px = 2.0F;  ///< Width of the contour, device pixels; 0 for none.
  /// Colors by label number; a label without an entry keeps the mask's own color, one with
  /// an empty entry is hidden.
  std::vector<std::optional<std::array<std::uint8_t, 3>>> colors{};
};

/// RGBA of 8 bits, [rows][columns][4].
struct Picture {
  int columns = 0, rows = 0;
  std::vector<std::uint8_t> rgba{};
};

/// Where a frame stands in a viewport.
struct SlicePlace {
  Transform<Image, Viewport> image_from_viewport;
  int width = 1, height = 1;  ///< Device pixels.
  Interpolation interpolation = Interpolation::kBilinear;
};

/// Draws a frame into a viewport.
Picture render_slice(const SliceImage& image, const SlicePlace& where,
                     const Presentation& presentation, const MaskLayer* mask = nullptr);
Picture render_slice(const SliceImage& image, const ViewportState& state,
                     const ViewGeometry& geometry, const Presentation& presentation,
                     const MaskLayer* mask = nullptr);

/// How render_frame shows a frame.
struct RenderOptions {
  std::optional<Window> window{};  ///< None: the frame's own.
  bool inverted = false;           ///< On top of the file's polarity.
  OverlayPlanes overlay_planes = OverlayPlanes::kHidden;
};

/// A frame at its own size, one picture pixel per frame pixel: stages 1 to 4 without interpolation,
/// then shutter and overlay planes.
///
/// @errors kUnsupported for a color space that rgb_image does not know.
Result<Picture> render_frame(const Frame& frame, const RenderOptions& options = {});

}  // namespace overread
