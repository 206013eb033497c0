#include "core/phantom/chest_ct.hpp"

#include <algorithm>
#include <cmath>

#include "core/base/deterministic_math.hpp"
#include "core/phantom/chest_ct_organs.hpp"
#include "core/phantom/chest_ct_truth.hpp"
#include "core/phantom/chest_ct_wall.hpp"

namespace overread {
namespace {

using chest_ct::Tissue;

constexpr double kFieldOfView_mm = 358.4;
constexpr double kHeight_mm = 300.0;
constexpr double kKernelSigma_mm = 0.55;
constexpr int kLayers = 2;  ///< Planes painted for one slice and averaged: its thickness.
constexpr double kNoiseInLung = 1.15;

/// Half of a Gaussian's taps, the middle first, summing to one over both halves.
std::vector<float> gaussian_taps(double sigma) {
  std::vector<double> taps;
  double sum = 0.0;
  for (int i = 0; i <= static_cast<int>(std::ceil(3.0 * sigma)); ++i) {
    taps.push_back(deterministic::exp(-0.5 * i * i / (sigma * sigma)));
    sum += i == 0 ? taps.back() : 2.0 * taps.back();
  }
  std::vector<float> halves;
  halves.reserve(taps.size());
  for (double tap : taps) halves.push_back(static_cast<float>(tap / sum));
  return halves;
}

/// Blurs rows, then columns; the edge value goes on outside.
void blur(std::vector<float>& image, int columns, int rows, const std::vector<float>& taps) {
  const int reach = static_cast<int>(taps.size()) - 1;
  std::vector<float> out(image.size());
  for (int y = 0; y < rows; ++y) {
    const float* in = image.data() + y * columns;
    for (int x = 0; x < columns; ++x) {
      float sum = taps[0] * in[x];
      for (int i = 1; i <= reach; ++i) {
        sum += taps[static_cast<std::size_t>(i)] *
               (in[std::max(0, x - i)] + in[std::min(columns - 1, x + i)]);
      }
      out[static_cast<std::size_t>(y * columns + x)] = sum;
    }
  }
  for (int y = 0; y < rows; ++y) {
    float* sums = image.data() + y * columns;
    const float* middle = out.data() + y * columns;
    for (int x = 0; x < columns; ++x) sums[x] = taps[0] * middle[x];
    for (int i = 1; i <= reach; ++i) {
      const float tap = taps[static_cast<std::size_t>(i)];
      const float* above = out.data() + std::max(0, y - i) * columns;
      const float* below = out.data() + std::min(rows - 1, y + i) * columns;
      for (int x = 0; x < columns; ++x) sums[x] += tap * (above[x] + below[x]);
    }
  }
}

/// Noise of one slice, standard deviation 1, correlated as a soft kernel leaves it.
std::vector<float> noise(int columns, int rows, Random random) {
  std::vector<float> values(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
  // Four 16-bit uniforms make a good bell; their sum's deviation is 65536 / sqrt(3).
  constexpr double kScale = 1.7320508075688772 / 65536.0;
  for (float& value : values) {
    const std::uint64_t bits = random.next();
    const double sum = static_cast<double>((bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) +
                                           ((bits >> 32) & 0xFFFF) + (bits >> 48));
    value = static_cast<float>((sum - 131070.0) * kScale);
  }
  // Taps 1/4, 1/2, 1/4 in both directions leave 3/8 of the deviation.
  blur(values, columns, rows, {0.5F, 0.25F});
  for (float& value : values) value *= static_cast<float>(8.0 / 3.0);
  return values;
}

/// Lung when any layer is, unless one is airway: what the final image's threshold then decides.
Tissue joined(Tissue a, Tissue b) {
  if (a == Tissue::kAirway || b == Tissue::kAirway) return Tissue::kAirway;
  return a == Tissue::kOther ? b : a;
}

bool in_lung(Tissue tissue) { return tissue == Tissue::kRightLung || tissue == Tissue::kLeftLung; }

}  // namespace

ChestCtOptions small_chest_ct() {
  ChestCtOptions options;
  options.columns = 192;
  options.slices = 48;
  return options;
}

ChestCt render_chest_ct(std::uint64_t seed, const ChestCtOptions& options) {
  ChestCt ct;
  ct.columns = ct.rows = options.columns;
  ct.slices = options.slices;
  ct.pixel_mm = kFieldOfView_mm / options.columns;
  ct.spacing_mm = kHeight_mm / options.slices;

  chest_ct::Anatomy anatomy(seed);
  if (options.emphysema_percent) anatomy.emphysema_percent = *options.emphysema_percent;
  chest_ct::place_nodules(anatomy);
  const chest_ct::Trees trees = chest_ct::grow_trees(anatomy);
  const chest_ct::TreePainter tree_painter(trees, anatomy);
  const chest_ct::Parenchyma parenchyma(anatomy);
  chest_ct::Canvas canvas(ct.columns, ct.rows, ct.pixel_mm);
  const chest_ct::WallPainter wall(anatomy, canvas);
  chest_ct::TruthKeeper truth(anatomy, seed, options, ct.pixel_mm, ct.spacing_mm);
  const std::vector<float> kernel = gaussian_taps(kKernelSigma_mm / ct.pixel_mm);

  const std::size_t pixels = canvas.hu().size();
  ct.stored.reserve(pixels * static_cast<std::size_t>(ct.slices));
  std::vector<float> ideal(pixels);
  std::vector<float> finished(pixels);
  std::vector<Tissue> tissue(pixels);
  const double radius = 0.5 * kFieldOfView_mm;
  for (int slice = 0; slice < ct.slices; ++slice) {
    const double z = (slice + 0.5) * ct.spacing_mm;
    std::ranges::fill(ideal, 0.0F);
    for (int layer = 0; layer < kLayers; ++layer) {
      canvas.begin(z + ((layer + 0.5) / kLayers - 0.5) * ct.spacing_mm);
      wall.paint(canvas);
      chest_ct::paint_mediastinum(anatomy, canvas);
      chest_ct::paint_skeleton(anatomy, canvas);
      parenchyma.paint(canvas);
      tree_painter.paint(canvas);
      for (std::size_t i = 0; i < pixels; ++i) {
        ideal[i] += canvas.hu()[i] * (1.0F / kLayers);
        tissue[i] = layer == 0 ? canvas.tissue()[i] : joined(tissue[i], canvas.tissue()[i]);
      }
    }
    blur(ideal, ct.columns, ct.rows, kernel);
    const std::vector<float> grain =
        noise(ct.columns, ct.rows, anatomy.random.fork(1000 + static_cast<std::uint64_t>(slice)));
    for (int row = 0; row < ct.rows; ++row) {
      for (int column = 0; column < ct.columns; ++column) {
        const auto i = static_cast<std::size_t>(row * ct.columns + column);
        const double x = canvas.x_of(column);
        const double y = canvas.y_of(row);
        // Outside the reconstructed circle there is nothing but the lowest value.
        const bool outside = x * x + y * y > radius * radius;
        const double gain = options.noise_hu * (in_lung(tissue[i]) ? kNoiseInLung : 1.0);
        const double hu = ideal[i] + gain * grain[i];
        const double stored = outside ? 0.0 : std::clamp(std::floor(hu + 1024.5), 0.0, 4095.0);
        ct.stored.push_back(static_cast<std::uint16_t>(stored));
        finished[i] = static_cast<float>(stored - 1024.0);
      }
    }
    truth.add_slice(slice, z, finished, ideal, tissue);
  }
  ct.truth = truth.truth();
  return ct;
}

}  // namespace overread
