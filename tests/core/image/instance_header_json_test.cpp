#include <catch_amalgamated.hpp>

#include "core/image/instance_header.hpp"

namespace overread {
namespace {

InstanceHeader full_header() {
  InstanceHeader h;
  h.study_instance_uid = "1.2";
  h.sop_instance_uid = "1.2.3.4";
  h.patient_name = "Иванов^Пётр";
  h.contrast_bolus_agent = "agent";
  h.instance_number = -3;
  h.rows = 512;
  h.columns = 256;
  h.frame_count = 2;
  h.bits_stored = 12;
  h.pixel_spacing = {0.1, 0.2};
  h.spacing_source = SpacingSource::kPixelSpacingCalibrated;
  h.slice_thickness = 1.25;
  h.lossy_compressed = true;
  h.pixel_aspect_ratio = 1.5;
  h.planes = {FramePlane{{1, 2, 3}, {0, 1, 0, 0, 0, -1}},
              FramePlane{{1, 2, 4}, {0, 1, 0, 0, 0, -1}}};
  h.pixels.rescale_slope = 0.1;
  h.pixels.rescale_intercept = -1000.5;
  h.pixels.rescale_type = "HU";
  h.pixels.windows = {{.center = 40, .width = 400, .explanation = "soft \"tissue\""}};
  h.pixels.voi_function = VoiFunction::kSigmoid;
  h.pixels.modality_lut = LookUpTable{.first_mapped = -5, .bits = 12, .entries = {1, 4095}};
  h.pixels.voi_luts = {LookUpTable{
      .first_mapped = 0, .bits = 16, .entries = {65535}, .explanation = "hard \"copy\""}};
  h.pixels.inverted = true;
  h.pixels.pixel_padding_value = -2000;
  h.pixels.palette = {LookUpTable{.bits = 8, .entries = {1}},
                      LookUpTable{.bits = 8, .entries = {2}},
                      LookUpTable{.bits = 8, .entries = {3}}};
  h.frame_scaling = {{.rescale_slope = 1, .rescale_intercept = 2, .windows = {}},
                     {.rescale_slope = 3,
                      .rescale_intercept = 4,
                      .windows = {{.center = 1, .width = 2}},
                      .rescale_type = "US",
                      .voi_function = VoiFunction::kLinearExact,
                      .voi_luts = {LookUpTable{.first_mapped = 1, .bits = 8, .entries = {7}}}}};
  h.frame_measures = {{.pixel_spacing = {{0.5, 0.25}}, .slice_thickness = 2},
                      {.spacing_between_slices = 3}};
  h.frame_contents = {{.stack_id = "1",
                       .image_type = "ORIGINAL\\PRIMARY",
                       .in_stack_position_number = 2,
                       .temporal_position = 3,
                       .acquisition_number = 4,
                       .echo_number = 5,
                       .segment_number = 6,
                       .echo_time = 7.5,
                       .diffusion_b_value = 1000,
                       .trigger_time = 0,
                       .dimension_index_values = {8, 4294967295}},
                      {}};
  h.concatenation = {.uid = "1.9", .number = 2, .total_number = 3, .frame_offset = 40};
  h.shutters = {DisplayShutter{.rectangle = DisplayShutter::Rectangle{-1, 99, 2, 300},
                               .circle = DisplayShutter::Circle{20, -30, 400, 0.75},
                               .polygon = {{1, 2}, {30, 2}, {-5, 60}},
                               .presentation_value = 65535},
                DisplayShutter{}};
  return h;
}

TEST_CASE("A header goes through JSON and comes back the same", "[image][header][json]") {
  const InstanceHeader h = full_header();
  const auto back = instance_header_from_json(to_json(h));
  REQUIRE(back);
  CHECK(back->patient_name == "Иванов^Пётр");
  CHECK(back->contrast_bolus_agent == "agent");
  CHECK(back->instance_number == -3);
  CHECK(back->rows == 512);
  CHECK(back->frame_count == 2);
  CHECK(back->pixel_spacing == h.pixel_spacing);
  CHECK(back->spacing_source == SpacingSource::kPixelSpacingCalibrated);
  CHECK(back->slice_thickness == 1.25);
  CHECK_FALSE(back->kvp);
  CHECK(back->lossy_compressed);
  CHECK(back->planes == h.planes);
  CHECK(back->pixels.rescale_slope == 0.1);
  CHECK(back->pixels.windows == h.pixels.windows);
  CHECK(back->pixels.voi_function == VoiFunction::kSigmoid);
  REQUIRE(back->pixels.modality_lut);
  CHECK(back->pixels.modality_lut->entries == h.pixels.modality_lut->entries);
  CHECK(back->pixels.modality_lut->first_mapped == -5);
  CHECK(back->pixels.voi_luts == h.pixels.voi_luts);
  CHECK(back->pixels.inverted);
  CHECK(back->pixels.pixel_padding_value == -2000);
  CHECK_FALSE(back->pixels.pixel_padding_range_limit);
  CHECK(back->pixels.palette.size() == 3);
  CHECK(back->shutters == h.shutters);
  CHECK(back->frame_scaling == h.frame_scaling);
  CHECK(back->frame_measures == h.frame_measures);
  CHECK(back->frame_contents == h.frame_contents);
  CHECK(back->concatenation == h.concatenation);
  // Everything else, by the text.
  CHECK(to_json(*back) == to_json(h));
}

TEST_CASE("Text that is no UTF-8 does not break the JSON", "[image][header][json]") {
  InstanceHeader h;
  h.patient_name = "M\xFCller";
  const auto back = instance_header_from_json(to_json(h));
  REQUIRE(back);
  CHECK(back->patient_name == "M\uFFFDller");
}

TEST_CASE("JSON of another shape is refused by key", "[image][header][json]") {
  const auto message = [](std::string_view json) {
    const auto header = instance_header_from_json(json);
    REQUIRE_FALSE(header);
    CHECK(header.error().code == ErrorCode::kInvalidJson);
    return header.error().message;
  };
  CHECK(message("[]") == "an instance header must be a JSON object");
  CHECK(message("{\"rows\":") == "an instance header must be a JSON object");
  CHECK(message(R"({"rows":"512"})") == "an instance header's \"rows\" does not fit");
  CHECK(message(R"({"rows":99999999999})") == "an instance header's \"rows\" does not fit");
  CHECK(message(R"({"modality":7})") == "an instance header's \"modality\" does not fit");
  CHECK(message(R"({"planes":[{"image_position_patient":[1,2]}]})") ==
        "an instance header's \"image_position_patient\" does not fit");
  CHECK(message(R"({"pixels":{"voi_function":"cubic"}})") ==
        "an instance header's \"voi_function\" does not fit");
  CHECK(message(R"({"pixels":{"palette":[{"bits":8,"entries":[1]}]}})") ==
        "an instance header's \"palette\" does not fit");
  CHECK(message(R"({"pixels":{"voi_luts":[{"bits":8,"entries":[]}]}})") ==
        "an instance header's \"entries\" does not fit");
  CHECK(message(R"({"frame_count":0})") ==
        "an instance header's \"rows, columns or frame_count\" does not fit");
  CHECK(message(R"({"shutters":[{"circle":{"radius":2000000000}}]})") ==
        "an instance header's \"radius\" does not fit");
  CHECK(message(R"({"shutters":[{"presentation_value":-1}]})") ==
        "an instance header's \"presentation_value\" does not fit");
  CHECK(message(R"({"shutters":[{"rectangle":7}]})") ==
        "an instance header's \"rectangle\" does not fit");
  CHECK(message(R"({"pixel_spacing":[0,1]})") ==
        "an instance header's \"pixel_spacing\" does not fit");
}

}  // namespace
}  // namespace overread
