#include "core/app/memory_budget.hpp"

#include <algorithm>

#include "core/app/frame_cache.hpp"

namespace overread {
namespace {

constexpr double kFramesShare = 0.25;
constexpr double kServicesShare = 0.6;
/// Most bytes in use at once for each byte of decoded pixels, from files to mask: 4.3 to 4.5 on
/// chest CTs of 100, 200 and 300 slices.
constexpr double kBytesPerDecodedByte = 5.0;
/// The module and a network.
constexpr double kFixedBytes = 64e6;

double decoded_bytes(const InstanceHeader& header) {
  return static_cast<double>(header.rows) * header.columns * header.samples_per_pixel *
         std::max(1, header.bits_allocated / 8);
}

}  // namespace

std::size_t frames_budget(const command::ReportMemory& memory) {
  if (memory.budget_bytes <= 0.0) return FrameCache::kDefaultBudget;
  return std::min(FrameCache::kDefaultBudget,
                  static_cast<std::size_t>(memory.budget_bytes * kFramesShare));
}

double service_forecast(const Series& series) {
  double decoded = 0.0;
  for (const SeriesFrame& frame : series.frames) {
    decoded += decoded_bytes(series.instances[static_cast<std::size_t>(frame.instance)]);
  }
  return kFixedBytes + kBytesPerDecodedByte * decoded;
}

std::optional<double> service_budget(const command::ReportMemory& memory) {
  if (memory.budget_bytes <= 0.0) return std::nullopt;
  return memory.budget_bytes * kServicesShare;
}

}  // namespace overread
