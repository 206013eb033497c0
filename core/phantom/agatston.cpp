#include "core/phantom/agatston.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace overread {
namespace {

constexpr float kCalcium_hu = 130.0F;
constexpr double kMinArea_mm2 = 1.0;

double weight(float peak_hu) {
  if (peak_hu >= 400.0F) return 4.0;
  if (peak_hu >= 300.0F) return 3.0;
  if (peak_hu >= 200.0F) return 2.0;
  return 1.0;
}

}  // namespace

double agatston_of_slice(std::span<const float> hu, std::span<const std::uint8_t> region,
                         int columns, int rows, double pixel_area_mm2) {
  std::vector<std::uint8_t> open(hu.size());
  for (std::size_t i = 0; i < hu.size(); ++i) open[i] = region[i] != 0 && hu[i] >= kCalcium_hu;
  double score = 0.0;
  std::vector<int> stack;
  for (int start = 0; start < static_cast<int>(hu.size()); ++start) {
    if (open[static_cast<std::size_t>(start)] == 0) continue;
    open[static_cast<std::size_t>(start)] = 0;
    stack.assign(1, start);
    std::size_t count = 0;
    float peak = kCalcium_hu;
    while (!stack.empty()) {
      const int at = stack.back();
      stack.pop_back();
      ++count;
      peak = std::max(peak, hu[static_cast<std::size_t>(at)]);
      const int x = at % columns;
      const int y = at / columns;
      for (int v = std::max(0, y - 1); v <= std::min(rows - 1, y + 1); ++v) {
        for (int u = std::max(0, x - 1); u <= std::min(columns - 1, x + 1); ++u) {
          const int next = v * columns + u;
          if (open[static_cast<std::size_t>(next)] == 0) continue;
          open[static_cast<std::size_t>(next)] = 0;
          stack.push_back(next);
        }
      }
    }
    const double area = static_cast<double>(count) * pixel_area_mm2;
    if (area >= kMinArea_mm2) score += area * weight(peak);
  }
  return score;
}

}  // namespace overread
