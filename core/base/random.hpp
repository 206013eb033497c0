#pragma once

#include <cstdint>

namespace overread {

/// A seeded stream of numbers, the same on every platform: SplitMix64 (Steele, Lea and Flood 2014).
/// `<random>`'s distributions differ between standard libraries; these do not.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next();
  double uniform();                              ///< [0, 1)
  double uniform(double low, double high);       ///< [low, high)
  int integer(int low, int high);                ///< [low, high], both ends
  double normal(double mean, double deviation);  ///< Box and Muller, one value per two draws
  bool chance(double probability);

  /// An independent stream for one part of the work, so that adding a draw in one part leaves the
  /// others as they were.
  Random fork(std::uint64_t stream) const;

 private:
  std::uint64_t state_;
};

}  // namespace overread
