#include "core/image/instance_header.hpp"

#include <algorithm>
#include <cmath>
#include <format>
#include <limits>
#include <utility>

#include "core/dicom/image_pixel.hpp"
#include "core/dicom/tags.hpp"
#include "core/dicom/transfer_syntax.hpp"
#include "core/image/frame_content.hpp"
#include "core/image/frame_count.hpp"
#include "core/image/functional_groups.hpp"
#include "core/image/look_up_table.hpp"
#include "core/image/palette.hpp"
#include "core/image/parametric_map.hpp"
#include "core/image/pixel_padding.hpp"
#include "core/image/ultrasound_regions.hpp"

namespace overread {
namespace {

constexpr std::array<std::string_view, 8> kProjectionModalities{"CR", "DX", "MG", "RF",
                                                                "XA", "PX", "RG", "IO"};

/// In X-ray angiography and fluoroscopy (also the retired bi-plane form) the Modality LUT leads to
/// beam intensities, which are not for display: PS3.3 C.8.7.1.1.2, Pixel Intensity Relationship.
constexpr std::array<std::string_view, 3> kModalityLutNotForDisplay{
    "1.2.840.10008.5.1.4.1.1.12.1", "1.2.840.10008.5.1.4.1.1.12.2", "1.2.840.10008.5.1.4.1.1.12.3"};

/// A number the picture cannot do without, in its range.
Result<int> ranged(const Dataset& dataset, Tag tag, std::int64_t lowest, std::int64_t highest) {
  const auto allowed = [=] { return std::format("must be {}–{}", lowest, highest); };
  if (!dataset.contains(tag) || dataset.text(tag).empty()) {
    return fail(ErrorCode::kInvalidAttribute,
                std::format("{} is missing, {}", describe(tag), allowed()));
  }
  const auto value = dataset.integer(tag);
  if (!value) {
    return fail(ErrorCode::kInvalidAttribute,
                std::format("{} is not a whole number, {}", describe(tag), allowed()));
  }
  if (*value < lowest || *value > highest) {
    return fail(ErrorCode::kInvalidAttribute,
                std::format("{} is {}, {}", describe(tag), *value, allowed()));
  }
  return static_cast<int>(*value);
}

int whole(const Dataset& dataset, Tag tag, int fallback = 0) {
  const auto value = dataset.integer(tag);
  if (!value) return fallback;
  return static_cast<int>(std::clamp<std::int64_t>(*value, std::numeric_limits<int>::min(),
                                                   std::numeric_limits<int>::max()));
}

/// 0 for a number beyond what IS can hold (PS3.5 6.2): cut down to that, it would be a false one.
int stated_number(const Dataset& dataset, Tag tag) {
  const std::int64_t value = dataset.integer(tag).value_or(0);
  return std::in_range<int>(value) ? static_cast<int>(value) : 0;
}

void read_texts(const Dataset& dataset, InstanceHeader& header) {
  const auto text = [&](std::string& into, Tag tag) { into = dataset.text(tag); };
  text(header.study_instance_uid, tags::kStudyInstanceUid);
  text(header.series_instance_uid, tags::kSeriesInstanceUid);
  text(header.sop_instance_uid, tags::kSopInstanceUid);
  text(header.sop_class_uid, tags::kSopClassUid);
  text(header.frame_of_reference_uid, tags::kFrameOfReferenceUid);
  text(header.modality, tags::kModality);
  text(header.body_part_examined, tags::kBodyPartExamined);
  text(header.view_position, tags::kViewPosition);
  text(header.laterality, tags::kLaterality);
  text(header.image_laterality, tags::kImageLaterality);
  text(header.patient_name, tags::kPatientName);
  text(header.patient_id, tags::kPatientId);
  text(header.patient_birth_date, tags::kPatientBirthDate);
  text(header.patient_sex, tags::kPatientSex);
  text(header.patient_age, tags::kPatientAge);
  text(header.study_date, tags::kStudyDate);
  text(header.study_time, tags::kStudyTime);
  text(header.study_description, tags::kStudyDescription);
  text(header.study_id, tags::kStudyId);
  text(header.accession_number, tags::kAccessionNumber);
  text(header.series_description, tags::kSeriesDescription);
  text(header.protocol_name, tags::kProtocolName);
  text(header.institution_name, tags::kInstitutionName);
  text(header.convolution_kernel, tags::kConvolutionKernel);
  text(header.contrast_bolus_agent, tags::kContrastBolusAgent);
  text(header.photometric_interpretation, tags::kPhotometricInterpretation);
  header.patient_orientation_row = dataset.text(tags::kPatientOrientation, 0);
  header.patient_orientation_column = dataset.text(tags::kPatientOrientation, 1);
}

void read_numbers(const Dataset& dataset, InstanceHeader& header) {
  header.series_number = stated_number(dataset, tags::kSeriesNumber);
  header.acquisition_number = stated_number(dataset, tags::kAcquisitionNumber);
  header.instance_number = stated_number(dataset, tags::kInstanceNumber);
  header.kvp = dataset.finite_number(tags::kKvp);
  header.exposure = dataset.finite_number(tags::kExposure);
  header.frame_time = dataset.finite_number(tags::kFrameTime);
  header.lossy_compressed = dataset.text(tags::kLossyImageCompression) == "01" ||
                            transfer_syntax(header.transfer_syntax_uid).always_lossy;
  header.lossy_ratio = dataset.finite_number(tags::kLossyImageCompressionRatio);
}

Result<void> read_shape(const Dataset& dataset, std::optional<std::uint64_t> file_bytes,
                        InstanceHeader& header) {
  OVERREAD_TRY(header.rows, ranged(dataset, tags::kRows, 1, 65535));
  OVERREAD_TRY(header.columns, ranged(dataset, tags::kColumns, 1, 65535));
  OVERREAD_TRY(header.bits_allocated, ranged(dataset, tags::kBitsAllocated, 1, 64));
  const int allocated = header.bits_allocated;
  if (!allocates_readable(allocated)) {
    return fail(ErrorCode::kInvalidAttribute,
                std::format("{} is {}, must be {}", describe(tags::kBitsAllocated), allocated,
                            kReadableBitsAllocated));
  }
  // Float pixel data has no Bits Stored. PS3.3 C.7.6.24
  header.bits_stored = allocated;
  if (dataset.contains(tags::kBitsStored)) {
    OVERREAD_TRY(header.bits_stored, ranged(dataset, tags::kBitsStored, 1, allocated));
  }
  header.samples_per_pixel = whole(dataset, tags::kSamplesPerPixel, 1);
  if (header.samples_per_pixel != 1 && header.samples_per_pixel != 3) {
    return fail(ErrorCode::kInvalidAttribute,
                std::format("{} is {}, must be 1 or 3", describe(tags::kSamplesPerPixel),
                            header.samples_per_pixel));
  }
  if (dataset.contains(tags::kPixelRepresentation)) {
    OVERREAD_TRY(header.pixel_representation, ranged(dataset, tags::kPixelRepresentation, 0, 1));
  }
  if (header.photometric_interpretation.empty()) {
    header.photometric_interpretation = header.samples_per_pixel == 3 ? "RGB" : "MONOCHROME2";
  }
  // Ad-hoc: many single-frame files write nothing, 0 or a non-number here.
  header.frame_count = std::max(1, whole(dataset, tags::kNumberOfFrames, 1));
  return check_frame_count(header, dataset, file_bytes);
}

/// PS3.3 10.7.1: in projection radiography Pixel Spacing beside Imager Pixel Spacing says whether
/// and how it was calibrated.
void read_spacing(const Dataset& dataset, const FunctionalGroups& groups, InstanceHeader& header) {
  const auto [spacing, thickness, between] = read_measures(dataset, groups, 0);
  header.slice_thickness = thickness;
  header.spacing_between_slices = between;
  header.frame_measures = read_frame_measures(dataset, groups, header.frame_count);
  const auto imager = read_imager_spacing(dataset, groups, 0);
  const bool projection = std::ranges::contains(kProjectionModalities, header.modality);
  if (spacing) {
    header.pixel_spacing = spacing;
    const bool calibrated = !dataset.text(tags::kPixelSpacingCalibrationType).empty() ||
                            (projection && imager && *imager != *spacing);
    header.spacing_source = calibrated             ? SpacingSource::kPixelSpacingCalibrated
                            : projection && imager ? SpacingSource::kImagerPixelSpacing
                                                   : SpacingSource::kPixelSpacing;
  } else if (imager) {
    const double magnification = read_magnification(dataset);
    header.pixel_spacing = {(*imager)[0] / magnification, (*imager)[1] / magnification};
    header.spacing_source = magnification > 1.0 ? SpacingSource::kEstimatedMagnification
                                                : SpacingSource::kImagerPixelSpacing;
  } else if (const auto region = read_region_spacing(dataset)) {
    header.pixel_spacing = region;
    header.spacing_source = SpacingSource::kUltrasoundRegion;
  }
  const std::vector<double> aspect = dataset.numbers(tags::kPixelAspectRatio);
  if (aspect.size() == 2 && aspect[0] > 0.0 && aspect[1] > 0.0 && std::isfinite(aspect[0]) &&
      std::isfinite(aspect[1])) {
    header.pixel_aspect_ratio = aspect[0] / aspect[1];
  }
}

/// False for an item of empty attributes, as writers leave that fill in whole modules.
bool states_table(const Dataset& item) {
  const Element* data = item.find(tags::kLutData);
  return !item.numbers(tags::kLutDescriptor).empty() ||
         (data != nullptr && !words_of(*data).empty());
}

void read_rescale(const Dataset& dataset, const InstanceHeader& header, PixelTransform& pixels) {
  if (const auto slope = dataset.finite_number(tags::kRescaleSlope); slope && *slope != 0.0) {
    pixels.rescale_slope = *slope;
  }
  pixels.rescale_intercept =
      dataset.finite_number(tags::kRescaleIntercept).value_or(pixels.rescale_intercept);
  if (const std::string type = dataset.text(tags::kRescaleType); !type.empty()) {
    pixels.rescale_type = type;
  } else if (header.modality == "CT") {
    pixels.rescale_type = "HU";
  } else if (header.modality == "PT") {
    pixels.rescale_type = dataset.text(tags::kUnits);
  }
}

Result<void> read_pixel_transform(const Dataset& dataset, const FunctionalGroups& groups,
                                  InstanceHeader& header) {
  PixelTransform& pixels = header.pixels;
  if (const Dataset* item = groups.macro(tags::kPixelValueTransformationSequence, 0)) {
    read_rescale(*item, header, pixels);
  } else {
    read_rescale(dataset, header, pixels);
  }
  const auto modality_luts = dataset.sequence(tags::kModalityLutSequence);
  if (!modality_luts.empty() && states_table(modality_luts.front()) &&
      !std::ranges::contains(kModalityLutNotForDisplay, header.sop_class_uid)) {
    const auto input =
        header.pixel_representation == 1 ? TableInput::kSigned : TableInput::kUnsigned;
    OVERREAD_TRY(pixels.modality_lut,
                 read_look_up_table(modality_luts.front(), tags::kLutDescriptor, tags::kLutData,
                                    input, "Modality LUT"));
    pixels.rescale_type = modality_luts.front().text(tags::kModalityLutType);
  }
  const Dataset* frame_voi = groups.macro(tags::kFrameVoiLutSequence, 0);
  const Dataset& voi = frame_voi == nullptr ? dataset : *frame_voi;
  const PixelKind kind = pixel_kind(dataset, header.bits_allocated);
  pixels.voi_function = read_voi_function(voi, kind);
  pixels.windows = read_windows(voi, pixels.voi_function);
  if (auto range =
          stored_value_color_range(groups, 0, pixels.rescale_slope, pixels.rescale_intercept)) {
    pixels.voi_function = VoiFunction::kLinearExact;
    pixels.windows = {std::move(*range)};
  }
  // PS3.3 C.11.2.1.1: a rescale below zero makes the input of the table signed.
  const bool signed_input =
      !pixels.modality_lut && (header.pixel_representation == 1 || pixels.rescale_intercept < 0.0);
  pixels.voi_luts = read_voi_luts(voi, signed_input ? TableInput::kSigned : TableInput::kUnsigned);
  pixels.inverted = header.photometric_interpretation == "MONOCHROME1" ||
                    dataset.text(tags::kPresentationLutShape) == "INVERSE";
  read_pixel_padding(dataset, header);
  if (header.photometric_interpretation == "PALETTE COLOR") {
    OVERREAD_TRY(pixels.palette, read_palette(dataset));
  } else if (header.sop_class_uid == kParametricMapStorage) {
    pixels.color_map = parametric_map_colors(dataset);
  }
  const bool signed_stored = !pixels.modality_lut && header.pixel_representation == 1;
  header.frame_scaling =
      read_frame_scaling(groups, header.frame_count, pixels,
                         signed_stored ? TableInput::kSigned : TableInput::kUnsigned, kind);
  header.real_world_values = read_frame_real_world_values(
      dataset, groups, header.frame_count,
      header.pixel_representation == 1 ? StoredSign::kSigned : StoredSign::kUnsigned);
  return {};
}

}  // namespace

const FramePlane* InstanceHeader::plane(int frame_number) const {
  if (planes.empty() || frame_number < 1) return nullptr;
  if (planes.size() == 1) return &planes.front();
  const auto index = static_cast<std::size_t>(frame_number - 1);
  return index < planes.size() ? &planes[index] : nullptr;
}

PixelTransform InstanceHeader::pixel_transform(int frame_number) const {
  PixelTransform transform = pixels;
  if (frame_number >= 1 && static_cast<std::size_t>(frame_number) <= frame_scaling.size()) {
    const FrameScaling& own = frame_scaling[static_cast<std::size_t>(frame_number - 1)];
    transform.rescale_slope = own.rescale_slope;
    transform.rescale_intercept = own.rescale_intercept;
    transform.rescale_type = own.rescale_type;
    transform.windows = own.windows;
    transform.voi_function = own.voi_function;
    transform.voi_luts = own.voi_luts;
  }
  return transform;
}

FrameMeasures InstanceHeader::measures(int frame_number) const {
  if (frame_number >= 1 && static_cast<std::size_t>(frame_number) <= frame_measures.size()) {
    return frame_measures[static_cast<std::size_t>(frame_number - 1)];
  }
  return {.pixel_spacing = pixel_spacing,
          .slice_thickness = slice_thickness,
          .spacing_between_slices = spacing_between_slices};
}

std::span<const RealWorldValueMapping> InstanceHeader::real_world_value_mappings(
    int frame_number) const {
  if (real_world_values.empty() || frame_number < 1) return {};
  if (real_world_values.size() == 1) return real_world_values.front();
  const auto index = static_cast<std::size_t>(frame_number - 1);
  if (index >= real_world_values.size()) return {};
  return real_world_values[index];
}

DisplayShutter InstanceHeader::shutter(int frame_number) const {
  if (shutters.empty() || frame_number < 1) return {};
  if (shutters.size() == 1) return shutters.front();
  const auto index = static_cast<std::size_t>(frame_number - 1);
  return index < shutters.size() ? shutters[index] : DisplayShutter{};
}

const FrameContent& InstanceHeader::content(int frame_number) const {
  static const FrameContent kNothingSaid;
  if (frame_contents.empty() || frame_number < 1) return kNothingSaid;
  if (frame_contents.size() == 1) return frame_contents.front();
  const auto index = static_cast<std::size_t>(frame_number - 1);
  return index < frame_contents.size() ? frame_contents[index] : kNothingSaid;
}

double InstanceHeader::pixel_aspect(int frame_number) const {
  const auto spacing = measures(frame_number).pixel_spacing;
  return spacing ? (*spacing)[0] / (*spacing)[1] : pixel_aspect_ratio;
}

Result<InstanceHeader> instance_header(const Dataset& dataset, std::string_view transfer_syntax_uid,
                                       std::optional<std::uint64_t> file_bytes) {
  InstanceHeader header;
  header.transfer_syntax_uid = transfer_syntax_uid;
  read_texts(dataset, header);
  read_numbers(dataset, header);
  const bool image = dataset.contains(tags::kRows) || dataset.contains(tags::kColumns) ||
                     dataset.contains(tags::kPixelData);
  if (!image) return header;
  OVERREAD_CHECK(read_shape(dataset, file_bytes, header));
  const FunctionalGroups groups(dataset);
  read_spacing(dataset, groups, header);
  header.planes = read_planes(dataset, groups, header.frame_count);
  header.frame_contents = read_frame_contents(dataset, groups, header.frame_count);
  header.concatenation = read_concatenation(dataset);
  OVERREAD_CHECK(read_pixel_transform(dataset, groups, header));
  header.shutters = read_shutters(dataset, groups, header.frame_count, header.pixel_aspect());
  return header;
}

}  // namespace overread
