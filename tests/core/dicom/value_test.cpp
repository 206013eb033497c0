#include <bit>
#include <catch_amalgamated.hpp>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/dicom/base64.hpp"
#include "core/dicom/character_set.hpp"
#include "core/dicom/dataset.hpp"
#include "core/dicom/decimal.hpp"
#include "core/dicom/json.hpp"
#include "core/dicom/tags.hpp"

namespace overread {
namespace {

std::string utf8(std::vector<std::string> terms, std::string_view raw) {
  const CharacterSet characters(terms);
  return characters.to_utf8(ByteView(reinterpret_cast<const std::uint8_t*>(raw.data()), raw.size()),
                            "\\^=");
}

}  // namespace

TEST_CASE("Tag: printed with its name", "[dicom][PS3.6]") {
  CHECK(to_string(Tag{0x7FE0, 0x0010}) == "(7FE0,0010)");
  CHECK(describe(tags::kRows) == "Rows (0028,0010)");
  CHECK(describe(tags::kBitsStored) == "Bits Stored (0028,0101)");
  CHECK(describe(tags::kSopClassUid) == "SOP Class UID (0008,0016)");
  CHECK(describe(Tag{0x0009, 0x1001}) == "(0009,1001)");
  CHECK(to_string(Vr::kDS) == "DS");
}

TEST_CASE("Decimal String: read to the last bit as the C library does", "[dicom][PS3.5 6.2]") {
  std::mt19937_64 random(1);
  const auto below = [&](std::uint64_t end) { return random() % end; };
  for (int i = 0; i < 100'000; ++i) {
    std::string text(below(2) == 0 ? "-" : below(4) == 0 ? "+" : "");
    const std::size_t digit_count = 1 + below(17);
    const std::size_t point = below(20);
    for (std::size_t k = 0; k < digit_count; ++k) {
      if (k == point) text += '.';
      text += static_cast<char>('0' + below(10));
    }
    if (below(5) == 0) text += "e-7";
    const auto value = parse_decimal(text);
    if (value && std::bit_cast<std::uint64_t>(*value) ==
                     std::bit_cast<std::uint64_t>(std::strtod(text.c_str(), nullptr))) {
      continue;
    }
    FAIL_CHECK(text);
  }
  CHECK(parse_decimal("5.") == 5.0);
  CHECK(parse_decimal(".5") == 0.5);
  for (const char* text : {".", "-", "+.", "1.2.3", "--1", "1-", "1 2"}) {
    INFO(text);
    CHECK(!parse_decimal(text));
  }
}

TEST_CASE("Decimal String: read and written within 16 characters", "[dicom][PS3.5 6.2]") {
  CHECK(parse_decimal(" 1.5 ") == 1.5);
  CHECK(parse_decimal("+2E-3") == 0.002);
  CHECK(!parse_decimal(""));
  CHECK(!parse_decimal("1,5"));
  CHECK(!parse_decimal("nan"));
  CHECK(!parse_decimal("inf"));
  CHECK(!parse_decimal("0x10"));
  CHECK(!parse_decimal("1e999"));
  CHECK(format_decimal(0.1) == "0.1");
  CHECK(format_decimal(-1024.0) == "-1024");
  for (const double value : {1.0 / 3.0, -2.0e-7 / 3.0, 123456789.123456789, -1.7976931348623157e308,
                             5e-324, 3.141592653589793}) {
    const std::string text = format_decimal(value);
    INFO(text);
    CHECK(text.size() <= 16);
    REQUIRE(parse_decimal(text).has_value());
    CHECK(*parse_decimal(text) == Catch::Approx(value).epsilon(1e-8));
  }
  CHECK(parse_integer("+12") == 12);
  CHECK(parse_integer("5.0") == 5);
  CHECK(!parse_integer("5.5"));
  CHECK(!parse_integer("1A"));
}

TEST_CASE("Character sets: the standard's own examples", "[dicom][PS3.5 H.3][PS3.5 I.2]") {
  CHECK(
      utf8(
          {"", "ISO 2022 IR 87"},
          "Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B=\x1b$B$d$^$@\x1b(B^\x1b$B$?$m$&\x1b(B") ==
      "Yamada^Tarou=山田^太郎=やまだ^たろう");
  CHECK(utf8({"ISO 2022 IR 13", "ISO 2022 IR 87"},
             "\xd4\xcf\xc0\xde^\xc0\xdb\xb3=\x1b$B;3ED\x1b(J^\x1b$BB@O:\x1b(J=\x1b$B$d$^$@\x1b(J^"
             "\x1b$B$?$m$&\x1b(J") == "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう");
  CHECK(utf8({"", "ISO 2022 IR 149"},
             "Hong^Gildong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7=\x1b$)C\xc8\xab^\x1b$)C\xb1\xe6"
             "\xb5\xbf") == "Hong^Gildong=洪^吉洞=홍^길동");
  CHECK(utf8({"GB18030"}, "Wang^XiaoDong=\xcd\xf5^\xd0\xa1\xb6\xab") == "Wang^XiaoDong=王^小东");
}

TEST_CASE("Character sets: single bytes", "[dicom][PS3.3 C.12.1.1.2]") {
  CHECK(utf8({"ISO_IR 100"},
             "\xc4neas^R\xfc"
             "diger") == "Äneas^Rüdiger");
  CHECK(utf8({"ISO_IR 144"}, "\xbb\xee\xda") == "Люк");
  CHECK(utf8({"ISO_IR 126"}, "\xc4\xe9\xef\xed\xf5\xf3\xe9\xef\xf2") == "Διονυσιος");
  CHECK(utf8({"ISO_IR 127"}, "\xe2\xc8\xc7\xe6\xea") == "قباني");
  CHECK(utf8({"ISO_IR 138"}, "\xf9\xf8\xe5\xef") == "שרון");
  CHECK(utf8({"ISO_IR 192"}, "Ж") == "Ж");
  // Cyrillic by escape beside Latin 1, back to the first set after the delimiter.
  CHECK(utf8({"ISO 2022 IR 100", "ISO 2022 IR 144"}, "\xe4\x1b-L\xbb\\\xe4") == "äЛ\\ä");
  // No set named: UTF-8 where it is that, Latin 1 elsewhere.
  CHECK(utf8({}, "Ж") == "Ж");
  CHECK(utf8({}, "\xe9t\xe9") == "été");
}

TEST_CASE("Character sets: nonsense becomes a replacement character, never invalid UTF-8",
          "[dicom]") {
  for (const std::string term :
       {"ISO_IR 192", "GB18030", "ISO 2022 IR 149", "ISO 2022 IR 87", "ISO_IR 166", "nonsense"}) {
    for (int first = 0; first < 256; ++first) {
      const std::string raw{static_cast<char>(first), '\x1b', '$', static_cast<char>(0xFF),
                            static_cast<char>(first)};
      const std::string text = utf8({term}, raw);
      INFO(term << " " << first);
      CHECK(is_utf8(text));
    }
  }
  CHECK(!is_utf8("\xC0\x80"));
  CHECK(!is_utf8("\xED\xA0\x80"));
  CHECK(!is_utf8("\xF5\x80\x80\x80"));
  CHECK(!is_utf8("\xE2\x82"));
}

TEST_CASE("Data set: values by index, numbers out of text", "[dicom]") {
  Dataset dataset;
  dataset.set_texts(tags::kPixelSpacing, Vr::kDS, {"0.5", "0.25"});
  dataset.set_number(tags::kRows, Vr::kUS, 512);
  dataset.set_text(tags::kInstanceNumber, Vr::kIS, "x");
  CHECK(dataset.number(tags::kPixelSpacing, 1) == 0.25);
  CHECK(!dataset.number(tags::kPixelSpacing, 2));
  CHECK(dataset.numbers(tags::kPixelSpacing) == std::vector<double>{0.5, 0.25});
  CHECK(dataset.integer(tags::kRows) == 512);
  CHECK(dataset.text(tags::kRows) == "512");
  CHECK(!dataset.integer(tags::kInstanceNumber));
  CHECK(dataset.numbers(tags::kInstanceNumber).empty());
  CHECK(dataset.text(tags::kColumns).empty());
  CHECK(dataset.sequence(tags::kContentSequence).empty());
}

TEST_CASE("Base64: the examples of RFC 4648", "[dicom][RFC 4648]") {
  const auto bytes = [](std::string_view text) { return Bytes(text.begin(), text.end()); };
  CHECK(base64_encode(bytes("")) == "");
  CHECK(base64_encode(bytes("f")) == "Zg==");
  CHECK(base64_encode(bytes("fo")) == "Zm8=");
  CHECK(base64_encode(bytes("foobar")) == "Zm9vYmFy");
  CHECK(base64_decode("Zm8=") == bytes("fo"));
  CHECK(base64_decode("Zm9vYmFy") == bytes("foobar"));
  CHECK(!base64_decode("Zg="));
  CHECK(!base64_decode("Z==="));
  CHECK(!base64_decode("Zg==Zg=="));
}

TEST_CASE("DICOM JSON: the model's forms", "[dicom][json][PS3.18 F]") {
  Dataset item;
  item.set_text(tags::kCodeValue, Vr::kSH, "T-28000");
  Dataset dataset;
  dataset.set_text(tags::kPatientName, Vr::kPN, "Yamada^Tarou=山田^太郎");
  dataset.set_texts(tags::kPixelSpacing, Vr::kDS, {"0.50", "1e1"});
  dataset.set_texts(tags::kImageType, Vr::kCS, {"ORIGINAL", "", "AXIAL"});
  dataset.set(tags::kStudyDate, {Vr::kDA, Element::Text()});
  dataset.set_number(tags::kRows, Vr::kUS, 2);
  dataset.set_sequence(tags::kAnatomicRegionSequence, {item});
  dataset.set_bytes(tags::kPixelData, Vr::kOW, {1, 2, 3, 4});
  dataset.set(tags::kFrameIncrementPointer, {Vr::kAT, Element::Tags{tags::kFrameTime}});
  const std::string json = to_dicom_json(dataset);
  CHECK(
      json ==
      R"({"00080008":{"vr":"CS","Value":["ORIGINAL",null,"AXIAL"]},)"
      R"("00080020":{"vr":"DA"},)"
      R"("00082218":{"vr":"SQ","Value":[{"00080100":{"vr":"SH","Value":["T-28000"]}}]},)"
      R"("00100010":{"vr":"PN","Value":[{"Alphabetic":"Yamada^Tarou","Ideographic":"山田^太郎"}]},)"
      R"("00280009":{"vr":"AT","Value":["00181063"]},)"
      R"("00280010":{"vr":"US","Value":[2]},)"
      R"("00280030":{"vr":"DS","Value":[0.5,10]},)"
      R"("7FE00010":{"vr":"OW","InlineBinary":"AQIDBA=="}})");
  const auto again = from_dicom_json(json);
  REQUIRE(again.has_value());
  CHECK(to_dicom_json(*again) == json);
  CHECK(again->text(tags::kPatientName) == "Yamada^Tarou=山田^太郎");
}

TEST_CASE("DICOM JSON: decimals as strings keep what was written", "[dicom][json][PS3.18 F.2.3]") {
  Dataset dataset;
  dataset.set_texts(tags::kPixelSpacing, Vr::kDS, {"0.50", "1e1"});
  dataset.set_texts(tags::kInstanceNumber, Vr::kIS, {"007"});
  const std::string json = to_dicom_json(dataset, DecimalForm::kStrings);
  CHECK(
      json ==
      R"({"00200013":{"vr":"IS","Value":["007"]},"00280030":{"vr":"DS","Value":["0.50","1e1"]}})");
  const auto again = from_dicom_json(json);
  REQUIRE(again.has_value());
  CHECK(again->text(tags::kPixelSpacing) == "0.50");
  CHECK(again->text(tags::kInstanceNumber) == "007");
}

TEST_CASE("DICOM JSON: what is wrong is named", "[dicom][json]") {
  const auto message = [](std::string_view json) {
    const auto dataset = from_dicom_json(json);
    REQUIRE(!dataset.has_value());
    CHECK(dataset.error().code == ErrorCode::kInvalidJson);
    return dataset.error().message;
  };
  message("{");
  message("[]");
  message(R"({"rows":{"vr":"US"}})");
  CHECK(message(R"({"00280010":{"Value":[1]}})").starts_with("Rows (0028,0010)"));
  CHECK(message(R"({"00280010":{"vr":"US","Value":["x"]}})").starts_with("Rows (0028,0010)"));
  CHECK(message(R"({"00280010":{"vr":"US","Value":[70000]}})").contains("70000"));
  CHECK(message(R"({"7FE00010":{"vr":"OW","InlineBinary":"*"}})").starts_with("Pixel Data"));
  std::string deep = "{}";
  for (int i = 0; i < 200; ++i) deep = R"({"0040A730":{"vr":"SQ","Value":[)" + deep + "]}}";
  message(deep);
}

}  // namespace overread
