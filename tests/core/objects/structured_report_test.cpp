#include "core/objects/structured_report.hpp"

#include <catch_amalgamated.hpp>

#include "core/dicom/tags.hpp"
#include "core/objects/content_value.hpp"
#include "core/objects/key_objects.hpp"

namespace overread {
namespace {

Dataset code(std::string_view value, std::string_view scheme, std::string_view meaning) {
  Dataset dataset;
  dataset.set_text(tags::kCodeValue, Vr::kSH, value);
  dataset.set_text(tags::kCodingSchemeDesignator, Vr::kSH, scheme);
  dataset.set_text(tags::kCodeMeaning, Vr::kLO, meaning);
  return dataset;
}

Dataset item(std::string_view relationship, std::string_view type, std::string_view name) {
  Dataset dataset;
  dataset.set_text(tags::kRelationshipType, Vr::kCS, relationship);
  dataset.set_text(tags::kValueType, Vr::kCS, type);
  dataset.set_sequence(tags::kConceptNameCodeSequence, {code("1", "99TEST", name)});
  return dataset;
}

Dataset text_item(std::string_view name, std::string_view text) {
  Dataset dataset = item("CONTAINS", "TEXT", name);
  dataset.set_text(tags::kTextValue, Vr::kUT, text);
  return dataset;
}

Dataset number_item(std::string_view value, std::string_view unit, std::string_view meaning) {
  Dataset measured;
  measured.set_text(tags::kNumericValue, Vr::kDS, value);
  measured.set_sequence(tags::kMeasurementUnitsCodeSequence, {code(unit, "UCUM", meaning)});
  Dataset dataset = item("CONTAINS", "NUM", "Length");
  dataset.set_sequence(tags::kMeasuredValueSequence, {measured});
  return dataset;
}

Dataset image_item(std::string_view uid, std::vector<double> frames = {}) {
  Dataset reference;
  reference.set_text(tags::kReferencedSopClassUid, Vr::kUI, "1.2.840.10008.5.1.4.1.1.2");
  reference.set_text(tags::kReferencedSopInstanceUid, Vr::kUI, uid);
  if (!frames.empty()) reference.set_numbers(tags::kReferencedFrameNumber, Vr::kIS, frames);
  Dataset dataset = item("CONTAINS", "IMAGE", "Source");
  dataset.set_sequence(tags::kReferencedSopSequence, {reference});
  return dataset;
}

Dataset root_with(std::vector<Dataset> children) {
  Dataset root = item("", "CONTAINER", "Imaging Report");
  root.set_sequence(tags::kContentSequence, std::move(children));
  return root;
}

TEST_CASE("SR: items come in reading order, each one deeper than its parent", "[objects][sr]") {
  Dataset section = item("CONTAINS", "CONTAINER", "Findings");
  section.set_sequence(tags::kContentSequence, {text_item("Finding", "A shadow")});
  Dataset root = root_with({section, text_item("Impression", "Nothing else")});
  root.set_text(tags::kCompletionFlag, Vr::kCS, "COMPLETE");
  root.set_text(tags::kVerificationFlag, Vr::kCS, "UNVERIFIED");
  const auto report = structured_report(root);
  REQUIRE(report);
  CHECK(report->title == "Imaging Report");
  CHECK(report->is_complete);
  CHECK_FALSE(report->is_verified);
  REQUIRE(report->items.size() == 4);
  CHECK(report->items[0].depth == 0);
  CHECK(report->items[1].concept_name.meaning == "Findings");
  CHECK(report->items[2].depth == 2);
  CHECK(report->items[2].value == "A shadow");
  CHECK(report->items[3].depth == 1);
  CHECK(report->items[3].relationship == "CONTAINS");
}

TEST_CASE("SR: who verified a report stands beside it", "[objects][sr]") {
  Dataset observer;
  observer.set_text(tags::kVerifyingObserverName, Vr::kPN, "Doe^Jane");
  observer.set_text(tags::kVerificationDateTime, Vr::kDT, "20240131142530");
  observer.set_text(tags::kVerifyingOrganization, Vr::kLO, "Clinic");
  Dataset root = root_with({});
  root.set_text(tags::kVerificationFlag, Vr::kCS, "VERIFIED");
  root.set_sequence(tags::kVerifyingObserverSequence, {observer});
  const auto report = structured_report(root);
  REQUIRE(report);
  CHECK(report->is_verified);
  CHECK(report->verifiers == std::vector<ReportVerifier>{{"Doe^Jane", "20240131142530", "Clinic"}});
}

TEST_CASE("SR: a number carries its unit as readers know it", "[objects][sr]") {
  CHECK(content_value(number_item("23.4", "mm", "millimeter")) == "23.4 mm");
  CHECK(content_value(number_item("23.4", "deg", "degree")) == "23.4°");
  CHECK(content_value(number_item("-812", "[hnsf'U]", "Hounsfield unit")) == "-812 HU");
  CHECK(content_value(number_item("0.47", "1", "no units")) == "0.47");
  CHECK(content_value(number_item("3", "{score}", "score")) == "3 score");
  CHECK(content_value(number_item("12", "%", "percent")) == "12%");
}

TEST_CASE("SR: a measurement without a value says why", "[objects][sr]") {
  Dataset dataset = item("CONTAINS", "NUM", "Length");
  dataset.set_sequence(tags::kMeasuredValueSequence, {});
  dataset.set_sequence(tags::kNumericValueQualifierCodeSequence,
                       {code("114006", "DCM", "Measurement failure")});
  CHECK(content_value(dataset) == "Measurement failure");
}

TEST_CASE("SR: dates and times are written apart", "[objects][sr]") {
  CHECK(readable_date("20240131") == "2024-01-31");
  CHECK(readable_date("2024.01.31") == "2024.01.31");
  CHECK(readable_time("142530.123") == "14:25:30");
  CHECK(readable_time("1425") == "14:25");
  CHECK(readable_time("14") == "14");
  CHECK(readable_date_time("20240131142530.123+0300") == "2024-01-31 14:25:30");
  CHECK(readable_date_time("20240131") == "2024-01-31");
  CHECK(readable_date_time("2024") == "2024");
}

TEST_CASE("SR: references keep their frames; numbers that are none are left out", "[objects][sr]") {
  const auto report = structured_report(root_with({image_item("1.2.3", {3, 0, 7})}));
  REQUIRE(report);
  REQUIRE(report->items[1].references.size() == 1);
  CHECK(report->items[1].references[0].sop_instance_uid == "1.2.3");
  CHECK(report->items[1].references[0].frame_numbers == std::vector<int>{3, 7});
}

TEST_CASE("SR: spatial coordinates keep their points and the picture they are selected from",
          "[objects][sr]") {
  Dataset graphic = item("CONTAINS", "SCOORD", "Region");
  graphic.set_text(tags::kGraphicType, Vr::kCS, "POLYLINE");
  graphic.set_numbers(tags::kGraphicData, Vr::kFL, std::vector<double>{1.5, 2, 3, 4.25});
  graphic.set_sequence(tags::kContentSequence, {image_item("1.2.3")});
  const auto report = structured_report(root_with({graphic}));
  REQUIRE(report);
  REQUIRE(report->items[1].graphic);
  CHECK(report->items[1].graphic->graphic_type == "POLYLINE");
  CHECK(report->items[1].graphic->data == std::vector<double>{1.5, 2, 3, 4.25});
  CHECK(report->items[1].graphic->dimensions == 2);
  CHECK(report->items[2].depth == 2);
}

TEST_CASE("SR: an item by reference points to the item it means", "[objects][sr]") {
  Dataset by_reference;
  by_reference.set_text(tags::kRelationshipType, Vr::kCS, "INFERRED FROM");
  by_reference.set_numbers(tags::kReferencedContentItemIdentifier, Vr::kUL,
                           std::vector<double>{1, 2, 1});
  Dataset lost = by_reference;
  lost.set_numbers(tags::kReferencedContentItemIdentifier, Vr::kUL, std::vector<double>{1, 9});
  Dataset section = item("CONTAINS", "CONTAINER", "Section");
  section.set_sequence(tags::kContentSequence, {text_item("Meant", "x")});
  const auto report = structured_report(root_with({by_reference, section, lost}));
  REQUIRE(report);
  REQUIRE(report->items.size() == 5);
  CHECK(report->items[1].by_reference);
  CHECK(report->items[1].target == 3);
  CHECK(report->items[4].by_reference);
  CHECK(report->items[4].target == -1);
}

TEST_CASE("SR: an identifier whose numbers are no places means no item", "[objects][sr]") {
  for (const std::vector<double>& numbers : {std::vector<double>{1, 1e300}, {1.5}, {-1, 0}}) {
    Dataset lost;
    lost.set_numbers(tags::kReferencedContentItemIdentifier, Vr::kFD, numbers);
    const auto report = structured_report(root_with({lost}));
    REQUIRE(report);
    REQUIRE(report->items.size() == 2);
    CHECK(report->items[1].by_reference);
    CHECK(report->items[1].target == -1);
  }
}

TEST_CASE("SR: what is no content tree, nests too deep or has no end is refused", "[objects][sr]") {
  CHECK(structured_report(Dataset()).error().code == ErrorCode::kInvalidAttribute);
  Dataset deep = item("CONTAINS", "CONTAINER", "Leaf");
  for (int i = 0; i <= kMaxContentDepth; ++i) deep = root_with({std::move(deep)});
  CHECK(structured_report(deep).error().code == ErrorCode::kTooLarge);
  const Dataset leaf = text_item("a", "b");
  std::vector<Dataset> many(1001, leaf);
  Dataset section = item("CONTAINS", "CONTAINER", "Section");
  section.set_sequence(tags::kContentSequence, std::move(many));
  CHECK(structured_report(root_with(std::vector<Dataset>(100, section))).error().code ==
        ErrorCode::kTooLarge);
}

TEST_CASE("KOS: title, description and the images in their order", "[objects][kos]") {
  Dataset description = text_item("Key Object Description", "Look here");
  description.set_sequence(tags::kConceptNameCodeSequence,
                           {code("113012", "DCM", "Key Object Description")});
  Dataset modifier = item("HAS CONCEPT MOD", "CODE", "Document Title Modifier");
  modifier.set_sequence(tags::kConceptCodeSequence, {code("113013", "DCM", "Best In Set")});
  Dataset observer = item("HAS OBS CONTEXT", "TEXT", "Person Observer Name");
  observer.set_text(tags::kTextValue, Vr::kUT, "Not the description");
  Dataset root =
      root_with({modifier, observer, description, image_item("1.2.4"), image_item("1.2.3", {2})});
  root.set_sequence(tags::kConceptNameCodeSequence, {code("113000", "DCM", "Of Interest")});
  const auto report = structured_report(root);
  REQUIRE(report);
  const KeyObjects selection = key_objects(*report);
  CHECK(selection.title == Concept{"DCM", "113000", "Of Interest"});
  CHECK(selection.modifiers == std::vector<std::string>{"Best In Set"});
  CHECK(selection.description == "Look here");
  REQUIRE(selection.objects.size() == 2);
  CHECK(selection.objects[0].sop_instance_uid == "1.2.4");
  CHECK(selection.objects[0].frame_numbers.empty());
  CHECK(selection.objects[1].frame_numbers == std::vector<int>{2});
}

}  // namespace
}  // namespace overread
