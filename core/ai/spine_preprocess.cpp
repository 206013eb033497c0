#include "core/ai/spine_preprocess.hpp"

#include <algorithm>
#include <cmath>

namespace overread {
namespace {

constexpr int kSurroundings = 24;  // input pixels on each side: about one and a half vertebrae
constexpr double kSpread = 2.5;    // standard deviations that reach 0 and 1

struct Sums {
  int columns, rows;
  std::vector<double> totals;  // [rows + 1][columns + 1]

  Sums(int columns_in, int rows_in)
      : columns(columns_in),
        rows(rows_in),
        totals(static_cast<std::size_t>(columns_in + 1) * static_cast<std::size_t>(rows_in + 1)) {}
  std::size_t at(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(columns + 1) +
           static_cast<std::size_t>(x);
  }
  double over(int x0, int x1, int y0, int y1) const {
    return totals[at(x1, y1)] - totals[at(x0, y1)] - totals[at(x1, y0)] + totals[at(x0, y0)];
  }
};

}  // namespace

SpineFit SpineFit::of(int columns, int rows) {
  SpineFit fit;
  fit.columns = columns;
  fit.rows = rows;
  fit.scale = std::min(static_cast<double>(kSpineInputColumns) / columns,
                       static_cast<double>(kSpineInputRows) / rows);
  fit.left = 0.5 * (kSpineInputColumns - columns * fit.scale);
  fit.top = 0.5 * (kSpineInputRows - rows * fit.scale);
  return fit;
}

int SpineFit::first_x() const { return std::max(0, static_cast<int>(std::ceil(left - 0.01))); }
int SpineFit::first_y() const { return std::max(0, static_cast<int>(std::ceil(top - 0.01))); }
int SpineFit::last_x() const {
  return std::min(kSpineInputColumns, static_cast<int>(std::floor(left + columns * scale + 0.01))) -
         1;
}
int SpineFit::last_y() const {
  return std::min(kSpineInputRows, static_cast<int>(std::floor(top + rows * scale + 0.01))) - 1;
}

std::vector<float> fit_spine_picture(std::span<const float> picture, const SpineFit& fit) {
  std::vector<float> input(static_cast<std::size_t>(kSpineInputColumns) * kSpineInputRows, 0.0F);
  // Separable: along rows first, then along columns. Each weight is the overlap of footprints.
  struct Tap {
    int first = 0;
    std::vector<double> weights;
  };
  const auto taps = [](int count, int size, double start, double scale) {
    std::vector<Tap> all(static_cast<std::size_t>(count));
    const double reach = std::max(1.0, 1.0 / scale);  // triangle half width in picture pixels
    for (int i = 0; i < count; ++i) {
      const double center = (i + 0.5 - start) / scale - 0.5;
      Tap& tap = all[static_cast<std::size_t>(i)];
      const int low = static_cast<int>(std::ceil(center - reach)),
                high = static_cast<int>(std::floor(center + reach));
      tap.first = std::clamp(low, 0, size - 1);
      const int last = std::clamp(high, 0, size - 1);
      tap.weights.assign(static_cast<std::size_t>(last - tap.first + 1), 0.0);
      double sum = 0.0;
      for (int k = low; k <= high; ++k) {
        const double weight = std::max(0.0, 1.0 - std::abs(k - center) / reach);
        tap.weights[static_cast<std::size_t>(std::clamp(k, tap.first, last) - tap.first)] += weight;
        sum += weight;
      }
      if (sum > 0.0)
        for (double& weight : tap.weights) weight /= sum;
    }
    return all;
  };
  const std::vector<Tap> across = taps(kSpineInputColumns, fit.columns, fit.left, fit.scale);
  const std::vector<Tap> down = taps(kSpineInputRows, fit.rows, fit.top, fit.scale);
  std::vector<float> narrow(static_cast<std::size_t>(kSpineInputColumns) *
                            static_cast<std::size_t>(fit.rows));
  for (int row = 0; row < fit.rows; ++row) {
    const float* from = picture.data() + static_cast<std::ptrdiff_t>(row) * fit.columns;
    float* to = narrow.data() + static_cast<std::ptrdiff_t>(row) * kSpineInputColumns;
    for (int x = fit.first_x(); x <= fit.last_x(); ++x) {
      const Tap& tap = across[static_cast<std::size_t>(x)];
      double sum = 0.0;
      for (std::size_t k = 0; k < tap.weights.size(); ++k)
        sum += tap.weights[k] * static_cast<double>(from[static_cast<std::size_t>(tap.first) + k]);
      to[x] = static_cast<float>(sum);
    }
  }
  for (int y = fit.first_y(); y <= fit.last_y(); ++y) {
    const Tap& tap = down[static_cast<std::size_t>(y)];
    float* to = input.data() + static_cast<std::ptrdiff_t>(y) * kSpineInputColumns;
    for (int x = fit.first_x(); x <= fit.last_x(); ++x) {
      double sum = 0.0;
      for (std::size_t k = 0; k < tap.weights.size(); ++k) {
        sum += tap.weights[k] *
               static_cast<double>(
                   narrow[(static_cast<std::size_t>(tap.first) + k) * kSpineInputColumns +
                          static_cast<std::size_t>(x)]);
      }
      to[x] = static_cast<float>(sum);
    }
  }
  return input;
}

void normalize_spine_input(std::span<float> input, const SpineFit& fit) {
  const int x0 = fit.first_x(), x1 = fit.last_x() + 1, y0 = fit.first_y(), y1 = fit.last_y() + 1;
  std::vector<float> sorted;
  for (int y = y0; y < y1; y += 2) {
    for (int x = x0; x < x1; x += 2)
      sorted.push_back(
          input[static_cast<std::size_t>(y) * kSpineInputColumns + static_cast<std::size_t>(x)]);
  }
  if (sorted.empty()) return;
  std::sort(sorted.begin(), sorted.end());
  const double low = sorted[sorted.size() / 100],
               high = sorted[sorted.size() - 1 - sorted.size() / 100];
  const double range = std::max(1e-6, high - low);
  Sums first(kSpineInputColumns, kSpineInputRows), second(kSpineInputColumns, kSpineInputRows);
  for (int y = 0; y < kSpineInputRows; ++y) {
    for (int x = 0; x < kSpineInputColumns; ++x) {
      float& value =
          input[static_cast<std::size_t>(y) * kSpineInputColumns + static_cast<std::size_t>(x)];
      value = static_cast<float>(std::clamp((value - low) / range, 0.0, 1.0));
      const bool inside = x >= x0 && x < x1 && y >= y0 && y < y1;
      const double kept = inside ? static_cast<double>(value) : 0.0;
      const std::size_t here = first.at(x + 1, y + 1), left = first.at(x, y + 1),
                        up = first.at(x + 1, y), both = first.at(x, y);
      first.totals[here] = kept + first.totals[left] + first.totals[up] - first.totals[both];
      second.totals[here] =
          kept * kept + second.totals[left] + second.totals[up] - second.totals[both];
    }
  }
  for (int y = 0; y < kSpineInputRows; ++y) {
    for (int x = 0; x < kSpineInputColumns; ++x) {
      float& value =
          input[static_cast<std::size_t>(y) * kSpineInputColumns + static_cast<std::size_t>(x)];
      if (x < x0 || x >= x1 || y < y0 || y >= y1) {
        value = 0.5F;
        continue;
      }
      const int ax = std::max(x0, x - kSurroundings), bx = std::min(x1, x + kSurroundings + 1);
      const int ay = std::max(y0, y - kSurroundings), by = std::min(y1, y + kSurroundings + 1);
      const double count = static_cast<double>(bx - ax) * (by - ay);
      const double mean = first.over(ax, bx, ay, by) / count;
      const double variance = std::max(0.0, second.over(ax, bx, ay, by) / count - mean * mean);
      const double score = (value - mean) / (std::sqrt(variance) + 0.03);
      value = static_cast<float>(std::clamp(0.5 + 0.5 * score / kSpread, 0.0, 1.0));
    }
  }
}

}  // namespace overread
