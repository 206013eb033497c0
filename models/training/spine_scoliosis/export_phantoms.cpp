// Writes training samples for the spine network: randomized phantom radiographs as the service
// would prepare them, with what is to be learned for each row.
//
//   overread_phantom_export OUT.bin FIRST_SEED COUNT
//
// A sample is kSpineInputRows × kSpineInputColumns bytes, then kSpineOutputRows × 6 little-endian
// floats: x in input pixels, tilt in degrees, level, half width in pixels, 1 where the row crosses
// C3–S1, 1 where it crosses C7–L5. Seeds below 1,000,000 belong to tests and are refused.

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/ai/spine_preprocess.hpp"
#include "core/base/deterministic_math.hpp"
#include "core/phantom/spine_anatomy.hpp"
#include "core/phantom/spine_film.hpp"

namespace {

using namespace overread;
namespace dm = overread::deterministic;

constexpr double kRadians = dm::kPi / 180.0;
constexpr std::uint64_t kFirstTrainingSeed = 1'000'000;

/// What part of the patient the picture shows, and how it is turned.
struct View {
  FilmPoint center;
  double width_mm = 350.0, height_mm = 800.0, turn_deg = 0.0;
};

View random_view(const SpineScene& scene, Random& random) {
  const double s = scene.build.scale, end = scene.sacrum.y;
  View view;
  double top = 0.0, bottom = 0.0;
  const double kind = random.uniform();
  if (kind < 0.45) {  // whole trunk
    top = random.uniform(-190.0, 10.0) * s;
    bottom = end + random.uniform(30.0, 260.0) * s;
    view.width_mm = random.uniform(260.0, 470.0) * s;
  } else if (kind < 0.82) {  // narrow, round the spine
    top = random.uniform(-130.0, 70.0) * s;
    bottom = end + random.uniform(-60.0, 130.0) * s;
    view.width_mm = random.uniform(85.0, 190.0) * s;
  } else {
    top = random.uniform(-150.0, 90.0) * s;
    bottom = end + random.uniform(-90.0, 200.0) * s;
    view.width_mm = random.uniform(160.0, 300.0) * s;
  }
  view.height_mm = bottom - top;
  double low = 1e9, high = -1e9;
  for (const PlacedVertebra& v : scene.vertebrae) {
    if (v.center.y < top || v.center.y > bottom) continue;
    low = std::min(low, v.center.x - v.half_width);
    high = std::max(high, v.center.x + v.half_width);
  }
  view.width_mm = std::max(view.width_mm, (high - low) + 8.0);
  const double room = 0.5 * (view.width_mm - (high - low));
  view.center = {0.5 * (low + high) + random.uniform(-0.7, 0.7) * room, 0.5 * (top + bottom)};
  view.turn_deg = random.chance(0.6) ? random.normal(0.0, 2.0) : random.uniform(-8.0, 8.0);
  return view;
}

/// Lines, letters, rulers, strips and rods: what is on films besides patients.
void scribble(std::vector<float>& picture, int columns, int rows, Random& random) {
  const auto put = [&](int x, int y, float value) {
    if (x >= 0 && x < columns && y >= 0 && y < rows) {
      picture[static_cast<std::size_t>(y) * static_cast<std::size_t>(columns) +
              static_cast<std::size_t>(x)] = value;
    }
  };
  const auto box = [&](int x, int y, int w, int h, float value) {
    for (int j = y; j < y + h; ++j)
      for (int i = x; i < x + w; ++i) put(i, j, value);
  };
  const auto line = [&](double x0, double y0, double x1, double y1, int thick, float value) {
    const int steps = static_cast<int>(std::max(std::abs(x1 - x0), std::abs(y1 - y0))) + 1;
    for (int i = 0; i <= steps; ++i) {
      const double t = static_cast<double>(i) / steps;
      box(static_cast<int>(x0 + t * (x1 - x0)), static_cast<int>(y0 + t * (y1 - y0)), thick, thick,
          value);
    }
  };
  const float ink = random.chance(0.85) ? 1.0F : 0.0F;
  if (random.chance(0.18)) {  // a Cobb measurement drawn on the film
    for (int i = 0; i < 2; ++i) {
      const double x = columns * random.uniform(0.2, 0.7), y = rows * random.uniform(0.1, 0.9);
      line(x, y, x + columns * random.uniform(0.1, 0.6), y + rows * random.uniform(-0.08, 0.08),
           random.integer(1, 2), ink);
    }
  }
  for (int i = random.integer(-2, 4); i > 0; --i) {  // text
    int x = static_cast<int>(columns * random.uniform(-0.1, 0.9));
    const int y = static_cast<int>(
        rows * (random.chance(0.7)
                    ? (random.chance(0.5) ? random.uniform(0.0, 0.15) : random.uniform(0.85, 1.0))
                    : random.uniform()));
    const int size = std::max(3, static_cast<int>(rows * random.uniform(0.008, 0.03)));
    for (int letter = random.integer(1, 7); letter > 0; --letter, x += size) {
      for (int stroke = 0; stroke < 3; ++stroke) {
        line(x + random.uniform(0, size * 0.7), y + random.uniform(0, size),
             x + random.uniform(0, size * 0.7), y + random.uniform(0, size), std::max(1, size / 7),
             ink);
      }
    }
  }
  if (random.chance(0.12)) {  // ruler
    const int y = static_cast<int>(rows * random.uniform(0.9, 0.99)),
              x0 = static_cast<int>(columns * random.uniform(0.1, 0.3));
    for (int i = 0; i < 20; ++i)
      line(x0 + i * columns * 0.025, y, x0 + i * columns * 0.025, y - (i % 5 == 0 ? 8 : 5), 1,
           1.0F);
    line(x0, y, x0 + columns * 0.5, y, 1, 1.0F);
  }
  const float strip = random.chance(0.6) ? 1.0F : static_cast<float>(random.uniform(0.0, 0.4));
  if (random.chance(0.07))
    box(0, rows - static_cast<int>(rows * random.uniform(0.01, 0.08)), columns, rows, strip);
  if (random.chance(0.05))
    box(0, 0, columns, static_cast<int>(rows * random.uniform(0.005, 0.04)), strip);
  if (random.chance(0.06))
    box(columns - static_cast<int>(columns * random.uniform(0.01, 0.06)), 0, columns, rows, strip);
  if (random.chance(0.06))
    box(0, 0, static_cast<int>(columns * random.uniform(0.01, 0.06)), rows, strip);
  if (random.chance(0.08)) {  // seam of a stitched film
    const int y = static_cast<int>(rows * random.uniform(0.3, 0.7));
    const auto step = static_cast<float>(random.uniform(-0.06, 0.06));
    for (int j = 0; j < y; ++j)
      for (int i = 0; i < columns; ++i) {
        float& value = picture[static_cast<std::size_t>(j) * static_cast<std::size_t>(columns) +
                               static_cast<std::size_t>(i)];
        value = std::clamp(value + step, 0.0F, 1.0F);
      }
    if (random.chance(0.5)) box(0, y, columns, 1, static_cast<float>(random.uniform(0.4, 1.0)));
  }
}

void add_rods(RayCanvas& canvas, const SpineScene& scene, Random& random) {
  const int first = random.integer(2, 8), last = random.integer(first + 4, 16);
  for (const double side : {-1.0, 1.0}) {
    std::vector<RayCanvas::TubePoint> rod;
    for (int level = first; level <= last; ++level) {
      const PlacedVertebra& v = scene.level(level);
      const FilmPoint at{v.center.x + side * 0.45 * v.half_width, v.center.y};
      rod.push_back({at, 2.6, 4.0});
      if (random.chance(0.7)) {
        const std::array<RayCanvas::TubePoint, 2> screw{
            {{at, 2.5, 4.0},
             {{at.x + side * random.uniform(-4, 12), at.y + random.uniform(-3, 3)}, 2.0, 4.0}}};
        canvas.add_tube(RayCanvas::Material::kBone, screw, 5.0, 1.0);
      }
    }
    canvas.add_tube(RayCanvas::Material::kBone, rod, 5.0, 1.0);
  }
}

struct Node {
  double x, y, tilt, level, half_width;
};

void write_sample(std::FILE* out, std::uint64_t seed) {
  Random random(seed);
  const SpineBuild build = random_spine_build(random);
  const auto curves = random_spine_curves(random, 0.25, 88.0);
  const SpineScene scene = place_spine(build, curves, seed);
  const View view = random_view(scene, random);
  const double turn = view.turn_deg * kRadians, cosine = dm::cos(turn), sine = dm::sin(turn);

  // Pictures come in all sizes; the service then fits them.
  const double pixel =
      std::max(view.height_mm / kSpineInputRows, view.width_mm / kSpineInputColumns);
  const double spacing = pixel * random.uniform(0.55, 1.0);
  const int columns = std::max(16, static_cast<int>(view.width_mm / spacing)),
            rows = std::max(16, static_cast<int>(view.height_mm / spacing));
  const double half_w =
      0.5 * (std::abs(view.width_mm * cosine) + std::abs(view.height_mm * sine)) + 4.0;
  const double half_h =
      0.5 * (std::abs(view.height_mm * cosine) + std::abs(view.width_mm * sine)) + 4.0;
  FilmWindow window;
  window.spacing_mm = spacing;
  window.columns = static_cast<int>(2.0 * half_w / spacing);
  window.rows = static_cast<int>(2.0 * half_h / spacing);
  window.left_mm = view.center.x - half_w;
  window.top_mm = view.center.y - half_h;
  RayCanvas canvas = paint_spine_scene(scene, window);
  if (random.chance(0.04)) add_rods(canvas, scene, random);
  FilmProcess process = random_film_process(random);
  if (random.chance(0.25)) {
    process.field_left = view.center.x - view.width_mm * random.uniform(0.42, 0.6);
    process.field_right = view.center.x + view.width_mm * random.uniform(0.42, 0.6);
  }
  std::vector<float> film = expose_film(std::move(canvas), process, random.fork(9));
  if (random.chance(0.4)) {
    stamp_marker(
        film, window,
        {.letter = random.chance(0.5) ? 'R' : 'L',
         .at = {view.center.x + view.width_mm * random.uniform(-0.45, 0.45),
                view.center.y + view.height_mm * random.uniform(-0.48, 0.48)},
         .height_mm = random.uniform(8.0, 26.0),
         .frame = random.chance(0.6) ? SideMarker::Frame::kRing : SideMarker::Frame::kNone});
  }
  // The turned view, with uneven light along it.
  std::vector<float> picture(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
  const double shade_x = random.normal(0.0, 0.12), shade_y = random.normal(0.0, 0.2),
               gamma = random.uniform(0.75, 1.3);
  const double grit = random.chance(0.4) ? random.uniform(0.0, 0.03) : 0.0;
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      const double ox = (column + 0.5) * spacing - 0.5 * view.width_mm,
                   oy = (row + 0.5) * spacing - 0.5 * view.height_mm;
      const double fx = (view.center.x + cosine * ox - sine * oy - window.left_mm) / spacing;
      const double fy = (view.center.y + sine * ox + cosine * oy - window.top_mm) / spacing;
      const int x = std::clamp(static_cast<int>(fx), 0, window.columns - 2),
                y = std::clamp(static_cast<int>(fy), 0, window.rows - 2);
      const double tx = std::clamp(fx - x, 0.0, 1.0), ty = std::clamp(fy - y, 0.0, 1.0);
      const float* at =
          film.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(window.columns) + x;
      const double upper = at[0] + tx * (at[1] - at[0]),
                   lower = at[window.columns] + tx * (at[window.columns + 1] - at[window.columns]);
      double value = upper + ty * (lower - upper);
      value = dm::pow(std::clamp(value, 0.0, 1.0), gamma);
      value *= 1.0 + shade_x * ox / view.width_mm + shade_y * oy / view.height_mm;
      if (grit > 0.0) value += grit * random.uniform(-1.7, 1.7);
      picture[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
              static_cast<std::size_t>(column)] = static_cast<float>(std::clamp(value, 0.0, 1.0));
    }
  }
  scribble(picture, columns, rows, random);
  const SpineFit fit = SpineFit::of(columns, rows);
  std::vector<float> input = fit_spine_picture(picture, fit);
  normalize_spine_input(input, fit);
  std::vector<std::uint8_t> bytes(input.size());
  for (std::size_t i = 0; i < input.size(); ++i)
    bytes[i] = static_cast<std::uint8_t>(input[i] * 255.0F + 0.5F);
  std::fwrite(bytes.data(), 1, bytes.size(), out);

  std::vector<Node> nodes;
  for (const PlacedVertebra& v : scene.vertebrae) {
    const auto corners = v.corners();
    const std::array<FilmPoint, 2> ends{
        {{0.5 * (corners[0].x + corners[1].x), 0.5 * (corners[0].y + corners[1].y)},
         {0.5 * (corners[2].x + corners[3].x), 0.5 * (corners[2].y + corners[3].y)}}};
    for (std::size_t i = 0; i < 2; ++i) {
      const double dx = ends[i].x - view.center.x, dy = ends[i].y - view.center.y;
      const double ox = cosine * dx + sine * dy, oy = cosine * dy - sine * dx;
      nodes.push_back({fit.input_x((ox + 0.5 * view.width_mm) / spacing - 0.5),
                       fit.input_y((oy + 0.5 * view.height_mm) / spacing - 0.5),
                       (i == 0 ? v.superior_deg : v.inferior_deg) - view.turn_deg,
                       v.level + (i == 0 ? -0.4 : 0.4), v.half_width / spacing * fit.scale});
    }
  }
  std::vector<float> labels(static_cast<std::size_t>(kSpineOutputRows) * 6, 0.0F);
  for (int r = 0; r < kSpineOutputRows; ++r) {
    const double y = r * kSpineRowStep + 0.5 * (kSpineRowStep - 1);
    if (y < fit.first_y() || y > fit.last_y()) continue;
    for (std::size_t i = 0; i + 1 < nodes.size(); ++i) {
      const Node& a = nodes[i];
      const Node& b = nodes[i + 1];
      if (y < a.y || y >= b.y) continue;
      const double t = (y - a.y) / (b.y - a.y);
      const auto mix = [t](double from, double to) { return from + t * (to - from); };
      const double x = mix(a.x, b.x);
      if (x < fit.first_x() || x > fit.last_x()) break;
      float* label = labels.data() + static_cast<std::size_t>(r) * 6;
      label[0] = static_cast<float>(x);
      label[1] = static_cast<float>(mix(a.tilt, b.tilt));
      label[2] = static_cast<float>(mix(a.level, b.level));
      label[3] = static_cast<float>(mix(a.half_width, b.half_width));
      label[4] = 1.0F;
      label[5] = label[2] > -0.45F ? 1.0F : 0.0F;
      break;
    }
  }
  static_assert(std::endian::native == std::endian::little);
  std::fwrite(labels.data(), sizeof(float), labels.size(), out);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: %s OUT.bin FIRST_SEED COUNT\n", argv[0]);
    return 2;
  }
  const std::uint64_t first = std::strtoull(argv[2], nullptr, 10),
                      count = std::strtoull(argv[3], nullptr, 10);
  if (first < kFirstTrainingSeed) {
    std::fprintf(stderr, "seeds below 1000000 are kept for tests\n");
    return 2;
  }
  std::FILE* out = std::fopen(argv[1], "wb");
  if (out == nullptr) {
    std::fprintf(stderr, "cannot write %s\n", argv[1]);
    return 1;
  }
  for (std::uint64_t i = 0; i < count; ++i) write_sample(out, first + i);
  return std::fclose(out) == 0 ? 0 : 1;
}
