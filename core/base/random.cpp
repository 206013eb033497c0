#include "core/base/random.hpp"

#include <cmath>

#include "core/base/deterministic_math.hpp"

namespace overread {

std::uint64_t Random::next() {
  state_ += 0x9E3779B97F4A7C15ULL;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

double Random::uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

double Random::uniform(double low, double high) { return low + (high - low) * uniform(); }

int Random::integer(int low, int high) {
  const auto span = static_cast<double>(high - low + 1);
  return low + static_cast<int>(std::floor(uniform() * span));
}

double Random::normal(double mean, double deviation) {
  const double radius = std::sqrt(-2.0 * deterministic::log(1.0 - uniform()));
  return mean + deviation * radius * deterministic::cos(2.0 * deterministic::kPi * uniform());
}

bool Random::chance(double probability) { return uniform() < probability; }

Random Random::fork(std::uint64_t stream) const {
  Random mixed(state_ ^ (stream * 0xD1B54A32D192ED03ULL));
  return Random(mixed.next());
}

}  // namespace overread
