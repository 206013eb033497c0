#include "core/objects/presentation_state.hpp"

#include <array>
#include <catch_amalgamated.hpp>
#include <cmath>

#include "core/objects/object_codec.hpp"
#include "made_presentation.hpp"

namespace overread {
namespace {

using testing::annotation_item;
using testing::area_item;
using testing::bare_pseudo_color_state;
using testing::bare_state;
using testing::full_state;
using testing::graphic_item;
using testing::image_reference;
using testing::layer_item;
using testing::set_palette;
using testing::table_item;
using testing::text_item;
using testing::window_item;

PresentationState read_state(const Dataset& dataset) {
  auto state = presentation_state(dataset);
  INFO((state ? "" : state.error().message));
  REQUIRE(state);
  return std::move(*state);
}

TEST_CASE("GSPS: every module is read", "[objects][presentation][PS3.3 A.33]") {
  const PresentationState state = read_state(full_state());
  CHECK(state.kind == PresentationKind::kGrayscale);
  CHECK(state.content_label == "BONES");
  CHECK(state.content_description == "For the surgeon");
  CHECK(state.content_creator_name == "Doe^Jane");
  CHECK(state.creation_date == "20240131");
  REQUIRE(state.images.size() == 2);
  CHECK(state.images[1].frame_numbers == std::vector<int>{2, 3});
  REQUIRE(state.modality);
  CHECK(state.modality->rescale_slope == 2);
  CHECK(state.modality->rescale_intercept == -1024);
  REQUIRE(state.voi.size() == 2);
  CHECK(state.voi[0].images.size() == 1);
  CHECK(state.voi[0].window->width == 400);
  CHECK(state.voi[1].images.empty());
  REQUIRE(state.presentation_lut);
  CHECK(state.presentation_lut->entries == std::vector<std::uint16_t>{0, 100, 255});
  CHECK_FALSE(state.inverted);
  REQUIRE(state.areas.size() == 1);
  CHECK(state.areas[0].top_left == std::array{1, 4});
  CHECK(state.areas[0].bottom_right == std::array{3, 1});
  CHECK(state.areas[0].pixel_aspect == 1.0);
  CHECK(state.quarter_turns == 1);
  CHECK(state.flip_horizontal);
  REQUIRE(state.annotations.size() == 2);
  CHECK(state.annotations[0].graphics[0].type == GraphicType::kCircle);
  CHECK(state.annotations[0].graphics[0].points == std::vector<AnnotationPoint>{{2, 2}, {3, 2}});
  const TextObject& text = state.annotations[1].texts[0];
  CHECK(text.text == "Old\r\nfracture");
  REQUIRE(text.box);
  CHECK(text.box->units == AnnotationUnits::kDisplay);
  CHECK(text.box->justification == TextJustification::kRight);
  CHECK(text.box->top_left == AnnotationPoint{0.25, 0.5});
  REQUIRE(text.anchor);
  CHECK(text.anchor->units == AnnotationUnits::kPixel);
  CHECK(text.anchor->is_visible);
  // In the order they are drawn, not that of the file.
  REQUIRE(state.layers.size() == 2);
  CHECK(state.layers[0].name == "BOTTOM");
  // The file counts from 1.
  REQUIRE(state.shutter.rectangle);
  CHECK(state.shutter.rectangle->left == 1);
  CHECK(state.shutter.presentation_value == 32768);
  REQUIRE(state.planes.size() == 1);
  CHECK(state.planes[0].group == 0x6000);
  CHECK(state.active_groups == std::vector<int>{0x6000});
}

TEST_CASE("GSPS: what it does not state is absent", "[objects][presentation][PS3.4 N.2]") {
  const PresentationState state = read_state(bare_state({image_reference("1.2.3.1.1")}));
  CHECK_FALSE(state.modality);
  CHECK(state.voi.empty());
  CHECK_FALSE(state.presentation_lut);
  CHECK(state.areas.empty());
  CHECK(state.quarter_turns == 0);
  CHECK_FALSE(state.flip_horizontal);
  CHECK_FALSE(state.shutter.has_shape());
  CHECK(displayed_area(state, "1.2.3.1.1", 1) == nullptr);
  CHECK(softcopy_voi(state, "1.2.3.1.1", 1) == nullptr);
}

TEST_CASE("GSPS: an item that names a frame counts before the one for all",
          "[objects][presentation][PS3.3 C.11.8]") {
  const PresentationState state = read_state(full_state());
  REQUIRE(softcopy_voi(state, "1.2.3.1.1", 1) != nullptr);
  CHECK(softcopy_voi(state, "1.2.3.1.1", 1)->window->center == 40);
  CHECK(softcopy_voi(state, "1.2.3.1.2", 2)->window->center == 500);
  CHECK(refers_to(state, "1.2.3.1.1", 7));
  CHECK(refers_to(state, "1.2.3.1.2", 3));
  CHECK_FALSE(refers_to(state, "1.2.3.1.2", 1));
  CHECK_FALSE(refers_to(state, "1.2.3.1.3", 1));
}

TEST_CASE("GSPS: without an item for all, frames nobody names have no VOI stage",
          "[objects][presentation][PS3.3 C.11.8]") {
  Dataset dataset = full_state();
  dataset.set_sequence(tags::kSoftcopyVoiLutSequence,
                       {window_item(40, 400, {image_reference("1.2.3.1.2", {3})})});
  const PresentationState state = read_state(dataset);
  CHECK(softcopy_voi(state, "1.2.3.1.2", 3) != nullptr);
  CHECK(softcopy_voi(state, "1.2.3.1.2", 2) == nullptr);
  CHECK(softcopy_voi(state, "1.2.3.1.1", 1) == nullptr);
}

TEST_CASE("GSPS: a recommended gray is a P-Value, a color is CIELab",
          "[objects][presentation][PS3.3 C.10.7]") {
  Dataset dataset = bare_state({image_reference("1.2.3.1.1")});
  Dataset gray = layer_item("GRAY", 1), color = layer_item("COLOR", 2),
          none = layer_item("NONE", 3);
  // 32768 / 65535 × 255 = 127.502
  gray.set_number(tags::kGraphicLayerRecommendedDisplayGrayscaleValue, Vr::kUS, 32768);
  // L* = 100, a* = b* = 0: white.
  color.set_numbers(tags::kGraphicLayerRecommendedDisplayCielabValue, Vr::kUS,
                    std::vector<double>{65535, 32896, 32896});
  color.set_number(tags::kGraphicLayerRecommendedDisplayGrayscaleValue, Vr::kUS, 0);
  dataset.set_sequence(tags::kGraphicLayerSequence, {gray, color, none});
  const PresentationState state = read_state(dataset);
  CHECK(state.layers[0].color == RgbColor{128, 128, 128});
  CHECK(state.layers[1].color == RgbColor{255, 255, 255});
  CHECK_FALSE(state.layers[2].color);
}

TEST_CASE("GSPS: annotations of a whole slide are counted and left out",
          "[objects][presentation][PS3.3 C.10.5]") {
  Dataset dataset = bare_state({image_reference("1.2.3.1.1")});
  dataset.set_sequence(tags::kGraphicAnnotationSequence,
                       {annotation_item("A", {graphic_item("POINT", {9, 9}, "MATRIX"),
                                              graphic_item("POINT", {1, 1})})});
  const PresentationState state = read_state(dataset);
  CHECK(state.annotations[0].graphics.size() == 1);
  CHECK(state.annotations[0].left_out_count == 1);
}

TEST_CASE("GSPS: color and pseudo-color states share the rest, others are none",
          "[objects][presentation]") {
  Dataset dataset = full_state();
  dataset.set_text(tags::kSopClassUid, Vr::kUI, "1.2.840.10008.5.1.4.1.1.11.2");
  CHECK(read_state(dataset).kind == PresentationKind::kColor);
  dataset.set_text(tags::kSopClassUid, Vr::kUI, "1.2.840.10008.5.1.4.1.1.11.3");
  set_palette(dataset, {0, 255});
  CHECK(read_state(dataset).kind == PresentationKind::kPseudoColor);
  dataset.set_text(tags::kSopClassUid, Vr::kUI, "1.2.840.10008.5.1.4.1.1.11.4");
  CHECK_FALSE(presentation_state(dataset));
  InstanceHeader header;
  header.sop_class_uid = "1.2.840.10008.5.1.4.1.1.11.1";
  CHECK(object_kind(header) == ObjectKind::kPresentationState);
}

TEST_CASE("Pseudo-color: the palette of the state, plain or segmented, or a well-known one",
          "[objects][presentation][PS3.3 A.33.3]") {
  Dataset dataset = bare_pseudo_color_state({image_reference("1.2.3.1.1")});
  CHECK_FALSE(presentation_state(dataset));
  dataset.set_text(tags::kPaletteColorLookupTableUid, Vr::kUI, "1.2.840.10008.1.5.2");
  REQUIRE(read_state(dataset).color_map);
  CHECK(read_state(dataset).color_map->name == "PET");
  dataset.set_text(tags::kPaletteColorLookupTableUid, Vr::kUI, "1.2.3.4.5");
  CHECK(read_state(dataset).color_map == nullptr);
  CHECK(read_state(dataset).unknown_palette_uid == "1.2.3.4.5");
  // Of its own, whatever it is called.
  set_palette(dataset, {7, 250});
  const PresentationState own = read_state(dataset);
  CHECK(own.unknown_palette_uid.empty());
  REQUIRE(own.color_map);
  CHECK(own.color_map->colors[127] == std::array<std::uint8_t, 3>{7, 7, 7});
  CHECK(own.color_map->colors[128] == std::array<std::uint8_t, 3>{250, 250, 250});
  for (const Tag tag :
       {tags::kRedPaletteColorLookupTableDescriptor, tags::kGreenPaletteColorLookupTableDescriptor,
        tags::kBluePaletteColorLookupTableDescriptor}) {
    dataset.set_numbers(tag, Vr::kUS, std::vector<double>{256, 0, 8});
  }
  dataset.remove(tags::kRedPaletteColorLookupTableData);
  dataset.remove(tags::kGreenPaletteColorLookupTableData);
  dataset.remove(tags::kBluePaletteColorLookupTableData);
  for (const Tag tag : {tags::kSegmentedRedPaletteColorLookupTableData,
                        tags::kSegmentedGreenPaletteColorLookupTableData,
                        tags::kSegmentedBluePaletteColorLookupTableData}) {
    dataset.set_bytes(tag, Vr::kOW, {0, 1, 0, 1, 255, 255});
  }
  CHECK(read_state(dataset).color_map->colors[77] == std::array<std::uint8_t, 3>{77, 77, 77});
}

TEST_CASE("Pseudo-color: a palette that is broken names its attribute",
          "[objects][presentation][hostile]") {
  const auto message_of = [](const auto& breaks) {
    Dataset dataset = bare_pseudo_color_state({image_reference("1.2.3.1.1")});
    set_palette(dataset, {1, 2, 3});
    breaks(dataset);
    const auto state = presentation_state(dataset);
    REQUIRE_FALSE(state);
    CHECK(state.error().code == ErrorCode::kInvalidAttribute);
    return state.error().message;
  };
  CHECK(message_of([](Dataset& d) {
          d.remove(tags::kBluePaletteColorLookupTableData);
        }).contains("(0028,1203)"));
  CHECK(message_of([](Dataset& d) {
          d.remove(tags::kGreenPaletteColorLookupTableDescriptor);
        }).contains("(0028,1102)"));
  CHECK(message_of([](Dataset& d) {
          d.set_numbers(tags::kRedPaletteColorLookupTableDescriptor, Vr::kUS,
                        std::vector<double>{4, 0, 8});
        }).contains("(0028,1201)"));
  CHECK(message_of([](Dataset& d) {
          d.set_numbers(tags::kRedPaletteColorLookupTableDescriptor, Vr::kUS,
                        std::vector<double>{3, 0, 40});
        }).contains("must be 8–16"));
}

TEST_CASE("Pseudo-color: the colors cross over", "[objects][codec]") {
  Dataset dataset = bare_pseudo_color_state({image_reference("1.2.3.1.1")});
  set_palette(dataset, {7, 250});
  dataset.set_sequence(tags::kSoftcopyVoiLutSequence, {window_item(40, 400)});
  const PresentationState given = read_state(dataset);
  const ObjectMessage message = object_message(given);
  CHECK(message.bytes.size() == 256 * 3);
  const auto back = object_from_message(message.json, message.bytes);
  INFO((back ? "" : back.error().message));
  REQUIRE(back);
  const auto& state = std::get<PresentationState>(*back);
  CHECK(state.kind == PresentationKind::kPseudoColor);
  REQUIRE(state.color_map);
  CHECK(*state.color_map == *given.color_map);
  Bytes cut = message.bytes;
  cut.pop_back();
  CHECK_FALSE(object_from_message(message.json, cut));
}

struct Broken {
  std::string_view name;
  void (*breaks)(Dataset&);
  std::string_view message;
};

/// Puts one graphic in the place of all annotations.
void annotate(Dataset& d, const Dataset& graphic) {
  d.set_sequence(tags::kGraphicAnnotationSequence, {annotation_item("A", {graphic})});
}

const Broken kBroken[] = {
    {"no images", [](Dataset& d) { d.remove(tags::kReferencedSeriesSequence); },
     "Referenced Series Sequence (0008,1115) names no image"},
    {"rotation of no quarter turn",
     [](Dataset& d) { d.set_number(tags::kImageRotation, Vr::kUS, 45); },
     "Image Rotation (0070,0042) is \"45\", must be 0, 90, 180 or 270"},
    {"rotation of a whole turn",
     [](Dataset& d) { d.set_number(tags::kImageRotation, Vr::kUS, 360); },
     "Image Rotation (0070,0042) is \"360\""},
    {"flip", [](Dataset& d) { d.set_text(tags::kImageHorizontalFlip, Vr::kCS, "YES"); },
     "Image Horizontal Flip (0070,0041) is \"YES\", must be Y or N"},
    {"slope", [](Dataset& d) { d.set_number(tags::kRescaleSlope, Vr::kDS, 0); },
     "Rescale Slope (0028,1053) is 0"},
    {"intercept", [](Dataset& d) { d.set_text(tags::kRescaleIntercept, Vr::kDS, "zero"); },
     "Rescale Intercept (0028,1052) is \"zero\", must be a number"},
    {"window",
     [](Dataset& d) { d.set_sequence(tags::kSoftcopyVoiLutSequence, {window_item(40, 0)}); },
     "Window Width (0028,1051) \"0\", must be numbers and the width at least 1"},
    {"VOI of nothing",
     [](Dataset& d) { d.set_sequence(tags::kSoftcopyVoiLutSequence, {Dataset()}); },
     "has neither Window Center (0028,1050) nor VOILUT Sequence (0028,3010)"},
    {"Presentation LUT",
     [](Dataset& d) {
       d.set_sequence(tags::kPresentationLutSequence, {table_item({4, 0, 8}, {0, 1, 2})});
     },
     "LUT Data (0028,3006) of the Presentation LUT has 3 entries, must be 4"},
    {"shape",
     [](Dataset& d) {
       d.remove(tags::kPresentationLutSequence);
       d.set_text(tags::kPresentationLutShape, Vr::kCS, "LIN OD");
     },
     "Presentation LUT Shape (2050,0020) is \"LIN OD\", must be IDENTITY or INVERSE"},
    {"corner",
     [](Dataset& d) {
       d.set_sequence(tags::kDisplayedAreaSelectionSequence, {area_item({1}, {3, 3})});
     },
     "Displayed Area Top Left Hand Corner (0070,0052) is \"1\\\""},
    {"corner of no image",
     [](Dataset& d) {
       d.set_sequence(tags::kDisplayedAreaSelectionSequence,
                      {area_item({1, 1}, {3, 2'000'000'000})});
     },
     "within ±1000000"},
    {"size mode",
     [](Dataset& d) {
       d.set_sequence(tags::kDisplayedAreaSelectionSequence, {area_item({1, 1}, {3, 3}, "FIT")});
     },
     "Presentation Size Mode (0070,0100) is \"FIT\", must be SCALE TO FIT, TRUE SIZE or MAGNIFY"},
    {"magnification",
     [](Dataset& d) {
       d.set_sequence(tags::kDisplayedAreaSelectionSequence,
                      {area_item({1, 1}, {3, 3}, "MAGNIFY")});
     },
     "Presentation Pixel Magnification Ratio (0070,0103) is \"\""},
    {"aspect",
     [](Dataset& d) {
       Dataset area = area_item({1, 1}, {3, 3});
       area.set_numbers(tags::kPresentationPixelSpacing, Vr::kDS, std::vector<double>{1, 0});
       d.set_sequence(tags::kDisplayedAreaSelectionSequence, {area});
     },
     "Presentation Pixel Spacing (0070,0101) is \"1\\0\""},
    {"layer", [](Dataset& d) { d.set_sequence(tags::kGraphicLayerSequence, {Dataset()}); },
     "Graphic Layer (0070,0002) of layer 1 is missing"},
    {"graphic type", [](Dataset& d) { annotate(d, graphic_item("SQUARE", {1, 1, 2, 2})); },
     "Annotation 1: Graphic Type (0070,0023) is \"SQUARE\", must be one of POINT, POLYLINE, "
     "INTERPOLATED, CIRCLE, ELLIPSE"},
    {"units", [](Dataset& d) { annotate(d, graphic_item("POINT", {1, 1}, "MM")); },
     "Graphic Annotation Units (0070,0005) is \"MM\", must be one of PIXEL, DISPLAY, MATRIX"},
    {"circle", [](Dataset& d) { annotate(d, graphic_item("CIRCLE", {1, 1, 2, 2, 3, 3})); },
     "Graphic Data (0070,0022) has 3 points, Graphic Type (0070,0023) CIRCLE must have 2"},
    {"ellipse", [](Dataset& d) { annotate(d, graphic_item("ELLIPSE", {1, 1, 2, 2})); },
     "ELLIPSE must have 4"},
    {"half a point", [](Dataset& d) { annotate(d, graphic_item("POLYLINE", {1, 1, 2})); },
     "Graphic Data (0070,0022) has 3 readable numbers"},
    {"no point", [](Dataset& d) { annotate(d, graphic_item("POLYLINE", {})); },
     "Graphic Data (0070,0022) has 0 readable numbers"},
    {"a point at no place",
     [](Dataset& d) { annotate(d, graphic_item("POINT", {1, std::nan("")})); },
     "each within ±1000000"},
    {"a promise of points",
     [](Dataset& d) {
       Dataset graphic = graphic_item("POLYLINE", {1, 1, 2, 2});
       graphic.set_number(tags::kNumberOfGraphicPoints, Vr::kUS, 3);
       annotate(d, graphic);
     },
     "Number Of Graphic Points (0070,0021) is 3, Graphic Data (0070,0022) has 2 points"},
    {"three dimensions",
     [](Dataset& d) {
       Dataset graphic = graphic_item("POLYLINE", {1, 1, 2, 2});
       graphic.set_number(tags::kGraphicDimensions, Vr::kUS, 3);
       annotate(d, graphic);
     },
     "Graphic Dimensions (0070,0020) is 3, must be 2"},
    {"a text without a place",
     [](Dataset& d) {
       Dataset text = text_item("Here");
       text.remove(tags::kAnchorPoint);
       text.remove(tags::kBoundingBoxTopLeftHandCorner);
       d.set_sequence(tags::kGraphicAnnotationSequence, {annotation_item("A", {}, {text})});
     },
     "Bounding Box Top Left Hand Corner (0070,0010) and Anchor Point (0070,0014) are missing"},
    {"half a box",
     [](Dataset& d) {
       Dataset text = text_item("Here");
       text.remove(tags::kBoundingBoxBottomRightHandCorner);
       d.set_sequence(tags::kGraphicAnnotationSequence, {annotation_item("A", {}, {text})});
     },
     "Bounding Box Bottom Right Hand Corner (0070,0011) has 0 readable numbers"},
    {"an overlay that is too short",
     [](Dataset& d) { d.set_number(tags::kOverlayRows, Vr::kUS, 5); }, "Overlay Data (6000,3000)"},
};

TEST_CASE("GSPS: what is wrong is an error that names it", "[objects][presentation][hostile]") {
  for (const Broken& broken : kBroken) {
    Dataset dataset = full_state();
    broken.breaks(dataset);
    const auto state = presentation_state(dataset);
    INFO(broken.name << ": " << (state ? "read" : state.error().message));
    REQUIRE_FALSE(state);
    CHECK(state.error().message.contains(broken.message));
  }
}

TEST_CASE("GSPS: more annotations than a person draws are refused",
          "[objects][presentation][hostile]") {
  Dataset dataset = bare_state({image_reference("1.2.3.1.1")});
  dataset.set_sequence(tags::kGraphicAnnotationSequence,
                       {annotation_item("A", std::vector<Dataset>(kMostAnnotationObjects + 1,
                                                                  graphic_item("POINT", {1, 1})))});
  const auto many = presentation_state(dataset);
  REQUIRE_FALSE(many);
  CHECK(many.error().code == ErrorCode::kTooLarge);
  Dataset long_line =
      graphic_item("POLYLINE", std::vector<double>(2 * kMostAnnotationPoints + 2, 1));
  long_line.remove(tags::kNumberOfGraphicPoints);
  dataset.set_sequence(tags::kGraphicAnnotationSequence, {annotation_item("A", {long_line})});
  const auto points = presentation_state(dataset);
  REQUIRE_FALSE(points);
  CHECK(points.error().code == ErrorCode::kTooLarge);
}

TEST_CASE("A presentation state crosses over with its tables and planes", "[objects][codec]") {
  Dataset dataset = full_state();
  Dataset voi;
  voi.set_sequence(tags::kVoiLutSequence, {table_item({2, 65535, 16}, {7, 65535})});
  dataset.set_sequence(tags::kSoftcopyVoiLutSequence, {voi, window_item(1.25, 2)});
  dataset.set_sequence(tags::kModalityLutSequence, {table_item({2, 5, 12}, {1, 4095})});
  dataset.set_text(tags::kShutterShape, Vr::kCS, "CIRCULAR");
  dataset.set_numbers(tags::kCenterOfCircularShutter, Vr::kIS, std::vector<double>{3, 2});
  dataset.set_number(tags::kRadiusOfCircularShutter, Vr::kIS, 4);
  const PresentationState given = read_state(dataset);
  const ObjectMessage message = object_message(given);
  // Three tables of 2, 2 and 3 words, and 16 bits.
  CHECK(message.bytes.size() == 2 * (2 + 2 + 3) + 2);
  const auto back = object_from_message(message.json, message.bytes);
  INFO((back ? "" : back.error().message));
  REQUIRE(back);
  const auto& state = std::get<PresentationState>(*back);
  CHECK(state.images == given.images);
  CHECK(state.modality == given.modality);
  CHECK(state.voi == given.voi);
  CHECK(state.presentation_lut == given.presentation_lut);
  CHECK(state.areas == given.areas);
  CHECK(state.annotations == given.annotations);
  CHECK(state.layers == given.layers);
  CHECK(state.shutter == given.shutter);
  CHECK(state.planes == given.planes);
  CHECK(state.active_groups == given.active_groups);
  CHECK(state.content_label == "BONES");
  CHECK(state.quarter_turns == 1);
  CHECK(state.flip_horizontal);
  const ObjectMessage again = object_message(state);
  CHECK(again.json == message.json);
  CHECK(again.bytes == message.bytes);
  for (const std::size_t size : {std::size_t{0}, message.bytes.size() - 1}) {
    const auto cut = object_from_message(message.json, ByteView(message.bytes).first(size));
    REQUIRE_FALSE(cut);
    CHECK(cut.error().code == ErrorCode::kTruncated);
  }
}

}  // namespace
}  // namespace overread
