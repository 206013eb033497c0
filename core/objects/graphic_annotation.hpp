#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "core/dicom/dataset.hpp"
#include "core/objects/display_color.hpp"
#include "core/objects/sop_reference.hpp"

namespace overread {

/// What the numbers of an annotation count.
///
/// @dicom PS3.3 C.10.5
enum class AnnotationUnits {
  kPixel,    ///< Columns and rows, 0\0 the corner of the first pixel, 1\1 its opposite corner.
  kDisplay,  ///< Share of the displayed area as it stands on the screen, 0\0 its top left corner.
};

/// {column, row} in the units of the annotation.
using AnnotationPoint = std::array<double, 2>;

enum class TextJustification { kLeft, kCenter, kRight };

/// Words in a box, beside a point, or both.
struct TextObject {
  struct Box {
    AnnotationUnits units = AnnotationUnits::kPixel;
    AnnotationPoint top_left{}, bottom_right{};
    TextJustification justification = TextJustification::kLeft;
    friend bool operator==(const Box&, const Box&) = default;
  };
  struct Anchor {
    AnnotationUnits units = AnnotationUnits::kPixel;
    AnnotationPoint point{};
    bool is_visible = false;  ///< A line leads to it.
    friend bool operator==(const Anchor&, const Anchor&) = default;
  };

  std::string text{};  ///< Lines end with LF or CR LF.
  std::optional<Box> box{};
  std::optional<Anchor> anchor{};
  friend bool operator==(const TextObject&, const TextObject&) = default;
};

enum class GraphicType { kPoint, kPolyline, kInterpolated, kCircle, kEllipse };

struct GraphicObject {
  GraphicType type = GraphicType::kPolyline;
  AnnotationUnits units = AnnotationUnits::kPixel;
  /// One of a point; center and perimeter of a circle; ends of the major and of the minor axis of
  /// an ellipse.
  std::vector<AnnotationPoint> points{};
  bool is_filled = false;
  friend bool operator==(const GraphicObject&, const GraphicObject&) = default;
};

/// Texts and graphics of one layer on some of the images.
struct GraphicAnnotation {
  std::vector<SopReference> images{};  ///< Empty: all images of the presentation state.
  std::string layer{};
  std::vector<TextObject> texts{};
  std::vector<GraphicObject> graphics{};
  /// Objects in units of a Total Pixel Matrix, which no single image has: left out.
  int left_out_count = 0;
  friend bool operator==(const GraphicAnnotation&, const GraphicAnnotation&) = default;
};

/// A layer of annotations: what is drawn over what, and in which color.
///
/// @dicom PS3.3 C.10.7
struct GraphicLayer {
  std::string name{};
  int order = 0;                    ///< The lowest is drawn first.
  std::optional<RgbColor> color{};  ///< Recommended by the file; a gray one is a P-Value there.
  std::string description{};
  friend bool operator==(const GraphicLayer&, const GraphicLayer&) = default;
};

/// More than people draw: beyond it a file is an attack on the memory, or on the reader's patience.
inline constexpr std::size_t kMostAnnotationObjects = 5'000;
inline constexpr std::size_t kMostAnnotationPoints = 50'000;
inline constexpr double kLargestAnnotationPlace = 1'000'000.0;

/// @errors kInvalidAttribute naming the attribute, its value and what is allowed: unknown units,
///         type or justification, a text without a place, points that are not finite, not as many
///         as promised, or not as many as the type has; kTooLarge beyond the limits above.
/// @dicom PS3.3 C.10.5
Result<std::vector<GraphicAnnotation>> graphic_annotations(const Dataset& dataset);

/// The layers in the order they are drawn.
///
/// @errors kInvalidAttribute for a layer without a name or a whole number for its order.
Result<std::vector<GraphicLayer>> graphic_layers(const Dataset& dataset);

}  // namespace overread
