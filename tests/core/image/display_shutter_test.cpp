#include "core/image/display_shutter.hpp"

#include <catch_amalgamated.hpp>
#include <string>

#include "core/dicom/tags.hpp"
#include "core/image/instance_header.hpp"

namespace overread {
namespace {

void set(Dataset& dataset, Tag tag, std::vector<double> values) {
  dataset.set_numbers(tag, Vr::kIS, values);
}

Dataset rectangle(int left, int right, int upper, int lower) {
  Dataset d;
  d.set_text(tags::kShutterShape, Vr::kCS, "RECTANGULAR");
  set(d, tags::kShutterLeftVerticalEdge, {static_cast<double>(left)});
  set(d, tags::kShutterRightVerticalEdge, {static_cast<double>(right)});
  set(d, tags::kShutterUpperHorizontalEdge, {static_cast<double>(upper)});
  set(d, tags::kShutterLowerHorizontalEdge, {static_cast<double>(lower)});
  return d;
}

/// Rows of "o" for what is seen and "#" for what is hidden.
std::string seen(const DisplayShutter& shutter, int columns, int rows) {
  std::vector<std::uint8_t> cover(static_cast<std::size_t>(columns) *
                                  static_cast<std::size_t>(rows));
  mark_shuttered(shutter, columns, rows, cover, 1);
  std::string text;
  for (std::size_t i = 0; i < cover.size(); ++i) {
    if (i > 0 && i % static_cast<std::size_t>(columns) == 0) text += '/';
    text += cover[i] == 0 ? 'o' : '#';
  }
  return text;
}

std::string seen(const Dataset& dataset, int columns, int rows, double aspect = 1.0) {
  return seen(read_display_shutter(dataset, aspect), columns, rows);
}

TEST_CASE("Rectangular shutter: columns and rows count from 1, and the edges are seen",
          "[image][shutter][PS3.3 C.7.6.11]") {
  CHECK(seen(rectangle(2, 3, 2, 2), 4, 3) == "####/#oo#/####");
  CHECK(seen(rectangle(1, 4, 1, 3), 4, 3) == "oooo/oooo/oooo");
  // Beyond the image, as devices write it: nothing is hidden.
  CHECK(seen(rectangle(0, 5, -7, 100000), 4, 3) == "oooo/oooo/oooo");
  CHECK(seen(rectangle(3, 3, 1, 3), 4, 3) == "##o#/##o#/##o#");
}

TEST_CASE("Circular shutter: center row first, radius in columns",
          "[image][shutter][PS3.3 C.7.6.11]") {
  Dataset d;
  d.set_text(tags::kShutterShape, Vr::kCS, "CIRCULAR");
  set(d, tags::kCenterOfCircularShutter, {3, 4});
  set(d, tags::kRadiusOfCircularShutter, {2});
  // Center row 3, column 4; (±1, ±1) lies inside radius 2, (±2, ±1) outside.
  CHECK(seen(d, 7, 5) == "###o###/##ooo##/#ooooo#/##ooo##/###o###");
  // Pixels twice as high as wide: one row is two columns.
  CHECK(seen(d, 7, 5, 2.0) == "#######/###o###/#ooooo#/###o###/#######");
}

TEST_CASE("Polygonal shutter: what lies inside or on an edge is seen",
          "[image][shutter][PS3.3 C.7.6.11]") {
  Dataset d;
  d.set_text(tags::kShutterShape, Vr::kCS, "POLYGONAL");
  // A triangle with corners (row 1, column 3), (3, 1) and (3, 5).
  set(d, tags::kVerticesOfThePolygonalShutter, {1, 3, 3, 1, 3, 5});
  CHECK(seen(d, 6, 4) == "##o###/#ooo##/ooooo#/######");
  // The same the other way round, and reaching out of the picture.
  set(d, tags::kVerticesOfThePolygonalShutter, {3, 5, 3, 1, 1, 3});
  CHECK(seen(d, 6, 4) == "##o###/#ooo##/ooooo#/######");
  set(d, tags::kVerticesOfThePolygonalShutter, {-9, 3, 100, 3, 100, 300, -9, 300});
  CHECK(seen(d, 6, 4) == "##oooo/##oooo/##oooo/##oooo");
  // An arrow head: the notch at (2, 3) is on the edge, what lies behind it is not inside.
  set(d, tags::kVerticesOfThePolygonalShutter, {1, 1, 2, 3, 1, 5, 4, 3});
  CHECK(seen(d, 6, 4) == "o###o#/#ooo##/##o###/##o###");
}

TEST_CASE("Several shapes: what is seen lies in all of them", "[image][shutter][PS3.3 C.7.6.11]") {
  Dataset d = rectangle(1, 4, 1, 5);
  d.set_texts(tags::kShutterShape, Vr::kCS, {"CIRCULAR", "RECTANGULAR"});
  set(d, tags::kCenterOfCircularShutter, {3, 4});
  set(d, tags::kRadiusOfCircularShutter, {2});
  CHECK(seen(d, 7, 5) == "###o###/##oo###/#ooo###/##oo###/###o###");
}

TEST_CASE("A broken shape hides nothing", "[image][shutter][hostile]") {
  CHECK_FALSE(read_display_shutter({}, 1.0).has_shape());
  CHECK_FALSE(read_display_shutter(rectangle(5, 4, 1, 3), 1.0).has_shape());
  CHECK_FALSE(read_display_shutter(rectangle(1, 2'000'000'000, 1, 3), 1.0).has_shape());
  Dataset no_edges;
  no_edges.set_text(tags::kShutterShape, Vr::kCS, "RECTANGULAR");
  CHECK_FALSE(read_display_shutter(no_edges, 1.0).has_shape());
  Dataset polygon;
  polygon.set_text(tags::kShutterShape, Vr::kCS, "POLYGONAL");
  for (const std::size_t count : {2U, 4U, 7U, 2050U}) {
    set(polygon, tags::kVerticesOfThePolygonalShutter, std::vector<double>(count, 1.0));
    CHECK_FALSE(read_display_shutter(polygon, 1.0).has_shape());
  }
}

TEST_CASE("The presentation value is black where it is not stated", "[image][shutter]") {
  Dataset d = rectangle(1, 2, 1, 2);
  CHECK(read_display_shutter(d, 1.0).presentation_value == 0);
  d.set_number(tags::kShutterPresentationValue, Vr::kUS, 0x8000);
  CHECK(read_display_shutter(d, 1.0).presentation_value == 0x8000);
}

Dataset image(int frames) {
  Dataset d;
  d.set_number(tags::kRows, Vr::kUS, 4);
  d.set_number(tags::kColumns, Vr::kUS, 4);
  d.set_number(tags::kBitsAllocated, Vr::kUS, 8);
  d.set_number(tags::kBitsStored, Vr::kUS, 8);
  d.set_number(tags::kNumberOfFrames, Vr::kIS, frames);
  return d;
}

TEST_CASE("A header has one shutter for all frames, or those of its functional groups",
          "[image][shutter][header][PS3.3 C.7.6.16]") {
  Dataset d = image(2);
  CHECK(instance_header(d, "")->shutters.empty());
  for (const auto& [tag, element] : rectangle(2, 3, 1, 4).elements()) d.set(tag, element);
  const auto plain = instance_header(d, "");
  REQUIRE(plain);
  CHECK(plain->shutters.size() == 1);
  CHECK(plain->shutter(2).rectangle == DisplayShutter::Rectangle{1, 2, 0, 3});
  std::vector<Dataset> frames(2);
  frames[1].set_sequence(tags::kFrameDisplayShutterSequence, {rectangle(1, 1, 1, 1)});
  d.set_sequence(tags::kPerFrameFunctionalGroupsSequence, frames);
  const auto enhanced = instance_header(d, "");
  REQUIRE(enhanced);
  CHECK(enhanced->shutter(1).rectangle == DisplayShutter::Rectangle{1, 2, 0, 3});
  CHECK(enhanced->shutter(2).rectangle == DisplayShutter::Rectangle{0, 0, 0, 0});
  CHECK_FALSE(enhanced->shutter(3).has_shape());
}

}  // namespace
}  // namespace overread
