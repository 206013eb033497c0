#include "core/app/painting.hpp"

#include <catch_amalgamated.hpp>

#include "core/app/update.hpp"
#include "study.hpp"

namespace overread {
namespace {

using testing::blank_frame;
using testing::state_with_ct;

Painting painting_of(State& state, const Command& command) {
  update(state, command, "");
  return painting_after(state, command);
}

TEST_CASE("Painting: a frame on screen now, one beside it soon", "[painting]") {
  // Five slices open in their middle, the third.
  State state = state_with_ct(5);
  CHECK(painting_of(state, command::FrameDecoded{"1.2.3.1.3", 1, blank_frame()}) == Painting::kNow);
  CHECK(painting_of(state, command::FrameDecoded{"1.2.3.1.2", 1, blank_frame()}) ==
        Painting::kSoon);
  update(state, command::ScrollBy{0, 1}, "");
  CHECK(painting_of(state, command::FrameDecoded{"1.2.3.1.4", 1, blank_frame()}) == Painting::kNow);
}

TEST_CASE("Painting: a frame on screen in any viewport of the layout counts", "[painting]") {
  State state = state_with_ct(5);
  update(state, command::SetLayout{ViewLayout::kTwoColumns}, "");
  update(state, command::ShowSeries{state.series.at(0).key, 1}, "");
  update(state, command::ScrollBy{1, -2}, "");
  const Command first = command::FrameDecoded{"1.2.3.1.1", 1, blank_frame()};
  CHECK(painting_of(state, first) == Painting::kNow);
  update(state, command::ActivateViewport{0}, "");
  update(state, command::SetLayout{ViewLayout::kOne}, "");
  CHECK(painting_of(state, first) == Painting::kSoon);
}

TEST_CASE("Painting: progress soon, its end and whatever the reader does now", "[painting]") {
  State state = state_with_ct(3);
  CHECK(painting_of(state, command::ReportTask{"t", "files", 1, 3, "files"}) == Painting::kSoon);
  CHECK(painting_of(state, command::AddInstances{testing::ct_series(3, "4.5.6")}) ==
        Painting::kSoon);
  CHECK(painting_of(state, command::EndTask{"t"}) == Painting::kNow);
  CHECK(painting_of(state, command::FlipHorizontally{0}) == Painting::kNow);
}

}  // namespace
}  // namespace overread
