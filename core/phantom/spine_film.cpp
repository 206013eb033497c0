#include "core/phantom/spine_film.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "core/base/deterministic_math.hpp"

namespace overread {
namespace {

namespace dm = deterministic;

// exp(-x) and log(x) for whole pictures: tables of the exact functions, read linearly. Relative
// error below 1e-5, far under the noise.
class FastMath {
 public:
  FastMath() {
    for (std::size_t i = 0; i < decay_.size(); ++i)
      decay_[i] = dm::exp(-static_cast<double>(i) / kDecaySteps);
    for (std::size_t i = 0; i < logarithm_.size(); ++i)
      logarithm_[i] = dm::log(1.0 + static_cast<double>(i) / kLogSteps);
  }
  double decay(double x) const {
    const double at = std::clamp(x, 0.0, 19.9) * kDecaySteps;
    const auto index = static_cast<std::size_t>(at);
    return decay_[index] + (at - static_cast<double>(index)) * (decay_[index + 1] - decay_[index]);
  }
  double log(double x) const {
    const auto bits = std::bit_cast<std::uint64_t>(std::max(x, 1e-30));
    const int exponent = static_cast<int>(bits >> 52) - 1023;
    const double mantissa =
        std::bit_cast<double>((bits & 0xFFFFFFFFFFFFFULL) | 0x3FF0000000000000ULL);
    const double at = (mantissa - 1.0) * kLogSteps;
    const auto index = static_cast<std::size_t>(at);
    return exponent * 0.69314718055994530942 + logarithm_[index] +
           (at - static_cast<double>(index)) * (logarithm_[index + 1] - logarithm_[index]);
  }

 private:
  static constexpr double kDecaySteps = 256.0, kLogSteps = 1024.0;
  std::array<double, 256 * 20 + 2> decay_{};
  std::array<double, 1026> logarithm_{};
};

const FastMath& fast_math() {
  static const FastMath tables;
  return tables;
}

// A mean over (2 radius + 1) samples along each row or column, edges repeated.
void box_blur(std::vector<float>& map, int columns, int rows, int radius) {
  if (radius < 1) return;
  const double share = 1.0 / (2 * radius + 1);
  std::vector<float> line(static_cast<std::size_t>(std::max(columns, rows)));
  const auto run = [&](float* first, int count, int stride) {
    for (int i = 0; i < count; ++i) line[static_cast<std::size_t>(i)] = first[i * stride];
    const auto at = [&](int i) {
      return static_cast<double>(line[static_cast<std::size_t>(std::clamp(i, 0, count - 1))]);
    };
    double sum = 0.0;
    for (int i = -radius; i <= radius; ++i) sum += at(i);
    for (int i = 0; i < count; ++i) {
      first[i * stride] = static_cast<float>(sum * share);
      sum += at(i + radius + 1) - at(i - radius);
    }
  };
  for (int row = 0; row < rows; ++row)
    run(map.data() + static_cast<std::ptrdiff_t>(row) * columns, columns, 1);
  for (int column = 0; column < columns; ++column) run(map.data() + column, rows, columns);
}

// The slowly varying part, worked out on a grid `step` times coarser.
std::vector<float> broad_part(const std::vector<float>& map, int columns, int rows, int step,
                              int radius) {
  const int small_columns = (columns + step - 1) / step, small_rows = (rows + step - 1) / step;
  std::vector<float> small(static_cast<std::size_t>(small_columns) *
                           static_cast<std::size_t>(small_rows));
  for (int y = 0; y < small_rows; ++y) {
    for (int x = 0; x < small_columns; ++x) {
      double sum = 0.0;
      int count = 0;
      for (int row = y * step; row < std::min(rows, (y + 1) * step); ++row) {
        for (int column = x * step; column < std::min(columns, (x + 1) * step); ++column, ++count) {
          sum += map[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
                     static_cast<std::size_t>(column)];
        }
      }
      small[static_cast<std::size_t>(y * small_columns + x)] = static_cast<float>(sum / count);
    }
  }
  for (int pass = 0; pass < 3; ++pass) box_blur(small, small_columns, small_rows, radius);
  std::vector<float> broad(map.size());
  for (int row = 0; row < rows; ++row) {
    const double fy = std::clamp((row + 0.5) / step - 0.5, 0.0, small_rows - 1.0);
    const int y = std::min(static_cast<int>(fy), std::max(0, small_rows - 2));
    const double ty = fy - y;
    const int below = std::min(y + 1, small_rows - 1);
    for (int column = 0; column < columns; ++column) {
      const double fx = std::clamp((column + 0.5) / step - 0.5, 0.0, small_columns - 1.0);
      const int x = std::min(static_cast<int>(fx), std::max(0, small_columns - 2));
      const double tx = fx - x;
      const int right = std::min(x + 1, small_columns - 1);
      const auto at = [&](int c, int r) {
        return static_cast<double>(small[static_cast<std::size_t>(r * small_columns + c)]);
      };
      const double upper = at(x, y) + tx * (at(right, y) - at(x, y));
      const double lower = at(x, below) + tx * (at(right, below) - at(x, below));
      broad[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
            static_cast<std::size_t>(column)] = static_cast<float>(upper + ty * (lower - upper));
    }
  }
  return broad;
}

// Near-normal noise of unit variance from one draw: the sum of four uniform 16-bit numbers.
double grain(Random& random) {
  const std::uint64_t bits = random.next();
  const double sum = static_cast<double>(bits & 0xFFFF) +
                     static_cast<double>((bits >> 16) & 0xFFFF) +
                     static_cast<double>((bits >> 32) & 0xFFFF) + static_cast<double>(bits >> 48);
  return (sum / 65536.0 - 2.0) * 1.7320508;
}

}  // namespace

FilmProcess random_film_process(Random& random) {
  FilmProcess process;
  process.scatter = random.uniform(0.08, 0.45);
  process.photons = random.uniform(20000.0, 120000.0);
  process.blur_mm = random.uniform(0.15, 0.5);
  process.soft_per_mm = random.uniform(0.0165, 0.0205);
  process.bone_per_mm = random.uniform(0.042, 0.072);
  process.broad_gain = random.uniform(0.22, 0.75);
  process.detail_gain = random.uniform(1.1, 2.4);
  process.broad_mm = random.uniform(12.0, 34.0);
  process.black = random.uniform(0.002, 0.06);
  process.white = 1.0 - random.uniform(0.0005, 0.012);
  process.gamma = random.uniform(0.9, 2.0);
  process.shoulder = random.uniform(0.0, 1.0);
  return process;
}

std::vector<float> expose_film(RayCanvas&& canvas, const FilmProcess& process, Random random) {
  const FilmWindow window = canvas.window();
  const int columns = window.columns, rows = window.rows;
  const FastMath& math = fast_math();
  std::vector<float> signal = std::move(canvas.soft());
  const std::vector<float> bone = std::move(canvas.bone());
  for (std::size_t i = 0; i < signal.size(); ++i) {
    const double path =
        process.soft_per_mm * signal[i] + process.bone_per_mm * std::max(0.0F, bone[i]);
    signal[i] = static_cast<float>(math.decay(path));
  }
  const int coarse = std::max(1, static_cast<int>(8.0 / window.spacing_mm));
  {
    // Air beside the patient is far brighter than anything behind him; its scatter is not.
    std::vector<float> source = signal;
    for (float& value : source) value = std::min(value, 0.25F);
    const std::vector<float> scattered = broad_part(source, columns, rows, coarse, 4);
    for (std::size_t i = 0; i < signal.size(); ++i)
      signal[i] += static_cast<float>(process.scatter) * scattered[i];
  }
  const double per_pixel = process.photons * window.spacing_mm * window.spacing_mm;
  for (float& value : signal) {
    const double light = std::max(1e-4, static_cast<double>(value));
    value =
        static_cast<float>(std::max(1e-4, light + grain(random) * std::sqrt(light / per_pixel)));
  }
  const int blur = static_cast<int>(process.blur_mm / window.spacing_mm + 0.5);
  for (int pass = 0; pass < 2; ++pass) box_blur(signal, columns, rows, blur);
  // Beyond the largest density the detector makes no difference.
  for (float& value : signal) value = static_cast<float>(std::min(8.0, -math.log(value)));

  const int step = std::max(1, static_cast<int>(process.broad_mm / 4.0 / window.spacing_mm));
  const std::vector<float> broad = broad_part(signal, columns, rows, step, 2);
  std::vector<float> sample;
  for (int row = 0; row < rows; ++row) {
    const double y = canvas.y_of(row);
    for (int column = 0; column < columns; ++column) {
      const auto i = static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
                     static_cast<std::size_t>(column);
      signal[i] = static_cast<float>(process.broad_gain * broad[i] +
                                     process.detail_gain * (signal[i] - broad[i]));
      const double x = canvas.x_of(column);
      const bool in_field = x >= process.field_left && x <= process.field_right &&
                            y >= process.field_top && y <= process.field_bottom;
      if (in_field && row % 4 == 0 && column % 4 == 0) sample.push_back(signal[i]);
    }
  }
  if (sample.empty()) sample.push_back(0.0F);
  std::sort(sample.begin(), sample.end());
  const auto quantile = [&](double share) {
    return static_cast<double>(
        sample[static_cast<std::size_t>(share * static_cast<double>(sample.size() - 1))]);
  };
  const double low = quantile(process.black), high = std::max(low + 1e-3, quantile(process.white));
  std::array<float, 1025> curve{};
  for (std::size_t i = 0; i < curve.size(); ++i) {
    const double t = static_cast<double>(i) / 1024.0;
    const double shaped = t + process.shoulder * (t * t * (3.0 - 2.0 * t) - t);
    curve[i] = static_cast<float>(dm::pow(shaped, process.gamma));
  }
  for (int row = 0; row < rows; ++row) {
    const double y = canvas.y_of(row);
    for (int column = 0; column < columns; ++column) {
      const auto i = static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
                     static_cast<std::size_t>(column);
      const double x = canvas.x_of(column);
      const bool in_field = x >= process.field_left && x <= process.field_right &&
                            y >= process.field_top && y <= process.field_bottom;
      const double t = std::clamp((signal[i] - low) / (high - low), 0.0, 1.0) * 1024.0;
      const auto index = std::min<std::size_t>(1023, static_cast<std::size_t>(t));
      const double value =
          curve[index] + (t - static_cast<double>(index)) * (curve[index + 1] - curve[index]);
      signal[i] = static_cast<float>(in_field ? value : process.outside);
    }
  }
  return signal;
}

void stamp_marker(std::vector<float>& picture, const FilmWindow& window, const SideMarker& marker) {
  // Five columns by seven rows, one bit each, top row first.
  constexpr std::array<unsigned, 7> kR{0b11110, 0b10001, 0b10001, 0b11110,
                                       0b10100, 0b10010, 0b10001};
  constexpr std::array<unsigned, 7> kL{0b10000, 0b10000, 0b10000, 0b10000,
                                       0b10000, 0b10000, 0b11111};
  const auto& glyph = marker.letter == 'L' ? kL : kR;
  const double cell = marker.height_mm / 7.0, radius = 0.85 * marker.height_mm;
  for (int row = 0; row < window.rows; ++row) {
    const double y = window.top_mm + row * window.spacing_mm - marker.at.y;
    if (std::abs(y) > radius + 2.0) continue;
    for (int column = 0; column < window.columns; ++column) {
      const double x = window.left_mm + column * window.spacing_mm - marker.at.x;
      if (std::abs(x) > radius + 2.0) continue;
      const int gx = static_cast<int>(std::floor(x / cell + 2.5)),
                gy = static_cast<int>(std::floor(y / cell + 3.5));
      const bool stroke = gx >= 0 && gx < 5 && gy >= 0 && gy < 7 &&
                          ((glyph[static_cast<std::size_t>(gy)] >> (4 - gx)) & 1U) != 0;
      const double distance = std::sqrt(x * x + y * y);
      const bool ring = marker.frame == SideMarker::Frame::kRing &&
                        std::abs(distance - radius) < 0.07 * marker.height_mm;
      if (stroke || ring)
        picture[static_cast<std::size_t>(row) * static_cast<std::size_t>(window.columns) +
                static_cast<std::size_t>(column)] = 1.0F;
    }
  }
}

}  // namespace overread
