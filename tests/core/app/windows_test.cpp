#include <algorithm>
#include <catch_amalgamated.hpp>

#include "core/app/update.hpp"
#include "core/app/view_models.hpp"
#include "study.hpp"

namespace overread {
namespace {

/// Two windows, of which one is explained, and two tables that turn 0 into 51 and 204 of 255.
State state_with_ways() {
  std::vector<InstanceHeader> headers = testing::ct_series(3);
  for (InstanceHeader& header : headers) {
    header.pixels.rescale_intercept = 0.0;
    header.pixels.windows = {{40.0, 400.0, "SOFT"}, {-600.0, 1500.0, ""}};
    header.pixels.voi_luts = {LookUpTable{.bits = 8, .entries = {51}},
                              LookUpTable{.bits = 8, .entries = {204}, .explanation = "HARD"}};
  }
  State state;
  update(state, command::AddInstances{headers}, "");
  for (const InstanceHeader& header : headers) {
    update(state, command::FrameDecoded{header.sop_instance_uid, 1, testing::blank_frame()}, "");
  }
  return state;
}

/// The names of the rows, the one in force in brackets.
std::string rows_of(const State& state) {
  std::string all;
  for (const VoiRow& row : voi_rows(state, 0)) {
    all += row.in_force ? "[" + row.name + "] " : row.name + " ";
  }
  return all;
}

std::string corner_of(const State& state) {
  for (const CornerLine& line : viewport_model(state, 0, 1.0).corners.bottom_right) {
    if (line.key == "image.window") return line.value;
  }
  return {};
}

/// What the frame shown makes of a modality value, in [0, 1].
float shown_gray(const State& state, float value) {
  const ViewportModel model = viewport_model(state, 0, 1.0);
  REQUIRE(model.frame);
  return apply_voi(value, presentation_of(*model.frame, model.view).voi);
}

TEST_CASE("Windows: an image offers its windows, then its VOI LUTs, by their explanations",
          "[app][window][PS3.3 C.11.2]") {
  State state = state_with_ways();
  CHECK(rows_of(state) == "[SOFT] Window 2 LUT 1 HARD ");
  update(state, command::ChooseLanguage{Language::kRussian}, "");
  CHECK(rows_of(state) == "[SOFT] Окно 2 Таблица LUT 1 HARD ");
  // Presets of the modality stay what they are, keys included.
  const auto presets = window_presets(state, 0);
  REQUIRE(presets.size() == 6);
  CHECK(presets[1].name == "window.lung");
  CHECK(presets[1].key == '2');
}

TEST_CASE("Windows: a second window is chosen for the whole series, and taken back",
          "[app][window]") {
  State state = state_with_ways();
  update(state, command::SetWindow{0, *voi_rows(state, 0)[1].window}, "");
  CHECK(rows_of(state) == "SOFT [Window 2] LUT 1 HARD ");
  CHECK(corner_of(state) == "C −600 W 1500");
  update(state, command::ScrollBy{0, 1}, "");
  CHECK(corner_of(state) == "C −600 W 1500");
  update(state, command::ResetWindow{0}, "");
  CHECK(rows_of(state) == "[SOFT] Window 2 LUT 1 HARD ");
  CHECK(corner_of(state) == "C 40 W 400");
}

TEST_CASE("Windows: a VOI LUT beside windows is reached, named in the corner, and left again",
          "[app][window]") {
  State state = state_with_ways();
  update(state, command::ChooseVoiLut{0, 2}, "");
  CHECK(rows_of(state) == "SOFT Window 2 LUT 1 [HARD] ");
  CHECK(corner_of(state) == "LUT HARD");
  CHECK(shown_gray(state, 0.0F) == 0.8F);
  update(state, command::ScrollBy{0, 1}, "");
  CHECK(shown_gray(state, 0.0F) == 0.8F);
  update(state, command::ChooseVoiLut{0, 1}, "");
  CHECK(corner_of(state) == "LUT 1");
  CHECK(shown_gray(state, 0.0F) == 0.2F);

  SECTION("by a window") {
    update(state, command::SetWindow{0, {60.0, 350.0}}, "");
    CHECK(rows_of(state) == "SOFT Window 2 LUT 1 HARD ");
    CHECK(corner_of(state) == "C 60 W 350");
  }
  SECTION("by a drag, which begins at the image's first window") {
    update(state, command::DragWindow{0, 0.0, 10.0}, "");
    // 10 pixels are 10 / 400 of the width.
    CHECK(corner_of(state) == "C 50 W 400");
  }
  SECTION("by going back to the file's own") {
    update(state, command::ResetWindow{0}, "");
    CHECK(corner_of(state) == "C 40 W 400");
  }
  SECTION("by resetting the view") {
    update(state, command::ResetView{0}, "");
    CHECK(corner_of(state) == "C 40 W 400");
  }
}

TEST_CASE("Windows: a table that there is not leaves the image's own window", "[app][window]") {
  State state = state_with_ways();
  update(state, command::ChooseVoiLut{0, 3}, "");
  CHECK(corner_of(state) == "C 40 W 400");
  update(state, command::ChooseVoiLut{0, 0}, "");
  CHECK(corner_of(state) == "C 40 W 400");
  update(state, command::ChooseVoiLut{3, 1}, "");
  CHECK(state.viewports[3].view.voi_lut_number == 0);
}

TEST_CASE("Windows: a single one is offered when it has a name; color has none", "[app][window]") {
  struct Case {
    std::vector<Window> windows;
    std::vector<LookUpTable> tables;
    const char* rows;
  };
  const LookUpTable table{.bits = 8, .entries = {0, 255}};
  const LookUpTable named{.bits = 8, .entries = {0, 255}, .explanation = "HARD"};
  for (const Case& c : {Case{{}, {}, ""}, Case{{{40.0, 400.0, ""}}, {}, ""},
                        Case{{{40.0, 400.0, "SOFT"}}, {}, "[SOFT] "}, Case{{}, {table}, ""},
                        Case{{}, {named}, "[HARD] "}, Case{{}, {table, table}, "[LUT 1] LUT 2 "},
                        Case{{{40.0, 400.0, ""}}, {table}, "[Window 1] LUT 1 "}}) {
    std::vector<InstanceHeader> headers = testing::ct_series(1);
    headers[0].pixels.windows = c.windows;
    headers[0].pixels.voi_luts = c.tables;
    State state;
    update(state, command::AddInstances{headers}, "");
    CHECK(rows_of(state) == c.rows);
    headers[0].sop_instance_uid = "1.2.3.9.1";
    headers[0].series_instance_uid = "1.2.3.9";
    headers[0].samples_per_pixel = 3;
    update(state, command::AddInstances{headers}, "");
    update(state, command::ShowSeries{state.series.back().key, 0}, "");
    CHECK(rows_of(state).empty());
  }
}

TEST_CASE("Windows: of very many only the first are rows of a menu", "[app][window][hostile]") {
  std::vector<InstanceHeader> headers = testing::ct_series(1);
  headers[0].pixels.windows.assign(5000, {40.0, 400.0, ""});
  headers[0].pixels.voi_luts.assign(5000, LookUpTable{.bits = 8, .entries = {0}});
  State state;
  update(state, command::AddInstances{headers}, "");
  CHECK(voi_rows(state, 0).size() == 24);
}

}  // namespace
}  // namespace overread
