#include "core/app/frame_cache.hpp"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <map>

namespace overread {
namespace {

std::shared_ptr<const DecodedFrame> frame_of(std::size_t bytes) {
  auto frame = std::make_shared<DecodedFrame>();
  frame->pixels.resize(bytes);
  return frame;
}

/// Has room for so many bytes.
class SmallStore : public FrameStore {
 public:
  explicit SmallStore(std::size_t room) : room_(room) {}

  bool keep(int number, ByteView bytes) override {
    if (bytes.size() > room_) return false;
    room_ -= bytes.size();
    kept_[number].assign(bytes.begin(), bytes.end());
    return true;
  }
  void copy(int number, std::span<std::uint8_t> to) const override {
    std::ranges::copy(kept_.at(number), to.begin());
  }
  void drop(int number) override {
    room_ += kept_.at(number).size();
    kept_.erase(number);
  }
  std::size_t count() const { return kept_.size(); }

 private:
  std::size_t room_;
  std::map<int, Bytes> kept_;
};

std::shared_ptr<const DecodedFrame> frame_with(std::uint8_t value) {
  auto frame = std::make_shared<DecodedFrame>();
  frame->rows = 2;
  frame->columns = 3;
  frame->photometric_interpretation = "MONOCHROME1";
  frame->sample_type = SampleType::kUint8;
  frame->pixels.assign(6, value);
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

TEST_CASE("Frame cache: with a store, a frame comes back as it was", "[frame-cache]") {
  FrameCache cache(1000);
  cache.keep_in(std::make_shared<SmallStore>(1000));
  for (std::uint8_t value = 1; value <= 9; ++value) cache.insert("a", value, frame_with(value));
  const auto frame = cache.find("a", 1);
  REQUIRE(frame != nullptr);
  CHECK(frame->rows == 2);
  CHECK(frame->columns == 3);
  CHECK(frame->photometric_interpretation == "MONOCHROME1");
  CHECK(frame->sample_type == SampleType::kUint8);
  CHECK(frame->pixels == Bytes(6, 1));
  CHECK(cache.size_bytes() == 54);
}

TEST_CASE(
    "Frame cache: with a store, all who hold a frame have the same one, and four stay at hand",
    "[frame-cache]") {
  FrameCache cache(1000);
  cache.keep_in(std::make_shared<SmallStore>(1000));
  const auto held = frame_with(1);
  cache.insert("a", 1, held);
  std::weak_ptr<const DecodedFrame> second;
  for (std::uint8_t value = 2; value <= 9; ++value) {
    auto frame = frame_with(value);
    if (value == 5) second = frame;
    cache.insert("a", value, std::move(frame));
  }
  CHECK(cache.find("a", 1) == held);
  CHECK(second.expired());
  const DecodedFrame* at_hand = cache.find("a", 9).get();
  for (const int other : {6, 7, 8}) CHECK(cache.find("a", other) != nullptr);
  CHECK(cache.find("a", 9).get() == at_hand);
}

TEST_CASE("Frame cache: what is let go of leaves the store and the memory at hand",
          "[frame-cache]") {
  const auto store = std::make_shared<SmallStore>(1000);
  FrameCache cache(12);
  cache.keep_in(store);
  std::weak_ptr<const DecodedFrame> first;
  for (std::uint8_t value = 1; value <= 3; ++value) {
    auto frame = frame_with(value);
    if (value == 1) first = frame;
    cache.insert("a", value, std::move(frame));
  }
  CHECK(store->count() == 2);
  CHECK(first.expired());
  cache.insert("a", 3, frame_with(4));
  CHECK(store->count() == 2);
  CHECK(cache.find("a", 3)->pixels == Bytes(6, 4));
  cache.forget("a");
  CHECK(store->count() == 0);
  CHECK(cache.size_bytes() == 0);
}

TEST_CASE("Frame cache: a frame that the store has no memory for stays in the program's own",
          "[frame-cache]") {
  FrameCache cache(1000);
  cache.keep_in(std::make_shared<SmallStore>(6));
  for (std::uint8_t value = 1; value <= 9; ++value) cache.insert("a", value, frame_with(value));
  for (std::uint8_t value = 1; value <= 9; ++value) {
    REQUIRE(cache.find("a", value) != nullptr);
    CHECK(cache.find("a", value)->pixels == Bytes(6, value));
  }
}

TEST_CASE("Frame cache: a use without a look keeps a frame", "[frame-cache]") {
  FrameCache cache(250);
  cache.insert("a", 1, frame_of(100));
  cache.insert("b", 1, frame_of(100));
  cache.mark_used("a", 1);
  cache.insert("c", 1, frame_of(100));
  CHECK(cache.contains("a", 1));
  CHECK_FALSE(cache.contains("b", 1));
}

}  // namespace
}  // namespace overread
