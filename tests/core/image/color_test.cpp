#include "core/image/color.hpp"

#include <bit>
#include <catch_amalgamated.hpp>
#include <limits>
#include <memory>

#include "tests/core/image/made_frames.hpp"

namespace overread {
namespace {

using Rgb = std::array<std::uint8_t, 3>;
using Bytes8 = std::vector<std::uint8_t>;

TEST_CASE("YBR_FULL to RGB", "[color][PS3.3 C.7.6.3.1.2]") {
  CHECK(rgb_from_ybr_full(0, 128, 128) == Rgb{0, 0, 0});
  CHECK(rgb_from_ybr_full(255, 128, 128) == Rgb{255, 255, 255});
  CHECK(rgb_from_ybr_full(100, 128, 128) == Rgb{100, 100, 100});
  // Pure red is Y 76.245, Cb 84.97, Cr 255.5 by the forward formulas; rounded 76, 85, 255:
  // R = 76 + 1.402 * 127 = 254.05; G = 76 + 0.344136 * 43 - 0.714136 * 127 = 0.10;
  // B = 76 - 1.772 * 43 = -0.196.
  CHECK(rgb_from_ybr_full(76, 85, 255) == Rgb{254, 0, 0});
  // Y 29, Cb 255, Cr 107: R = 29 - 29.44 < 0; G = 29 - 43.705 + 14.997 = 0.29; B = 254.04.
  CHECK(rgb_from_ybr_full(29, 255, 107) == Rgb{0, 0, 254});
}

TEST_CASE("YBR_PARTIAL to RGB: 16 is black, 235 white", "[color]") {
  CHECK(rgb_from_ybr_partial(16, 128, 128) == Rgb{0, 0, 0});
  CHECK(rgb_from_ybr_partial(235, 128, 128) == Rgb{255, 255, 255});
}

TEST_CASE("RGB of 8 bits stays", "[color]") {
  const Frame frame = made::frame<std::uint8_t>(2, 1, {1, 2, 3, 250, 251, 252}, {}, 3, 8, "RGB");
  CHECK(frame.is_color());
  CHECK(rgb_image(frame).value() == Bytes8{1, 2, 3, 250, 251, 252});
}

TEST_CASE("RGB of 16 bits is scaled by its largest value", "[color]") {
  const Frame frame =
      made::frame<std::uint16_t>(1, 2, {0, 32768, 65535, 257, 128, 129}, {}, 3, 16, "RGB");
  // 32768 / 257 = 127.502; 128 / 257 = 0.498, 129 / 257 = 0.502.
  CHECK(rgb_image(frame).value() == Bytes8{0, 128, 255, 1, 0, 1});
}

TEST_CASE("PALETTE COLOR looks up three tables, clamped at their ends",
          "[color][PS3.3 C.7.6.3.1.5]") {
  PixelTransform transform;
  transform.palette = {
      LookUpTable{.first_mapped = 1, .bits = 8, .entries = {10, 20, 30}},
      LookUpTable{.first_mapped = 1, .bits = 16, .entries = {0x1000, 0x80FF, 0xFFFF}},
      LookUpTable{.first_mapped = 1, .bits = 16, .entries = {1, 0x0200, 0xFF00}}};
  const Frame frame =
      made::frame<std::uint8_t>(4, 1, {0, 1, 2, 9}, transform, 1, 8, "PALETTE COLOR");
  CHECK(frame.is_color());
  // Of 16 bits the high byte is taken.
  CHECK(rgb_image(frame).value() == Bytes8{10, 0x10, 0, 10, 0x10, 0, 20, 0x80, 2, 30, 0xFF, 255});
}

TEST_CASE("PALETTE COLOR: a nearly black channel of 16 bits stays nearly black", "[color]") {
  PixelTransform transform;
  transform.palette = {LookUpTable{.bits = 16, .entries = {0, 0x8000, 0xFFFF}},
                       LookUpTable{.bits = 16, .entries = {0, 0x4000, 0xC0FF}},
                       LookUpTable{.bits = 16, .entries = {0, 128, 255}}};
  const Frame frame = made::frame<std::uint8_t>(3, 1, {0, 1, 2}, transform, 1, 8, "PALETTE COLOR");
  CHECK(rgb_image(frame).value() == Bytes8{0, 0, 0, 0x80, 0x40, 0, 0xFF, 0xC0, 0});
}

TEST_CASE("PALETTE COLOR: three tables that say 16 bits and hold 8 are taken as they are",
          "[color]") {
  PixelTransform transform;
  transform.palette = {LookUpTable{.bits = 16, .entries = {0, 128, 255}},
                       LookUpTable{.bits = 16, .entries = {0, 64, 192}},
                       LookUpTable{.bits = 16, .entries = {0, 1, 2}}};
  const Frame frame = made::frame<std::uint8_t>(3, 1, {0, 1, 2}, transform, 1, 8, "PALETTE COLOR");
  CHECK(rgb_image(frame).value() == Bytes8{0, 0, 0, 128, 64, 1, 255, 192, 2});
}

TEST_CASE("A float that is no number takes the first color of a palette", "[color][hostile]") {
  PixelTransform transform;
  const LookUpTable table{.first_mapped = 0, .bits = 8, .entries = {10, 20, 30}};
  transform.palette = {table, table, table};
  const float nothing = std::numeric_limits<float>::quiet_NaN();
  Frame frame = made::frame<std::uint32_t>(
      2, 1, {std::bit_cast<std::uint32_t>(nothing), std::bit_cast<std::uint32_t>(2.0F)}, transform,
      1, 32, "PALETTE COLOR");
  auto stored = std::make_shared<DecodedFrame>(*frame.stored);
  stored->sample_type = SampleType::kFloat32;
  frame.stored = std::move(stored);
  CHECK(rgb_image(frame).value() == Bytes8{10, 10, 10, 30, 30, 30});
}

TEST_CASE("An unknown color space is named", "[color]") {
  const Frame frame = made::frame<std::uint8_t>(1, 1, {1, 2, 3}, {}, 3, 8, "HSV");
  const auto rgb = rgb_image(frame);
  REQUIRE_FALSE(rgb);
  CHECK(rgb.error().code == ErrorCode::kUnsupported);
  CHECK(rgb.error().message ==
        "Photometric Interpretation (0028,0004) HSV with 3 samples per pixel");
}

}  // namespace
}  // namespace overread
