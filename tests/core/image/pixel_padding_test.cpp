#include "core/image/pixel_padding.hpp"

#include <catch_amalgamated.hpp>

#include "core/dicom/tags.hpp"
#include "core/image/color.hpp"
#include "core/image/modality_lut.hpp"
#include "core/image/window.hpp"
#include "tests/core/image/made_frames.hpp"

namespace overread {
namespace {

struct GivenPixels {
  int bits_allocated = 16, bits_stored = 12, pixel_representation = 0, samples = 1;
  std::optional<double> value{}, limit{};
};

Dataset with_pixels(const GivenPixels& given) {
  Dataset d;
  d.set_number(tags::kRows, Vr::kUS, 2);
  d.set_number(tags::kColumns, Vr::kUS, 2);
  d.set_number(tags::kSamplesPerPixel, Vr::kUS, given.samples);
  d.set_number(tags::kBitsAllocated, Vr::kUS, given.bits_allocated);
  d.set_number(tags::kBitsStored, Vr::kUS, given.bits_stored);
  d.set_number(tags::kPixelRepresentation, Vr::kUS, given.pixel_representation);
  if (given.value) d.set_number(tags::kPixelPaddingValue, Vr::kSL, *given.value);
  if (given.limit) d.set_number(tags::kPixelPaddingRangeLimit, Vr::kSL, *given.limit);
  return d;
}

PixelTransform pixels_of(const Dataset& dataset) {
  const auto header = instance_header(dataset, "");
  REQUIRE(header);
  return header->pixels;
}

TEST_CASE("Pixel Padding Value has the sign of the pixels, whatever it was written in",
          "[image][padding][PS3.3 C.7.5.1.1.2]") {
  struct Case {
    GivenPixels given;
    double expected;
  };
  const auto& [given, expected] = GENERATE(values<Case>({
      {{.pixel_representation = 1, .value = -2000}, -2000},
      {{.pixel_representation = 1, .value = 63536}, -2000},
      {{.pixel_representation = 1, .value = 32767}, 32767},
      {{.bits_stored = 16, .value = 63536}, 63536},
      {{.bits_stored = 16, .value = -2000}, 63536},
      {{.value = 0}, 0},
      {{.value = 4095}, 4095},
      {{.bits_allocated = 8, .bits_stored = 8, .pixel_representation = 1, .value = 200}, -56},
      {{.bits_allocated = 8, .bits_stored = 8, .pixel_representation = 1, .value = -56}, -56},
      {{.bits_allocated = 8, .bits_stored = 8, .value = -56}, 200},
      {{.bits_allocated = 8, .bits_stored = 8, .value = 255}, 255},
  }));
  CHECK(pixels_of(with_pixels(given)).pixel_padding_value == expected);
}

TEST_CASE("A range of padding holds both its ends, in either order",
          "[image][padding][PS3.3 C.7.5.1.1.2]") {
  // MONOCHROME2 goes up from the value, MONOCHROME1 down.
  const PixelTransform up = pixels_of(with_pixels({.value = 0, .limit = 30}));
  CHECK(is_padding(0, up));
  CHECK(is_padding(30, up));
  CHECK_FALSE(is_padding(31, up));
  const PixelTransform down = pixels_of(with_pixels({.value = 4095, .limit = 4000}));
  CHECK(is_padding(4000, down));
  CHECK(is_padding(4095, down));
  CHECK_FALSE(is_padding(3999, down));
}

TEST_CASE("A limit without a value, and a value for three samples, pad nothing",
          "[image][padding][PS3.3 C.7.5.1.1.2]") {
  const PixelTransform limit_only = pixels_of(with_pixels({.limit = 30}));
  CHECK_FALSE(limit_only.pixel_padding_value);
  CHECK_FALSE(limit_only.pixel_padding_range_limit);
  CHECK_FALSE(is_padding(30, limit_only));
  CHECK_FALSE(
      pixels_of(with_pixels({.bits_allocated = 8, .bits_stored = 8, .samples = 3, .value = 255}))
          .pixel_padding_value);
}

TEST_CASE("Float pixels have padding values of their own", "[image][padding][PS3.3 C.7.6.24]") {
  Dataset d = with_pixels({.bits_allocated = 32, .bits_stored = 32, .value = 7});
  d.remove(tags::kBitsStored);
  CHECK_FALSE(pixels_of(d).pixel_padding_value);
  d.set_number(tags::kFloatPixelPaddingValue, Vr::kFL, -1.5);
  d.set_number(tags::kFloatPixelPaddingRangeLimit, Vr::kFL, -0.5);
  const PixelTransform single = pixels_of(d);
  CHECK(single.pixel_padding_value == -1.5);
  CHECK(is_padding(-0.5, single));
  CHECK_FALSE(is_padding(-0.25, single));
  d.set_number(tags::kBitsAllocated, Vr::kUS, 64);
  CHECK_FALSE(pixels_of(d).pixel_padding_value);
  d.set_number(tags::kDoubleFloatPixelPaddingValue, Vr::kFD, 40000.25);
  CHECK(pixels_of(d).pixel_padding_value == 40000.25);
}

TEST_CASE("The default window does not count padding", "[image][padding][window]") {
  PixelTransform transform;
  transform.pixel_padding_value = -2000;
  transform.pixel_padding_range_limit = -1900;
  const Frame frame =
      made::frame<std::int16_t>(6, 1, {-2000, -1950, -1900, 100, 150, 200}, transform);
  CHECK(default_window(frame) == Window{.center = 150.5, .width = 101});
}

TEST_CASE("Padding of a palette picture is black", "[image][padding][color]") {
  PixelTransform transform;
  for (int channel = 0; channel < 3; ++channel) {
    transform.palette.push_back({.first_mapped = 0, .bits = 8, .entries = {200, 100}});
  }
  transform.pixel_padding_value = 0;
  const Frame frame = made::frame<std::uint8_t>(2, 1, {0, 1}, transform, 1, 8, "PALETTE COLOR");
  CHECK(rgb_image(frame).value() == std::vector<std::uint8_t>{0, 0, 0, 100, 100, 100});
}

}  // namespace
}  // namespace overread
