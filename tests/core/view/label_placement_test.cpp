#include "core/view/label_placement.hpp"

#include <catch_amalgamated.hpp>

#include "core/base/random.hpp"

namespace overread {
namespace {

OverlayStroke box_stroke(int finding, const ViewportBox& box) {
  return {.points = {Point<Viewport>(box.left, box.top), Point<Viewport>(box.right, box.top),
                     Point<Viewport>(box.right, box.bottom), Point<Viewport>(box.left, box.bottom)},
          .closed = true,
          .finding = finding};
}

TEST_CASE("One label stands to the right of its finding, with a leader to its edge",
          "[view][label]") {
  const std::vector strokes{box_stroke(0, {100, 100, 200, 200})};
  const std::vector<LabelRequest> requests{
      {.finding = 0, .palette_index = 3, .text = "Nodule 7 mm", .width = 80, .height = 20}};
  const auto labels = place_labels(requests, strokes, {.width = 600, .height = 400});
  REQUIRE(labels.size() == 1);
  CHECK(labels[0].text == "Nodule 7 mm");
  CHECK(labels[0].palette_index == 3);
  CHECK(labels[0].box == ViewportBox{208, 140, 288, 160});
  CHECK(labels[0].leader_from == Point<Viewport>(208, 150));
  CHECK(labels[0].leader_to == Point<Viewport>(200, 150));
}

TEST_CASE("At the right edge the label goes to the left", "[view][label]") {
  const std::vector strokes{box_stroke(0, {500, 100, 590, 200})};
  const std::vector<LabelRequest> requests{{.finding = 0, .width = 80, .height = 20}};
  const auto labels = place_labels(requests, strokes, {.width = 600, .height = 400});
  REQUIRE(labels.size() == 1);
  CHECK(labels[0].box.right <= 492);
}

TEST_CASE("A finding out of view has no label, one partly in view has", "[view][label]") {
  const std::vector strokes{box_stroke(0, {-300, 100, -200, 200}),
                            box_stroke(1, {-50, 100, 20, 200})};
  const std::vector<LabelRequest> requests{{.finding = 0, .width = 80, .height = 20},
                                           {.finding = 1, .width = 80, .height = 20},
                                           {.finding = 2, .width = 80, .height = 20}};
  const auto labels = place_labels(requests, strokes, {.width = 600, .height = 400});
  REQUIRE(labels.size() == 1);
  CHECK(labels[0].finding == 1);
}

TEST_CASE("A finding that fills the viewport gets its label left out", "[view][label]") {
  const std::vector strokes{box_stroke(0, {0, 0, 600, 400})};
  const std::vector<LabelRequest> requests{{.finding = 0, .width = 80, .height = 20}};
  CHECK(place_labels(requests, strokes, {.width = 600, .height = 400}).empty());
}

TEST_CASE("Labels never lie on findings, on each other, on reserved room or outside",
          "[view][label][property]") {
  Random random(21);
  int placed = 0;
  for (int round = 0; round < 150; ++round) {
    const LabelField field{.width = random.uniform(200, 1200),
                           .height = random.uniform(150, 900),
                           .reserved = {{0, 0, 120, 60}, {0, 100, 40, 140}}};
    std::vector<OverlayStroke> strokes;
    std::vector<LabelRequest> requests;
    const int count = random.integer(1, 12);
    for (int i = 0; i < count; ++i) {
      const double x = random.uniform(-100, field.width + 50);
      const double y = random.uniform(-100, field.height + 50);
      strokes.push_back(
          box_stroke(i, {x, y, x + random.uniform(0, 150), y + random.uniform(0, 150)}));
      requests.push_back(
          {.finding = i, .width = random.uniform(20, 140), .height = random.uniform(12, 30)});
    }
    const auto labels = place_labels(requests, strokes, field);
    placed += static_cast<int>(labels.size());
    for (std::size_t i = 0; i < labels.size(); ++i) {
      const ViewportBox& box = labels[i].box;
      CHECK(box.left >= 0);
      CHECK(box.top >= 0);
      CHECK(box.right <= field.width);
      CHECK(box.bottom <= field.height);
      for (const OverlayStroke& stroke : strokes) {
        CHECK_FALSE(box.overlaps(box_around(stroke.points)));
      }
      for (const ViewportBox& reserved : field.reserved) CHECK_FALSE(box.overlaps(reserved));
      for (std::size_t j = 0; j < i; ++j) CHECK_FALSE(box.overlaps(labels[j].box));
    }
  }
  CHECK(placed > 300);
}

}  // namespace
}  // namespace overread
