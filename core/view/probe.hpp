#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "core/image/frame.hpp"
#include "core/view/viewport_state.hpp"

namespace overread {

/// A value in the world, its unit (empty for a plain number) and what it is of.
struct RealWorldValue {
  double value = 0.0;
  std::string unit{}, quantity{};

  friend bool operator==(const RealWorldValue&, const RealWorldValue&) = default;
};

/// What lies under the cursor.
struct Probe {
  int column = 0, row = 0;  ///< 0-based pixel.
  double stored_value = 0.0;
  double modality_value = 0.0;  ///< In `unit`.
  std::string unit{};           ///< Rescale Type; empty when there is none.
  bool is_padding = false;      ///< Nothing was measured there.
  /// By the first Real World Value Mapping that speaks of the stored value.
  std::optional<RealWorldValue> real_world{};
  std::optional<std::array<std::uint8_t, 3>> rgb{};  ///< Color frames only.
  std::optional<Point<Patient>> patient{};           ///< Where it is, mm, for frames with geometry.
};

/// The pixel under a place in the viewport, or nothing outside the frame.
std::optional<Probe> probe(const Frame& frame, const InstanceHeader& header, int frame_number,
                           const Transform<Image, Viewport>& image_from_viewport,
                           Point<Viewport> at);

}  // namespace overread
