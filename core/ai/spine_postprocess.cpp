#include "core/ai/spine_postprocess.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace overread {
namespace {

// Order of the network's answers for each row.
enum Channel { kX, kPresence, kTilt, kLevel, kPhaseCos, kPhaseSin, kLogError, kFocus, kChannels };

using Answers = std::array<std::array<double, kSpineOutputRows>, kChannels>;

constexpr int kLongestGap = 3;  // rows
constexpr double kSurer = 0.6;  // the inverted picture's error must be below this share

Answers answers_of(const Tensor& tensor, SpineBatch picture) {
  Answers answers{};
  std::size_t at = static_cast<std::size_t>(picture) * kChannels * kSpineOutputRows;
  for (auto& channel : answers) {
    for (double& value : channel) value = static_cast<double>(tensor.values[at++]);
  }
  return answers;
}

Answers merge(const Answers& plain, Answers mirrored) {
  for (double& x : mirrored[kX]) x = kSpineInputColumns - 1 - x;
  for (double& tilt : mirrored[kTilt]) tilt = -tilt;
  Answers merged = plain;
  for (std::size_t c = 0; c < kChannels; ++c) {
    for (std::size_t r = 0; r < kSpineOutputRows; ++r)
      merged[c][r] = 0.5 * (plain[c][r] + mirrored[c][r]);
  }
  return merged;
}

/// First and one past last row of the longest stretch that shows C7 to L5.
struct Stretch {
  int first = 0, end = 0;
};

Stretch longest_stretch(const Answers& answers, const SpineFit& fit) {
  Stretch best, current;
  int gap = kLongestGap + 1;
  for (int r = 0; r < kSpineOutputRows; ++r) {
    const double y = r * kSpineRowStep + 0.5 * (kSpineRowStep - 1);
    const bool present = answers[kPresence][static_cast<std::size_t>(r)] > 0.0 &&
                         y >= fit.first_y() && y <= fit.last_y();
    if (present) {
      if (gap > kLongestGap) current.first = r;
      current.end = r + 1;
      gap = 0;
      if (current.end - current.first > best.end - best.first) best = current;
    } else {
      ++gap;
    }
  }
  return best;
}

// Levels whose fractions come from the phase and whose whole numbers from the level.
void refine_levels(const Answers& answers, int first, std::vector<SpineRow>& rows) {
  if (rows.empty()) return;
  constexpr double kTurn = 2.0 * std::numbers::pi;
  double sum_cos = 0.0, sum_sin = 0.0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto r = static_cast<std::size_t>(first) + i;
    const double angle =
        kTurn * rows[i].level - std::atan2(answers[kPhaseSin][r], answers[kPhaseCos][r]);
    sum_cos += std::cos(angle);
    sum_sin += std::sin(angle);
  }
  const double bias = std::atan2(sum_sin, sum_cos) / kTurn;
  std::vector<double> refined(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto r = static_cast<std::size_t>(first) + i;
    const double fraction = std::atan2(answers[kPhaseSin][r], answers[kPhaseCos][r]) / kTurn;
    refined[i] = fraction + std::round(rows[i].level - bias - fraction);
  }
  // Down the spine the level only rises.
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].level = refined[i];
    if (i > 0) rows[i].level = std::max(rows[i].level, rows[i - 1].level + 0.02);
  }
}

SpineReading reading_of(const Answers& answers, const SpineFit& fit) {
  SpineReading reading;
  const Stretch stretch = longest_stretch(answers, fit);
  double error = 0.0;
  for (int r = stretch.first; r < stretch.end; ++r) {
    const auto i = static_cast<std::size_t>(r);
    SpineRow row;
    row.y = fit.row(r * kSpineRowStep + 0.5 * (kSpineRowStep - 1));
    row.x = fit.column(answers[kX][i]);
    row.tilt_deg = answers[kTilt][i];
    row.level = answers[kLevel][i];
    row.tilt_error_deg = std::exp(answers[kLogError][i]);
    error += row.tilt_error_deg;
    reading.rows.push_back(row);
  }
  if (!reading.rows.empty())
    reading.expected_error_deg = error / static_cast<double>(reading.rows.size());
  refine_levels(answers, stretch.first, reading.rows);
  return reading;
}

}  // namespace

Tensor spine_input_tensor(std::span<const float> fitted, const SpineFit& fit) {
  Tensor tensor;
  tensor.name = "picture";
  tensor.shape = {kSpineBatchSize, 1, kSpineInputRows, kSpineInputColumns};
  std::vector<float> plain(fitted.begin(), fitted.end());
  normalize_spine_input(plain, fit);
  std::vector<float> mirrored(plain.size()), inverted(plain.size());
  for (std::size_t row = 0; row < kSpineInputRows; ++row) {
    const std::size_t start = row * kSpineInputColumns;
    for (std::size_t column = 0; column < kSpineInputColumns; ++column) {
      mirrored[start + column] = plain[start + kSpineInputColumns - 1 - column];
      inverted[start + column] = 1.0F - plain[start + column];
    }
  }
  tensor.values.reserve(plain.size() * kSpineBatchSize);
  for (const auto* picture : {&plain, &mirrored, &inverted}) {
    tensor.values.insert(tensor.values.end(), picture->begin(), picture->end());
  }
  return tensor;
}

Result<SpineReading> read_spine_rows(std::span<const Tensor> outputs, const SpineFit& fit) {
  const std::vector<std::int64_t> shape{kSpineBatchSize, kChannels, kSpineOutputRows};
  constexpr std::size_t kCount =
      static_cast<std::size_t>(kSpineBatchSize) * kChannels * kSpineOutputRows;
  if (outputs.size() != 1 || outputs.front().shape != shape ||
      outputs.front().values.size() != kCount) {
    return fail(ErrorCode::kInvalidArgument,
                "The spine network must answer with one tensor of 3 x 8 x 128");
  }
  const Tensor& tensor = outputs.front();
  if (!std::ranges::all_of(tensor.values, [](float value) { return std::isfinite(value); })) {
    return fail(ErrorCode::kInvalidArgument,
                "The spine network answered with numbers that are not finite");
  }
  SpineReading reading = reading_of(
      merge(answers_of(tensor, SpineBatch::kPlain), answers_of(tensor, SpineBatch::kMirrored)),
      fit);
  SpineReading other = reading_of(answers_of(tensor, SpineBatch::kInverted), fit);
  if (other.rows.size() > reading.rows.size() / 2 &&
      other.expected_error_deg < kSurer * reading.expected_error_deg) {
    reading = std::move(other);
    reading.inverted = true;
  }
  return reading;
}

}  // namespace overread
