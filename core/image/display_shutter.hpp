#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/dicom/dataset.hpp"

namespace overread {

/// The part of a frame that is meant to be seen. Where there are several shapes it is what lies in
/// all of them. Places are 0-based columns and rows, as everywhere here; the file's are 1-based.
///
/// @dicom PS3.3 C.7.6.11
struct DisplayShutter {
  /// The first and the last column and row that are seen.
  struct Rectangle {
    int left = 0, right = 0, upper = 0, lower = 0;
    friend bool operator==(const Rectangle&, const Rectangle&) = default;
  };
  struct Circle {
    int column = 0, row = 0;
    int radius = 0;       ///< In columns.
    double aspect = 1.0;  ///< Height of a pixel over its width.
    friend bool operator==(const Circle&, const Circle&) = default;
  };
  /// {column, row}
  using Vertex = std::array<int, 2>;

  std::optional<Rectangle> rectangle{};
  std::optional<Circle> circle{};
  std::vector<Vertex> polygon{};
  /// What is shown instead of the rest: a P-Value, 0 (black) to 65535.
  int presentation_value = 0;

  bool has_shape() const { return rectangle || circle || !polygon.empty(); }
  friend bool operator==(const DisplayShutter&, const DisplayShutter&) = default;
};

/// Coordinates beyond these, and more vertices, are no shutter of any frame.
inline constexpr int kLargestShutterPlace = 1'000'000;
inline constexpr std::size_t kMostShutterVertices = 1024;

/// The shutter a data set (or the item of a macro) states. A shape that is broken counts as absent:
/// better to show too much than to hide anatomy.
///
/// @param pixel_aspect  Height of a pixel over its width: a circle is one in millimeters.
DisplayShutter read_display_shutter(const Dataset& dataset, double pixel_aspect);

/// Sets `bit` in the entry of every pixel the shutter hides. A pixel whose center lies on an edge
/// is seen.
///
/// @param cover  [rows][columns]
void mark_shuttered(const DisplayShutter& shutter, int columns, int rows,
                    std::span<std::uint8_t> cover, std::uint8_t bit);

}  // namespace overread
