// Draws the same frames with both renderers and counts how far apart they are. Cases are random but
// seeded; every branch of the formula has its own.
#include <emscripten.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "core/image/well_known_color_map.hpp"
#include "core/view/slice_renderer.hpp"
#include "wasm/app/slice_gl.hpp"

// clang-format off
EM_JS_DEPS(overread_compare, "$GL");
EM_JS(int, compare_make_context, (), {
  const context = Module["canvas"].getContext("webgl2", { antialias: false });
  if (!context) return 0;
  GL.makeContextCurrent(GL.registerContext(context, {
    majorVersion: 2, minorVersion: 0, enableExtensionsByDefault: true,
  }));
  return 1;
});
// clang-format on

namespace overread {
namespace {

struct Case {
  std::string name;
  Frame frame;
  ViewportState view;
  ViewGeometry geometry;
  std::shared_ptr<const LabelMask> mask;
};

/// A mixed multiplicative generator is enough here: only spread is wanted.
class Noise {
 public:
  explicit Noise(std::uint32_t seed) : state_(seed * 2654435761u + 1) {}
  std::uint32_t next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 17;
    state_ ^= state_ << 5;
    return state_;
  }
  double between(double low, double high) { return low + (high - low) * (next() / 4294967296.0); }

 private:
  std::uint32_t state_;
};

Frame gray_frame(int columns, int rows, Noise& noise) {
  auto stored = std::make_shared<DecodedFrame>();
  stored->columns = columns;
  stored->rows = rows;
  stored->pixel_representation = 1;
  stored->sample_type = SampleType::kInt16;
  stored->photometric_interpretation = "MONOCHROME2";
  for (int i = 0; i < columns * rows; ++i) {
    const double wave = 600 * std::sin(i * 0.013) + 500 * std::cos(i / columns * 0.11);
    const auto value = static_cast<std::uint16_t>(
        static_cast<std::int16_t>(std::lround(wave + noise.between(-200, 200))));
    stored->pixels.push_back(static_cast<std::uint8_t>(value & 255u));
    stored->pixels.push_back(static_cast<std::uint8_t>(value >> 8));
  }
  Frame frame{std::move(stored), {}};
  frame.transform.windows = {{.center = 40, .width = 1200}};
  return frame;
}

Frame color_frame(int columns, int rows, Noise& noise) {
  auto stored = std::make_shared<DecodedFrame>();
  stored->columns = columns;
  stored->rows = rows;
  stored->samples_per_pixel = 3;
  stored->bits_allocated = stored->bits_stored = 8;
  stored->sample_type = SampleType::kUint8;
  stored->photometric_interpretation = "RGB";
  for (int i = 0; i < columns * rows * 3; ++i) {
    stored->pixels.push_back(static_cast<std::uint8_t>(noise.next() >> 24));
  }
  return Frame{std::move(stored), {}};
}

/// As a map of diffusion in mm2/s has them: 0 to 0.003, and a value that is none.
Frame small_float_frame(int columns, int rows, Noise& noise) {
  auto stored = std::make_shared<DecodedFrame>();
  stored->columns = columns;
  stored->rows = rows;
  stored->bits_allocated = stored->bits_stored = 32;
  stored->sample_type = SampleType::kFloat32;
  stored->photometric_interpretation = "MONOCHROME2";
  for (int i = 0; i < columns * rows; ++i) {
    const bool is_none = i % 197 == 0;
    const double wave = 0.0015 + 0.0013 * std::sin(i * 0.013) + noise.between(0, 0.0002);
    const auto value = is_none ? std::numeric_limits<float>::quiet_NaN() : static_cast<float>(wave);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(&value);
    stored->pixels.insert(stored->pixels.end(), bytes, bytes + sizeof value);
  }
  return Frame{std::move(stored), {}};
}

std::shared_ptr<const LabelMask> mask_for(int columns, int rows) {
  auto mask = std::make_shared<LabelMask>();
  mask->columns = columns;
  mask->rows = rows;
  mask->slices = 1;
  mask->labels.resize(2);
  mask->labels[0].number = 1;
  mask->labels[0].rgb = {230, 159, 0};
  mask->labels[1].number = 2;
  mask->labels[1].rgb = {86, 180, 233};
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      const int inside =
          (column - columns / 3) * (column - columns / 3) + (row - rows / 2) * (row - rows / 2) <
          rows * rows / 16;
      mask->values.push_back(
          static_cast<std::uint8_t>(inside ? (column > columns / 3 ? 2 : 1) : 0));
    }
  }
  return mask;
}

/// Lines of one pixel, a region, and a plane that hangs out of the frame.
std::vector<OverlayPlane> planes_for(int columns, int rows) {
  const auto plane = [](int width, int height, int left, int top, auto&& is_set) {
    OverlayPlane made{.columns = width, .rows = height, .left = left, .top = top};
    made.bits.resize(static_cast<std::size_t>(width * height + 7) / 8);
    for (int i = 0; i < width * height; ++i) {
      if (!is_set(i % width, i / width)) continue;
      std::uint8_t& byte = made.bits[static_cast<std::size_t>(i / 8)];
      byte = static_cast<std::uint8_t>(byte | 1 << i % 8);
    }
    return made;
  };
  std::vector<OverlayPlane> planes;
  planes.push_back(plane(columns, rows, 0, 0, [](int x, int y) { return x % 7 == 3 || x == y; }));
  planes.push_back(plane(40, 30, -20, -10, [](int, int y) { return y % 5 == 0; }));
  planes.push_back(plane(30, 30, columns / 2, rows / 2, [](int x, int y) {
    return (x - 15) * (x - 15) + (y - 15) * (y - 15) < 140;
  }));
  planes.back().use = OverlayUse::kRegion;
  return planes;
}

void cover(Case& c) {
  c.frame.overlays = std::make_shared<const std::vector<OverlayPlane>>(
      planes_for(c.frame.columns(), c.frame.rows()));
  c.frame.shutter.circle = DisplayShutter::Circle{
      .column = c.frame.columns() / 2, .row = c.frame.rows() / 2, .radius = 45, .aspect = 1.0};
  c.frame.shutter.presentation_value = 0x3000;
}

std::vector<Case> cases() {
  Noise noise(7);
  std::vector<Case> out;
  const ViewGeometry geometry{
      .columns = 97, .rows = 131, .viewport_width = 240, .viewport_height = 200};
  const auto add = [&](std::string name, const std::function<void(Case&)>& change) {
    Case made{std::move(name), gray_frame(97, 131, noise), {}, geometry, nullptr};
    change(made);
    out.push_back(std::move(made));
  };
  add("as in the file", [](Case&) {});
  add("nearest", [](Case& c) { c.view.interpolation = Interpolation::kNearest; });
  add("narrow window", [](Case& c) { c.view.window = Window{.center = 10, .width = 30}; });
  add("width one", [](Case& c) { c.view.window = Window{.center = 12, .width = 1}; });
  add("linear exact", [](Case& c) { c.frame.transform.voi_function = VoiFunction::kLinearExact; });
  add("sigmoid", [](Case& c) { c.frame.transform.voi_function = VoiFunction::kSigmoid; });
  add("inverted", [](Case& c) { c.view.inverted = true; });
  add("MONOCHROME1 and inverted",
      [](Case& c) { c.frame.transform.inverted = c.view.inverted = true; });
  add("rescaled", [](Case& c) {
    c.frame.transform.rescale_slope = 0.37;
    c.frame.transform.rescale_intercept = -412.5;
  });
  add("padding", [](Case& c) {
    c.frame.transform.pixel_padding_value = -300;
    c.frame.transform.pixel_padding_range_limit = -900;
  });
  add("VOI LUT", [](Case& c) {
    LookUpTable table{.first_mapped = -1000, .bits = 12, .entries = {}};
    for (int i = 0; i < 2200; ++i)
      table.entries.push_back(static_cast<std::uint16_t>(i * i % 4096));
    c.frame.transform.windows.clear();
    c.frame.transform.voi_luts = {table};
    c.view.interpolation = Interpolation::kNearest;
  });
  for (const char* uid : {"1.2.840.10008.1.5.1", "1.2.840.10008.1.5.2", "1.2.840.10008.1.5.3",
                          "1.2.840.10008.1.5.4"}) {
    add(std::string("color map ") + uid,
        [uid](Case& c) { c.frame.transform.color_map = well_known_color_map(uid); });
  }
  add("color map, sigmoid, inverted, nearest", [](Case& c) {
    c.frame.transform.color_map = well_known_color_map(kHotIronUid);
    c.frame.transform.voi_function = VoiFunction::kSigmoid;
    c.view.inverted = true;
    c.view.interpolation = Interpolation::kNearest;
  });
  add("color map of 16 bits and many entries, VOI LUT", [](Case& c) {
    std::vector<LookUpTable> palette(3, LookUpTable{.bits = 16});
    for (int i = 0; i < 5000; ++i) {
      palette[0].entries.push_back(static_cast<std::uint16_t>(i * 13));
      palette[1].entries.push_back(static_cast<std::uint16_t>(65000 - i * 13));
      palette[2].entries.push_back(static_cast<std::uint16_t>(std::abs(i - 2500) * 26));
    }
    c.frame.transform.color_map = std::make_shared<const ColorMap>(color_map_of(palette));
    c.frame.transform.windows.clear();
    LookUpTable table{.first_mapped = -1000, .bits = 16};
    for (int i = 0; i < 2000; ++i) table.entries.push_back(static_cast<std::uint16_t>(i * 32));
    c.frame.transform.voi_luts = {table};
    c.view.interpolation = Interpolation::kNearest;
  });
  add("color map of steps", [](Case& c) {
    std::vector<LookUpTable> palette(3, LookUpTable{.bits = 8, .entries = {0, 90, 200, 255}});
    palette[1].entries = {255, 0, 128, 30};
    c.frame.transform.color_map = std::make_shared<const ColorMap>(color_map_of(palette));
    c.frame.transform.windows = {{.center = 0.25, .width = 700}};
  });
  add("color map, padding, mask, shutter and overlays", [](Case& c) {
    c.frame.transform.color_map = well_known_color_map(kHotIronUid);
    c.frame.transform.pixel_padding_value = -300;
    c.frame.transform.pixel_padding_range_limit = -900;
    c.mask = mask_for(97, 131);
    cover(c);
  });
  add("color map, small floats", [&](Case& c) {
    c.frame = small_float_frame(97, 131, noise);
    c.frame.transform.color_map = well_known_color_map(kHotIronUid);
  });
  for (int turns = 0; turns < 4; ++turns) {
    add("turned " + std::to_string(turns), [turns](Case& c) {
      c.view.orientation.quarter_turns = turns;
      c.view.orientation.flip_horizontal = turns % 2 == 1;
      c.view.orientation.flip_vertical = turns > 1;
    });
  }
  for (int i = 0; i < 12; ++i) {
    const double zoom = noise.between(0.3, 6), x = noise.between(-40, 40),
                 y = noise.between(-40, 40);
    add("zoom " + std::to_string(i), [=](Case& c) {
      c.view.zoom = zoom;
      c.view.center_offset = Vector<Image>(x, y);
      if (i % 3 == 0) c.mask = mask_for(97, 131);
      if (i % 2 == 0) cover(c);
    });
  }
  add("mask", [](Case& c) { c.mask = mask_for(97, 131); });
  add("shutter and overlays", cover);
  add("shutter and overlays, inverted, mask", [](Case& c) {
    cover(c);
    c.view.inverted = true;
    c.mask = mask_for(97, 131);
  });
  add("shutter and overlays, a quarter of the size, turned", [](Case& c) {
    cover(c);
    c.view.zoom = 0.25;
    c.view.orientation.quarter_turns = 1;
  });
  add("overlays, color", [&](Case& c) {
    c.frame = color_frame(97, 131, noise);
    cover(c);
  });
  add("color", [&](Case& c) { c.frame = color_frame(97, 131, noise); });
  add("color, inverted, mask", [&](Case& c) {
    c.frame = color_frame(97, 131, noise);
    c.view.inverted = true;
    c.mask = mask_for(97, 131);
  });
  add("larger than a texture", [&](Case& c) {
    c.frame = gray_frame(17000, 9, noise);
    c.geometry.columns = 17000;
    c.geometry.rows = 9;
    c.mask = mask_for(17000, 9);
    cover(c);
  });
  return out;
}

struct Apart {
  int worst = 0;
  int beyond = 0;  ///< Channels more than one gray level apart.
};

Apart compare(SliceGl& renderer, const Case& c) {
  Apart apart{255, -1};
  const auto image = prepare_slice(c.frame);
  if (!image) return apart;
  Presentation presentation = presentation_of(c.frame, c.view);
  presentation.overlay_planes = OverlayPlanes::kShown;
  const MaskLayer layer{.mask = c.mask.get(), .slice = 0, .opacity = 0.3F, .contour_px = 2.0F};
  const Picture expected =
      render_slice(*image, c.view, c.geometry, presentation, c.mask ? &layer : nullptr);
  GlTarget target;
  const SliceRequest request{
      .frame = c.frame,
      .place = {.image_from_viewport = viewport_from_image(c.view, c.geometry).inverse(),
                .width = c.geometry.viewport_width,
                .height = c.geometry.viewport_height,
                .interpolation = c.view.interpolation},
      .presentation = presentation,
      .mask = c.mask};
  if (!renderer.draw(request, target)) return apart;
  std::vector<std::uint8_t> drawn(expected.rgba.size());
  target.bind(request.place.width, request.place.height);
  glReadPixels(0, 0, request.place.width, request.place.height, GL_RGBA, GL_UNSIGNED_BYTE,
               drawn.data());
  if (glGetError() != GL_NO_ERROR) return apart;
  apart = {0, 0};
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    const int difference =
        std::abs(static_cast<int>(drawn[i]) - static_cast<int>(expected.rgba[i]));
    apart.worst = std::max(apart.worst, difference);
    apart.beyond += difference > 1;
  }
  return apart;
}

std::string report;

}  // namespace
}  // namespace overread

extern "C" EMSCRIPTEN_KEEPALIVE const char* overread_compare() {
  using namespace overread;
  if (!compare_make_context()) return "no WebGL 2\n";
  auto renderer = SliceGl::create();
  if (!renderer) {
    report = renderer.error().message + "\n";
    return report.c_str();
  }
  for (const Case& c : cases()) {
    const Apart apart = compare(**renderer, c);
    report +=
        c.name + "\t" + std::to_string(apart.worst) + "\t" + std::to_string(apart.beyond) + "\n";
  }
  return report.c_str();
}

int main() { return 0; }
