#pragma once

#include <span>
#include <vector>

#include "core/dicom/dataset.hpp"
#include "core/image/instance_header.hpp"

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
  /// True when any frame has the macro for itself.
  bool differs_by_frame(Tag sequence) const;

 private:
  const Dataset* shared_ = nullptr;
  std::span<const Dataset> per_frame_;
};

/// Planes of all frames: one for all, one each, or none when any frame lacks one.
std::vector<FramePlane> read_planes(const Dataset& dataset, const FunctionalGroups& groups,
                                    int frame_count);

/// Shutters of all frames: one for all, one each, or none.
///
/// @param pixel_aspect  Height of a pixel over its width.
/// @dicom PS3.3 C.7.6.11, C.8.19.6.6
std::vector<DisplayShutter> read_shutters(const Dataset& dataset, const FunctionalGroups& groups,
                                          int frame_count, double pixel_aspect);

/// Windows of a data set or of a macro item; those without a usable width are left out.
std::vector<Window> read_windows(const Dataset& dataset, VoiFunction function);

/// Rescale and windows per frame; empty when no frame has its own.
std::vector<FrameScaling> read_frame_scaling(const FunctionalGroups& groups, int frame_count,
                                             const PixelTransform& fallback);

}  // namespace overread
