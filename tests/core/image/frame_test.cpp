#include "core/image/frame.hpp"

#include <catch_amalgamated.hpp>

#include "core/image/modality_lut.hpp"
#include "tests/core/image/made_frames.hpp"

namespace overread {
namespace {

TEST_CASE("Stored values of every sample type", "[image][frame]") {
  CHECK(made::frame<std::uint8_t>(2, 1, {3, 255}).stored_value(1, 0) == 255);
  CHECK(made::frame<std::int8_t>(2, 1, {3, -7}).stored_value(1, 0) == -7);
  CHECK(made::frame<std::uint16_t>(2, 1, {3, 65535}).stored_value(1, 0) == 65535);
  CHECK(made::frame<std::int16_t>(2, 1, {3, -32768}).stored_value(1, 0) == -32768);
  CHECK(made::frame<std::uint32_t>(2, 1, {3, 4294967295u}).stored_value(1, 0) == 4294967295.0);
  CHECK(made::frame<std::int32_t>(2, 1, {3, -70000}).stored_value(1, 0) == -70000);
  CHECK(made::frame<float>(2, 1, {3, 0.25F}).stored_value(1, 0) == 0.25);
  CHECK(made::frame<double>(2, 1, {3, 1e-9}).stored_value(1, 0) == 1e-9);
}

TEST_CASE("Pixels are in rows", "[image][frame]") {
  const Frame frame = made::frame<std::uint8_t>(3, 2, {0, 1, 2, 10, 11, 12});
  CHECK(frame.stored_value(2, 0) == 2);
  CHECK(frame.stored_value(0, 1) == 10);
}

TEST_CASE("Bits above Bits Stored are no part of the value", "[image][frame][PS3.5 8.1.1]") {
  // An overlay in bit 12 of a 12-bit picture.
  const Frame overlay = made::frame<std::uint16_t>(1, 1, {0x1FFF}, {}, 1, 12);
  CHECK(overlay.stored_value(0, 0) == 4095);
  // Twelve-bit signed -1 without its sign extended: 0x0FFF.
  const Frame sign = made::frame<std::int16_t>(2, 1, {0x0FFF, 0x07FF}, {}, 1, 12);
  CHECK(sign.stored_value(0, 0) == -1);
  CHECK(sign.stored_value(1, 0) == 2047);
}

TEST_CASE("Slope and intercept", "[image][modality][PS3.3 C.11.1.1.2]") {
  PixelTransform transform;
  transform.rescale_slope = 2;
  transform.rescale_intercept = -1024;
  const Frame frame = made::frame<std::int16_t>(2, 1, {512, -3}, transform);
  CHECK(frame.modality_value(0, 0) == 0);
  CHECK(frame.modality_value(1, 0) == -1030);
}

TEST_CASE("A Modality LUT takes the place of slope and intercept",
          "[image][modality][PS3.3 C.11.1.1]") {
  PixelTransform transform;
  transform.rescale_slope = 100;
  transform.modality_lut = LookUpTable{.first_mapped = 10, .bits = 16, .entries = {7, 70, 700}};
  CHECK(apply_modality_lut(10, transform) == 7);
  CHECK(apply_modality_lut(11, transform) == 70);
  CHECK(apply_modality_lut(12, transform) == 700);
  CHECK(apply_modality_lut(-5, transform) == 7);
  CHECK(apply_modality_lut(4000, transform) == 700);
}

TEST_CASE("Padding: one value, or a range either way round", "[image][PS3.3 C.7.5.1.1.2]") {
  PixelTransform transform;
  CHECK_FALSE(is_padding(-2000, transform));
  transform.pixel_padding_value = -2000;
  CHECK(is_padding(-2000, transform));
  CHECK_FALSE(is_padding(-1999, transform));
  transform.pixel_padding_range_limit = -2010;
  CHECK(is_padding(-2005, transform));
  CHECK_FALSE(is_padding(-2011, transform));
}

TEST_CASE("A modality image marks padding by stored value, before the rescale",
          "[image][modality]") {
  PixelTransform transform;
  transform.rescale_intercept = -1000;
  transform.pixel_padding_value = 0;
  const Frame frame = made::frame<std::uint16_t>(3, 1, {0, 1000, 2500}, transform);
  const std::vector<float> expected{kPaddingValue, 0.0F, 1500.0F};
  CHECK(modality_image(frame) == expected);
}

TEST_CASE("Large frames give the same modality values as small ones", "[image][modality]") {
  // 70000 pixels of 12-bit signed values with stray bits above, looked up by pattern, against the
  // value of each pixel on its own.
  PixelTransform transform;
  transform.rescale_slope = 0.5;
  transform.rescale_intercept = -3;
  transform.pixel_padding_value = -7;
  std::vector<std::int16_t> values;
  for (int i = 0; i < 70000; ++i) values.push_back(static_cast<std::int16_t>(i * 31));
  const Frame frame = made::frame<std::int16_t>(700, 100, values, transform, 1, 12);
  REQUIRE(value_chart(frame));
  const std::vector<float> image = modality_image(frame);
  int padding = 0;
  for (int i = 0; i < 70000; ++i) {
    const double stored = frame.stored_value(i % 700, i / 700);
    const float expected = stored == -7 ? kPaddingValue : static_cast<float>(stored * 0.5 - 3);
    REQUIRE(image[static_cast<std::size_t>(i)] == expected);
    padding += stored == -7 ? 1 : 0;
  }
  CHECK(padding > 0);
  CHECK_FALSE(value_chart(made::frame<std::uint8_t>(16, 16, std::vector<std::uint8_t>(256))));
  CHECK(value_chart(made::frame<std::uint8_t>(257, 1, std::vector<std::uint8_t>(257))));
}

TEST_CASE("Float pixels: not-a-number counts as padding, infinities are held", "[image][frame]") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float infinity = std::numeric_limits<float>::infinity();
  const auto image = modality_image(made::frame<float>(4, 1, {nan, infinity, -infinity, 2.5F}));
  CHECK(image == std::vector<float>{kPaddingValue, 1e30F, -1e30F, 2.5F});
}

TEST_CASE("A frame with too few pixels is refused", "[image][frame]") {
  auto decoded = *made::frame<std::uint16_t>(3, 2, {1, 2, 3, 4, 5, 6}).stored;
  CHECK(make_frame(std::make_shared<const DecodedFrame>(decoded), {}).has_value());
  decoded.pixels.pop_back();
  const auto short_frame = make_frame(std::make_shared<const DecodedFrame>(decoded), {});
  REQUIRE_FALSE(short_frame);
  CHECK(short_frame.error().code == ErrorCode::kDecodeFailed);
  CHECK(short_frame.error().message == "a frame has 11 bytes of pixels, must be 12");
  decoded.rows = 0;
  CHECK_FALSE(make_frame(std::make_shared<const DecodedFrame>(decoded), {}).has_value());
  CHECK_FALSE(make_frame(nullptr, {}).has_value());
}

}  // namespace
}  // namespace overread
