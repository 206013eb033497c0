#include "core/objects/object_codec.hpp"

#include <catch_amalgamated.hpp>

#include "made_segmentation.hpp"

namespace overread {
namespace {

template <class T>
T there_and_back(T object) {
  const ObjectMessage message = object_message(std::move(object));
  auto back = object_from_message(message.json, message.bytes);
  INFO(message.json);
  INFO((back ? "" : back.error().message));
  REQUIRE(back);
  REQUIRE(std::holds_alternative<T>(*back));
  return std::get<T>(std::move(*back));
}

Segmentation crosses() {
  const auto read = segmentation_object(testing::two_crosses(), [](int) -> Result<DecodedFrame> {
    return fail(ErrorCode::kInternal, "not asked");
  });
  REQUIRE(read);
  return *read;
}

TEST_CASE("A segmentation crosses over with its pixels, planes and colors", "[objects][codec]") {
  Segmentation given = crosses();
  given.segments[0].color = RgbColor{1, 2, 255};
  given.problems = {"Number Of Frames (0028,0008) is missing, taken for 1"};
  const Segmentation back = there_and_back(given);
  CHECK(back.type == SegmentationType::kBinary);
  CHECK(back.pixels == given.pixels);
  CHECK(back.problems == given.problems);
  CHECK(back.spacing == given.spacing);
  CHECK(back.segments[0].color == RgbColor{1, 2, 255});
  CHECK_FALSE(back.segments[1].color);
  CHECK(back.segments[1].type == given.segments[1].type);
  CHECK(back.frames[1].segment_number == 2);
  CHECK(back.frames[1].plane == given.frames[1].plane);
  CHECK(back.frames[1].sources == given.frames[1].sources);
}

TEST_CASE("A segmentation whose bytes are too few is refused", "[objects][codec]") {
  const ObjectMessage message = object_message(crosses());
  const auto back = object_from_message(message.json, ByteView(message.bytes).first(2));
  REQUIRE_FALSE(back);
  CHECK(back.error().code == ErrorCode::kTruncated);
}

TEST_CASE("A structure set crosses over to the last bit of its points", "[objects][codec]") {
  StructureSet given;
  given.label = "Plan";
  RegionOfInterest region;
  region.number = 4;
  region.name = "Опухоль";
  region.contours = {
      {ContourType::kOpenPlanar, {{0.1, -1e-300, 3.0}, {4, 5, 6}}, {{"", "1.2.3", {2}, {}}}},
      {ContourType::kPoint, {{7, 8, 9}}, {}}};
  given.regions = {region};
  given.problems = {"ROI 4: 1 of 3 contours not drawn"};
  const StructureSet back = there_and_back(given);
  REQUIRE(back.regions.size() == 1);
  CHECK(back.problems == given.problems);
  CHECK(back.regions[0].name == "Опухоль");
  REQUIRE(back.regions[0].contours.size() == 2);
  CHECK(back.regions[0].contours[0].type == ContourType::kOpenPlanar);
  CHECK(back.regions[0].contours[0].points == region.contours[0].points);
  CHECK(back.regions[0].contours[0].images == region.contours[0].images);
  CHECK(back.regions[0].contours[1].points == region.contours[1].points);
  ObjectMessage message = object_message(given);
  message.bytes.pop_back();
  CHECK(object_from_message(message.json, message.bytes).error().code == ErrorCode::kTruncated);
}

TEST_CASE("A report crosses over with its references, graphics and targets", "[objects][codec]") {
  StructuredReport given;
  given.title = "Report";
  given.is_verified = true;
  given.verifiers = {{"Doe^Jane", "2024", "Clinic"}};
  ContentItem root, image, pointer;
  root.value_type = "CONTAINER";
  image.depth = 1;
  image.relationship = "CONTAINS";
  image.value_type = "SCOORD";
  image.concept_name = {"DCM", "1", "Region"};
  image.references = {{"1.2", "1.2.3", {1, 4}, {2}}};
  image.graphic = ContentGraphic{"POINT", {1.5, 2.5}, 2, ""};
  pointer.depth = 1;
  pointer.by_reference = true;
  pointer.target = 1;
  given.items = {root, image, pointer};
  const StructuredReport back = there_and_back(given);
  CHECK(back.title == "Report");
  CHECK(back.is_verified);
  CHECK(back.verifiers == given.verifiers);
  REQUIRE(back.items.size() == 3);
  CHECK(back.items[1].concept_name == image.concept_name);
  CHECK(back.items[1].references == image.references);
  CHECK(back.items[1].graphic == image.graphic);
  CHECK(back.items[2].by_reference);
  CHECK(back.items[2].target == 1);
  given.items[2].target = 3;
  CHECK_FALSE(object_from_message(object_message(given).json, {}));
}

TEST_CASE("A card crosses over with its document and waveforms", "[objects][codec]") {
  ObjectCard given;
  given.sop_class_name = "Encapsulated PDF";
  given.document = WrappedDocument{"application/pdf", "Letter", 5'000'000'000};
  given.waveforms = {{12, 10'000, 1000.0}};
  const ObjectCard back = there_and_back(given);
  CHECK(back.sop_class_name == given.sop_class_name);
  CHECK(back.document == given.document);
  CHECK(back.waveforms == given.waveforms);
}

}  // namespace
}  // namespace overread
