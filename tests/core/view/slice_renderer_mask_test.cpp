#include <catch_amalgamated.hpp>

#include "core/view/slice_renderer.hpp"
#include "tests/core/image/made_frames.hpp"

namespace overread {
namespace {

/// 8 × 8 pixels of gray 100, two slices of mask: label 1 in columns 2 to 5 of rows 2 to 5 of the
/// second slice, label 2 in its last column.
struct Scene {
  Frame frame;
  LabelMask mask;
};

Scene scene() {
  PixelTransform transform;
  transform.windows = {{.center = 128, .width = 256}};
  Scene s{.frame = made::frame<std::int16_t>(8, 8, std::vector<std::int16_t>(64, 100), transform),
          .mask = {}};
  s.mask.columns = s.mask.rows = 8;
  s.mask.slices = 2;
  s.mask.values.resize(128);
  s.mask.labels.resize(2);
  s.mask.labels[0].number = 1;
  s.mask.labels[0].rgb = {200, 0, 100};
  s.mask.labels[1].number = 2;
  s.mask.labels[1].rgb = {0, 255, 0};
  for (std::size_t row = 0; row < 8; ++row) {
    for (std::size_t column = 0; column < 8; ++column) {
      auto& value = s.mask.values[64 + row * 8 + column];
      if (row >= 2 && row <= 5 && column >= 2 && column <= 5) value = 1;
      if (column == 7) value = 2;
    }
  }
  return s;
}

std::array<int, 3> at(const Scene& s, const MaskLayer& layer, int column, int row) {
  ViewportState state;
  const ViewGeometry geometry{
      .columns = 8, .rows = 8, .pixel_aspect = 1, .viewport_width = 8, .viewport_height = 8};
  const Picture picture = render_slice(*prepare_slice(s.frame), state, geometry,
                                       presentation_of(s.frame, state), &layer);
  const auto from = static_cast<std::size_t>(4 * (row * 8 + column));
  return {picture.rgba[from], picture.rgba[from + 1], picture.rgba[from + 2]};
}

using Rgb = std::array<int, 3>;

TEST_CASE("A mask's fill is blended at its opacity", "[view][renderer][mask]") {
  const Scene s = scene();
  const MaskLayer layer{.mask = &s.mask, .slice = 1, .opacity = 0.25F, .contour_px = 0.0F};
  CHECK(at(s, layer, 3, 3) == Rgb{125, 75, 100});
  CHECK(at(s, layer, 2, 2) == Rgb{125, 75, 100});
  CHECK(at(s, layer, 1, 2) == Rgb{100, 100, 100});
  CHECK(at(s, layer, 7, 0) == Rgb{75, 139, 75});  // 100 + 155 / 4 = 138.75
}

TEST_CASE("The contour is inside the mask, as wide as asked, and opaque",
          "[view][renderer][mask]") {
  const Scene s = scene();
  const MaskLayer layer{.mask = &s.mask, .slice = 1, .opacity = 0.25F, .contour_px = 1.0F};
  CHECK(at(s, layer, 2, 2) == Rgb{200, 0, 100});
  CHECK(at(s, layer, 5, 4) == Rgb{200, 0, 100});
  CHECK(at(s, layer, 3, 3) == Rgb{125, 75, 100});
  CHECK(at(s, layer, 1, 3) == Rgb{100, 100, 100});
  const MaskLayer wide{.mask = &s.mask, .slice = 1, .opacity = 0.25F, .contour_px = 2.0F};
  CHECK(at(s, wide, 3, 3) == Rgb{200, 0, 100});
}

TEST_CASE("The other slice of the mask is empty", "[view][renderer][mask]") {
  const Scene s = scene();
  CHECK(at(s, {.mask = &s.mask, .slice = 0}, 3, 3) == Rgb{100, 100, 100});
  CHECK(at(s, {.mask = &s.mask, .slice = 2}, 3, 3) == Rgb{100, 100, 100});
}

TEST_CASE("Labels can be given another color, or be hidden", "[view][renderer][mask]") {
  const Scene s = scene();
  MaskLayer layer{.mask = &s.mask, .slice = 1, .opacity = 1.0F, .contour_px = 0.0F};
  layer.colors = {std::nullopt, std::array<std::uint8_t, 3>{1, 2, 3}, std::nullopt};
  CHECK(at(s, layer, 3, 3) == Rgb{1, 2, 3});
  CHECK(at(s, layer, 7, 3) == Rgb{100, 100, 100});
  layer.colors.resize(2);
  CHECK(at(s, layer, 7, 3) == Rgb{0, 255, 0});
}

TEST_CASE("A mask of another size is not drawn", "[view][renderer][mask]") {
  Scene s = scene();
  s.mask.columns = 7;
  CHECK(at(s, {.mask = &s.mask, .slice = 1}, 3, 3) == Rgb{100, 100, 100});
  s.mask.columns = 8;
  s.mask.values.pop_back();
  CHECK(at(s, {.mask = &s.mask, .slice = 1}, 3, 3) == Rgb{100, 100, 100});
}

}  // namespace
}  // namespace overread
