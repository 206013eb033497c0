#include <algorithm>
#include <catch_amalgamated.hpp>
#include <memory>
#include <variant>
#include <vector>

#include "core/app/update.hpp"
#include "core/app/view_models.hpp"
#include "study.hpp"

namespace overread {
namespace {

constexpr const char* kJpeg2000 = "1.2.840.10008.1.2.4.90";
constexpr const char* kHtj2k = "1.2.840.10008.1.2.4.202";
constexpr const char* kJpegLs = "1.2.840.10008.1.2.4.80";
constexpr const char* kShown = "1.2.3.1.1";
constexpr const char* kBelow = "1.2.3.1.2";

std::vector<InstanceHeader> large_series(int slices, const char* syntax, int rows) {
  std::vector<InstanceHeader> headers = testing::ct_series(slices);
  for (InstanceHeader& header : headers) {
    header.rows = rows;
    header.columns = 1024;
    header.transfer_syntax_uid = syntax;
  }
  return headers;
}

std::shared_ptr<const DecodedFrame> large_frame() {
  DecodedFrame frame = *testing::blank_frame();
  frame.rows = frame.columns = 1024;
  frame.pixels.assign(1024 * 1024 * bytes_per_sample(frame.sample_type), 0);
  return std::make_shared<const DecodedFrame>(std::move(frame));
}

command::FrameDecoded coarse(const char* uid) {
  return {.sop_instance_uid = uid, .stored = large_frame(), .coarse = true};
}

/// Of the frames asked for, those that are to come at reduced resolution first. A wish replaces the
/// one before.
std::vector<std::string> coarse_wishes(const std::vector<Effect>& effects) {
  std::vector<std::string> uids;
  for (const Effect& effect : effects) {
    const auto* wanted = std::get_if<effect::DecodeFrames>(&effect);
    if (wanted == nullptr) continue;
    uids.clear();
    for (const auto& frame : wanted->frames) {
      if (frame.coarse_first) uids.push_back(frame.sop_instance_uid);
    }
  }
  return uids;
}

State state_with_large_series() {
  State state;
  update(state, command::AddInstances{large_series(3, kJpeg2000, 1024)}, "");
  update(state, command::ResizeViewport{0, 1024, 1024}, "");
  return state;
}

TEST_CASE("Coarse frames: of JPEG 2000 from 2^20 samples on, for the frame on screen alone",
          "[coarse]") {
  const auto [syntax, rows, expected] =
      GENERATE(table<const char*, int, std::vector<std::string>>({{kJpeg2000, 1024, {kShown}},
                                                                  {kHtj2k, 1024, {kShown}},
                                                                  {kJpeg2000, 1023, {}},
                                                                  {kJpegLs, 1024, {}}}));
  State state;
  const auto effects = update(state, command::AddInstances{large_series(3, syntax, rows)}, "");
  CHECK(coarse_wishes(effects) == expected);
}

TEST_CASE("Coarse frames: one is seen, said to be no more, and gives no value", "[coarse]") {
  State state = state_with_large_series();
  update(state, coarse(kShown), "");
  const ViewportModel seen = viewport_model(state, 0, 1);
  REQUIRE(seen.frame);
  CHECK(seen.coarse);
  CHECK(seen.loading);
  CHECK(seen.fidelity == Fidelity::kCoarse);
  CHECK(seen.fidelity_reasons.at(0) == "Reduced resolution: the whole image is being decoded");
  update(state, command::MoveCursor{0, Point<Viewport>(512, 512)}, "");
  CHECK(bottom_line_model(state).cursor.empty());
  CHECK_FALSE(state.frames.contains(kShown, 1));
}

TEST_CASE("Coarse frames: the frame itself takes its place, and it never takes that of the frame",
          "[coarse]") {
  State state = state_with_large_series();
  update(state, coarse(kShown), "");
  update(state, command::FrameDecoded{kShown, 1, large_frame()}, "");
  CHECK_FALSE(viewport_model(state, 0, 1).coarse);
  CHECK(viewport_model(state, 0, 1).fidelity != Fidelity::kCoarse);
  CHECK(state.coarse_frames.empty());
  update(state, coarse(kShown), "");
  CHECK(state.coarse_frames.empty());
  update(state, command::MoveCursor{0, Point<Viewport>(512, 512)}, "");
  CHECK_FALSE(bottom_line_model(state).cursor.empty());
}

TEST_CASE("Coarse frames: none is kept that nobody waits for", "[coarse]") {
  State state = state_with_large_series();
  SECTION("not on screen when it comes") {
    update(state, coarse(kBelow), "");
    CHECK(state.coarse_frames.empty());
  }
  SECTION("scrolled away, another came") {
    update(state, coarse(kShown), "");
    update(state, command::ScrollBy{0, 1}, "");
    update(state, coarse(kBelow), "");
    CHECK(state.coarse_frames.size() == 1);
    CHECK(state.coarse_frames.contains({kBelow, 1}));
  }
  SECTION("the frame failed") {
    update(state, coarse(kShown), "");
    update(state,
           command::FrameFailed{.sop_instance_uid = kShown,
                                .error = {ErrorCode::kDecodeFailed, "cut"}},
           "");
    CHECK(state.coarse_frames.empty());
    CHECK_FALSE(viewport_model(state, 0, 1).frame);
  }
  SECTION("closed") {
    update(state, coarse(kShown), "");
    update(state, command::CloseStudy{"1.2.3"}, "");
    CHECK(state.coarse_frames.empty());
    update(state, coarse(kShown), "");
    CHECK(state.coarse_frames.empty());
  }
}

}  // namespace
}  // namespace overread
