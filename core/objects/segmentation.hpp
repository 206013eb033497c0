#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"
#include "core/dicom/file.hpp"
#include "core/findings/result.hpp"
#include "core/geometry/image_plane.hpp"
#include "core/image/instance_header.hpp"
#include "core/objects/display_color.hpp"
#include "core/objects/sop_reference.hpp"

namespace overread {

/// What a pixel of a segmentation says: inside or not; how much; which segment.
enum class SegmentationType { kBinary, kFractional, kLabelMap };

/// One thing that was outlined.
struct Segment {
  int number = 1;
  std::string label, description;
  Concept category, type;
  std::string algorithm_type, algorithm_name;  ///< "AUTOMATIC", "SEMIAUTOMATIC", "MANUAL".
  std::optional<RgbColor> color;               ///< Recommended Display CIELab Value.
};

/// Which segment a frame is of, and where it lies.
struct SegmentationFrame {
  int segment_number = 0;  ///< 0 in a label map, whose pixels tell.
  std::vector<SopReference> sources;
  std::optional<FramePlane> plane;
};

/// Segments, frames and their pixels.
struct Segmentation {
  SegmentationType type = SegmentationType::kBinary;
  int rows = 0, columns = 0;
  std::string frame_of_reference_uid;
  std::optional<PixelSpacing> spacing;  ///< Of every frame.
  int maximum_fractional_value = 1;     ///< What a fractional pixel says for "all of it".
  std::string content_label, content_description;
  std::vector<Segment> segments;  ///< By number; a label map's background is none of them.
  std::vector<SegmentationFrame> frames;
  int bits = 1;  ///< Of a pixel: 1 for binary, 8 for fractional, 8 or 16 for a label map.
  /// [frames][rows][columns], `bits` each; one-bit pixels from the lowest bit up, frames without
  /// filling between them; 16-bit ones little-endian.
  Bytes pixels;
  std::vector<std::string> problems;  ///< What the file does not say and was taken for granted.

  /// The pixel's value. Frame, row and column are 0-based and inside.
  int value(std::size_t frame, int row, int column) const;
};

/// Decodes one frame (1-based) of the file that a segmentation is read from.
using FrameSource = std::function<Result<DecodedFrame>(int frame_number)>;

/// @param file    Read with its Pixel Data.
/// @param decode  Asked only when the Pixel Data is encapsulated.
/// @errors kInvalidAttribute, kUnsupported, kTruncated, kTooLarge; what `decode` says; sizes that
/// do
///         not agree are named with what they are and what they must be.
/// @dicom PS3.3 A.51, C.8.20
Result<Segmentation> segmentation_object(const DicomFile& file, const FrameSource& decode);

/// Where a segment is in a frame (0-based): [rows][columns], 1 inside and 0 outside. In a
/// fractional segmentation a pixel is inside from half of Maximum Fractional Value on.
std::vector<std::uint8_t> segment_plane(const Segmentation& segmentation, std::size_t frame,
                                        int segment_number);

/// Numbers of the segments that have a pixel in a frame (0-based), ascending.
std::vector<int> segments_in_frame(const Segmentation& segmentation, std::size_t frame);

}  // namespace overread
