#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "core/dicom/dataset.hpp"
#include "core/image/color_map.hpp"
#include "core/image/display_shutter.hpp"
#include "core/image/instance_header.hpp"
#include "core/image/overlay_plane.hpp"
#include "core/objects/graphic_annotation.hpp"
#include "core/objects/sop_reference.hpp"

namespace overread {

/// The Softcopy Presentation States that are read.
///
/// @dicom PS3.3 A.33
enum class PresentationKind { kGrayscale, kColor, kPseudoColor };

/// @dicom PS3.3 C.10.4
enum class PresentationSizeMode { kScaleToFit, kTrueSize, kMagnify };

/// Corners further away than this are of no image.
inline constexpr int kLargestCorner = 1'000'000;
/// Aspects and magnifications beyond this, or below one over it, show nothing.
inline constexpr double kLargestRatio = 1000.0;

/// The part of some images that is to be seen.
struct DisplayedArea {
  std::vector<SopReference> images{};  ///< Empty: all images of the state.
  /// {column, row} of the pixels in the corners, the first pixel 1\1. Which corner of the image is
  /// top left is said after rotation and flip. May lie outside the image.
  std::array<int, 2> top_left{1, 1}, bottom_right{1, 1};
  PresentationSizeMode mode = PresentationSizeMode::kScaleToFit;
  double magnification = 1.0;            ///< Display pixels per image pixel; of kMagnify.
  std::optional<double> pixel_aspect{};  ///< Height of a pixel over its width.
  friend bool operator==(const DisplayedArea&, const DisplayedArea&) = default;
};

/// The VOI stage of some images: a window or a table.
struct SoftcopyVoi {
  std::vector<SopReference> images{};  ///< Empty: all images of the state.
  std::optional<Window> window{};
  VoiFunction function = VoiFunction::kLinear;
  std::optional<LookUpTable> table{};
  friend bool operator==(const SoftcopyVoi&, const SoftcopyVoi&) = default;
};

/// The modality stage of all images of the state.
struct PresentationModality {
  double rescale_slope = 1.0, rescale_intercept = 0.0;
  std::string rescale_type{};
  std::optional<LookUpTable> table{};
  friend bool operator==(const PresentationModality&, const PresentationModality&) = default;
};

/// How somebody wanted some images to be seen. It replaces what the images say of their own
/// display: a stage that is absent here is absent (PS3.4 N.2).
struct PresentationState {
  PresentationKind kind = PresentationKind::kGrayscale;
  std::string content_label, content_description, content_creator_name;
  std::string creation_date, creation_time;  ///< DA and TM.
  std::vector<SopReference> images;          ///< All that it speaks of.

  std::optional<PresentationModality> modality;
  std::vector<SoftcopyVoi> voi;
  bool inverted = false;  ///< Presentation LUT Shape INVERSE.
  std::optional<LookUpTable> presentation_lut;
  /// Of a pseudo-color state, in place of the two above; null in others, and when all that is said
  /// is a UID that the standard does not define.
  std::shared_ptr<const ColorMap> color_map;
  std::string unknown_palette_uid;  ///< That one.

  std::vector<DisplayedArea> areas;
  int quarter_turns = 0;         ///< Clockwise, 0 to 3, before the flip. PS3.3 C.10.6
  bool flip_horizontal = false;  ///< After the rotation.

  std::vector<GraphicAnnotation> annotations;
  std::vector<GraphicLayer> layers;  ///< In the order they are drawn.

  DisplayShutter shutter;            ///< The aspect of a circle is the displayed area's to say.
  std::vector<OverlayPlane> planes;  ///< Of the state itself; a bitmap shutter among them.
  std::vector<int> active_groups;    ///< Overlay groups that are drawn, of the state or the image.

  bool subtracts_mask = false;  ///< It asks for a subtraction, which is not done here.
};

/// The kind of a SOP Class, nothing when it is none of them.
std::optional<PresentationKind> presentation_kind(std::string_view sop_class_uid);

/// True when a frame (1-based) is among `images`, or when there are none: then all are meant.
bool means_frame(const std::vector<SopReference>& images, std::string_view sop_instance_uid,
                 int frame_number);

/// True when the state speaks of a frame (1-based).
bool refers_to(const PresentationState& state, std::string_view sop_instance_uid, int frame_number);

/// The displayed area of a frame: the one that names it, else the one for all; null when the state
/// says nothing of it.
const DisplayedArea* displayed_area(const PresentationState& state,
                                    std::string_view sop_instance_uid, int frame_number);

/// The VOI stage of a frame, as displayed_area().
const SoftcopyVoi* softcopy_voi(const PresentationState& state, std::string_view sop_instance_uid,
                                int frame_number);

/// @errors kInvalidAttribute naming the attribute, its value and what is allowed: a state without
///         images, an unknown class, rotation, flip, size mode or shape, corners and ratios out of
///         range, a window or a table that is broken, a pseudo-color state without a palette, and
///         what graphic_annotations() and graphic_layers() refuse; kTooLarge for more than they
///         allow, or an overlay plane too large.
/// @dicom PS3.3 A.33, C.7.9, C.10.4, C.10.6, C.11.6, C.11.8 to C.11.11
Result<PresentationState> presentation_state(const Dataset& dataset);

}  // namespace overread
