#include "core/ai/spine_curves.hpp"

#include <algorithm>
#include <cmath>

namespace overread {
namespace {

constexpr std::size_t kFewestRows = 8;
constexpr double kFewestLevels = 4.0;
constexpr double kPlate = 0.4;  // of a level, from a vertebra's middle to its plates
constexpr int kLastVertebra = 17;

// Weighted mean over neighbors; weights fall with distance along the spine and expected error.
std::vector<double> smooth_tilt(std::span<const SpineRow> rows, double deviation_levels) {
  std::vector<double> smooth(rows.size());
  const double reach = 3.0 * deviation_levels;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    double sum = 0.0, weights = 0.0, slope_a = 0.0, slope_b = 0.0, moment = 0.0;
    for (std::size_t k = 0; k < rows.size(); ++k) {
      const double away = rows[k].level - rows[i].level;
      if (std::abs(away) > reach) continue;
      const double error = std::max(0.2, rows[k].tilt_error_deg);
      const double weight =
          std::exp(-0.5 * away * away / (deviation_levels * deviation_levels)) / (error * error);
      sum += weight * rows[k].tilt_deg;
      weights += weight;
      slope_a += weight * away;
      slope_b += weight * away * away;
      moment += weight * away * rows[k].tilt_deg;
    }
    // A straight line through the neighborhood: a plain mean would pull the ends inwards.
    const double determinant = weights * slope_b - slope_a * slope_a;
    smooth[i] = determinant > 1e-9 * weights * weights
                    ? (slope_b * sum - slope_a * moment) / determinant
                    : sum / weights;
  }
  return smooth;
}

std::vector<std::size_t> turning_points(std::span<const double> tilt, double reversal) {
  std::vector<std::size_t> turns;
  std::size_t low = 0, high = 0;
  enum class Heading { kUnknown, kUp, kDown };
  Heading heading = Heading::kUnknown;
  for (std::size_t i = 1; i < tilt.size(); ++i) {
    if (heading != Heading::kDown && tilt[i] > tilt[high]) high = i;
    if (heading != Heading::kUp && tilt[i] < tilt[low]) low = i;
    const bool fell = tilt[high] - tilt[i] >= reversal, rose = tilt[i] - tilt[low] >= reversal;
    if (heading != Heading::kDown && fell) {
      // The first leg also shows where the spine began to turn.
      if (heading == Heading::kUnknown && low < high && tilt[high] - tilt[low] >= reversal)
        turns.push_back(low);
      turns.push_back(high);
      heading = Heading::kDown;
      low = i;
    } else if (heading != Heading::kUp && rose) {
      if (heading == Heading::kUnknown && high < low && tilt[high] - tilt[low] >= reversal)
        turns.push_back(high);
      turns.push_back(low);
      heading = Heading::kUp;
      high = i;
    }
  }
  if (heading == Heading::kUnknown) {
    turns = {std::min(low, high), std::max(low, high)};
  } else {
    turns.push_back(heading == Heading::kUp ? high : low);
  }
  return turns;
}

}  // namespace

std::string vertebra_name(int level) {
  if (level <= 0) return "C" + std::to_string(7 + level);
  return level <= 12 ? "T" + std::to_string(level) : "L" + std::to_string(level - 12);
}

std::string spine_region(int apex_vertebra) {
  if (apex_vertebra <= 5) return "proximal thoracic";
  if (apex_vertebra <= 11) return "thoracic";
  return apex_vertebra <= 13 ? "thoracolumbar" : "lumbar";
}

std::vector<SpineCurveFound> find_spine_curves(std::span<const SpineRow> rows,
                                               const SpineCurveParameters& parameters) {
  if (rows.size() < kFewestRows || rows.back().level - rows.front().level < kFewestLevels)
    return {};
  std::vector<double> tilt = smooth_tilt(rows, parameters.smoothing_levels);
  double mean = 0.0;
  for (const double value : tilt) mean += value / static_cast<double>(tilt.size());
  for (double& value : tilt) value = mean + parameters.scale * (value - mean);

  // Everything along the spine at a level, between rows.
  const auto line_at = [&](double level) {
    std::size_t i = 0;
    while (i + 2 < rows.size() && rows[i + 1].level < level) ++i;
    const SpineRow& a = rows[i];
    const SpineRow& b = rows[i + 1];
    const double t = std::clamp((level - a.level) / std::max(1e-6, b.level - a.level), 0.0, 1.0);
    SpineCurveFound::Line line;
    line.x = a.x + t * (b.x - a.x);
    line.y = a.y + t * (b.y - a.y);
    line.tilt_deg = tilt[i] + t * (tilt[i + 1] - tilt[i]);
    return line;
  };
  const int first = static_cast<int>(std::ceil(rows.front().level)),
            last = static_cast<int>(std::floor(rows.back().level));
  const auto vertebra_of = [&](double level) {
    return std::clamp(static_cast<int>(std::lround(level)), std::max(0, std::min(first, last)),
                      std::min(kLastVertebra, std::max(first, last)));
  };

  std::vector<SpineCurveFound> curves;
  const std::vector<std::size_t> turns = turning_points(tilt, parameters.reversal_deg);
  for (std::size_t k = 0; k + 1 < turns.size(); ++k) {
    SpineCurveFound curve;
    curve.upper_vertebra = vertebra_of(rows[turns[k]].level + kPlate);
    curve.lower_vertebra = vertebra_of(rows[turns[k + 1]].level - kPlate);
    if (curve.lower_vertebra <= curve.upper_vertebra) continue;
    curve.upper = line_at(curve.upper_vertebra - kPlate);
    curve.lower = line_at(curve.lower_vertebra + kPlate);
    const double angle = curve.upper.tilt_deg - curve.lower.tilt_deg;
    curve.cobb_deg = std::abs(angle);
    if (curve.cobb_deg < parameters.smallest_deg) continue;
    curve.convex_to_picture_left = angle > 0.0;
    // The apex lies furthest from the line between the end vertebrae.
    double furthest = -1.0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i].y < curve.upper.y || rows[i].y > curve.lower.y) continue;
      const double chord = curve.upper.x + (curve.lower.x - curve.upper.x) *
                                               (rows[i].y - curve.upper.y) /
                                               std::max(1e-6, curve.lower.y - curve.upper.y);
      const double away = (curve.convex_to_picture_left ? chord - rows[i].x : rows[i].x - chord);
      if (away > furthest) furthest = away, curve.apex_level = rows[i].level;
    }
    curve.apex_vertebra = vertebra_of(curve.apex_level);
    const double pitch = (curve.lower.y - curve.upper.y) /
                         (curve.lower_vertebra - curve.upper_vertebra + 2 * kPlate);
    curve.upper.half_length = curve.lower.half_length = 0.8 * pitch;
    curves.push_back(curve);
  }
  return curves;
}

}  // namespace overread
