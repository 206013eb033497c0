#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"
#include "core/dicom/dataset.hpp"
#include "core/image/display_shutter.hpp"
#include "core/image/real_world_value.hpp"

namespace overread {

struct ColorMap;

/// A look-up table as DICOM stores it: LUT Descriptor and LUT Data.
///
/// @dicom PS3.3 C.11.1.1, C.11.2.1.1
struct LookUpTable {
  int first_mapped = 0;
  int bits = 16;
  std::vector<std::uint16_t> entries{};
  std::string explanation{};  ///< Of a VOI LUT: what it is for.

  friend bool operator==(const LookUpTable&, const LookUpTable&) = default;
};

/// One VOI window, in the unit of modality values.
struct Window {
  double center = 0.0;
  double width = 1.0;
  std::string explanation{};

  friend bool operator==(const Window&, const Window&) = default;
};

enum class VoiFunction { kLinear, kLinearExact, kSigmoid };

enum class PixelKind { kInteger, kFloat };

/// Everything stored values need to become display values; order in PIXEL_PIPELINE.md.
struct PixelTransform {
  double rescale_slope = 1.0;
  double rescale_intercept = 0.0;
  std::string rescale_type;  ///< "HU" for CT when the file says nothing.
  std::optional<LookUpTable> modality_lut;
  std::vector<Window> windows{};
  VoiFunction voi_function = VoiFunction::kLinear;
  std::vector<LookUpTable> voi_luts;
  bool inverted = false;  ///< MONOCHROME1, or Presentation LUT Shape INVERSE: low is bright.
  /// Only a presentation state has one; not a part of the header's JSON.
  std::optional<LookUpTable> presentation_lut{};
  std::optional<double> pixel_padding_value;
  std::optional<double> pixel_padding_range_limit;
  /// PALETTE COLOR: red, green, blue.
  std::vector<LookUpTable> palette;
  /// What P-Values of a gray frame are shown in; null: in grays.
  std::shared_ptr<const ColorMap> color_map{};
};

/// What one frame of an enhanced instance says for itself instead of for all frames.
///
/// @dicom PS3.3 C.7.6.16.2.9, C.7.6.16.2.10
struct FrameScaling {
  double rescale_slope = 1.0;
  double rescale_intercept = 0.0;
  std::vector<Window> windows{};
  std::string rescale_type{};
  VoiFunction voi_function = VoiFunction::kLinear;
  std::vector<LookUpTable> voi_luts{};

  friend bool operator==(const FrameScaling&, const FrameScaling&) = default;
};

/// Where a length in mm comes from. Imager Pixel Spacing is measured at the detector: the body
/// nearer to the tube is smaller than it says.
///
/// @dicom PS3.3 10.7.1
enum class SpacingSource {
  kNone,
  kPixelSpacing,
  kPixelSpacingCalibrated,
  kImagerPixelSpacing,
  kEstimatedMagnification,  ///< Imager Pixel Spacing over read_magnification().
  kUltrasoundRegion,        ///< read_region_spacing()
};

/// Where one frame lies in the patient.
///
/// @dicom PS3.3 C.7.6.2
struct FramePlane {
  std::array<double, 3> image_position_patient{};
  std::array<double, 6> image_orientation_patient{1, 0, 0, 0, 1, 0};

  friend bool operator==(const FramePlane&, const FramePlane&) = default;
};

/// Pixel Measures of one frame, mm.
///
/// @dicom PS3.3 C.7.6.16.2.1
struct FrameMeasures {
  std::optional<std::array<double, 2>> pixel_spacing{};  ///< {between rows, between columns}
  std::optional<double> slice_thickness{}, spacing_between_slices{};

  friend bool operator==(const FrameMeasures&, const FrameMeasures&) = default;
};

/// What a frame is besides where it is: frames at one place in the patient differ in some of it.
/// Numbers are 0 and texts empty where the file says nothing.
///
/// @dicom PS3.3 C.7.6.16.2.2
struct FrameContent {
  std::string stack_id{};
  std::string image_type{};  ///< Image Type, or Frame Type; values parted by a backslash.
  int in_stack_position_number = 0;
  int temporal_position = 0;
  int acquisition_number = 0;
  int echo_number = 0;
  int segment_number = 0;  ///< Of a segmentation's frame: Referenced Segment Number.
  /// ms, s/mm², ms from the R wave.
  std::optional<double> echo_time{}, diffusion_b_value{}, trigger_time{};
  /// Dimension Index Values without those that count places.
  std::vector<std::uint32_t> dimension_index_values{};

  /// True for slices laid side by side in one picture, as Siemens sends functional and diffusion
  /// MR: the plane turns them all rightly and places none of them.
  bool is_mosaic() const { return image_type.contains("MOSAIC"); }
  friend bool operator==(const FrameContent&, const FrameContent&) = default;
};

/// An instance that is one of several parts of a multi-frame image too large for one.
///
/// @dicom PS3.3 C.7.6.16.2.2.4
struct Concatenation {
  std::string uid{};     ///< Concatenation UID; empty: the instance stands for itself.
  int number = 0;        ///< In-concatenation Number, from 1.
  int total_number = 0;  ///< In-concatenation Total Number; 0: not known.
  int frame_offset = 0;  ///< Concatenation Frame Offset Number: frames in the parts before.

  friend bool operator==(const Concatenation&, const Concatenation&) = default;
};

/// What the application keeps of an instance: identity, geometry, pixel transform, texts.
/// Lengths in mm, UTF-8 texts. Built once from the data set, sent between worker and page as JSON.
struct InstanceHeader {
  std::string study_instance_uid, series_instance_uid, sop_instance_uid, sop_class_uid;
  bool sop_instance_uid_made = false;  ///< Of the bytes of a file that has none.
  std::string frame_of_reference_uid, transfer_syntax_uid;
  std::string modality, body_part_examined, view_position, laterality, image_laterality;
  std::string patient_name, patient_id, patient_birth_date, patient_sex, patient_age;
  std::string study_date, study_time, study_description, study_id, accession_number;
  std::string series_description, protocol_name, institution_name;
  std::string convolution_kernel, contrast_bolus_agent, photometric_interpretation,
      patient_orientation_row, patient_orientation_column;
  int series_number = 0, acquisition_number = 0, instance_number = 0;
  int rows = 0, columns = 0, frame_count = 1, samples_per_pixel = 1;
  int bits_allocated = 0, bits_stored = 0, pixel_representation = 0;
  std::optional<std::array<double, 2>> pixel_spacing;  ///< {between rows, between columns}, mm
  SpacingSource spacing_source = SpacingSource::kNone;
  std::optional<double> slice_thickness, spacing_between_slices, kvp, exposure, frame_time;
  bool lossy_compressed = false;  ///< By what the file says, or by its transfer syntax.
  std::optional<double> lossy_ratio;
  /// One per frame, or one for all, or none when the file has no geometry.
  std::vector<FramePlane> planes;
  /// The same for every frame, but for what `frame_scaling` says.
  PixelTransform pixels;
  /// One per frame, or none when the frames do not differ.
  std::vector<FrameScaling> frame_scaling;
  /// One per frame, or none when the frames do not differ from `pixel_spacing` and its neighbors.
  std::vector<FrameMeasures> frame_measures;
  /// One per frame, or one for all, or none when the file says nothing.
  std::vector<FrameContent> frame_contents;
  Concatenation concatenation;
  /// One per frame, or one for all, or none.
  std::vector<DisplayShutter> shutters;
  /// One list per frame, or one for all, or none.
  std::vector<std::vector<RealWorldValueMapping>> real_world_values;
  /// Height of a pixel over its width by Pixel Aspect Ratio; only for files without spacing.
  double pixel_aspect_ratio = 1.0;

  /// True when the instance has pixels (a report or a plan has none).
  bool has_image() const { return rows > 0 && columns > 0; }
  /// The plane of a frame (1-based), or null without geometry.
  const FramePlane* plane(int frame_number) const;
  /// What turns stored values of a frame (1-based) into display values.
  PixelTransform pixel_transform(int frame_number) const;
  /// Spacing, thickness and slice spacing of a frame (1-based).
  FrameMeasures measures(int frame_number) const;
  /// What a frame (1-based) is; an empty one where the file says nothing.
  const FrameContent& content(int frame_number) const;
  /// What stored values of a frame (1-based) are in the world; empty where the file says nothing.
  std::span<const RealWorldValueMapping> real_world_value_mappings(int frame_number) const;
  /// The shutter of a frame (1-based), without a shape where there is none.
  DisplayShutter shutter(int frame_number) const;
  /// Height of a pixel of a frame (1-based) over its width, from spacing or Pixel Aspect Ratio.
  double pixel_aspect(int frame_number = 1) const;
};

/// @param file_bytes  Size of the file the data set was read from without its pixel data: there
///                    cannot be more frames than it could hold. Not needed where the data set has
///                    its pixel data.
/// @errors kInvalidAttribute naming the attribute, value and allowed range, when the instance has
///         pixel data that could not be shown; kTooLarge for more frames than the bytes can hold.
Result<InstanceHeader> instance_header(const Dataset& dataset, std::string_view transfer_syntax_uid,
                                       std::optional<std::uint64_t> file_bytes = std::nullopt);

std::string to_json(const InstanceHeader& header);
/// @errors kInvalidJson naming the key.
Result<InstanceHeader> instance_header_from_json(std::string_view json);

}  // namespace overread
