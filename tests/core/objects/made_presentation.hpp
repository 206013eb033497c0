#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "core/dicom/dataset.hpp"
#include "core/dicom/tags.hpp"

/// Data sets of presentation states, written attribute by attribute.
namespace overread::testing {

inline Dataset image_reference(std::string_view uid, std::vector<double> frames = {}) {
  Dataset item;
  item.set_text(tags::kReferencedSopClassUid, Vr::kUI, "1.2.840.10008.5.1.4.1.1.2");
  item.set_text(tags::kReferencedSopInstanceUid, Vr::kUI, uid);
  if (!frames.empty()) item.set_numbers(tags::kReferencedFrameNumber, Vr::kIS, frames);
  return item;
}

inline Dataset table_item(std::vector<double> descriptor, std::vector<double> entries) {
  Dataset item;
  item.set_numbers(tags::kLutDescriptor, Vr::kUS, descriptor);
  item.set_numbers(tags::kLutData, Vr::kUS, entries);
  return item;
}

inline Dataset window_item(double center, double width, std::vector<Dataset> images = {}) {
  Dataset item;
  item.set_number(tags::kWindowCenter, Vr::kDS, center);
  item.set_number(tags::kWindowWidth, Vr::kDS, width);
  if (!images.empty()) item.set_sequence(tags::kReferencedImageSequence, std::move(images));
  return item;
}

inline Dataset area_item(std::vector<double> top_left, std::vector<double> bottom_right,
                         std::string_view mode = "SCALE TO FIT") {
  Dataset item;
  item.set_numbers(tags::kDisplayedAreaTopLeftHandCorner, Vr::kSL, top_left);
  item.set_numbers(tags::kDisplayedAreaBottomRightHandCorner, Vr::kSL, bottom_right);
  item.set_text(tags::kPresentationSizeMode, Vr::kCS, mode);
  item.set_numbers(tags::kPresentationPixelSpacing, Vr::kDS, std::vector<double>{0.5, 0.5});
  return item;
}

inline Dataset graphic_item(std::string_view type, std::vector<double> data,
                            std::string_view units = "PIXEL") {
  Dataset item;
  item.set_text(tags::kGraphicAnnotationUnits, Vr::kCS, units);
  item.set_number(tags::kGraphicDimensions, Vr::kUS, 2);
  item.set_number(tags::kNumberOfGraphicPoints, Vr::kUS, static_cast<double>(data.size() / 2));
  item.set_numbers(tags::kGraphicData, Vr::kFL, data);
  item.set_text(tags::kGraphicType, Vr::kCS, type);
  return item;
}

inline Dataset text_item(std::string_view words) {
  Dataset item;
  item.set_text(tags::kUnformattedTextValue, Vr::kST, words);
  item.set_text(tags::kBoundingBoxAnnotationUnits, Vr::kCS, "DISPLAY");
  item.set_numbers(tags::kBoundingBoxTopLeftHandCorner, Vr::kFL, std::vector<double>{0.25, 0.5});
  item.set_numbers(tags::kBoundingBoxBottomRightHandCorner, Vr::kFL, std::vector<double>{0.75, 1});
  item.set_text(tags::kBoundingBoxTextHorizontalJustification, Vr::kCS, "RIGHT");
  item.set_text(tags::kAnchorPointAnnotationUnits, Vr::kCS, "PIXEL");
  item.set_numbers(tags::kAnchorPoint, Vr::kFL, std::vector<double>{1.5, 2.5});
  item.set_text(tags::kAnchorPointVisibility, Vr::kCS, "Y");
  return item;
}

inline Dataset annotation_item(std::string_view layer, std::vector<Dataset> graphics,
                               std::vector<Dataset> texts = {}) {
  Dataset item;
  item.set_text(tags::kGraphicLayer, Vr::kCS, layer);
  if (!graphics.empty()) item.set_sequence(tags::kGraphicObjectSequence, std::move(graphics));
  if (!texts.empty()) item.set_sequence(tags::kTextObjectSequence, std::move(texts));
  return item;
}

inline Dataset layer_item(std::string_view name, int order) {
  Dataset item;
  item.set_text(tags::kGraphicLayer, Vr::kCS, name);
  item.set_number(tags::kGraphicLayerOrder, Vr::kIS, order);
  return item;
}

/// The least a state may be: one that speaks of these images.
inline Dataset bare_state(std::vector<Dataset> images) {
  Dataset series;
  series.set_text(tags::kSeriesInstanceUid, Vr::kUI, "1.2.3.1");
  series.set_sequence(tags::kReferencedImageSequence, std::move(images));
  Dataset state;
  state.set_text(tags::kSopClassUid, Vr::kUI, "1.2.840.10008.5.1.4.1.1.11.1");
  state.set_text(tags::kSopInstanceUid, Vr::kUI, "1.2.3.9");
  state.set_sequence(tags::kReferencedSeriesSequence, {series});
  state.set_text(tags::kPresentationLutShape, Vr::kCS, "IDENTITY");
  return state;
}

/// The same entries of 8 bits for red, green and blue.
inline void set_palette(Dataset& dataset, const std::vector<double>& entries) {
  const std::vector<double> descriptor{static_cast<double>(entries.size()), 0, 8};
  for (const Tag tag :
       {tags::kRedPaletteColorLookupTableDescriptor, tags::kGreenPaletteColorLookupTableDescriptor,
        tags::kBluePaletteColorLookupTableDescriptor}) {
    dataset.set_numbers(tag, Vr::kUS, descriptor);
  }
  Bytes words;
  for (const double entry : entries) {
    words.push_back(static_cast<std::uint8_t>(entry));
    words.push_back(0);
  }
  for (const Tag tag :
       {tags::kRedPaletteColorLookupTableData, tags::kGreenPaletteColorLookupTableData,
        tags::kBluePaletteColorLookupTableData}) {
    dataset.set_bytes(tag, Vr::kOW, words);
  }
}

/// A pseudo-color state that speaks of these images, without a palette yet.
inline Dataset bare_pseudo_color_state(std::vector<Dataset> images) {
  Dataset state = bare_state(std::move(images));
  state.set_text(tags::kSopClassUid, Vr::kUI, "1.2.840.10008.5.1.4.1.1.11.3");
  state.remove(tags::kPresentationLutShape);
  return state;
}

/// One that has something of everything.
inline Dataset full_state() {
  Dataset state = bare_state({image_reference("1.2.3.1.1"), image_reference("1.2.3.1.2", {2, 3})});
  state.set_text(tags::kContentLabel, Vr::kCS, "BONES");
  state.set_text(tags::kContentDescription, Vr::kLO, "For the surgeon");
  state.set_text(tags::kContentCreatorName, Vr::kPN, "Doe^Jane");
  state.set_text(tags::kPresentationCreationDate, Vr::kDA, "20240131");
  state.set_text(tags::kPresentationCreationTime, Vr::kTM, "101112");
  state.set_number(tags::kRescaleSlope, Vr::kDS, 2);
  state.set_number(tags::kRescaleIntercept, Vr::kDS, -1024);
  state.set_sequence(
      tags::kSoftcopyVoiLutSequence,
      {window_item(40, 400, {image_reference("1.2.3.1.1")}), window_item(500, 2500)});
  state.remove(tags::kPresentationLutShape);
  state.set_sequence(tags::kPresentationLutSequence, {table_item({3, 0, 8}, {0, 100, 255})});
  state.set_sequence(tags::kDisplayedAreaSelectionSequence, {area_item({1, 4}, {3, 1})});
  state.set_number(tags::kImageRotation, Vr::kUS, 90);
  state.set_text(tags::kImageHorizontalFlip, Vr::kCS, "Y");
  state.set_sequence(tags::kGraphicAnnotationSequence,
                     {annotation_item("TOP", {graphic_item("CIRCLE", {2, 2, 3, 2}),
                                              graphic_item("POINT", {0.5, 0.5})}),
                      annotation_item("BOTTOM", {}, {text_item("Old\r\nfracture")})});
  state.set_sequence(tags::kGraphicLayerSequence, {layer_item("TOP", 2), layer_item("BOTTOM", 1)});
  state.set_text(tags::kShutterShape, Vr::kCS, "RECTANGULAR");
  state.set_number(tags::kShutterLeftVerticalEdge, Vr::kIS, 2);
  state.set_number(tags::kShutterRightVerticalEdge, Vr::kIS, 3);
  state.set_number(tags::kShutterUpperHorizontalEdge, Vr::kIS, 1);
  state.set_number(tags::kShutterLowerHorizontalEdge, Vr::kIS, 4);
  state.set_number(tags::kShutterPresentationValue, Vr::kUS, 32768);
  state.set_number(tags::kOverlayRows, Vr::kUS, 4);
  state.set_number(tags::kOverlayColumns, Vr::kUS, 4);
  state.set_text(tags::kOverlayType, Vr::kCS, "G");
  state.set_text(tags::kOverlayActivationLayer, Vr::kCS, "TOP");
  state.set_bytes(tags::kOverlayData, Vr::kOW, {0x01, 0x80});
  return state;
}

}  // namespace overread::testing
