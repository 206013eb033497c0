#include <algorithm>
#include <catch_amalgamated.hpp>
#include <string>

#include "core/dicom/deflate.hpp"
#include "core/dicom/file.hpp"
#include "core/dicom/json.hpp"
#include "core/dicom/tags.hpp"
#include "tests/support/elements.hpp"

namespace overread {
namespace {

constexpr std::string_view kImplicitLittle = "1.2.840.10008.1.2";

Dataset minimal_dataset() {
  Dataset dataset;
  dataset.set_text(tags::kSopClassUid, Vr::kUI, "1.2.840.10008.5.1.4.1.1.7");
  dataset.set_text(tags::kSopInstanceUid, Vr::kUI, "1.2.3.4");
  return dataset;
}

/// Implicit VR little endian.
Bytes implicit(Tag tag, const Bytes& value, std::uint32_t length) {
  Bytes out;
  testing::append_u16(out, tag.group);
  testing::append_u16(out, tag.element);
  testing::append_u32(out, length);
  testing::append(out, value);
  return out;
}

}  // namespace

TEST_CASE("Read: explicit VR, short and long lengths", "[dicom][read][PS3.5 7.1.2]") {
  const Bytes dataset = testing::joined(
      {testing::text_element(tags::kPatientId, "LO", "AB "), testing::us_element(tags::kRows, 258),
       testing::long_element(tags::kTextValue, "UT", {'a', '\\', 'b', ' '})});
  const auto file = read_dicom_file(testing::part10(testing::kExplicitLittle, dataset));
  REQUIRE(file.has_value());
  CHECK(file->transfer_syntax_uid == testing::kExplicitLittle);
  CHECK(file->dataset.text(tags::kPatientId) == "AB");
  CHECK(file->dataset.integer(tags::kRows) == 258);
  CHECK(file->dataset.text(tags::kTextValue) == "a\\b");
}

TEST_CASE("Read: implicit VR takes VRs from the dictionary", "[dicom][read][PS3.5 A.1]") {
  const Bytes dataset = testing::joined(
      {implicit(tags::kPatientName, {'A', '^', 'B', ' '}, 4), implicit(tags::kRows, {2, 1}, 2),
       implicit(tags::kPixelRepresentation, {1, 0}, 2),
       implicit(tags::kPixelPaddingValue, {0xFE, 0xFF}, 2),
       implicit({0x0029, 0x0010}, {'X', ' '}, 2), implicit({0x0029, 0x1001}, {1, 2}, 2)});
  const auto file = read_dicom_file(testing::part10(kImplicitLittle, dataset));
  REQUIRE(file.has_value());
  CHECK(file->dataset.find(tags::kPatientName)->vr == Vr::kPN);
  CHECK(file->dataset.integer(tags::kRows) == 258);
  CHECK(file->dataset.find({0x0029, 0x0010})->vr == Vr::kLO);
  CHECK(file->dataset.find({0x0029, 0x1001})->vr == Vr::kUN);
}

TEST_CASE("Read: what the dictionary calls a sequence and holds no items is kept as bytes",
          "[dicom][read][PS3.5 A.1]") {
  // (0040,A170) was Observation Class, CS, in the trial reports before 2000.
  const Tag observation_class{0x0040, 0xA170};
  const Bytes text{'N', 'A', 'M', 'E', 'D', ' '};
  const Bytes dataset = testing::joined({implicit(tags::kModality, {'S', 'R'}, 2),
                                         implicit(observation_class, text, 6),
                                         implicit({0x0040, 0xA731}, {'O', 'K'}, 2)});
  const auto file = read_dicom_file(testing::part10(kImplicitLittle, dataset));
  REQUIRE(file.has_value());
  REQUIRE(file->dataset.contains(observation_class));
  CHECK(file->dataset.find(observation_class)->vr == Vr::kUN);
  CHECK(file->dataset.contains({0x0040, 0xA731}));
}

TEST_CASE("Read: US or SS follows Pixel Representation", "[dicom][read][PS3.6]") {
  const Bytes dataset = testing::joined({implicit(tags::kModality, {'C', 'T'}, 2),
                                         implicit(tags::kPixelRepresentation, {1, 0}, 2),
                                         implicit(tags::kPixelPaddingValue, {0xFE, 0xFF}, 2)});
  const auto file = read_dicom_file(testing::part10(kImplicitLittle, dataset));
  REQUIRE(file.has_value());
  CHECK(file->dataset.integer(tags::kPixelPaddingValue) == -2);
}

TEST_CASE("Read: sequences with defined and undefined lengths", "[dicom][read][PS3.5 7.5]") {
  const Bytes inside = testing::text_element(tags::kCodeValue, "SH", "T1");
  Bytes open_item{0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF};
  testing::append(open_item, inside);
  testing::append(open_item, testing::item_delimiter());
  const Bytes dataset = testing::joined(
      {testing::text_element(tags::kModality, "CS", "SR"),
       testing::long_element(tags::kViewCodeSequence, "SQ",
                             testing::joined({testing::item(inside), testing::item({})})),
       testing::long_element(tags::kContentSequence, "SQ",
                             testing::joined({open_item, testing::sequence_delimiter()}),
                             0xFFFFFFFF),
       testing::text_element({0x0040, 0xA731}, "CS", "OK")});
  const auto file = read_dicom_file(testing::part10(testing::kExplicitLittle, dataset));
  REQUIRE(file.has_value());
  REQUIRE(file->dataset.sequence(tags::kViewCodeSequence).size() == 2);
  CHECK(file->dataset.sequence(tags::kViewCodeSequence)[0].text(tags::kCodeValue) == "T1");
  REQUIRE(file->dataset.sequence(tags::kContentSequence).size() == 1);
  CHECK(file->dataset.sequence(tags::kContentSequence)[0].text(tags::kCodeValue) == "T1");
  CHECK(file->dataset.text({0x0040, 0xA731}) == "OK");
}

TEST_CASE("Read: UN of undefined length is an implicit sequence", "[dicom][read][PS3.5 6.2.2]") {
  const Bytes inside = implicit(tags::kCodeValue, {'T', '1'}, 2);
  const Bytes dataset = testing::joined(
      {testing::text_element(tags::kModality, "CS", "OT"),
       testing::long_element(
           {0x0009, 0x1001}, "UN",
           testing::joined({testing::item(inside), testing::sequence_delimiter()}), 0xFFFFFFFF)});
  const auto file = read_dicom_file(testing::part10(testing::kExplicitLittle, dataset));
  REQUIRE(file.has_value());
  REQUIRE(file->dataset.sequence({0x0009, 0x1001}).size() == 1);
  CHECK(file->dataset.sequence({0x0009, 0x1001})[0].text(tags::kCodeValue) == "T1");
}

TEST_CASE("Read: UN of undefined length whose elements kept their VRs is a sequence, too",
          "[dicom][read]") {
  const Bytes inside = testing::text_element(tags::kCodeValue, "SH", "T1");
  const Bytes items = testing::joined({testing::item(inside), testing::sequence_delimiter()});
  const auto file = read_dicom_file(testing::part10(
      testing::kExplicitLittle, testing::long_element({0x0009, 0x1001}, "UN", items, 0xFFFFFFFF)));
  REQUIRE(file.has_value());
  REQUIRE(file->dataset.sequence({0x0009, 0x1001}).size() == 1);
  CHECK(file->dataset.sequence({0x0009, 0x1001})[0].text(tags::kCodeValue) == "T1");
}

TEST_CASE("Read: headers stop before the pixels", "[dicom][read]") {
  const Bytes file = testing::native_file({}, {1, 2, 3, 4});
  const auto header = read_dicom_file(file, {.with_pixel_data = false});
  REQUIRE(header.has_value());
  CHECK(!header->dataset.contains(tags::kPixelData));
  CHECK(header->dataset.integer(tags::kRows) == 2);
  CHECK(read_dicom_file(file)->dataset.bytes(tags::kPixelData).size() == 4);
}

TEST_CASE("Read: a bare data set, explicit or implicit", "[dicom][read]") {
  const auto bare = read_dicom_file(testing::joined(
      {testing::text_element(tags::kModality, "CS", "CT"), testing::us_element(tags::kRows, 3)}));
  REQUIRE(bare.has_value());
  CHECK(bare->dataset.text(tags::kModality) == "CT");
  const auto old = read_dicom_file(testing::joined(
      {implicit(tags::kModality, {'C', 'T'}, 2), implicit(tags::kRows, {3, 0}, 2)}));
  REQUIRE(old.has_value());
  CHECK(old->transfer_syntax_uid == kImplicitLittle);
  CHECK(old->dataset.integer(tags::kRows) == 3);
}

TEST_CASE("Read: DICM at byte 128 of a bare data set may be a value's", "[dicom][read]") {
  // 8 + 112 bytes, then a header of 8: the value begins at byte 128.
  const Bytes dataset =
      testing::joined({testing::text_element(tags::kInstitutionName, "LO", std::string(112, 'X')),
                       testing::text_element(tags::kStationName, "SH", "DICMA1"),
                       testing::us_element(tags::kRows, 258)});
  REQUIRE(std::string(dataset.begin() + 128, dataset.begin() + 132) == "DICM");
  const auto file = read_dicom_file(dataset);
  REQUIRE(file.has_value());
  CHECK(file->dataset.text(tags::kStationName) == "DICMA1");
  CHECK(file->dataset.integer(tags::kRows) == 258);
}

TEST_CASE("Read: what is no DICOM file says so", "[dicom][read]") {
  const auto code = [](std::string_view text) {
    const Bytes bytes(text.begin(), text.end());
    const auto file = read_dicom_file(bytes);
    REQUIRE(!file.has_value());
    return file.error().code;
  };
  CHECK(code("") == ErrorCode::kNotDicom);
  CHECK(code("hello, this is a text file") == ErrorCode::kNotDicom);
  CHECK(code("<!doctype html><html></html>") == ErrorCode::kNotDicom);
  CHECK(code("\x89PNG\r\n\x1a\n0000IHDR") == ErrorCode::kNotDicom);
}

TEST_CASE("Read: a length past the end names the attribute", "[dicom][read]") {
  const Bytes dataset =
      testing::joined({testing::text_element(tags::kModality, "CS", "CT"),
                       testing::long_element(tags::kTextValue, "UT", {'a'}, 1000)});
  const auto file = read_dicom_file(testing::part10(testing::kExplicitLittle, dataset));
  REQUIRE(!file.has_value());
  CHECK(file.error().code == ErrorCode::kTruncated);
  CHECK(file.error().message ==
        "Text Value (0040,A160) has length 1000, but only 1 bytes are left");
}

TEST_CASE("Read: the last directory record may be shorter than its length says, others not",
          "[dicom][read][PS3.3 F.3.2.2]") {
  const auto read = [](Tag sequence, const Bytes& rest) {
    Bytes record = testing::item(testing::text_element(tags::kReferencedFileId, "CS", "IM1 "));
    record[4] = 200;
    testing::append(record, rest);
    return read_dicom_file(
        testing::part10(testing::kExplicitLittle,
                        testing::joined({testing::text_element(tags::kFileSetId, "CS", "A "),
                                         testing::long_element(sequence, "SQ", record)})));
  };
  const auto directory = read(tags::kDirectoryRecordSequence, {});
  REQUIRE(directory.has_value());
  REQUIRE(directory->dataset.sequence(tags::kDirectoryRecordSequence).size() == 1);
  CHECK(directory->dataset.sequence(tags::kDirectoryRecordSequence)[0].text(
            tags::kReferencedFileId) == "IM1");
  // Half an element is still one, and any other sequence may have lost what matters.
  CHECK(read(tags::kDirectoryRecordSequence, {4, 0, 0}).error().code == ErrorCode::kTruncated);
  CHECK(read(tags::kContentSequence, {}).error().message ==
        "An item of Content Sequence (0040,A730) has length 200, but only 12 bytes are left");
}

TEST_CASE("Read: of two File Meta Informations the first counts", "[dicom][read][PS3.10 7.1]") {
  const Bytes dataset = testing::joined(
      {testing::text_element(tags::kTransferSyntaxUid, "UI", "1.2.840.10008.1.2.4.70"),
       testing::text_element({0x0002, 0x0016}, "AE", "B "),
       testing::text_element(tags::kPatientId, "LO", "AB")});
  const auto file = read_dicom_file(testing::part10(testing::kExplicitLittle, dataset));
  REQUIRE(file.has_value());
  CHECK(file->transfer_syntax_uid == testing::kExplicitLittle);
  CHECK(file->meta.text({0x0002, 0x0016}) == "B");
  CHECK(file->dataset.text(tags::kPatientId) == "AB");
}

TEST_CASE("Read: an item without its sequence is passed over by its length", "[dicom][read]") {
  const auto read = [](const Bytes& stray) {
    return read_dicom_file(
        testing::part10(testing::kExplicitLittle,
                        testing::joined({testing::text_element(tags::kModality, "CS", "US"), stray,
                                         testing::us_element(tags::kRows, 258)})));
  };
  const Bytes inside = testing::us_element(tags::kRows, 7);
  for (const Bytes& stray : {testing::item(inside), testing::item({})}) {
    const auto file = read(stray);
    REQUIRE(file.has_value());
    CHECK(file->dataset.text(tags::kModality) == "US");
    CHECK(file->dataset.integer(tags::kRows) == 258);
  }
  // Longer than the file, and without a length.
  Bytes cut = testing::item(inside);
  cut[4] = 200;
  const Bytes open{0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF};
  for (const Bytes& stray : {cut, open}) {
    const auto file = read(stray);
    REQUIRE(!file.has_value());
    CHECK(file.error().message == "An item (FFFE,E000) lies outside a sequence");
  }
}

TEST_CASE("Read: an item that another follows before its delimiter is refused, none is lost",
          "[dicom][read]") {
  const Bytes open_item{0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF};
  const Bytes content = testing::joined({open_item, testing::us_element(tags::kRows, 7),
                                         testing::item(testing::us_element(tags::kRows, 8))});
  const Bytes dataset = testing::long_element(tags::kContentSequence, "SQ", content);
  const auto file = read_dicom_file(testing::part10(testing::kExplicitLittle, dataset));
  REQUIRE(!file.has_value());
  CHECK(file.error().message == "An item (FFFE,E000) lies outside a sequence");
}

TEST_CASE("Read: zeros up to the end are padding, whatever their number", "[dicom][read]") {
  const std::size_t count = GENERATE(1, 7, 8, 9, 16, 4096);
  const std::string_view syntax = GENERATE(testing::kExplicitLittle, kImplicitLittle);
  const bool is_explicit = syntax == testing::kExplicitLittle;
  const Bytes element = is_explicit ? testing::text_element(tags::kModality, "CS", "CT")
                                    : implicit(tags::kModality, {'C', 'T'}, 2);
  const auto file =
      read_dicom_file(testing::part10(syntax, testing::joined({element, Bytes(count, 0)})));
  REQUIRE(file.has_value());
  CHECK(file->dataset.text(tags::kModality) == "CT");
  CHECK(file->dataset.find({0, 0}) == nullptr);

  // What follows zeros is still read.
  if (is_explicit) return;
  const auto behind = read_dicom_file(
      testing::part10(syntax, testing::joined({Bytes(16, 0), element, Bytes(count, 0)})));
  REQUIRE(behind.has_value());
  CHECK(behind->dataset.text(tags::kModality) == "CT");
}

TEST_CASE("Read: what unpacks to more than 64 MiB is packed to no less than a 400th",
          "[dicom][read][PS3.5 A.5]") {
  // An element of 10 bytes, a header of 12 and the pixels.
  constexpr std::size_t kAny = std::size_t{64} << 20, kOther = 22;
  const auto read = [](Bytes pixels) {
    const Bytes dataset = testing::joined({testing::text_element(tags::kModality, "CS", "CT"),
                                           testing::long_element(tags::kPixelData, "OB", pixels)});
    const auto deflated = deflate_bytes(dataset);
    REQUIRE(deflated);
    CHECK(deflated->size() < 400'000);
    return read_dicom_file(testing::part10("1.2.840.10008.1.2.1.99", *deflated));
  };
  CHECK(read(Bytes(kAny - kOther, 0)));
  const auto bomb = read(Bytes(kAny - kOther + 2, 0));
  REQUIRE_FALSE(bomb);
  CHECK(bomb.error().code == ErrorCode::kTooLarge);
  CHECK(bomb.error().message.ends_with("unpacks to more than 67108864 bytes"));

  // 200 kB that do not pack allow 80 MB.
  Bytes mixed(70'000'000, 0);
  std::uint32_t state = 1;
  for (std::size_t i = 0; i < 200'000; ++i) {
    state = state * 1664525 + 1013904223;
    mixed[i] = static_cast<std::uint8_t>(state >> 24);
  }
  CHECK(read(std::move(mixed)));
}

TEST_CASE("Read: sequences that nest without end are refused", "[dicom][read]") {
  Bytes inside;
  for (int depth = 0; depth < 200; ++depth) {
    inside = testing::long_element(tags::kContentSequence, "SQ", testing::item(inside));
  }
  const auto file = read_dicom_file(testing::part10(
      testing::kExplicitLittle,
      testing::joined({testing::text_element(tags::kModality, "CS", "SR"), inside})));
  REQUIRE(!file.has_value());
  CHECK(file.error().code == ErrorCode::kTooLarge);
}

TEST_CASE("Write: group 0002 follows the data set", "[dicom][write][PS3.10 7.1]") {
  const auto bytes = write_dicom_file(minimal_dataset());
  REQUIRE(bytes.has_value());
  const auto file = read_dicom_file(*bytes);
  REQUIRE(file.has_value());
  CHECK(file->meta.text(tags::kMediaStorageSopInstanceUid) == "1.2.3.4");
  CHECK(file->meta.text(tags::kTransferSyntaxUid) == testing::kExplicitLittle);
  // (0002,0000) counts the bytes from behind itself to the data set: 128 + 4 + 12 before.
  const auto length = file->meta.integer(tags::kFileMetaInformationGroupLength);
  REQUIRE(length.has_value());
  const std::size_t begin = 144 + static_cast<std::size_t>(*length);
  REQUIRE(begin + 4 < bytes->size());
  CHECK((*bytes)[begin] == 0x08);
  CHECK((*bytes)[begin + 2] == 0x16);
}

TEST_CASE("Write: text outside ASCII is UTF-8 and says so", "[dicom][write][PS3.3 C.12.1.1.2]") {
  Dataset dataset = minimal_dataset();
  Dataset item;
  item.set_text(tags::kCodeMeaning, Vr::kLO, "Сколиоз");
  dataset.set_sequence(tags::kConceptNameCodeSequence, {item});
  const auto file = read_dicom_file(*write_dicom_file(dataset));
  REQUIRE(file.has_value());
  CHECK(file->dataset.text(tags::kSpecificCharacterSet) == "ISO_IR 192");
  CHECK(file->dataset.sequence(tags::kConceptNameCodeSequence)[0].text(tags::kCodeMeaning) ==
        "Сколиоз");
  CHECK(!read_dicom_file(*write_dicom_file(minimal_dataset()))
             ->dataset.contains(tags::kSpecificCharacterSet));
}

TEST_CASE("Write: every kind of value comes back, in every syntax", "[dicom][write]") {
  Dataset dataset = minimal_dataset();
  dataset.set_texts(tags::kImageType, Vr::kCS, {"DERIVED", "PRIMARY"});
  dataset.set_number(tags::kRows, Vr::kUS, 65535);
  dataset.set_number(tags::kPixelRepresentation, Vr::kUS, 1);
  dataset.set_number(tags::kPixelPaddingValue, Vr::kSS, -2000);
  dataset.set_number(tags::kReferencedSegmentNumber, Vr::kUS, 7);
  dataset.set(tags::kDimensionIndexPointer, {Vr::kAT, Element::Tags{tags::kImagePositionPatient}});
  dataset.set_number(tags::kRecommendedDisplayFrameRate, Vr::kIS, 25);
  dataset.set_number(tags::kFloatingPointValue, Vr::kFD, -1.5e-7);
  dataset.set_bytes(tags::kPixelData, Vr::kOW, {1, 2, 3, 4});
  const std::string json = to_dicom_json(dataset);
  for (const std::string syntax : {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1",
                                   "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99"}) {
    INFO(syntax);
    const auto written = write_dicom_file(dataset, syntax);
    REQUIRE(written.has_value());
    const auto file = read_dicom_file(*written);
    REQUIRE(file.has_value());
    CHECK(to_dicom_json(file->dataset) == json);
  }
}

TEST_CASE("Write: a list too long for its VR is little endian in UN",
          "[dicom][write][PS3.5 6.2.2]") {
  Dataset dataset = minimal_dataset();
  const Tag simple_frame_list{0x0008, 0x1161};
  Element::Integers list(20'000, 0);
  list[1] = 0x12345678;
  dataset.set(simple_frame_list, {Vr::kUL, list});
  for (const std::string syntax : {"1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2"}) {
    INFO(syntax);
    const auto file = read_dicom_file(*write_dicom_file(dataset, syntax));
    REQUIRE(file.has_value());
    CHECK(file->dataset.integer(simple_frame_list, 1) == 0x12345678);
  }
}

TEST_CASE("Write: an icon is encapsulated when it is items", "[dicom][write][PS3.5 A.4]") {
  const Bytes items{0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0, 0xFE, 0xFF, 0x00, 0xE0, 2, 0, 0, 0, 7, 8};
  Dataset icon;
  icon.set_bytes(tags::kPixelData, Vr::kOB, items);
  Dataset plain_icon;
  plain_icon.set_bytes(tags::kPixelData, Vr::kOB, {1, 2, 3, 4});
  Dataset dataset = minimal_dataset();
  dataset.set_sequence(Tag{0x0088, 0x0200}, {icon, plain_icon});
  dataset.set_bytes(tags::kPixelData, Vr::kOB, items);
  const auto written = write_dicom_file(dataset, testing::kRleLossless);
  REQUIRE(written.has_value());
  // OB of undefined length twice: the icon's and the picture's.
  const Bytes header{0xE0, 0x7F, 0x10, 0x00, 'O', 'B', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF};
  std::size_t count = 0;
  for (auto from = written->begin();; ++count) {
    from = std::search(from, written->end(), header.begin(), header.end());
    if (from == written->end()) break;
    ++from;
  }
  CHECK(count == 2);
  const auto file = read_dicom_file(*written);
  REQUIRE(file.has_value());
  const auto icons = file->dataset.sequence(Tag{0x0088, 0x0200});
  REQUIRE(icons.size() == 2);
  CHECK(std::ranges::equal(icons[0].bytes(tags::kPixelData), items));
  CHECK(std::ranges::equal(icons[1].bytes(tags::kPixelData), Bytes{1, 2, 3, 4}));
}

TEST_CASE("Read: of the public elements alone, private ones are passed over", "[dicom][read]") {
  Bytes elements = testing::text_element(tags::kPatientId, "LO", "AB ");
  testing::append(elements, testing::text_element({0x0029, 0x0010}, "LO", "X "));
  testing::append(elements, Bytes{0x29, 0x00, 0x01, 0x10, 'L', 'O', 0x02, 0x00, 0xFF, 0xFE});
  testing::append(elements, testing::us_element(tags::kRows, 258));
  const Bytes file = testing::part10(testing::kExplicitLittle, elements);
  const auto all = read_dicom_file(file);
  REQUIRE(all.has_value());
  CHECK(all->dataset.contains({0x0029, 0x1001}));
  const auto some = read_dicom_file(file, {.scope = ReadScope::kPublic});
  REQUIRE(some.has_value());
  CHECK(some->dataset.text(tags::kPatientId) == "AB");
  CHECK(some->dataset.integer(tags::kRows) == 258);
  CHECK_FALSE(some->dataset.contains({0x0029, 0x0010}));
  CHECK_FALSE(some->dataset.contains({0x0029, 0x1001}));

  const Bytes one = testing::part10(testing::kExplicitLittle,
                                    testing::text_element({0x0029, 0x0010}, "LO", "X "));
  CHECK(read_dicom_file(one, {.scope = ReadScope::kPublic}).value().dataset.empty());
  const Bytes none = testing::part10(testing::kExplicitLittle, {});
  CHECK(read_dicom_file(none, {.scope = ReadScope::kPublic}).error().code == ErrorCode::kTruncated);
}

TEST_CASE("Write: what cannot be written is refused", "[dicom][write]") {
  CHECK(write_dicom_file(Dataset()).error().code == ErrorCode::kInvalidAttribute);
  Dataset dataset = minimal_dataset();
  CHECK(!write_dicom_file(dataset, "not a uid").has_value());
  Dataset with_meta = dataset;
  with_meta.set_text(tags::kTransferSyntaxUid, Vr::kUI, testing::kRleLossless);
  CHECK(write_dicom_file(with_meta).error().message == "(0002,0010) cannot stand in a data set");
  dataset.set_bytes(tags::kPixelData, Vr::kOB, {1, 2, 3, 4});
  CHECK(write_dicom_file(dataset, testing::kRleLossless).error().message.find("fragments") !=
        std::string::npos);
}

}  // namespace overread
