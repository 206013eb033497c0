#include <algorithm>
#include <catch_amalgamated.hpp>

#include "core/app/update.hpp"
#include "core/app/view_models.hpp"
#include "core/image/well_known_color_map.hpp"
#include "study.hpp"

namespace overread {
namespace {

using Catch::Matchers::WithinAbs;
using testing::blank_frame;
using testing::state_with_ct;

constexpr const char* kGrayscaleClass = "1.2.840.10008.5.1.4.1.1.11.1";
constexpr const char* kFirst = "1.2.3.1.1";
constexpr const char* kState = "1.2.3.9.1";
constexpr const char* kOther = "1.2.3.9.2";

InstanceHeader header_of(const std::string& uid) {
  InstanceHeader header;
  header.study_instance_uid = "1.2.3";
  header.series_instance_uid = "1.2.3.9";
  header.sop_instance_uid = uid;
  header.sop_class_uid = kGrayscaleClass;
  header.modality = "PR";
  return header;
}

void add(State& state, const std::string& uid, PresentationState content) {
  update(state, command::AddInstances{{header_of(uid)}}, "");
  update(state, command::ObjectRead{uid, std::make_shared<const ObjectContent>(std::move(content))},
         "");
}

/// A state on one of the slices of ct_series(), with a bone window.
PresentationState bones_on(const std::string& image) {
  PresentationState state;
  state.content_label = "BONES";
  state.content_description = "For the surgeon";
  state.images = {{"", image, {}, {}}};
  state.modality = PresentationModality{.rescale_intercept = -1024.0};
  state.voi = {{.window = Window{500.0, 2500.0, ""}}};
  return state;
}

/// Three slices of 4 × 4 pixels in a viewport of 400 × 400, the first one shown and decoded, and a
/// presentation state on it that nobody has put on yet.
State state_with(PresentationState content) {
  State state = state_with_ct(3);
  update(state, command::ResizeViewport{0, 400, 400}, "");
  update(state, command::FrameDecoded{kFirst, 1, blank_frame()}, "");
  add(state, kState, std::move(content));
  return state;
}

/// The same, with the state put on.
State shown_with(PresentationState content) {
  State state = state_with(std::move(content));
  update(state, command::ShowObject{kState}, "");
  return state;
}

ViewportModel model_of(const State& state) { return viewport_model(state, 0, 1.0); }

void check_at(Point<Viewport> at, double x, double y) {
  CHECK_THAT(at.x(), WithinAbs(x, 1e-9));
  CHECK_THAT(at.y(), WithinAbs(y, 1e-9));
}

TEST_CASE("Presentations: a study opens without", "[app][presentation]") {
  const State state = state_with(bones_on(kFirst));
  const ViewportModel model = model_of(state);
  CHECK(model.presentation.empty());
  CHECK(model.window == Window{40.0, 400.0, ""});
  // But says that there is one.
  REQUIRE(model.presentations.size() == 1);
  CHECK(model.presentations[0].name == "BONES · For the surgeon");
  CHECK_FALSE(model.presentations[0].in_force);
  const ObjectRow row = study_list_model(state).studies[0].objects[0];
  CHECK(row.kind == ObjectKind::kPresentationState);
  CHECK(row.title == "BONES · For the surgeon");
  CHECK(row.detail == "Presentation state");
  CHECK_FALSE(row.active);
}

TEST_CASE("Presentations: choosing one shows its image with its window, and says so",
          "[app][presentation]") {
  State state = state_with(bones_on("1.2.3.1.3"));
  CHECK(model_of(state).presentations.empty());
  update(state, command::ShowObject{kState}, "");
  const ViewportModel model = model_of(state);
  CHECK_FALSE(model.object);
  CHECK(model.sop_instance_uid == "1.2.3.1.3");
  CHECK(model.presentation == "BONES · For the surgeon");
  CHECK_FALSE(model.presentation_changed);
  CHECK(study_list_model(state).studies[0].objects[0].active);
  // Once its pixels are there.
  update(state, command::FrameDecoded{"1.2.3.1.3", 1, blank_frame()}, "");
  CHECK(model_of(state).window == Window{500.0, 2500.0, ""});
  CHECK(model_of(state).frame->transform.windows[0].width == 2500.0);
}

TEST_CASE("Presentations: taken off, the image is as it was", "[app][presentation]") {
  State state = state_with(bones_on(kFirst));
  update(state, command::SetWindow{0, Window{-600.0, 1500.0, ""}}, "");
  update(state, command::RotateBy{0, 1}, "");
  const ViewportState before = state.viewports[0].view;
  update(state, command::ShowObject{kState}, "");
  CHECK(state.viewports[0].view == ViewportState{});
  CHECK(model_of(state).window.width == 2500.0);
  update(state, command::ShowPresentation{0, ""}, "");
  CHECK(state.viewports[0].view == before);
  CHECK(model_of(state).presentation.empty());
  CHECK(model_of(state).frame->transform.windows[0].width == 400.0);
}

TEST_CASE("Presentations: it is in force on the frames it names, and on no others",
          "[app][presentation]") {
  PresentationState content = bones_on(kFirst);
  content.quarter_turns = 2;
  State state = shown_with(content);
  CHECK(state.viewports[0].view.orientation.quarter_turns == 2);
  update(state, command::ScrollTo{0, 1}, "");
  CHECK(model_of(state).presentation.empty());
  CHECK(state.viewports[0].view == ViewportState{});
  CHECK(model_of(state).window == Window{40.0, 400.0, ""});
  update(state, command::ScrollTo{0, 0}, "");
  CHECK(model_of(state).presentation == "BONES · For the surgeon");
  CHECK(state.viewports[0].view.orientation.quarter_turns == 2);
}

TEST_CASE("Presentations: a window counts on the images it names", "[app][presentation]") {
  PresentationState content = bones_on(kFirst);
  content.images.push_back({"", "1.2.3.1.2", {}, {}});
  content.voi = {{.images = {{"", "1.2.3.1.2", {}, {}}}, .window = Window{500.0, 2500.0, ""}}};
  State state = shown_with(content);
  update(state, command::FrameDecoded{"1.2.3.1.2", 1, blank_frame()}, "");
  // The first has no VOI stage: 16 bits from -1024 on.
  CHECK(model_of(state).window.width == 65536.0);
  update(state, command::ScrollTo{0, 1}, "");
  CHECK(model_of(state).presentation == "BONES · For the surgeon");
  CHECK(model_of(state).window.width == 2500.0);
}

TEST_CASE("Presentations: what the reader changes is told, and undone by choosing it again",
          "[app][presentation]") {
  State state = shown_with(bones_on(kFirst));
  update(state, command::DragWindow{0, 10, 0}, "");
  CHECK(model_of(state).presentation_changed);
  CHECK(model_of(state).window.width > 2500.0);
  update(state, command::ResetView{0}, "");
  CHECK_FALSE(model_of(state).presentation_changed);
  CHECK(model_of(state).window.width == 2500.0);
  update(state, command::ZoomAt{0, 2.0, Point<Viewport>(200, 200)}, "");
  CHECK(model_of(state).presentation_changed);
  update(state, command::ShowObject{kState}, "");
  CHECK_FALSE(model_of(state).presentation_changed);
  CHECK(state.viewports[0].view.zoom == 1.0);
}

TEST_CASE("Presentations: turned clockwise first, then mirrored",
          "[app][presentation][PS3.3 C.10.6]") {
  PresentationState content = bones_on(kFirst);
  content.quarter_turns = 1;
  content.flip_horizontal = true;
  const ViewportModel model = model_of(shown_with(content));
  // The first pixel's corner goes to the top right and back to the top left, the end of the first
  // row to the bottom right and then the bottom left.
  check_at(model.viewport_from_image * Point<Image>(-0.5, -0.5), 0, 0);
  check_at(model.viewport_from_image * Point<Image>(3.5, -0.5), 0, 400);
  check_at(model.viewport_from_image * Point<Image>(-0.5, 3.5), 400, 0);
  // Rows run down on the screen, columns to the right: left and right of the patient change too.
  CHECK(model.letters.left == "A");
  CHECK(model.letters.top == "R");
}

TEST_CASE("Presentations: the displayed area fills the viewport, and grows with it",
          "[app][presentation][PS3.3 C.10.4]") {
  PresentationState content = bones_on(kFirst);
  // Columns 2 and 3, all rows.
  content.areas = {{.top_left = {2, 1}, .bottom_right = {3, 4}}};
  State state = shown_with(content);
  ViewportModel model = model_of(state);
  check_at(model.viewport_from_image * Point<Image>(0.5, -0.5), 100, 0);
  check_at(model.viewport_from_image * Point<Image>(2.5, 3.5), 300, 400);
  update(state, command::ResizeViewport{0, 200, 800}, "");
  model = model_of(state);
  check_at(model.viewport_from_image * Point<Image>(0.5, -0.5), 0, 200);
  check_at(model.viewport_from_image * Point<Image>(2.5, 3.5), 200, 600);
}

TEST_CASE("Presentations: corners are named as they stand after turning",
          "[app][presentation][PS3.3 C.10.4]") {
  PresentationState content = bones_on(kFirst);
  content.quarter_turns = 1;
  // Clockwise, the bottom left of the image is the top left of the screen.
  content.areas = {{.top_left = {2, 4}, .bottom_right = {3, 1}}};
  const ViewportModel model = model_of(shown_with(content));
  check_at(model.viewport_from_image * Point<Image>(0.5, 3.5), 0, 100);
  check_at(model.viewport_from_image * Point<Image>(2.5, -0.5), 400, 300);
}

TEST_CASE("Presentations: a magnification is kept, a true size fitted and told",
          "[app][presentation][PS3.3 C.10.4]") {
  PresentationState content = bones_on(kFirst);
  content.areas = {{.top_left = {1, 1},
                    .bottom_right = {4, 4},
                    .mode = PresentationSizeMode::kMagnify,
                    .magnification = 3.0}};
  ViewportModel model = model_of(shown_with(content));
  check_at(model.viewport_from_image * Point<Image>(-0.5, -0.5), 194, 194);
  CHECK(model.fidelity == Fidelity::kFull);
  content.areas[0].mode = PresentationSizeMode::kTrueSize;
  model = model_of(shown_with(content));
  check_at(model.viewport_from_image * Point<Image>(-0.5, -0.5), 0, 0);
  CHECK(model.fidelity == Fidelity::kPresentationLimited);
  CHECK(model.fidelity_reasons.size() == 1);
}

TEST_CASE("Presentations: pixels stretched otherwise than in the patient have no scale bar",
          "[app][presentation]") {
  PresentationState content = bones_on(kFirst);
  content.areas = {{.top_left = {1, 1}, .bottom_right = {4, 4}, .pixel_aspect = 1.0}};
  CHECK(model_of(shown_with(content)).scale_bar);
  content.areas[0].pixel_aspect = 2.0;
  const ViewportModel model = model_of(shown_with(content));
  // 4 columns and 8 columns' worth of rows: scale 50.
  check_at(model.viewport_from_image * Point<Image>(-0.5, -0.5), 100, 0);
  CHECK_FALSE(model.scale_bar);
}

GraphicAnnotation annotation_of(GraphicObject graphic) {
  return {.layer = "A", .graphics = {std::move(graphic)}};
}

TEST_CASE("Presentations: PIXEL counts from the corner of the first pixel",
          "[app][presentation][PS3.3 C.10.5]") {
  PresentationState content = bones_on(kFirst);
  content.quarter_turns = 1;
  content.annotations = {
      annotation_of({.type = GraphicType::kPoint, .points = {{0.0, 0.0}}}),
      annotation_of({.type = GraphicType::kCircle, .points = {{2.0, 2.0}, {3.0, 2.0}}}),
      annotation_of({.type = GraphicType::kPolyline,
                     .points = {{0.0, 0.0}, {4.0, 0.0}, {4.0, 4.0}, {0.0, 0.0}},
                     .is_filled = true})};
  const ViewportModel model = model_of(shown_with(content));
  REQUIRE(model.annotation_shapes.size() == 3);
  // A quarter turn: the first corner is the top right one.
  REQUIRE(model.annotation_shapes[0].points.size() == 1);
  check_at(model.annotation_shapes[0].points[0], 400, 0);
  // A pixel is 100 wide; to the right in the image is down on the screen.
  const AnnotationShape& circle = model.annotation_shapes[1];
  CHECK(circle.closed);
  CHECK_FALSE(circle.filled);
  check_at(circle.points[0], 200, 300);
  const AnnotationShape& triangle = model.annotation_shapes[2];
  CHECK(triangle.closed);
  CHECK(triangle.filled);
  REQUIRE(triangle.points.size() == 3);
  check_at(triangle.points[1], 400, 400);
}

TEST_CASE("Presentations: DISPLAY is a share of the displayed area as it stands on the screen",
          "[app][presentation][PS3.3 C.10.5]") {
  PresentationState content = bones_on(kFirst);
  content.quarter_turns = 1;
  content.flip_horizontal = true;
  content.areas = {{.top_left = {2, 1}, .bottom_right = {3, 4}}};
  content.annotations = {
      annotation_of({.units = AnnotationUnits::kDisplay, .points = {{0.0, 0.0}, {1.0, 0.5}}})};
  State state = shown_with(content);
  // Turned, the area is 4 wide and 2 high: it lies between (0, 100) and (400, 300).
  ViewportModel model = model_of(state);
  check_at(model.annotation_shapes[0].points[0], 0, 100);
  check_at(model.annotation_shapes[0].points[1], 400, 200);
  // And keeps to the image when the reader zooms.
  update(state, command::ZoomAt{0, 2.0, Point<Viewport>(0, 100)}, "");
  model = model_of(state);
  check_at(model.annotation_shapes[0].points[0], 0, 100);
  check_at(model.annotation_shapes[0].points[1], 800, 300);
}

TEST_CASE("Presentations: words keep upright in a turned box", "[app][presentation]") {
  PresentationState content = bones_on(kFirst);
  content.quarter_turns = 2;
  content.layers = {{.name = "A", .color = RgbColor{1, 2, 3}}};
  TextObject text{.text = "Old\r\nfracture\n"};
  text.box = TextObject::Box{.top_left = {1, 1}, .bottom_right = {3, 2}};
  text.anchor = TextObject::Anchor{.point = {0, 0}, .is_visible = true};
  content.annotations = {{.layer = "A", .texts = {text}}};
  const ViewportModel model = model_of(shown_with(content));
  REQUIRE(model.annotation_texts.size() == 1);
  const AnnotationText& drawn = model.annotation_texts[0];
  CHECK(drawn.lines == std::vector<std::string>{"Old", "fracture"});
  // Half a turn: columns 1 to 3 stand at 300 to 100, rows 1 to 2 at 300 to 200.
  CHECK(drawn.box == ViewportBox{100, 200, 300, 300});
  check_at(*drawn.anchor, 400, 400);
  CHECK(drawn.has_leader);
  CHECK(drawn.rgb == RgbColor{1, 2, 3});
}

TEST_CASE("Presentations: layers are drawn from the lowest up, unknown ones last",
          "[app][presentation][PS3.3 C.10.7]") {
  PresentationState content = bones_on(kFirst);
  const auto point_on = [](const std::string& layer, double column) {
    GraphicAnnotation annotation =
        annotation_of({.type = GraphicType::kPoint, .points = {{column, 0.0}}});
    annotation.layer = layer;
    return annotation;
  };
  content.annotations = {point_on("LOST", 1), point_on("TOP", 2), point_on("BOTTOM", 3)};
  content.layers = {{.name = "BOTTOM", .order = 1}, {.name = "TOP", .order = 2}};
  State state = shown_with(content);
  const auto shapes = model_of(state).annotation_shapes;
  REQUIRE(shapes.size() == 3);
  check_at(shapes[0].points[0], 300, 0);
  check_at(shapes[1].points[0], 200, 0);
  check_at(shapes[2].points[0], 100, 0);
  // They go off and on with the overlay planes.
  CHECK(model_of(state).has_overlay_planes);
  update(state, command::ShowOverlayPlanes{false}, "");
  CHECK(model_of(state).annotation_shapes.empty());
  CHECK(model_of(state).has_overlay_planes);
}

TEST_CASE("Presentations: annotations are drawn on the images they name", "[app][presentation]") {
  PresentationState content = bones_on(kFirst);
  content.images.push_back({"", "1.2.3.1.2", {}, {}});
  content.annotations = {annotation_of({.type = GraphicType::kPoint, .points = {{0.0, 0.0}}})};
  content.annotations[0].images = {{"", "1.2.3.1.2", {}, {}}};
  State state = shown_with(content);
  CHECK(model_of(state).annotation_shapes.empty());
  update(state, command::ScrollTo{0, 1}, "");
  CHECK(model_of(state).annotation_shapes.size() == 1);
}

TEST_CASE("Presentations: several states of an image are there to choose among",
          "[app][presentation]") {
  State state = state_with(bones_on(kFirst));
  PresentationState soft = bones_on(kFirst);
  soft.content_label = "SOFT";
  soft.content_description = "";
  soft.voi[0].window = Window{40.0, 350.0, ""};
  add(state, kOther, soft);
  CHECK(model_of(state).presentations.size() == 2);
  update(state, command::ShowPresentation{0, kState}, "");
  update(state, command::ShowPresentation{0, kOther}, "");
  const ViewportModel model = model_of(state);
  CHECK(model.presentation == "SOFT");
  CHECK(model.window.width == 350.0);
  CHECK_FALSE(model.presentations[0].in_force);
  CHECK(model.presentations[1].in_force);
  update(state, command::ShowPresentation{0, ""}, "");
  CHECK(state.viewports[0].view == ViewportState{});
}

TEST_CASE("Presentations: without its images a state is told of, not drawn",
          "[app][presentation]") {
  State state = state_with(bones_on("9.9.9"));
  update(state, command::ShowObject{kState}, "");
  const ViewportModel viewport = model_of(state);
  REQUIRE(viewport.object);
  CHECK(viewport.object->title == "BONES · For the surgeon");
  REQUIRE(viewport.object->notes.size() == 1);
  CHECK(viewport.object->notes[0] == "The images it speaks of are not open");
  CHECK(viewport.object->lines.size() == 1);
}

TEST_CASE("Presentations: chosen before it is read, it is put on when it is",
          "[app][presentation]") {
  State state = state_with_ct(3);
  update(state, command::AddInstances{{header_of(kState)}}, "");
  update(state, command::ShowObject{kState}, "");
  CHECK(model_of(state).object);
  update(state,
         command::ObjectRead{kState, std::make_shared<const ObjectContent>(bones_on("1.2.3.1.2"))},
         "");
  CHECK_FALSE(model_of(state).object);
  CHECK(model_of(state).sop_instance_uid == "1.2.3.1.2");
  CHECK(model_of(state).presentation == "BONES · For the surgeon");
}

TEST_CASE("Presentations: closed and opened again, it does not come back by itself",
          "[app][presentation]") {
  State state = shown_with(bones_on(kFirst));
  update(state, command::CloseStudy{"1.2.3"}, "");
  CHECK(state.viewports[0].presentation_uid.empty());
  update(state, command::AddInstances{testing::ct_series(3)}, "");
  add(state, kState, bones_on(kFirst));
  CHECK(model_of(state).presentation.empty());
  CHECK(state.viewports[0].view == ViewportState{});
}

TEST_CASE("Presentations: a series chosen in the list is shown as it is", "[app][presentation]") {
  State state = shown_with(bones_on(kFirst));
  update(state, command::ShowSeries{state.viewports[0].series_key}, "");
  CHECK(model_of(state).presentation.empty());
}

TEST_CASE("Presentations: the cursor reads the image's own values, and presets keep to their unit",
          "[app][presentation]") {
  PresentationState content = bones_on(kFirst);
  State state = shown_with(content);
  update(state, command::MoveCursor{0, Point<Viewport>(50, 50)}, "");
  CHECK(bottom_line_model(state).cursor.contains("HU"));
  CHECK_FALSE(window_presets(state, 0).empty());
  content.modality.reset();
  state = shown_with(content);
  update(state, command::MoveCursor{0, Point<Viewport>(50, 50)}, "");
  CHECK(bottom_line_model(state).cursor.contains("1024"));
  // The picture is in stored values: a window in HU would be wrong by 1024.
  CHECK(window_presets(state, 0).empty());
}

TEST_CASE("Presentations: what is asked for and not done is told", "[app][presentation]") {
  PresentationState content = bones_on(kFirst);
  content.subtracts_mask = true;
  content.kind = PresentationKind::kPseudoColor;
  content.unknown_palette_uid = "1.2.3.4.5";
  content.annotations = {{.layer = "A", .left_out_count = 2}};
  const ViewportModel model = model_of(shown_with(content));
  CHECK(model.fidelity == Fidelity::kPresentationLimited);
  CHECK(model.fidelity_reasons.size() == 3);
  CHECK(std::ranges::any_of(model.fidelity_reasons, [](const std::string& reason) {
    return reason.ends_with("1.2.3.4.5");
  }));
  CHECK_FALSE(model.color_scale);
}

TEST_CASE("Presentations: pseudo-colors come with their scale and go with their state",
          "[app][presentation]") {
  PresentationState content = bones_on(kFirst);
  content.kind = PresentationKind::kPseudoColor;
  content.modality->rescale_type = "HU";
  content.color_map = well_known_color_map("1.2.840.10008.1.5.2");
  State state = shown_with(content);
  const ViewportModel model = model_of(state);
  REQUIRE(model.frame);
  CHECK(model.frame->transform.color_map == content.color_map);
  CHECK(model.fidelity_reasons.empty());
  // Center 500, width 2500, LINEAR: -750 to 1749.
  REQUIRE(model.color_scale);
  CHECK(model.color_scale->unit == "HU");
  REQUIRE(model.color_scale->ticks.size() == 5);
  CHECK(model.color_scale->ticks[1].text == "0");
  CHECK_THAT(model.color_scale->ticks[1].place, WithinAbs(750.0 / 2499.0, 1e-4));
  update(state, command::ShowPresentation{0, ""}, "");
  CHECK_FALSE(model_of(state).color_scale);
  CHECK(model_of(state).frame->transform.color_map == nullptr);
}

}  // namespace
}  // namespace overread
