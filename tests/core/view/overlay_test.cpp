#include "core/view/overlay.hpp"

#include <catch_amalgamated.hpp>

namespace overread {
namespace {

/// Image (x, y) to viewport (10 x + 100, 10 y + 200).
Transform<Viewport, Image> tenfold() {
  glm::dmat3 m(1.0);
  m[0][0] = m[1][1] = 10;
  m[2] = glm::dvec3(100, 200, 1);
  return Transform<Viewport, Image>(m);
}

Region region(RegionKind kind, std::vector<Point<Image>> points) {
  Region made;
  made.kind = kind;
  made.points = std::move(points);
  return made;
}

Finding with(Region one) {
  one.sop_instance_uid = "1.2";
  Finding finding;
  finding.regions = {std::move(one)};
  return finding;
}

std::vector<OverlayStroke> strokes_of(const Finding& finding, const LabelMask* mask = nullptr,
                                      std::string_view uid = "1.2", int frame = 1) {
  const std::vector<OverlayFinding> findings{{.finding = &finding, .palette_index = 2}};
  return overlay_strokes(findings, uid, frame, tenfold(), mask, 0, 1.0);
}

TEST_CASE("Regions become lines in device pixels, with their finding's color and style",
          "[view][overlay]") {
  Region line = region(RegionKind::kPolyline, {Point<Image>(0, 0), Point<Image>(3, 1)});
  line.role = "superior end plate";
  const auto strokes = strokes_of(with(line));
  REQUIRE(strokes.size() == 1);
  CHECK_FALSE(strokes[0].closed);
  CHECK(strokes[0].points[1] == Point<Viewport>(130, 210));
  CHECK(strokes[0].palette_index == 2);
  CHECK(strokes[0].style == ContourStyle::kDotted);
  CHECK(strokes[0].role == "superior end plate");
}

TEST_CASE("A box goes round the outside of its first and last pixel", "[view][overlay]") {
  const auto strokes =
      strokes_of(with(region(RegionKind::kBox, {Point<Image>(4, 5), Point<Image>(2, 3)})));
  REQUIRE(strokes.size() == 1);
  CHECK(strokes[0].closed);
  CHECK(box_around(strokes[0].points) == ViewportBox{115, 225, 145, 255});
}

TEST_CASE("A point is a cross of the same size at any zoom", "[view][overlay]") {
  const auto strokes = strokes_of(with(region(RegionKind::kPoint, {Point<Image>(1, 1)})));
  REQUIRE(strokes.size() == 2);
  CHECK(strokes[0].is_marker);
  CHECK(box_around(strokes[0].points) == ViewportBox{104, 210, 116, 210});
  CHECK(box_around(strokes[1].points) == ViewportBox{110, 204, 110, 216});
}

TEST_CASE("Only what lies on the frame is drawn", "[view][overlay]") {
  const Finding finding = with(
      region(RegionKind::kPolygon, {Point<Image>(0, 0), Point<Image>(1, 0), Point<Image>(1, 1)}));
  CHECK(strokes_of(finding).size() == 1);
  CHECK(strokes_of(finding, nullptr, "1.3").empty());
  CHECK(strokes_of(finding, nullptr, "1.2", 2).empty());
}

TEST_CASE("A mask region is drawn as the contour of its segment", "[view][overlay]") {
  LabelMask mask;
  mask.columns = mask.rows = 3;
  mask.slices = 1;
  mask.values = {0, 0, 0, 0, 2, 0, 0, 0, 0};
  Region masked = region(RegionKind::kMask, {});
  masked.mask_segment = 2;
  const auto strokes = strokes_of(with(masked), &mask);
  REQUIRE(strokes.size() == 1);
  CHECK(strokes[0].closed);
  CHECK(box_around(strokes[0].points) == ViewportBox{105, 205, 115, 215});
  masked.mask_segment = 1;
  CHECK(strokes_of(with(masked), &mask).empty());
  CHECK(strokes_of(with(masked)).empty());
}

TEST_CASE("Regions without enough points draw nothing or a cross", "[view][overlay]") {
  CHECK(strokes_of(with(region(RegionKind::kPolygon, {}))).empty());
  CHECK(strokes_of(with(region(RegionKind::kBox, {Point<Image>(1, 1)}))).empty());
  CHECK(strokes_of(with(region(RegionKind::kPolyline, {Point<Image>(1, 1)}))).size() == 2);
}

}  // namespace
}  // namespace overread
