#pragma once

#include "core/base/result.hpp"
#include "core/dicom/dataset.hpp"
#include "core/findings/mask.hpp"
#include "core/image/series.hpp"
#include "core/report/study_modules.hpp"

namespace overread {

/// Segmentation Storage.
/// @dicom PS3.4 B.5
inline constexpr const char* kSegmentationStorage = "1.2.840.10008.5.1.4.1.1.66.4";

/// What a segmentation needs besides mask and series.
struct SegmentationOptions {
  std::string name;  ///< Parts it from other masks of the same seed: "cct-emphysema".
  ServiceIdentity service;
  std::string description;  ///< Series Description.
  ObjectOrigin origin;
};

/// The mask as a binary Segmentation: one segment a label, one frame for each slice in which the
/// label has a voxel, each pointing to the frame it was drawn on.
///
/// @param mask    Slices in the order of `series.frames`; no larger than the frames.
/// @errors kInvalidGeometry when a frame has no plane, spacing or Frame of Reference, or sizes
///         differ; kInvalidArgument when no label has a voxel, a voxel no label, or there are more
///         labels than a byte counts; kTooLarge.
/// @dicom PS3.3 A.51, C.8.20
Result<Dataset> segmentation(const LabelMask& mask, const Series& series,
                             const SegmentationOptions& options);

/// The UIDs that segmentation() gives, for reports that refer to it before it is made.
std::string segmentation_series_uid(std::string_view uid_seed, std::string_view name);
std::string segmentation_instance_uid(std::string_view uid_seed, std::string_view name);

}  // namespace overread
