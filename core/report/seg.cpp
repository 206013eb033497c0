#include "core/report/seg.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>
#include <utility>

#include "core/dicom/tags.hpp"
#include "core/image/stack_geometry.hpp"
#include "core/report/cielab.hpp"
#include "core/report/content_item.hpp"
#include "core/report/report_model.hpp"
#include "core/report/seg_frames.hpp"
#include "core/report/sr_concepts.hpp"

namespace overread {
namespace {

constexpr int kSegmentationSeriesNumber = 9002;

/// The header and plane behind each slice of the mask.
struct SourceFrame {
  const InstanceHeader* header = nullptr;
  const FramePlane* plane = nullptr;
  FrameMeasures measures;
  int frame_number = 1;
};

Result<std::vector<SourceFrame>> source_frames(const LabelMask& mask, const Series& series) {
  if (series.frames.size() != static_cast<std::size_t>(std::max(mask.slices, 0)) ||
      series.frames.empty()) {
    return fail(ErrorCode::kInvalidGeometry, "The mask has " + std::to_string(mask.slices) +
                                                 " slices, the series " +
                                                 std::to_string(series.frames.size()));
  }
  OVERREAD_TRY(const std::size_t voxels,
               checked_product({static_cast<std::uint64_t>(std::max(mask.slices, 0)),
                                static_cast<std::uint64_t>(std::max(mask.rows, 0)),
                                static_cast<std::uint64_t>(std::max(mask.columns, 0))},
                               std::size_t{1} << 31, "Mask slices × Rows × Columns"));
  if (voxels != mask.values.size() || voxels == 0) {
    return fail(ErrorCode::kInvalidArgument, "The mask's values do not fill its size");
  }
  std::vector<SourceFrame> sources;
  for (const SeriesFrame& frame : series.frames) {
    const InstanceHeader& header = series.instances[static_cast<std::size_t>(frame.instance)];
    const FramePlane* plane = header.plane(frame.frame_number);
    if (header.rows != mask.rows || header.columns != mask.columns) {
      return fail(ErrorCode::kInvalidGeometry,
                  "The mask is " + std::to_string(mask.columns) + " × " +
                      std::to_string(mask.rows) + ", a frame of the series " +
                      std::to_string(header.columns) + " × " + std::to_string(header.rows));
    }
    const FrameMeasures measures = header.measures(frame.frame_number);
    if (plane == nullptr || !measures.pixel_spacing || header.frame_of_reference_uid.empty()) {
      return fail(ErrorCode::kInvalidGeometry,
                  "A segmentation needs Image Position (Patient), Pixel Spacing and Frame of "
                  "Reference UID in every frame");
    }
    if (!sources.empty() &&
        !same_spacing(*sources.front().measures.pixel_spacing, *measures.pixel_spacing)) {
      return fail(ErrorCode::kInvalidGeometry,
                  "A segmentation needs one Pixel Spacing (0028,0030) in all frames");
    }
    sources.push_back({&header, plane, measures, frame.frame_number});
  }
  return sources;
}

/// Distance between the planes of the first two slices along the normal, mm.
double slice_step_mm(const std::vector<SourceFrame>& sources) {
  const FrameMeasures& first = sources.front().measures;
  if (sources.size() < 2) return first.slice_thickness.value_or(1.0);
  const auto& o = sources[0].plane->image_orientation_patient;
  const std::array<double, 3> normal{o[1] * o[5] - o[2] * o[4], o[2] * o[3] - o[0] * o[5],
                                     o[0] * o[4] - o[1] * o[3]};
  double distance = 0.0;
  for (std::size_t i = 0; i < 3; ++i) {
    distance += normal[i] * (sources[1].plane->image_position_patient[i] -
                             sources[0].plane->image_position_patient[i]);
  }
  return std::abs(distance);
}

Dataset segment_item(const LabelMask::Label& label, const ServiceIdentity& service) {
  const Concept tissue{"SCT", "85756007", "Tissue"};
  Dataset item;
  item.set_number(tags::kSegmentNumber, Vr::kUS, label.number);
  item.set_text(tags::kSegmentLabel, Vr::kLO, label.name);
  item.set_text(tags::kSegmentAlgorithmType, Vr::kCS, "AUTOMATIC");
  item.set_text(tags::kSegmentAlgorithmName, Vr::kLO, service.id + " " + service.version);
  item.set_sequence(tags::kSegmentedPropertyCategoryCodeSequence,
                    {sr::code_item(label.category.value.empty() ? tissue : label.category)});
  item.set_sequence(tags::kSegmentedPropertyTypeCodeSequence,
                    {sr::code_item(label.type.value.empty() ? tissue : label.type)});
  const std::array<std::uint16_t, 3> lab = cielab_of(label.rgb);
  item.set_numbers(tags::kRecommendedDisplayCielabValue, Vr::kUS,
                   std::array<double, 3>{static_cast<double>(lab[0]), static_cast<double>(lab[1]),
                                         static_cast<double>(lab[2])});
  return item;
}

/// Where a frame comes from.
///
/// @dicom PS3.3 C.7.6.16.2.6
Dataset derivation_item(const SourceFrame& source) {
  Dataset image;
  image.set_text(tags::kReferencedSopClassUid, Vr::kUI, source.header->sop_class_uid);
  image.set_text(tags::kReferencedSopInstanceUid, Vr::kUI, source.header->sop_instance_uid);
  if (source.header->frame_count > 1) {
    image.set_number(tags::kReferencedFrameNumber, Vr::kIS, source.frame_number);
  }
  image.set_text(tags::kSpatialLocationsPreserved, Vr::kCS, "YES");
  image.set_sequence(tags::kPurposeOfReferenceCodeSequence,
                     {sr::code_item(sr_concepts::kSourceImageForProcessing)});
  Dataset item;
  item.set_sequence(tags::kSourceImageSequence, {std::move(image)});
  item.set_sequence(tags::kDerivationCodeSequence, {sr::code_item(sr_concepts::kSegmentation)});
  return item;
}

Dataset frame_item(const SegmentFrame& frame, int position_index, const SourceFrame& source) {
  Dataset content;
  content.set_numbers(tags::kDimensionIndexValues, Vr::kUL,
                      std::array<double, 2>{static_cast<double>(frame.label_number),
                                            static_cast<double>(position_index)});
  Dataset position;
  position.set_numbers(tags::kImagePositionPatient, Vr::kDS, source.plane->image_position_patient);
  Dataset segment;
  segment.set_number(tags::kReferencedSegmentNumber, Vr::kUS, frame.label_number);
  Dataset item;
  item.set_sequence(tags::kFrameContentSequence, {std::move(content)});
  item.set_sequence(tags::kPlanePositionSequence, {std::move(position)});
  item.set_sequence(tags::kSegmentIdentificationSequence, {std::move(segment)});
  item.set_sequence(tags::kDerivationImageSequence, {derivation_item(source)});
  return item;
}

Dataset shared_groups(const std::vector<SourceFrame>& sources) {
  const FrameMeasures& first = sources.front().measures;
  Dataset measures;
  measures.set_numbers(tags::kPixelSpacing, Vr::kDS, *first.pixel_spacing);
  const double step = slice_step_mm(sources);
  measures.set_number(tags::kSliceThickness, Vr::kDS, first.slice_thickness.value_or(step));
  measures.set_number(tags::kSpacingBetweenSlices, Vr::kDS, step);
  Dataset orientation;
  orientation.set_numbers(tags::kImageOrientationPatient, Vr::kDS,
                          sources.front().plane->image_orientation_patient);
  Dataset item;
  item.set_sequence(tags::kPixelMeasuresSequence, {std::move(measures)});
  item.set_sequence(tags::kPlaneOrientationSequence, {std::move(orientation)});
  return item;
}

/// Frames are ordered by segment, then by place along the stack.
void set_dimensions(Dataset& dataset, const SegmentationOptions& options) {
  const std::string uid =
      report_uid(options.origin.uid_seed, "seg/" + options.name + "/dimensions");
  Dataset organization;
  organization.set_text(tags::kDimensionOrganizationUid, Vr::kUI, uid);
  const auto index = [&](Tag attribute, Tag group, std::string_view label) {
    Dataset item;
    item.set_text(tags::kDimensionOrganizationUid, Vr::kUI, uid);
    item.set(tags::kDimensionIndexPointer, {Vr::kAT, Element::Tags{attribute}});
    item.set(tags::kFunctionalGroupPointer, {Vr::kAT, Element::Tags{group}});
    item.set_text(tags::kDimensionDescriptionLabel, Vr::kLO, label);
    return item;
  };
  dataset.set_sequence(tags::kDimensionOrganizationSequence, {std::move(organization)});
  dataset.set_sequence(
      tags::kDimensionIndexSequence,
      {index(tags::kReferencedSegmentNumber, tags::kSegmentIdentificationSequence,
             "Segment Number"),
       index(tags::kImagePositionPatient, tags::kPlanePositionSequence, "Image Position")});
}

/// Common Instance Reference: the series this one was drawn on.
void set_source_reference(Dataset& dataset, const std::vector<SourceFrame>& sources) {
  std::vector<Dataset> instances;
  std::set<std::string_view> named;
  for (const SourceFrame& source : sources) {
    // Frames of two instances may take turns in one stack.
    if (!named.insert(source.header->sop_instance_uid).second) continue;
    Dataset item;
    item.set_text(tags::kReferencedSopClassUid, Vr::kUI, source.header->sop_class_uid);
    item.set_text(tags::kReferencedSopInstanceUid, Vr::kUI, source.header->sop_instance_uid);
    instances.push_back(std::move(item));
  }
  Dataset item;
  item.set_text(tags::kSeriesInstanceUid, Vr::kUI, sources.front().header->series_instance_uid);
  item.set_sequence(tags::kReferencedInstanceSequence, std::move(instances));
  dataset.set_sequence(tags::kReferencedSeriesSequence, {std::move(item)});
}

void set_segmentation_image(Dataset& dataset, const LabelMask& mask, std::size_t frame_count) {
  dataset.set_texts(tags::kImageType, Vr::kCS, {"DERIVED", "PRIMARY"});
  dataset.set_number(tags::kSamplesPerPixel, Vr::kUS, 1);
  dataset.set_text(tags::kPhotometricInterpretation, Vr::kCS, "MONOCHROME2");
  dataset.set_number(tags::kPixelRepresentation, Vr::kUS, 0);
  dataset.set_number(tags::kBitsAllocated, Vr::kUS, 1);
  dataset.set_number(tags::kBitsStored, Vr::kUS, 1);
  dataset.set_number(tags::kHighBit, Vr::kUS, 0);
  dataset.set_number(tags::kRows, Vr::kUS, mask.rows);
  dataset.set_number(tags::kColumns, Vr::kUS, mask.columns);
  dataset.set_number(tags::kNumberOfFrames, Vr::kIS, static_cast<double>(frame_count));
  dataset.set_text(tags::kLossyImageCompression, Vr::kCS, "00");
  dataset.set_text(tags::kSegmentationType, Vr::kCS, "BINARY");
  dataset.set_text(tags::kContentLabel, Vr::kCS, "SEGMENTATION");
  dataset.set_text(tags::kContentCreatorName, Vr::kPN, "");
}

}  // namespace

std::string segmentation_series_uid(std::string_view uid_seed, std::string_view name) {
  return report_uid(uid_seed, "seg/" + std::string(name) + "/series");
}

std::string segmentation_instance_uid(std::string_view uid_seed, std::string_view name) {
  return report_uid(uid_seed, "seg/" + std::string(name) + "/instance");
}

Result<Dataset> segmentation(const LabelMask& mask, const Series& series,
                             const SegmentationOptions& options) {
  OVERREAD_TRY(const std::vector<SourceFrame> sources, source_frames(mask, series));
  OVERREAD_TRY(const std::vector<SegmentFrame> frames, occupied_frames(mask));
  OVERREAD_TRY(Bytes packed, packed_frames(mask, frames));

  Dataset dataset;
  set_study_modules(dataset, *sources.front().header, options.origin, "seg/" + options.name);
  dataset.set_text(tags::kSopClassUid, Vr::kUI, kSegmentationStorage);
  dataset.set_text(tags::kModality, Vr::kCS, "SEG");
  dataset.set_number(tags::kSeriesNumber, Vr::kIS, kSegmentationSeriesNumber);
  dataset.set_text(tags::kSeriesDescription, Vr::kLO,
                   options.description.empty() ? options.service.id : options.description);
  dataset.set_text(tags::kContentDescription, Vr::kLO,
                   options.service.id + ", for teaching and research");
  dataset.set_text(tags::kFrameOfReferenceUid, Vr::kUI,
                   sources.front().header->frame_of_reference_uid);
  dataset.set_text(tags::kPositionReferenceIndicator, Vr::kLO, "");
  set_segmentation_image(dataset, mask, frames.size());

  std::vector<Dataset> segments;
  segments.reserve(mask.labels.size());
  for (const LabelMask::Label& label : mask.labels) {
    segments.push_back(segment_item(label, options.service));
  }
  dataset.set_sequence(tags::kSegmentSequence, std::move(segments));
  set_dimensions(dataset, options);
  set_source_reference(dataset, sources);
  dataset.set_sequence(tags::kSharedFunctionalGroupsSequence, {shared_groups(sources)});
  std::vector<Dataset> items;
  items.reserve(frames.size());
  for (const SegmentFrame& frame : frames) {
    items.push_back(
        frame_item(frame, frame.slice + 1, sources[static_cast<std::size_t>(frame.slice)]));
  }
  dataset.set_sequence(tags::kPerFrameFunctionalGroupsSequence, std::move(items));
  dataset.set_bytes(tags::kPixelData, Vr::kOB, std::move(packed));
  return dataset;
}

}  // namespace overread
