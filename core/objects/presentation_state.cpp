#include "core/objects/presentation_state.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <format>
#include <utility>

#include "core/dicom/tags.hpp"
#include "core/image/functional_groups.hpp"
#include "core/image/look_up_table.hpp"
#include "core/image/palette.hpp"
#include "core/image/well_known_color_map.hpp"

namespace overread {
namespace {

bool is_ratio(double value) { return value >= 1.0 / kLargestRatio && value <= kLargestRatio; }

Result<std::vector<SopReference>> images_of(const Dataset& dataset) {
  std::vector<SopReference> images;
  for (const Dataset& series : dataset.sequence(tags::kReferencedSeriesSequence)) {
    for (SopReference& image : sop_references(series, tags::kReferencedImageSequence)) {
      images.push_back(std::move(image));
    }
  }
  if (images.empty()) {
    return fail(ErrorCode::kInvalidAttribute,
                std::format("{} names no image, must name at least one",
                            describe(tags::kReferencedSeriesSequence)));
  }
  return images;
}

Result<double> finite(const Dataset& dataset, Tag tag, double fallback) {
  if (dataset.text(tag).empty()) return fallback;
  const auto value = dataset.number(tag);
  if (value && std::isfinite(*value)) return *value;
  return fail(ErrorCode::kInvalidAttribute,
              std::format("{} is \"{}\", must be a number", describe(tag), dataset.text(tag)));
}

/// PS3.3 C.11.1
Result<std::optional<PresentationModality>> modality_of(const Dataset& dataset) {
  PresentationModality modality;
  if (const auto tables = dataset.sequence(tags::kModalityLutSequence); !tables.empty()) {
    OVERREAD_TRY(modality.table,
                 read_look_up_table(tables.front(), tags::kLutDescriptor, tags::kLutData,
                                    TableInput::kUnsigned, "Modality LUT"));
    modality.rescale_type = tables.front().text(tags::kModalityLutType);
    return std::optional(std::move(modality));
  }
  const bool is_stated =
      dataset.contains(tags::kRescaleSlope) || dataset.contains(tags::kRescaleIntercept);
  if (!is_stated) return std::optional<PresentationModality>();
  OVERREAD_TRY(modality.rescale_slope, finite(dataset, tags::kRescaleSlope, 1.0));
  OVERREAD_TRY(modality.rescale_intercept, finite(dataset, tags::kRescaleIntercept, 0.0));
  if (modality.rescale_slope == 0.0) {
    return fail(ErrorCode::kInvalidAttribute,
                std::format("{} is 0, must be another number", describe(tags::kRescaleSlope)));
  }
  modality.rescale_type = dataset.text(tags::kRescaleType);
  return std::optional(std::move(modality));
}

/// PS3.3 C.11.8
Result<SoftcopyVoi> voi_of(const Dataset& item) {
  SoftcopyVoi voi{.images = sop_references(item, tags::kReferencedImageSequence)};
  voi.function = read_voi_function(item);
  if (item.contains(tags::kWindowCenter)) {
    std::vector<Window> windows = read_windows(item, voi.function);
    if (windows.empty()) {
      return fail(ErrorCode::kInvalidAttribute,
                  std::format("{} is \"{}\", {} \"{}\", must be numbers and the width {}",
                              describe(tags::kWindowCenter), item.text(tags::kWindowCenter),
                              describe(tags::kWindowWidth), item.text(tags::kWindowWidth),
                              voi.function == VoiFunction::kLinear ? "at least 1" : "above 0"));
    }
    voi.window = std::move(windows.front());
    return voi;
  }
  const auto tables = item.sequence(tags::kVoiLutSequence);
  if (tables.empty()) {
    return fail(ErrorCode::kInvalidAttribute,
                std::format("{} has neither {} nor {}", describe(tags::kSoftcopyVoiLutSequence),
                            describe(tags::kWindowCenter), describe(tags::kVoiLutSequence)));
  }
  OVERREAD_TRY(voi.table, read_look_up_table(tables.front(), tags::kLutDescriptor, tags::kLutData,
                                             TableInput::kUnsigned, "VOI LUT"));
  return voi;
}

/// PS3.3 C.11.6
Result<void> read_presentation_lut(const Dataset& dataset, PresentationState& state) {
  if (const auto tables = dataset.sequence(tags::kPresentationLutSequence); !tables.empty()) {
    OVERREAD_TRY(state.presentation_lut,
                 read_look_up_table(tables.front(), tags::kLutDescriptor, tags::kLutData,
                                    TableInput::kUnsigned, "Presentation LUT"));
    return {};
  }
  const std::string shape = dataset.text(tags::kPresentationLutShape);
  if (shape != "IDENTITY" && shape != "INVERSE" && !shape.empty()) {
    return fail(ErrorCode::kInvalidAttribute,
                std::format("{} is \"{}\", must be IDENTITY or INVERSE",
                            describe(tags::kPresentationLutShape), shape));
  }
  state.inverted = shape == "INVERSE";
  return {};
}

/// PS3.3 A.33.3, C.7.9: the tables themselves, which must be there; a UID alone is taken as well.
Result<void> read_color_map(const Dataset& dataset, PresentationState& state) {
  if (has_palette(dataset)) {
    OVERREAD_TRY(const auto palette, read_palette(dataset));
    state.color_map = std::make_shared<const ColorMap>(color_map_of(palette));
    return {};
  }
  const std::string uid = dataset.text(tags::kPaletteColorLookupTableUid);
  if (uid.empty()) {
    return fail(ErrorCode::kInvalidAttribute,
                std::format("{} is missing, and {} names no palette",
                            describe(tags::kRedPaletteColorLookupTableDescriptor),
                            describe(tags::kPaletteColorLookupTableUid)));
  }
  state.color_map = well_known_color_map(uid);
  if (state.color_map == nullptr) state.unknown_palette_uid = uid;
  return {};
}

Result<std::array<int, 2>> corner_at(const Dataset& item, Tag tag) {
  std::array<int, 2> corner{};
  for (std::size_t i = 0; i < 2; ++i) {
    const auto value = item.integer(tag, i);
    if (!value || *value < -kLargestCorner || *value > kLargestCorner) {
      return fail(ErrorCode::kInvalidAttribute,
                  std::format("{} is \"{}\\{}\", must be a column and a row within ±{}",
                              describe(tag), item.text(tag, 0), item.text(tag, 1), kLargestCorner));
    }
    corner[i] = static_cast<int>(*value);
  }
  return corner;
}

Result<PresentationSizeMode> size_mode_of(const Dataset& item) {
  const std::string name = item.text(tags::kPresentationSizeMode);
  if (name == "SCALE TO FIT") return PresentationSizeMode::kScaleToFit;
  if (name == "TRUE SIZE") return PresentationSizeMode::kTrueSize;
  if (name == "MAGNIFY") return PresentationSizeMode::kMagnify;
  return fail(ErrorCode::kInvalidAttribute,
              std::format("{} is \"{}\", must be SCALE TO FIT, TRUE SIZE or MAGNIFY",
                          describe(tags::kPresentationSizeMode), name));
}

/// Height over width, from a distance of rows and one of columns, or from their ratio.
Result<std::optional<double>> pixel_aspect_of(const Dataset& item) {
  for (const Tag tag : {tags::kPresentationPixelSpacing, tags::kPresentationPixelAspectRatio}) {
    if (item.text(tag).empty()) continue;
    const std::vector<double> numbers = item.numbers(tag);
    const bool usable = numbers.size() == 2 && numbers[0] > 0.0 && numbers[1] > 0.0 &&
                        is_ratio(numbers[0] / numbers[1]);
    if (usable) return std::optional(numbers[0] / numbers[1]);
    return fail(ErrorCode::kInvalidAttribute,
                std::format("{} is \"{}\\{}\", must be two numbers above 0, their ratio 1/{}–{}",
                            describe(tag), item.text(tag, 0), item.text(tag, 1), kLargestRatio,
                            kLargestRatio));
  }
  return std::optional<double>();
}

/// PS3.3 C.10.4
Result<DisplayedArea> area_of(const Dataset& item) {
  DisplayedArea area{.images = sop_references(item, tags::kReferencedImageSequence)};
  OVERREAD_TRY(area.top_left, corner_at(item, tags::kDisplayedAreaTopLeftHandCorner));
  OVERREAD_TRY(area.bottom_right, corner_at(item, tags::kDisplayedAreaBottomRightHandCorner));
  OVERREAD_TRY(area.mode, size_mode_of(item));
  OVERREAD_TRY(area.pixel_aspect, pixel_aspect_of(item));
  if (area.mode != PresentationSizeMode::kMagnify) return area;
  const auto ratio = item.number(tags::kPresentationPixelMagnificationRatio);
  if (!ratio || !is_ratio(*ratio)) {
    return fail(ErrorCode::kInvalidAttribute,
                std::format("{} is \"{}\", must be 1/{}–{}",
                            describe(tags::kPresentationPixelMagnificationRatio),
                            item.text(tags::kPresentationPixelMagnificationRatio), kLargestRatio,
                            kLargestRatio));
  }
  area.magnification = *ratio;
  return area;
}

/// PS3.3 C.10.6
Result<void> read_spatial_transformation(const Dataset& dataset, PresentationState& state) {
  if (dataset.contains(tags::kImageRotation)) {
    const auto degrees = dataset.integer(tags::kImageRotation);
    if (!degrees || *degrees < 0 || *degrees > 270 || *degrees % 90 != 0) {
      return fail(ErrorCode::kInvalidAttribute,
                  std::format("{} is \"{}\", must be 0, 90, 180 or 270",
                              describe(tags::kImageRotation), dataset.text(tags::kImageRotation)));
    }
    state.quarter_turns = static_cast<int>(*degrees / 90);
  }
  const std::string flip = dataset.text(tags::kImageHorizontalFlip);
  if (flip != "Y" && flip != "N" && !flip.empty()) {
    return fail(
        ErrorCode::kInvalidAttribute,
        std::format("{} is \"{}\", must be Y or N", describe(tags::kImageHorizontalFlip), flip));
  }
  state.flip_horizontal = flip == "Y";
  return {};
}

Result<void> read_overlays(const Dataset& dataset, PresentationState& state) {
  FrameOverlays overlays = frame_overlays(dataset, 1);
  if (!overlays.problems.empty()) return std::unexpected(std::move(overlays.problems.front()));
  state.planes = std::move(overlays.planes);
  for (const auto& [tag, element] : dataset.elements()) {
    const bool activates =
        is_overlay_group(tag.group) && tag.element == tags::kOverlayActivationLayer.element;
    if (activates && !dataset.text(tag).empty()) state.active_groups.push_back(tag.group);
  }
  return {};
}

/// The item that names a frame, else the one for all.
template <class Item>
const Item* item_for(const std::vector<Item>& items, std::string_view sop_instance_uid,
                     int frame_number) {
  const Item* for_all = nullptr;
  for (const Item& item : items) {
    if (item.images.empty()) {
      if (for_all == nullptr) for_all = &item;
    } else if (means_frame(item.images, sop_instance_uid, frame_number)) {
      return &item;
    }
  }
  return for_all;
}

}  // namespace

std::optional<PresentationKind> presentation_kind(std::string_view sop_class_uid) {
  // PS3.4 B.5
  if (sop_class_uid == "1.2.840.10008.5.1.4.1.1.11.1") return PresentationKind::kGrayscale;
  if (sop_class_uid == "1.2.840.10008.5.1.4.1.1.11.2") return PresentationKind::kColor;
  if (sop_class_uid == "1.2.840.10008.5.1.4.1.1.11.3") return PresentationKind::kPseudoColor;
  return std::nullopt;
}

bool means_frame(const std::vector<SopReference>& images, std::string_view sop_instance_uid,
                 int frame_number) {
  return images.empty() || std::ranges::any_of(images, [&](const SopReference& image) {
           return image.sop_instance_uid == sop_instance_uid &&
                  (image.frame_numbers.empty() ||
                   std::ranges::contains(image.frame_numbers, frame_number));
         });
}

bool refers_to(const PresentationState& state, std::string_view sop_instance_uid,
               int frame_number) {
  return !state.images.empty() && means_frame(state.images, sop_instance_uid, frame_number);
}

const DisplayedArea* displayed_area(const PresentationState& state,
                                    std::string_view sop_instance_uid, int frame_number) {
  return item_for(state.areas, sop_instance_uid, frame_number);
}

const SoftcopyVoi* softcopy_voi(const PresentationState& state, std::string_view sop_instance_uid,
                                int frame_number) {
  return item_for(state.voi, sop_instance_uid, frame_number);
}

Result<PresentationState> presentation_state(const Dataset& dataset) {
  PresentationState state;
  const std::string sop_class = dataset.text(tags::kSopClassUid);
  const auto kind = presentation_kind(sop_class);
  if (!kind) {
    return fail(ErrorCode::kInvalidAttribute,
                std::format("{} is \"{}\", must be a Grayscale, Color or Pseudo-Color Softcopy "
                            "Presentation State",
                            describe(tags::kSopClassUid), sop_class));
  }
  state.kind = *kind;
  state.content_label = dataset.text(tags::kContentLabel);
  state.content_description = dataset.text(tags::kContentDescription);
  state.content_creator_name = dataset.text(tags::kContentCreatorName);
  state.creation_date = dataset.text(tags::kPresentationCreationDate);
  state.creation_time = dataset.text(tags::kPresentationCreationTime);
  OVERREAD_TRY(state.images, images_of(dataset));
  OVERREAD_TRY(state.modality, modality_of(dataset));
  for (const Dataset& item : dataset.sequence(tags::kSoftcopyVoiLutSequence)) {
    OVERREAD_TRY(SoftcopyVoi voi, voi_of(item));
    state.voi.push_back(std::move(voi));
  }
  OVERREAD_CHECK(read_presentation_lut(dataset, state));
  if (state.kind == PresentationKind::kPseudoColor) OVERREAD_CHECK(read_color_map(dataset, state));
  for (const Dataset& item : dataset.sequence(tags::kDisplayedAreaSelectionSequence)) {
    OVERREAD_TRY(DisplayedArea area, area_of(item));
    state.areas.push_back(std::move(area));
  }
  OVERREAD_CHECK(read_spatial_transformation(dataset, state));
  OVERREAD_TRY(state.annotations, graphic_annotations(dataset));
  OVERREAD_TRY(state.layers, graphic_layers(dataset));
  state.shutter = read_display_shutter(dataset, 1.0);
  OVERREAD_CHECK(read_overlays(dataset, state));
  state.subtracts_mask = !dataset.sequence(tags::kMaskSubtractionSequence).empty();
  return state;
}

}  // namespace overread
