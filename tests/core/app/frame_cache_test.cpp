#include "core/app/frame_cache.hpp"

#include <catch_amalgamated.hpp>

namespace overread {
namespace {

std::shared_ptr<const DecodedFrame> frame_of(std::size_t bytes) {
  auto frame = std::make_shared<DecodedFrame>();
  frame->pixels.resize(bytes);
  return frame;
}

TEST_CASE("Frame cache: the least recently used frame goes first", "[frame-cache]") {
  FrameCache cache(250);
  cache.insert("a", 1, frame_of(100));
  cache.insert("b", 1, frame_of(100));
  REQUIRE(cache.find("a", 1) != nullptr);
  cache.insert("c", 1, frame_of(100));
  CHECK(cache.contains("a", 1));
  CHECK_FALSE(cache.contains("b", 1));
  CHECK(cache.contains("c", 1));
  CHECK(cache.size_bytes() == 200);
}

TEST_CASE("Frame cache: a frame larger than the budget stays alone", "[frame-cache]") {
  FrameCache cache(250);
  cache.insert("a", 1, frame_of(100));
  cache.insert("big", 1, frame_of(1000));
  CHECK_FALSE(cache.contains("a", 1));
  CHECK(cache.contains("big", 1));
}

TEST_CASE("Frame cache: replacing and forgetting keep the count of bytes", "[frame-cache]") {
  FrameCache cache(10000);
  cache.insert("a", 1, frame_of(100));
  cache.insert("a", 1, frame_of(40));
  cache.insert("a", 2, frame_of(7));
  cache.insert("ab", 1, frame_of(3));
  CHECK(cache.size_bytes() == 50);
  cache.forget("a");
  CHECK(cache.size_bytes() == 3);
  CHECK(cache.contains("ab", 1));
  CHECK(cache.find("a", 1) == nullptr);
}

TEST_CASE("Frame cache: overlay planes come and go with their frame and count with it",
          "[frame-cache]") {
  FrameCache cache(1000);
  cache.insert("a", 1, frame_of(100), {OverlayPlane{.columns = 8, .rows = 5, .bits = Bytes(5)}});
  CHECK(cache.size_bytes() == 105);
  REQUIRE(cache.overlays("a", 1) != nullptr);
  CHECK(cache.overlays("a", 1)->size() == 1);
  CHECK(cache.overlays("a", 2) == nullptr);
  cache.insert("a", 1, frame_of(100));
  CHECK(cache.size_bytes() == 100);
  CHECK(cache.overlays("a", 1) == nullptr);
}

}  // namespace
}  // namespace overread
