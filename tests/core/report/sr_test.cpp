#include "core/report/sr_tid1500.hpp"

#include <catch_amalgamated.hpp>
#include <string>

#include "core/base/uid.hpp"
#include "core/dicom/tags.hpp"
#include "tests/core/report/report_examples.hpp"

namespace overread {
namespace {

Dataset report_of(const ReportModel& model) {
  auto dataset = structured_report(model);
  REQUIRE(dataset.has_value());
  return *std::move(dataset);
}

std::string name_of(const Dataset& item) {
  const auto names = item.sequence(tags::kConceptNameCodeSequence);
  return names.empty() ? std::string() : names[0].text(tags::kCodeMeaning);
}

/// The children with this name, in order.
std::vector<const Dataset*> named(const Dataset& item, std::string_view name) {
  std::vector<const Dataset*> found;
  for (const Dataset& child : item.sequence(tags::kContentSequence)) {
    if (name_of(child) == name) found.push_back(&child);
  }
  return found;
}

const Dataset& only(const Dataset& item, std::string_view name) {
  const auto found = named(item, name);
  REQUIRE(found.size() == 1);
  return *found[0];
}

std::string coded(const Dataset& item) {
  return item.sequence(tags::kConceptCodeSequence)[0].text(tags::kCodeMeaning);
}

TEST_CASE("SR: identity, template and flags", "[report][sr][PS3.3 A.35.13]") {
  const Dataset sr = report_of(examples::spine_report());
  CHECK(sr.text(tags::kSopClassUid) == "1.2.840.10008.5.1.4.1.1.88.34");
  CHECK(sr.text(tags::kModality) == "SR");
  CHECK(sr.text(tags::kStudyInstanceUid) == "1.2.826.0.1.3680043.10.1");
  CHECK(sr.text(tags::kPatientName) == "Иванова^Анна");
  CHECK(sr.text(tags::kContentDate) == "20260111");
  CHECK(name_of(sr) == "Imaging Measurement Report");
  CHECK(sr.sequence(tags::kContentTemplateSequence)[0].text(tags::kTemplateIdentifier) == "1500");
  CHECK(sr.text(tags::kVerificationFlag) == "UNVERIFIED");
  CHECK(is_valid_uid(sr.text(tags::kSopInstanceUid)));
  CHECK(coded(only(sr, "Language of Content Item and Descendants")) == "English");
  CHECK(only(sr, "Person Observer Name").text(tags::kPersonName) == "Petrov^Petr");
  CHECK(named(sr, "Observer Type").size() == 2);
}

TEST_CASE("SR: only accepted findings, with angle, lines and grades", "[report][sr][TID 1501]") {
  const Dataset sr = report_of(examples::spine_report());
  const auto groups = named(only(sr, "Imaging Measurements"), "Measurement Group");
  REQUIRE(groups.size() == 1);
  const Dataset& group = *groups[0];
  CHECK(only(group, "Tracking Identifier").text(tags::kTextValue) == "spine-scoliosis-1");
  CHECK(coded(only(group, "Finding")) == "Scoliosis");
  const Dataset& site = only(group, "Finding Site");
  CHECK(coded(site) == "Thoracic spine");
  CHECK(coded(only(site, "Laterality")) == "Right");
  CHECK(only(group, "Algorithm Name").text(tags::kTextValue) == "spine-scoliosis");
  CHECK(coded(only(group, "Chaklin")) == "III");
  CHECK(only(only(group, "Chaklin"), "Comment").text(tags::kTextValue) == "borderline");
  CHECK(coded(only(group, "Reader's decision")) == "Accepted after a change by the reader");

  const Dataset& angle = only(group, "Cobb angle");
  const Dataset& value = angle.sequence(tags::kMeasuredValueSequence)[0];
  CHECK(value.number(tags::kNumericValue) == 27.6);
  const Dataset& unit = value.sequence(tags::kMeasurementUnitsCodeSequence)[0];
  CHECK(unit.text(tags::kCodeValue) == "deg");
  CHECK(unit.text(tags::kCodingSchemeDesignator) == "UCUM");

  const Dataset& line = only(angle, "superior end plate");
  CHECK(line.text(tags::kRelationshipType) == "INFERRED FROM");
  CHECK(line.text(tags::kGraphicType) == "POLYLINE");
  // Half a pixel more than (100, 200) and (150.5, 190.25): counted from the corner, C.18.6.1.2.
  CHECK(line.numbers(tags::kGraphicData) == std::vector{100.5, 200.5, 151.0, 190.75});
  const Dataset& image = line.sequence(tags::kContentSequence)[0];
  CHECK(image.text(tags::kRelationshipType) == "SELECTED FROM");
  const Dataset& reference = image.sequence(tags::kReferencedSopSequence)[0];
  CHECK(reference.text(tags::kReferencedSopInstanceUid) == "1.2.826.0.1.3680043.10.1.1.1");
  CHECK_FALSE(reference.contains(tags::kReferencedFrameNumber));
}

TEST_CASE("SR: a mask by its segment, a box by its outer corners", "[report][sr][TID 1411]") {
  const ReportModel model = examples::ct_report();
  const Dataset sr = report_of(model);
  const auto groups = named(only(sr, "Imaging Measurements"), "Measurement Group");
  REQUIRE(groups.size() == 2);
  const Dataset& segment =
      only(*groups[0], "Referenced Segment").sequence(tags::kReferencedSopSequence)[0];
  CHECK(segment.text(tags::kReferencedSopInstanceUid) == model.masks[0].sop_instance_uid);
  CHECK(segment.integer(tags::kReferencedSegmentNumber) == 1);
  CHECK(only(*groups[0], "Source series for segmentation").text(tags::kUid) ==
        "1.2.826.0.1.3680043.10.1.2");
  // Pixels 2–5 by 5–7: from the first one's left edge to the last one's right edge.
  CHECK(only(*groups[0], "Image Region").numbers(tags::kGraphicData) ==
        std::vector<double>{2, 5, 6, 5, 6, 8, 2, 8, 2, 5});
  CHECK(coded(only(*groups[0], "Reader's decision")) == "Not read by a person");
  CHECK(named(*groups[1], "Lung volume").size() == 1);

  const Dataset& study = sr.sequence(tags::kCurrentRequestedProcedureEvidenceSequence)[0];
  const auto series = study.sequence(tags::kReferencedSeriesSequence);
  REQUIRE(series.size() == 2);
  CHECK(series[0].sequence(tags::kReferencedSopSequence).size() == 5);
  CHECK(series[1].text(tags::kSeriesInstanceUid) == model.masks[0].series_instance_uid);
}

TEST_CASE("SR: the same seed gives the same UIDs, another seed others", "[report][sr]") {
  ReportModel model = examples::spine_report();
  const std::string first = report_of(model).text(tags::kSopInstanceUid);
  CHECK(report_of(model).text(tags::kSopInstanceUid) == first);
  model.uid_seed = "another";
  CHECK(report_of(model).text(tags::kSopInstanceUid) != first);
}

TEST_CASE("SR: what it cannot be made of", "[report][sr][bad input]") {
  ReportModel model = examples::spine_report();
  SECTION("no instances") { model.instances.clear(); }
  SECTION("two studies") {
    model.instances.push_back(model.instances[0]);
    model.instances[1].study_instance_uid = "1.2.3";
  }
  SECTION("no seed") { model.uid_seed.clear(); }
  const auto dataset = structured_report(model);
  REQUIRE_FALSE(dataset.has_value());
  CHECK(dataset.error().code == ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace overread
