#include "core/base/random.hpp"

#include <catch_amalgamated.hpp>
#include <cmath>

namespace overread {

TEST_CASE("Random: the published SplitMix64 sequence", "[base]") {
  // First outputs for seed 1234567, from the authors' reference code (prng.di.unimi.it).
  Random random(1234567);
  CHECK(random.next() == 6457827717110365317ULL);
  CHECK(random.next() == 3203168211198807973ULL);
  CHECK(random.next() == 9817491932198370423ULL);
}

TEST_CASE("Random: distributions have their moments", "[base]") {
  Random random(7);
  constexpr int kCount = 20000;
  double sum = 0;
  double squares = 0;
  int low = 0;
  for (int i = 0; i < kCount; ++i) {
    const double value = random.normal(3.0, 2.0);
    sum += value;
    squares += (value - 3.0) * (value - 3.0);
    const double uniform = random.uniform();
    CHECK((uniform >= 0.0 && uniform < 1.0));
    const int integer = random.integer(2, 4);
    CHECK((integer >= 2 && integer <= 4));
    low += integer == 2 ? 1 : 0;
  }
  // Six standard errors.
  CHECK(std::fabs(sum / kCount - 3.0) < 6.0 * 2.0 / std::sqrt(kCount));
  CHECK(std::fabs(squares / kCount - 4.0) < 6.0 * 4.0 * std::sqrt(2.0 / kCount));
  CHECK(std::fabs(low - kCount / 3.0) < 6.0 * std::sqrt(kCount * 2.0 / 9.0));
}

TEST_CASE("Random: forks are independent of draws elsewhere", "[base]") {
  const Random parent(42);
  Random a = parent.fork(1);
  Random b = parent.fork(2);
  Random again = parent.fork(1);
  CHECK(a.next() != b.next());
  CHECK(again.next() == parent.fork(1).next());
}

}  // namespace overread
