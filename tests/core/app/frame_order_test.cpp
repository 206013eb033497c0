#include "core/app/frame_order.hpp"

#include <catch_amalgamated.hpp>
#include <vector>

namespace overread {
namespace {

using enum ScrollDirection;

std::vector<int> whole_order(int index, int count, ScrollDirection direction) {
  FrameOrder order(index, count, direction);
  std::vector<int> all;
  while (const auto next = order.next()) all.push_back(*next);
  return all;
}

TEST_CASE("Frame order: before the first scroll both sides take turns", "[frame-order]") {
  CHECK(whole_order(3, 7, kNone) == std::vector{3, 4, 2, 5, 1, 6, 0});
  CHECK(whole_order(1, 5, kNone) == std::vector{1, 2, 0, 3, 4});
}

TEST_CASE("Frame order: three frames where the reader goes for one where he comes from",
          "[frame-order]") {
  CHECK(whole_order(6, 14, kForward) == std::vector{6, 7, 8, 9, 5, 10, 11, 12, 4, 13, 3, 2, 1, 0});
  CHECK(whole_order(7, 14, kBackward) == std::vector{7, 6, 5, 4, 8, 3, 2, 1, 9, 0, 10, 11, 12, 13});
}

TEST_CASE("Frame order: at an end the other side goes on alone", "[frame-order]") {
  CHECK(whole_order(4, 5, kForward) == std::vector{4, 3, 2, 1, 0});
  CHECK(whole_order(0, 5, kBackward) == std::vector{0, 1, 2, 3, 4});
  CHECK(whole_order(0, 6, kForward) == std::vector{0, 1, 2, 3, 4, 5});
  CHECK(whole_order(1, 8, kForward) == std::vector{1, 2, 3, 4, 0, 5, 6, 7});
  CHECK(whole_order(6, 8, kForward) == std::vector{6, 7, 5, 4, 3, 2, 1, 0});
}

TEST_CASE("Frame order: a single frame, and a stack without frames", "[frame-order]") {
  CHECK(whole_order(0, 1, kForward) == std::vector{0});
  CHECK(whole_order(0, 0, kNone).empty());
}

}  // namespace
}  // namespace overread
