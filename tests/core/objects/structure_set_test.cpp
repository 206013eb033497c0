#include "core/objects/structure_set.hpp"

#include <catch_amalgamated.hpp>

#include "core/dicom/tags.hpp"

namespace overread {
namespace {

Dataset roi(int number, std::string_view name) {
  Dataset dataset;
  dataset.set_number(tags::kRoiNumber, Vr::kIS, number);
  dataset.set_text(tags::kRoiName, Vr::kLO, name);
  dataset.set_text(tags::kReferencedFrameOfReferenceUid, Vr::kUI, "1.2.9");
  return dataset;
}

Dataset contour(std::string_view type, std::vector<double> data, int promised) {
  Dataset dataset;
  dataset.set_text(tags::kContourGeometricType, Vr::kCS, type);
  dataset.set_number(tags::kNumberOfContourPoints, Vr::kIS, promised);
  dataset.set_numbers(tags::kContourData, Vr::kDS, data);
  Dataset image;
  image.set_text(tags::kReferencedSopInstanceUid, Vr::kUI, "1.2.3.4");
  dataset.set_sequence(tags::kContourImageSequence, {image});
  return dataset;
}

Dataset set_with(std::vector<Dataset> contours, int referenced = 5) {
  Dataset lines;
  lines.set_number(tags::kReferencedRoiNumber, Vr::kIS, referenced);
  lines.set_numbers(tags::kRoiDisplayColor, Vr::kIS, std::vector<double>{255, 128, 0});
  lines.set_sequence(tags::kContourSequence, std::move(contours));
  Dataset observation;
  observation.set_number(tags::kReferencedRoiNumber, Vr::kIS, 5);
  observation.set_text(tags::kRtRoiInterpretedType, Vr::kCS, "PTV");
  Dataset dataset;
  dataset.set_text(tags::kStructureSetLabel, Vr::kSH, "Plan A");
  dataset.set_sequence(tags::kStructureSetRoiSequence, {roi(2, "Lung"), roi(5, "Target")});
  dataset.set_sequence(tags::kRoiContourSequence, {lines});
  dataset.set_sequence(tags::kRtRoiObservationsSequence, {observation});
  return dataset;
}

TEST_CASE("RTSTRUCT: names, colors, types and contours meet by ROI Number", "[objects][rtstruct]") {
  const auto set =
      structure_set(set_with({contour("CLOSED_PLANAR", {0, 0, -5, 10.5, 0, -5, 0, 10, -5}, 3)}));
  REQUIRE(set);
  CHECK(set->label == "Plan A");
  REQUIRE(set->regions.size() == 2);
  CHECK(set->regions[0].name == "Lung");
  CHECK(set->regions[0].contours.empty());
  CHECK_FALSE(set->regions[0].color);
  const RegionOfInterest& target = set->regions[1];
  CHECK(target.interpreted_type == "PTV");
  CHECK(target.color == RgbColor{255, 128, 0});
  CHECK(target.frame_of_reference_uid == "1.2.9");
  REQUIRE(target.contours.size() == 1);
  CHECK(target.contours[0].type == ContourType::kClosedPlanar);
  REQUIRE(target.contours[0].points.size() == 3);
  CHECK(target.contours[0].points[1] == Point<Patient>(10.5, 0, -5));
  CHECK(target.contours[0].images.front().sop_instance_uid == "1.2.3.4");
}

TEST_CASE("RTSTRUCT: a contour that is not what it says is left out and named, others are drawn",
          "[objects][rtstruct]") {
  const auto problem = [](std::vector<Dataset> contours) {
    const auto set = structure_set(set_with(std::move(contours)));
    REQUIRE(set);
    CHECK(set->regions[1].contours.empty());
    REQUIRE(set->problems.size() == 1);
    return set->problems[0];
  };
  CHECK(problem({contour("CLOSED_PLANAR", {1, 2, 3, 4}, 1)}).contains("4 readable numbers"));
  CHECK(problem({contour("CIRCLE", {1, 2, 3}, 1)}).contains("\"CIRCLE\""));
  CHECK(problem({contour("POINT", {}, 0)}).contains("Contour Data (3006,0050)"));

  const Dataset sound = contour("POINT", {1, 2, 3}, 1);
  const Dataset short_one = contour("CLOSED_PLANAR", {1, 2, 3, 4, 5, 6}, 3);
  const auto set = structure_set(set_with({sound, short_one, sound, contour("CIRCLE", {}, 0)}));
  REQUIRE(set);
  CHECK(set->regions[1].contours.size() == 2);
  REQUIRE(set->problems.size() == 1);
  CHECK(set->problems[0] ==
        "ROI 5: 2 of 4 contours not drawn; contour 2: Number Of Contour Points (3006,0046) is 3, "
        "Contour Data (3006,0050) has 2 points");
}

TEST_CASE("RTSTRUCT: contours of no structure are left out and named", "[objects][rtstruct]") {
  const auto set = structure_set(set_with({contour("POINT", {1, 2, 3}, 1)}, 7));
  REQUIRE(set);
  CHECK(set->regions.size() == 2);
  REQUIRE(set->problems.size() == 1);
  CHECK(set->problems[0].starts_with("1 items of ROI Contour Sequence (3006,0039) not drawn; "));
  CHECK(set->problems[0].contains("\"7\", which Structure Set ROI Sequence"));
}

}  // namespace
}  // namespace overread
