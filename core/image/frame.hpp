#pragma once

#include <limits>
#include <memory>
#include <optional>
#include <vector>

#include "core/dicom/file.hpp"
#include "core/image/instance_header.hpp"
#include "core/image/overlay_plane.hpp"

namespace overread {

/// Stored values of one frame with what they mean. Pixels are shared, never copied by passing on.
struct Frame {
  std::shared_ptr<const DecodedFrame> stored;
  PixelTransform transform;
  DisplayShutter shutter{};
  /// Null when no plane lies over the frame.
  std::shared_ptr<const std::vector<OverlayPlane>> overlays{};

  int rows() const { return stored->rows; }
  int columns() const { return stored->columns; }
  /// True for three samples and for PALETTE COLOR: shown in color, without a window.
  bool is_color() const { return stored->samples_per_pixel == 3 || transform.palette.size() == 3; }
  /// The stored value at (column, row), sample 0. Only inside the frame. Bits above Bits Stored are
  /// not part of it (PS3.5 8.1.1).
  double stored_value(int column, int row) const;
  /// The modality value (HU for CT) at (column, row).
  double modality_value(int column, int row) const;
};

/// Puts decoded pixels and their meaning together.
///
/// @errors kDecodeFailed when there are not rows × columns × samples values.
Result<Frame> make_frame(std::shared_ptr<const DecodedFrame> stored, PixelTransform transform);

/// True for Float and Double Float Pixel Data, whose values come in no steps.
inline bool is_float(const Frame& frame) {
  const SampleType type = frame.stored->sample_type;
  return type == SampleType::kFloat32 || type == SampleType::kFloat64;
}

/// Modality values beyond this, which only float pixels have, count as this: a float would overflow
/// when they are blended.
inline constexpr double kLargestValue = 1e30;

/// Stands for padded pixels in modality_image(): nothing was measured there.
inline constexpr float kPaddingValue = std::numeric_limits<float>::lowest();

/// Modality values of sample 0, [rows][columns], as floats; padding and not-a-number become
/// kPaddingValue.
std::vector<float> modality_image(const Frame& frame);

/// All stored values of sample 0, [rows][columns].
std::vector<double> stored_values(const Frame& frame);

/// A frame with the same meaning that holds each pattern of its samples once: pattern p at index p.
/// What depends on the value alone is then worked out 256 or 65536 times and looked up. Nothing for
/// samples wider than 16 bits, color, and frames smaller than their chart.
std::optional<Frame> value_chart(const Frame& frame);

/// The pattern of pixel `index` of a frame that has a value chart.
inline std::size_t sample_pattern(const DecodedFrame& stored, std::size_t index) {
  const bool wide =
      stored.sample_type == SampleType::kUint16 || stored.sample_type == SampleType::kInt16;
  return wide ? static_cast<std::size_t>(stored.pixels[2 * index]) |
                    static_cast<std::size_t>(stored.pixels[2 * index + 1]) << 8
              : static_cast<std::size_t>(stored.pixels[index]);
}

}  // namespace overread
