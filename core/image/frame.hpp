#pragma once

#include <memory>

#include "core/dicom/file.hpp"
#include "core/image/instance_header.hpp"

namespace overread {

/// Stored values of one frame with what they mean. Pixels are shared, never copied by passing on.
struct Frame {
  std::shared_ptr<const DecodedFrame> stored;
  PixelTransform transform;

  int rows() const { return stored->rows; }
  int columns() const { return stored->columns; }
  bool is_color() const { return stored->samples_per_pixel == 3; }
  /// The stored value at (column, row), sample 0. Only inside the frame.
  double stored_value(int column, int row) const;
  /// The modality value (HU for CT) at (column, row).
  double modality_value(int column, int row) const;
};

}  // namespace overread
