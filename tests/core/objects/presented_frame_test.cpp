#include "core/objects/presented_frame.hpp"

#include <catch_amalgamated.hpp>
#include <memory>

#include "core/image/well_known_color_map.hpp"
#include "core/image/window.hpp"

namespace overread {
namespace {

constexpr const char* kImage = "1.2.3.1.1";

/// Four 12-bit pixels, signed or not.
Frame frame_of(int pixel_representation) {
  auto stored = std::make_shared<DecodedFrame>();
  stored->rows = stored->columns = 2;
  stored->bits_allocated = 16;
  stored->bits_stored = 12;
  stored->pixel_representation = pixel_representation;
  stored->sample_type = pixel_representation == 1 ? SampleType::kInt16 : SampleType::kUint16;
  stored->photometric_interpretation = "MONOCHROME1";
  // 0, 1024, 2047 and 4095; signed the last is -1.
  stored->pixels = {0, 0, 0, 4, 0xFF, 7, 0xFF, 0x0F};
  Frame frame{.stored = stored, .transform = {}};
  frame.transform.rescale_intercept = -1024.0;
  frame.transform.rescale_type = "HU";
  frame.transform.windows = {{40.0, 400.0, ""}};
  frame.transform.inverted = true;
  frame.transform.pixel_padding_value = 0.0;
  frame.shutter.rectangle = DisplayShutter::Rectangle{0, 0, 0, 0};
  return frame;
}

PresentationState state_of() {
  PresentationState state;
  state.images = {{"", kImage, {}, {}}};
  return state;
}

OverlayPlane plane_of(int group, OverlayUse use) {
  return {.columns = 2, .rows = 2, .use = use, .group = group, .bits = {1}};
}

TEST_CASE("Presented frame: what the state does not state is absent, whatever the image says",
          "[objects][presentation][PS3.4 N.2]") {
  const Frame frame = presented_frame(state_of(), frame_of(0), kImage, 1, 1.0);
  CHECK(frame.transform.rescale_intercept == 0.0);
  CHECK_FALSE(frame.transform.inverted);
  CHECK_FALSE(frame.shutter.has_shape());
  // 0 to 4095 of 12 bits: LINEAR takes the center a half further and the width one more.
  REQUIRE(frame.transform.windows.size() == 1);
  CHECK(frame.transform.windows[0].center == 2048.0);
  CHECK(frame.transform.windows[0].width == 4096.0);
  // Nothing measured stays nothing measured.
  CHECK(frame.transform.pixel_padding_value == 0.0);
  const Frame negative = presented_frame(state_of(), frame_of(1), kImage, 1, 1.0);
  CHECK(negative.transform.windows[0].center == 0.0);
  CHECK(negative.transform.windows[0].width == 4096.0);
}

TEST_CASE("Presented frame: the range of a modality stage is that of its outcome",
          "[objects][presentation][PS3.4 N.2.1.3]") {
  PresentationState state = state_of();
  state.modality = PresentationModality{.rescale_slope = -2.0, .rescale_intercept = 100.0};
  Frame frame = presented_frame(state, frame_of(0), kImage, 1, 1.0);
  // From 100 - 2 × 4095 = -8090 to 100.
  CHECK(frame.transform.windows[0].center == -3994.5);
  CHECK(frame.transform.windows[0].width == 8191.0);
  state.modality =
      PresentationModality{.table = LookUpTable{.first_mapped = 0, .bits = 10, .entries = {1, 2}}};
  frame = presented_frame(state, frame_of(0), kImage, 1, 1.0);
  CHECK(frame.transform.windows[0].center == 512.0);
  CHECK(frame.transform.windows[0].width == 1024.0);
}

TEST_CASE("Presented frame: a window counts for the frames it names",
          "[objects][presentation][PS3.3 C.11.8]") {
  PresentationState state = state_of();
  state.voi = {{.images = {{"", kImage, {2}, {}}},
                .window = Window{500.0, 2500.0, ""},
                .function = VoiFunction::kSigmoid}};
  CHECK(presented_frame(state, frame_of(0), kImage, 1, 1.0).transform.windows[0].width == 4096.0);
  const Frame frame = presented_frame(state, frame_of(0), kImage, 2, 1.0);
  CHECK(frame.transform.windows[0].width == 2500.0);
  CHECK(frame.transform.voi_function == VoiFunction::kSigmoid);
}

TEST_CASE("Presented frame: the input of tables has the sign of the pixels",
          "[objects][presentation][PS3.3 C.11.1.1.1]") {
  const LookUpTable table{.first_mapped = 65436, .bits = 8, .entries = {0, 255}};
  PresentationState state = state_of();
  state.voi = {{.table = table}};
  CHECK(presented_frame(state, frame_of(1), kImage, 1, 1.0).transform.voi_luts[0].first_mapped ==
        -100);
  CHECK(presented_frame(state, frame_of(0), kImage, 1, 1.0).transform.voi_luts[0].first_mapped ==
        65436);
  // Below zero after the rescale.
  state.modality = PresentationModality{.rescale_intercept = -1024.0};
  CHECK(presented_frame(state, frame_of(0), kImage, 1, 1.0).transform.voi_luts[0].first_mapped ==
        -100);
  state.modality = PresentationModality{.table = table};
  const Frame frame = presented_frame(state, frame_of(1), kImage, 1, 1.0);
  CHECK(frame.transform.modality_lut->first_mapped == -100);
  CHECK(frame.transform.voi_luts[0].first_mapped == 65436);
}

TEST_CASE("Presented frame: overlays are drawn where their group is activated",
          "[objects][presentation][PS3.3 C.11.7]") {
  Frame own = frame_of(0);
  own.overlays = std::make_shared<const std::vector<OverlayPlane>>(
      std::vector{plane_of(0x6000, OverlayUse::kGraphics), plane_of(0x6002, OverlayUse::kGraphics),
                  plane_of(0x6004, OverlayUse::kGraphics), plane_of(0x6006, OverlayUse::kShutter)});
  PresentationState state = state_of();
  CHECK(presented_frame(state, own, kImage, 1, 1.0).overlays == nullptr);
  state.active_groups = {0x6002, 0x6004, 0x6006};
  state.planes = {plane_of(0x6004, OverlayUse::kRegion), plane_of(0x6008, OverlayUse::kGraphics),
                  plane_of(0x600A, OverlayUse::kShutter)};
  const Frame frame = presented_frame(state, own, kImage, 1, 1.0);
  REQUIRE(frame.overlays != nullptr);
  REQUIRE(frame.overlays->size() == 3);
  CHECK((*frame.overlays)[0].group == 0x6002);
  // The state's own plane stands for the image's.
  CHECK((*frame.overlays)[1].use == OverlayUse::kRegion);
  // A bitmap shutter needs no activation.
  CHECK((*frame.overlays)[2].group == 0x600A);
}

TEST_CASE("Presented frame: a circle of the shutter is round on the display",
          "[objects][presentation][PS3.3 C.7.6.11]") {
  PresentationState state = state_of();
  state.shutter.circle = DisplayShutter::Circle{.column = 1, .row = 1, .radius = 1};
  CHECK(presented_frame(state, frame_of(0), kImage, 1, 2.0).shutter.circle->aspect == 2.0);
}

TEST_CASE("Presented frame: colors stay as they are", "[objects][presentation]") {
  PresentationState state = state_of();
  state.kind = PresentationKind::kColor;
  state.inverted = true;
  CHECK(presented_frame(state, frame_of(0), kImage, 1, 1.0).transform.rescale_intercept == -1024.0);
}

TEST_CASE("Presented frame: colors of a pseudo-color state, after its window and nothing else",
          "[objects][presentation][PS3.4 N.2]") {
  PresentationState state = state_of();
  state.kind = PresentationKind::kPseudoColor;
  state.color_map = well_known_color_map(kHotIronUid);
  state.voi = {{.window = Window{500.0, 2500.0, ""}}};
  // Neither belongs to such a state.
  state.inverted = true;
  state.presentation_lut = LookUpTable{.bits = 8, .entries = {255, 0}};
  Frame own = frame_of(0);
  own.transform.inverted = true;
  const Frame frame = presented_frame(state, own, kImage, 1, 1.0);
  CHECK(frame.transform.color_map == state.color_map);
  CHECK(frame.transform.windows[0].width == 2500.0);
  CHECK_FALSE(frame.transform.inverted);
  CHECK_FALSE(frame.transform.presentation_lut);
}

TEST_CASE("Presented frame: a grayscale state shows a parametric map in grays",
          "[objects][presentation][PS3.4 N.2]") {
  Frame own = frame_of(0);
  own.transform.color_map = well_known_color_map(kHotIronUid);
  CHECK(presented_frame(state_of(), own, kImage, 1, 1.0).transform.color_map == nullptr);
  PresentationState unknown = state_of();
  unknown.kind = PresentationKind::kPseudoColor;
  unknown.unknown_palette_uid = "1.2.3";
  CHECK(presented_frame(unknown, own, kImage, 1, 1.0).transform.color_map == nullptr);
  PresentationState color = state_of();
  color.kind = PresentationKind::kColor;
  CHECK(presented_frame(color, own, kImage, 1, 1.0).transform.color_map != nullptr);
}

}  // namespace
}  // namespace overread
