#include "core/view/corner_text.hpp"

#include <algorithm>
#include <catch_amalgamated.hpp>

namespace overread {
namespace {

std::string value_of(const std::vector<CornerLine>& lines, std::string_view key) {
  const auto found = std::ranges::find(lines, key, &CornerLine::key);
  return found == lines.end() ? "(none)" : found->value;
}

TEST_CASE("Values are written the way readers know them", "[view][text]") {
  CHECK(formatted_date("20240131") == "2024-01-31");
  CHECK(formatted_date("2024.01.31") == "2024.01.31");
  CHECK(formatted_date("") == "");
  CHECK(formatted_time("143055.120000") == "14:30");
  CHECK(formatted_time("14") == "14");
  CHECK(formatted_name("DOE^JANE^^DR^") == "DOE JANE DR");
  CHECK(formatted_name("Yamada^Tarou=山田^太郎") == "Yamada Tarou");
  CHECK(formatted_name("^^") == "");
  CHECK(formatted_age("057Y") == "57Y");
  CHECK(formatted_age("000D") == "0D");
  CHECK(formatted_age("old") == "old");
  CHECK(formatted_number(2.50, 2) == "2.5");
  CHECK(formatted_number(-600, 1) == "−600");
  CHECK(formatted_number(-0.001, 1) == "0");
  CHECK(formatted_number(1234.56, 0) == "1235");
  CHECK(formatted_number(100, 0) == "100");
}

TEST_CASE("Corners carry patient, study, series and display", "[view][text]") {
  InstanceHeader h;
  h.patient_name = "DOE^JANE";
  h.patient_id = "P1";
  h.patient_birth_date = "19670203";
  h.patient_sex = "F";
  h.study_date = "20240131";
  h.study_time = "0930";
  h.modality = "CT";
  h.series_description = "Lung";
  h.slice_thickness = 2.5;
  h.planes = {FramePlane{{-100, -100, -123.45}, {1, 0, 0, 0, 1, 0}}};
  h.lossy_compressed = true;
  h.lossy_ratio = 10.0;
  const CornerTexts texts = corner_texts({.header = &h,
                                          .stack = "phase 2",
                                          .position = 13,
                                          .count = 133,
                                          .window = {.center = -600, .width = 1500},
                                          .zoom_percent = 87.6});
  CHECK(value_of(texts.top_left, "patient.name") == "DOE JANE");
  CHECK(value_of(texts.top_left, "patient.birth-sex-age") == "1967-02-03 · F");
  CHECK(value_of(texts.top_right, "study.date") == "2024-01-31 09:30");
  CHECK(value_of(texts.top_right, "study.accession") == "(none)");
  CHECK(value_of(texts.bottom_left, "series.description") == "CT · Lung");
  CHECK(value_of(texts.bottom_left, "series.stack") == "phase 2");
  CHECK(value_of(texts.bottom_left, "image.position") == "14/133");
  CHECK(value_of(texts.bottom_left, "image.slice-position") == "−123.5 mm");
  CHECK(value_of(texts.bottom_left, "image.thickness") == "2.5 mm");
  CHECK(value_of(texts.bottom_right, "image.window") == "C −600 W 1500");
  CHECK(value_of(texts.bottom_right, "image.zoom") == "88 %");
  CHECK(value_of(texts.bottom_right, "image.lossy") == "10:1");
  CHECK(value_of(texts.bottom_right, "image.lossy-unstated") == "(none)");
  h.lossy_ratio.reset();
  const CornerTexts unstated = corner_texts({.header = &h});
  CHECK(value_of(unstated.bottom_right, "image.lossy") == "(none)");
  CHECK(value_of(unstated.bottom_right, "image.lossy-unstated") == "lossy");
  h.frame_contents = {{.image_type = "ORIGINAL\\PRIMARY\\M\\MOSAIC"}};
  CHECK(value_of(corner_texts({.header = &h}).bottom_left, "image.slice-position") == "(none)");
}

TEST_CASE("An image is named by its Instance Number, a frame of several by its number too",
          "[view][text][PS3.3 C.7.6.1]") {
  InstanceHeader h;
  h.instance_number = 57;
  const auto line = [&](const ShownImage& image, std::string_view key) {
    return value_of(corner_texts(image).bottom_left, key);
  };
  // The 14th of its stack may be image 57 of its series.
  CHECK(line({.header = &h, .position = 13, .count = 133}, "image.number") == "57");
  CHECK(line({.header = &h, .position = 13, .count = 133}, "image.position") == "14/133");
  CHECK(line({.header = &h}, "image.frame") == "(none)");
  h.frame_count = 10;
  CHECK(line({.header = &h, .frame_number = 3, .position = 22, .count = 40}, "image.frame") ==
        "3/10");
  CHECK(line({.header = &h, .frame_number = 3, .position = 22, .count = 40}, "image.position") ==
        "23/40");
  h.instance_number = -2;
  CHECK(line({.header = &h}, "image.number") == "−2");
  h.instance_number = 0;
  CHECK(line({.header = &h}, "image.number") == "(none)");
}

TEST_CASE("Color has no window line", "[view][text]") {
  InstanceHeader h;
  h.samples_per_pixel = 3;
  CHECK(value_of(corner_texts({.header = &h}).bottom_right, "image.window") == "(none)");
}

TEST_CASE("A VOI LUT in force stands where the window would", "[view][text]") {
  const InstanceHeader h;
  CHECK(value_of(corner_texts({.header = &h, .window = {.center = 40}, .voi_lut = "LUT HARD"})
                     .bottom_right,
                 "image.window") == "LUT HARD");
}

TEST_CASE("A window has the digits it needs", "[view][text]") {
  const InstanceHeader header;
  const auto text_of = [&](double center, double width) {
    return value_of(corner_texts({.header = &header, .window = {.center = center, .width = width}})
                        .bottom_right,
                    "image.window");
  };
  CHECK(text_of(128, 256) == "C 128 W 256");
  CHECK(text_of(40.26, 400.5) == "C 40.3 W 400.5");
  CHECK(text_of(0.5, 1) == "C 0.5 W 1");
  CHECK(text_of(0.0015, 0.003) == "C 0.0015 W 0.003");
  CHECK(text_of(-0.25, 0.123456) == "C −0.25 W 0.123");
  CHECK(text_of(1.2e-9, 2.4e-9) == "C 1.2e−9 W 2.4e−9");
}

}  // namespace
}  // namespace overread
