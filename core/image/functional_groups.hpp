#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "core/dicom/dataset.hpp"
#include "core/image/instance_header.hpp"
#include "core/image/look_up_table.hpp"

namespace overread {

/// Shared and Per-Frame Functional Groups of an enhanced instance: a macro is looked for in the
/// frame's own groups first, then in the shared ones.
///
/// @dicom PS3.3 C.7.6.16
class FunctionalGroups {
 public:
  explicit FunctionalGroups(const Dataset& dataset);

  bool empty() const { return shared_ == nullptr && per_frame_.empty(); }
  std::size_t frame_count() const { return per_frame_.size(); }
  /// The first item of a macro's sequence for a frame (0-based), or null.
  const Dataset* macro(Tag sequence, std::size_t frame) const;
  /// All items of a macro's sequence for a frame (0-based).
  std::span<const Dataset> items(Tag sequence, std::size_t frame) const;
  /// True when any frame has the macro for itself.
  bool differs_by_frame(Tag sequence) const;

 private:
  const Dataset* shared_ = nullptr;
  std::span<const Dataset> per_frame_;
};

/// Planes of all frames: one for all, one each, or none when any frame lacks one.
std::vector<FramePlane> read_planes(const Dataset& dataset, const FunctionalGroups& groups,
                                    int frame_count);

/// True for a distance between pixels, mm, that an image can have.
bool is_usable_spacing(double value);

/// {between rows, between columns} in mm; nothing when a number is missing or no length.
std::optional<std::array<double, 2>> read_pixel_spacing(const Dataset& dataset, Tag tag);

/// Pixel Measures of a frame (0-based). What the functional groups say counts before what stands
/// outside them, where an enhanced instance has no business.
///
/// @dicom PS3.3 C.7.6.16.2.1
FrameMeasures read_measures(const Dataset& dataset, const FunctionalGroups& groups,
                            std::size_t frame);

/// Imager Pixel Spacing of a frame (0-based): {between rows, between columns} at the detector, mm.
/// Enhanced XA and XRF have theirs in functional groups.
///
/// @dicom PS3.3 C.8.19.6.4
std::optional<std::array<double, 2>> read_imager_spacing(const Dataset& dataset,
                                                         const FunctionalGroups& groups,
                                                         std::size_t frame);

/// Estimated Radiographic Magnification Factor: by how much a body at the distance that its writer
/// assumed is larger at the detector. 1 when the file says nothing.
///
/// @dicom PS3.3 C.8.7.5, C.8.7.6
double read_magnification(const Dataset& dataset);

/// read_measures() of every frame; empty when the frames do not differ. Where the first frame has
/// no Pixel Spacing, that of each frame is its Imager Pixel Spacing over the magnification.
std::vector<FrameMeasures> read_frame_measures(const Dataset& dataset,
                                               const FunctionalGroups& groups, int frame_count);

/// Shutters of all frames: one for all, one each, or none.
///
/// @param pixel_aspect  Height of a pixel over its width.
/// @dicom PS3.3 C.7.6.11, C.8.19.6.6
std::vector<DisplayShutter> read_shutters(const Dataset& dataset, const FunctionalGroups& groups,
                                          int frame_count, double pixel_aspect);

/// The function of a data set or of a macro item; LINEAR where it says nothing. LINEAR counts on
/// values in steps of one, which float pixels do not have: for them it is LINEAR_EXACT, as the
/// writers of such files mean it.
VoiFunction read_voi_function(const Dataset& dataset, PixelKind kind = PixelKind::kInteger);

/// Windows of a data set or of a macro item; those without a usable width are left out.
std::vector<Window> read_windows(const Dataset& dataset, VoiFunction function);

/// VOI LUTs of a data set or of a macro item; broken ones are left out.
///
/// @param input  Of what the modality stage gives: below zero it is signed.
std::vector<LookUpTable> read_voi_luts(const Dataset& dataset, TableInput input);

/// Rescale, VOI function, windows and VOI LUTs per frame; empty when no frame has its own.
///
/// @param input  Of VOI LUTs, as in read_voi_luts().
std::vector<FrameScaling> read_frame_scaling(const FunctionalGroups& groups, int frame_count,
                                             const PixelTransform& fallback, TableInput input,
                                             PixelKind kind);

/// Real World Value Mappings of all frames: one list for all, one each, or none. Classic images
/// have theirs outside of functional groups.
///
/// @dicom PS3.3 C.7.6.16.2.11
std::vector<std::vector<RealWorldValueMapping>> read_frame_real_world_values(
    const Dataset& dataset, const FunctionalGroups& groups, int frame_count, StoredSign sign);

}  // namespace overread
