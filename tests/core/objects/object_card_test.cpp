#include "core/objects/object_card.hpp"

#include <catch_amalgamated.hpp>

#include "core/dicom/tags.hpp"
#include "core/objects/object.hpp"
#include "core/objects/sop_class_name.hpp"
#include "tests/support/elements.hpp"

namespace overread {
namespace {

DicomFile pdf_of(const Bytes& bytes, double length) {
  DicomFile file;
  file.transfer_syntax_uid = "1.2.840.10008.1.2.1";
  file.dataset.set_text(tags::kSopClassUid, Vr::kUI, "1.2.840.10008.5.1.4.1.1.104.1");
  file.dataset.set_text(tags::kDocumentTitle, Vr::kST, "Letter");
  file.dataset.set_text(tags::kMimeTypeOfEncapsulatedDocument, Vr::kLO, "application/pdf");
  file.dataset.set_text(tags::kContentDate, Vr::kDA, "20240131");
  file.dataset.set_bytes(tags::kEncapsulatedDocument, Vr::kOB, bytes);
  if (length >= 0) file.dataset.set_number(tags::kEncapsulatedDocumentLength, Vr::kUL, length);
  return file;
}

TEST_CASE("Encapsulated document: its length takes the filling off", "[objects][PS3.3 C.24.2]") {
  const auto whole = encapsulated_document(pdf_of({'%', 'P', 'D', 'F', '-', 0}, 5).dataset);
  REQUIRE(whole);
  CHECK(*whole == Bytes{'%', 'P', 'D', 'F', '-'});
  const auto even = encapsulated_document(pdf_of({'%', 'P', 'D', 'F'}, -1).dataset);
  REQUIRE(even);
  CHECK(even->size() == 4);
}

TEST_CASE("Encapsulated document: a length that does not fit the bytes is refused", "[objects]") {
  const auto longer = encapsulated_document(pdf_of({1, 2, 3, 4}, 5).dataset);
  REQUIRE_FALSE(longer);
  CHECK(longer.error().code == ErrorCode::kTruncated);
  CHECK(longer.error().message.contains("is 5"));
  const auto shorter = encapsulated_document(pdf_of({1, 2, 3, 4}, 2).dataset);
  REQUIRE_FALSE(shorter);
  CHECK(shorter.error().code == ErrorCode::kInvalidAttribute);
  DicomFile nameless = pdf_of({1, 2}, 2);
  nameless.dataset.remove(tags::kMimeTypeOfEncapsulatedDocument);
  CHECK_FALSE(encapsulated_document(nameless.dataset));
  CHECK_FALSE(encapsulated_document(Dataset()));
}

TEST_CASE("A card names the SOP Class and the document that is wrapped", "[objects]") {
  const ObjectCard card = object_card(pdf_of({'%', 'P', 'D', 'F', '-', 0}, 5));
  CHECK(card.sop_class_name == "Encapsulated PDF");
  CHECK(card.content_date == "20240131");
  CHECK(card.document == WrappedDocument{"application/pdf", "Letter", 5});
  CHECK(card.unread_transfer_syntax_uid.empty());
}

TEST_CASE("A card in JPEG XL offers its first frame", "[objects][PS3.5 A.4]") {
  DicomFile file;
  file.transfer_syntax_uid = "1.2.840.10008.1.2.4.110";
  file.dataset.set_number(tags::kRows, Vr::kUS, 2);
  file.dataset.set_number(tags::kNumberOfFrames, Vr::kIS, 2);
  file.dataset.set_bytes(tags::kPixelData, Vr::kOB,
                         testing::joined({testing::item({}), testing::item({0xFF, 0x0A}),
                                          testing::item({1, 2, 3, 4})}));
  const ObjectCard card = object_card(file);
  CHECK(card.document == WrappedDocument{"image/jxl", "", 2});
  CHECK(is_jpeg_xl(*card.document));
  CHECK(card.unread_transfer_syntax_uid == "1.2.840.10008.1.2.4.110");
  const auto frame = wrapped_bytes(file);
  REQUIRE(frame);
  CHECK(*frame == Bytes{0xFF, 0x0A});
  file.transfer_syntax_uid = "1.2.840.10008.1.2.4.90";
  CHECK_FALSE(object_card(file).document);
}

TEST_CASE("SOP Class names are those of the standard; others keep their UID",
          "[objects][PS3.6 A]") {
  CHECK(sop_class_name("1.2.840.10008.5.1.4.1.1.481.5") == "RT Plan");
  CHECK(sop_class_name("1.2.840.10008.5.1.4.1.1.66.7") == "Label Map Segmentation");
  CHECK(sop_class_name("1.2.840.10008.5.1.4.1.1.11.1") == "Grayscale Softcopy Presentation State");
  CHECK(sop_class_name("1.2.3") == "1.2.3");
}

TEST_CASE("What an instance is follows from its SOP Class, its pixels and their syntax",
          "[objects]") {
  const auto kind = [](std::string_view sop_class, int rows,
                       std::string_view syntax = "1.2.840.10008.1.2.1") {
    InstanceHeader header;
    header.sop_class_uid = sop_class;
    header.transfer_syntax_uid = syntax;
    header.rows = header.columns = rows;
    return object_kind(header);
  };
  CHECK(kind("1.2.840.10008.5.1.4.1.1.2", 512) == ObjectKind::kPicture);
  CHECK(kind("", 512) == ObjectKind::kPicture);
  CHECK(kind("1.2.840.10008.5.1.4.1.1.88.11", 0) == ObjectKind::kStructuredReport);
  CHECK(kind("1.2.840.10008.5.1.4.1.1.88.67", 0) == ObjectKind::kStructuredReport);
  CHECK(kind("1.2.840.10008.5.1.4.1.1.88.59", 0) == ObjectKind::kKeyObjects);
  CHECK(kind("1.2.840.10008.5.1.4.1.1.66.4", 512) == ObjectKind::kSegmentation);
  CHECK(kind("1.2.840.10008.5.1.4.1.1.66.7", 512) == ObjectKind::kSegmentation);
  CHECK(kind("1.2.840.10008.5.1.4.1.1.481.3", 0) == ObjectKind::kStructureSet);
  CHECK(kind("1.2.840.10008.5.1.4.1.1.104.1", 0) == ObjectKind::kOther);
  // MPEG-4
  CHECK(kind("1.2.840.10008.5.1.4.1.1.77.1.1.1", 480, "1.2.840.10008.1.2.4.102") ==
        ObjectKind::kVideo);
  // JPEG XL
  CHECK(kind("1.2.840.10008.5.1.4.1.1.7", 480, "1.2.840.10008.1.2.4.110") == ObjectKind::kOther);
}

}  // namespace
}  // namespace overread
