#include "core/view/slice_renderer.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/image/color.hpp"
#include "core/image/modality_lut.hpp"
#include "core/image/presentation_lut.hpp"
#include "core/image/window.hpp"

namespace overread {
namespace {

using Rgb = std::array<float, 3>;

struct Place {
  float u = 0.0F, v = 0.0F;
  int i = 0, j = 0;
  bool inside = false;
};

/// Steps 1 and 2.
class Locator {
 public:
  Locator(const Transform<Image, Viewport>& image_from_viewport, int columns, int rows)
      : columns_(static_cast<float>(columns)), rows_(static_cast<float>(rows)) {
    for (int c = 0; c < 3; ++c) {
      for (int r = 0; r < 2; ++r) {
        m_[c][r] = static_cast<float>(image_from_viewport.matrix()[c][r]);
      }
    }
  }

  /// Half the width and height of a viewport pixel, in frame pixels (step 6).
  float half_width() const { return 0.5F * (std::fabs(m_[0][0]) + std::fabs(m_[1][0])); }
  float half_height() const { return 0.5F * (std::fabs(m_[0][1]) + std::fabs(m_[1][1])); }

  Place operator()(float x, float y) const {
    const float px = x + 0.5F;
    const float py = y + 0.5F;
    Place place;
    place.u = (m_[0][0] * px + m_[1][0] * py) + m_[2][0];
    place.v = (m_[0][1] * px + m_[1][1] * py) + m_[2][1];
    const float i = std::floor(place.u + (0.5F + kTie));
    const float j = std::floor(place.v + (0.5F + kTie));
    place.inside = i >= 0.0F && i < columns_ && j >= 0.0F && j < rows_;
    if (place.inside) {
      place.i = static_cast<int>(i);
      place.j = static_cast<int>(j);
    }
    return place;
  }

 private:
  float m_[3][2];
  float columns_, rows_;
};

/// The four neighbors of step 3, and how far the place is from the first.
struct Neighbors {
  std::size_t a, b, c, d;
  float fx, fy;
};

Neighbors neighbors(const Place& place, int columns, int rows) {
  const float i0 = std::floor(place.u);
  const float j0 = std::floor(place.v);
  const auto column = [&](int i) {
    return static_cast<std::size_t>(std::clamp(i, 0, columns - 1));
  };
  const auto row = [&](int j) {
    return static_cast<std::size_t>(std::clamp(j, 0, rows - 1)) * static_cast<std::size_t>(columns);
  };
  const int i = static_cast<int>(i0);
  const int j = static_cast<int>(j0);
  return {.a = row(j) + column(i),
          .b = row(j) + column(i + 1),
          .c = row(j + 1) + column(i),
          .d = row(j + 1) + column(i + 1),
          .fx = place.u - i0,
          .fy = place.v - j0};
}

float blend(float a, float b, float c, float d, float fx, float fy) {
  const float top = a + (b - a) * fx;
  const float bottom = c + (d - c) * fx;
  return top + (bottom - top) * fy;
}

std::size_t nearest_index(const Place& place, int columns) {
  return static_cast<std::size_t>(place.j) * static_cast<std::size_t>(columns) +
         static_cast<std::size_t>(place.i);
}

/// Step 3 for gray; kPaddingValue where nothing was measured.
float gray_value(const SliceImage& image, const Place& place, Interpolation interpolation) {
  const float nearest = image.values[nearest_index(place, image.columns)];
  if (interpolation == Interpolation::kNearest || nearest == kPaddingValue) return nearest;
  const Neighbors n = neighbors(place, image.columns, image.rows);
  const float a = image.values[n.a];
  const float b = image.values[n.b];
  const float c = image.values[n.c];
  const float d = image.values[n.d];
  if (a == kPaddingValue || b == kPaddingValue || c == kPaddingValue || d == kPaddingValue) {
    return nearest;
  }
  return blend(a, b, c, d, n.fx, n.fy);
}

/// Step 3 for color.
Rgb color_value(const SliceImage& image, const Place& place, Interpolation interpolation) {
  Rgb rgb;
  if (interpolation == Interpolation::kNearest) {
    const std::size_t at = nearest_index(place, image.columns) * 3;
    for (std::size_t k = 0; k < 3; ++k) rgb[k] = image.rgb[at + k];
    return rgb;
  }
  const Neighbors n = neighbors(place, image.columns, image.rows);
  for (std::size_t k = 0; k < 3; ++k) {
    rgb[k] = blend(image.rgb[n.a * 3 + k], image.rgb[n.b * 3 + k], image.rgb[n.c * 3 + k],
                   image.rgb[n.d * 3 + k], n.fx, n.fy);
  }
  return rgb;
}

Polarity polarity_of(bool inverted) { return inverted ? Polarity::kInverted : Polarity::kNormal; }

/// Steps 3 and 4.
Rgb shaded(const SliceImage& image, const Place& place, Interpolation interpolation,
           const Presentation& presentation) {
  if (image.is_color) {
    Rgb rgb = color_value(image, place, interpolation);
    if (presentation.inverted) {
      for (float& channel : rgb) channel = 255.0F - channel;
    }
    return rgb;
  }
  const float value = gray_value(image, place, interpolation);
  if (value == kPaddingValue) return {};
  const float t = apply_presentation_lut(apply_voi(value, presentation.voi),
                                         polarity_of(presentation.inverted));
  if (presentation.color_map != nullptr) return apply_color_map(*presentation.color_map, t);
  const float gray = 255.0F * t;
  return {gray, gray, gray};
}

Rgb gray_of(float level) { return {level, level, level}; }

/// Steps 5 and 6.
class CoverPainter {
 public:
  CoverPainter(const SliceImage& image, const Locator& locate, OverlayPlanes planes)
      : image_(&image),
        half_width_(locate.half_width()),
        half_height_(locate.half_height()),
        draws_planes_(planes == OverlayPlanes::kShown) {}

  void paint(Rgb& rgb, const Place& place) const {
    if (image_->cover.empty()) return;
    if (at(place.i, place.j) & kShuttered) rgb = gray_of(image_->shutter_gray);
    if (!draws_planes_ || !has_graphic(place)) return;
    for (std::size_t k = 0; k < 3; ++k) rgb[k] = kOverlayRgb[k];
  }

 private:
  /// The frame pixels of one viewport pixel in one direction, first and last.
  struct Range {
    int first, last;
  };
  static Range range_of(float center, float half, int nearest, int count) {
    const float first = std::floor(center - (half - kTie)) + 1.0F;
    const float last = std::floor(center + (half + kTie));
    // Limits first: far zoomed out the numbers are larger than an int.
    const auto highest = static_cast<float>(count - 1);
    return {.first = std::min(nearest, static_cast<int>(std::clamp(first, 0.0F, highest))),
            .last = std::max(nearest, static_cast<int>(std::clamp(last, 0.0F, highest)))};
  }

  std::uint8_t at(int i, int j) const {
    return image_->cover[static_cast<std::size_t>(j) * static_cast<std::size_t>(image_->columns) +
                         static_cast<std::size_t>(i)];
  }

  bool has_graphic(const Place& place) const {
    const Range across = range_of(place.u, half_width_, place.i, image_->columns);
    const Range down = range_of(place.v, half_height_, place.j, image_->rows);
    for (int q = down.first; q <= down.last; ++q) {
      for (int p = across.first; p <= across.last; ++p) {
        if (at(p, q) & kGraphic) return true;
      }
    }
    return false;
  }

  const SliceImage* image_;
  float half_width_, half_height_;
  bool draws_planes_;
};

/// Step 7.
class MaskPainter {
 public:
  MaskPainter(MaskLayer layer, const SliceImage& image) : layer_(std::move(layer)) {
    const LabelMask* mask = layer_.mask;
    const std::size_t pixels =
        static_cast<std::size_t>(image.columns) * static_cast<std::size_t>(image.rows);
    if (mask == nullptr || mask->columns != image.columns || mask->rows != image.rows ||
        layer_.slice < 0 || layer_.slice >= mask->slices ||
        mask->values.size() < pixels * static_cast<std::size_t>(mask->slices)) {
      return;
    }
    first_ = pixels * static_cast<std::size_t>(layer_.slice);
    for (const LabelMask::Label& label : mask->labels) {
      if (label.number >= 1 && label.number <= 255) {
        colors_[static_cast<std::size_t>(label.number)] = label.rgb;
      }
    }
    for (std::size_t i = 1; i < std::min<std::size_t>(layer_.colors.size(), 256); ++i) {
      colors_[i] = layer_.colors[i];
    }
    active_ = true;
  }

  void paint(Rgb& rgb, float x, float y, const Place& place, const Locator& locate) const {
    if (!active_) return;
    const std::uint8_t label = label_at(place);
    if (label == 0) return;
    const float a = on_contour(label, x, y, locate) ? 1.0F : layer_.opacity;
    for (std::size_t k = 0; k < 3; ++k) {
      const float color = (*colors_[label])[k];
      rgb[k] = rgb[k] + (color - rgb[k]) * a;
    }
  }

 private:
  std::uint8_t label_at(const Place& place) const {
    if (!place.inside) return 0;
    const std::uint8_t label =
        layer_.mask->values[first_ + nearest_index(place, layer_.mask->columns)];
    return colors_[label] ? label : std::uint8_t{0};
  }

  bool on_contour(std::uint8_t label, float x, float y, const Locator& locate) const {
    const float w = layer_.contour_px;
    if (!(w > 0.0F)) return false;
    return label_at(locate(x - w, y)) != label || label_at(locate(x + w, y)) != label ||
           label_at(locate(x, y - w)) != label || label_at(locate(x, y + w)) != label;
  }

  MaskLayer layer_;
  std::size_t first_ = 0;
  std::array<std::optional<std::array<std::uint8_t, 3>>, 256> colors_{};
  bool active_ = false;
};

std::uint8_t rounded(float g) {
  return static_cast<std::uint8_t>(std::clamp(std::floor(g + 0.5F), 0.0F, 255.0F));
}

void put(Picture& picture, std::size_t pixel, const Rgb& rgb) {
  for (std::size_t k = 0; k < 3; ++k) picture.rgba[pixel * 4 + k] = rounded(rgb[k]);
}

Picture black_picture(int columns, int rows) {
  Picture picture{.columns = columns, .rows = rows};
  picture.rgba.resize(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows) * 4);
  for (std::size_t i = 3; i < picture.rgba.size(); i += 4) picture.rgba[i] = 255;
  return picture;
}

}  // namespace

Result<SliceImage> prepare_slice(const Frame& frame) {
  SliceImage image{.columns = frame.columns(), .rows = frame.rows(), .is_color = frame.is_color()};
  if (image.is_color) {
    OVERREAD_TRY(image.rgb, rgb_image(frame));
  } else {
    image.values = modality_image(frame);
  }
  image.cover = frame_cover(frame);
  image.shutter_gray = shutter_gray(frame);
  return image;
}

bool same_slice(const Frame& a, const Frame& b) {
  return a.stored == b.stored && a.overlays == b.overlays && a.shutter == b.shutter &&
         same_modality_stage(a.transform, b.transform);
}

Presentation presentation_of(const Frame& frame, const ViewportState& state) {
  if (frame.is_color()) return {.inverted = state.inverted};
  return {.voi = frame_voi_stage(frame, state.window, state.voi_lut_number),
          .inverted = frame.transform.inverted != state.inverted,
          .color_map = frame.transform.color_map};
}

Picture render_slice(const SliceImage& image, const ViewportState& state,
                     const ViewGeometry& geometry, const Presentation& presentation,
                     const MaskLayer* mask) {
  return render_slice(image,
                      {.image_from_viewport = viewport_from_image(state, geometry).inverse(),
                       .width = geometry.viewport_width,
                       .height = geometry.viewport_height,
                       .interpolation = state.interpolation},
                      presentation, mask);
}

Picture render_slice(const SliceImage& image, const SlicePlace& where,
                     const Presentation& presentation, const MaskLayer* mask) {
  Picture picture = black_picture(where.width, where.height);
  const Locator locate(where.image_from_viewport, image.columns, image.rows);
  const CoverPainter cover(image, locate, presentation.overlay_planes);
  const MaskPainter painter(mask == nullptr ? MaskLayer{} : *mask, image);
  std::size_t pixel = 0;
  for (int row = 0; row < picture.rows; ++row) {
    for (int column = 0; column < picture.columns; ++column, ++pixel) {
      const auto x = static_cast<float>(column);
      const auto y = static_cast<float>(row);
      const Place place = locate(x, y);
      if (!place.inside) continue;
      Rgb rgb = shaded(image, place, where.interpolation, presentation);
      cover.paint(rgb, place);
      painter.paint(rgb, x, y, place, locate);
      put(picture, pixel, rgb);
    }
  }
  return picture;
}

namespace {

/// Gray levels of a frame's pixels; padding is black.
std::vector<std::uint8_t> gray_levels(const Frame& frame, const Presentation& presentation) {
  const std::vector<float> values = modality_image(frame);
  std::vector<std::uint8_t> levels(values.size(), 0);
  const Polarity polarity = polarity_of(presentation.inverted);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] == kPaddingValue) continue;
    levels[i] =
        display_level(apply_presentation_lut(apply_voi(values[i], presentation.voi), polarity));
  }
  return levels;
}

/// Colors of a frame's pixels, [rows][columns][3]; padding is black.
std::vector<std::uint8_t> mapped_levels(const Frame& frame, const Presentation& presentation) {
  const std::vector<float> values = modality_image(frame);
  std::vector<std::uint8_t> levels(values.size() * 3, 0);
  const Polarity polarity = polarity_of(presentation.inverted);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] == kPaddingValue) continue;
    const Rgb rgb =
        apply_color_map(*presentation.color_map,
                        apply_presentation_lut(apply_voi(values[i], presentation.voi), polarity));
    for (std::size_t k = 0; k < 3; ++k) levels[i * 3 + k] = rounded(rgb[k]);
  }
  return levels;
}

/// Steps 5 and 6 where every picture pixel is a frame pixel.
void paint_cover(const Frame& frame, OverlayPlanes planes, Picture& picture) {
  const std::vector<std::uint8_t> cover = frame_cover(frame);
  const Rgb hidden = gray_of(shutter_gray(frame));
  for (std::size_t pixel = 0; pixel < cover.size(); ++pixel) {
    if (cover[pixel] & kShuttered) put(picture, pixel, hidden);
    if (planes == OverlayPlanes::kHidden || !(cover[pixel] & kGraphic)) continue;
    std::ranges::copy(kOverlayRgb, picture.rgba.begin() + static_cast<std::ptrdiff_t>(pixel * 4));
  }
}

/// Stages 1 to 4, without what lies on top.
Result<Picture> render_pixels(const Frame& frame, const RenderOptions& options) {
  Picture picture = black_picture(frame.columns(), frame.rows());
  const std::size_t count = picture.rgba.size() / 4;
  if (frame.is_color()) {
    OVERREAD_TRY(const auto rgb, rgb_image(frame));
    for (std::size_t pixel = 0; pixel < count; ++pixel) {
      for (std::size_t k = 0; k < 3; ++k) {
        const std::uint8_t channel = rgb[pixel * 3 + k];
        picture.rgba[pixel * 4 + k] =
            options.inverted ? static_cast<std::uint8_t>(255 - channel) : channel;
      }
    }
    return picture;
  }
  const Presentation presentation =
      presentation_of(frame, {.window = options.window, .inverted = options.inverted});
  const auto chart = value_chart(frame);
  if (presentation.color_map != nullptr) {
    const std::vector<std::uint8_t> levels = mapped_levels(chart ? *chart : frame, presentation);
    for (std::size_t pixel = 0; pixel < count; ++pixel) {
      const std::size_t from = 3 * (chart ? sample_pattern(*frame.stored, pixel) : pixel);
      for (std::size_t k = 0; k < 3; ++k) picture.rgba[pixel * 4 + k] = levels[from + k];
    }
    return picture;
  }
  const std::vector<std::uint8_t> levels = gray_levels(chart ? *chart : frame, presentation);
  for (std::size_t pixel = 0; pixel < count; ++pixel) {
    const std::uint8_t level = levels[chart ? sample_pattern(*frame.stored, pixel) : pixel];
    std::fill_n(picture.rgba.begin() + static_cast<std::ptrdiff_t>(pixel * 4), 3, level);
  }
  return picture;
}

}  // namespace

Result<Picture> render_frame(const Frame& frame, const RenderOptions& options) {
  OVERREAD_TRY(Picture picture, render_pixels(frame, options));
  paint_cover(frame, options.overlay_planes, picture);
  return picture;
}

}  // namespace overread
