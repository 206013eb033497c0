#include "core/objects/graphic_annotation.hpp"

#include <algorithm>
#include <cmath>
#include <format>
#include <limits>
#include <string_view>
#include <utility>

#include "core/dicom/tags.hpp"

namespace overread {
namespace {

template <class T>
using Names = std::initializer_list<std::pair<std::string_view, T>>;

/// The value that a name in the file stands for.
template <class T>
Result<T> named(const Dataset& item, Tag tag, Names<T> names) {
  const std::string found = item.text(tag);
  std::string allowed;
  for (const auto& [name, value] : names) {
    if (found == name) return value;
    allowed += (allowed.empty() ? "" : ", ") + std::string(name);
  }
  return fail(ErrorCode::kInvalidAttribute,
              std::format("{} is \"{}\", must be one of {}", describe(tag), found, allowed));
}

bool is_place(double value) { return std::fabs(value) <= kLargestAnnotationPlace; }

Result<AnnotationPoint> point_at(const Dataset& item, Tag tag) {
  const std::vector<double> numbers = item.numbers(tag);
  if (numbers.size() == 2 && is_place(numbers[0]) && is_place(numbers[1])) {
    return AnnotationPoint{numbers[0], numbers[1]};
  }
  return fail(ErrorCode::kInvalidAttribute,
              std::format("{} has {} readable numbers, must be column and row, each within ±{:.0f}",
                          describe(tag), numbers.size(), kLargestAnnotationPlace));
}

/// Nothing for MATRIX, which speaks of no single image.
Result<std::optional<AnnotationUnits>> units_of(const Dataset& item, Tag tag) {
  using Units = std::optional<AnnotationUnits>;
  return named<Units>(item, tag,
                      {{"PIXEL", AnnotationUnits::kPixel},
                       {"DISPLAY", AnnotationUnits::kDisplay},
                       {"MATRIX", std::nullopt}});
}

Result<std::optional<TextObject>> text_of(const Dataset& item) {
  TextObject object{.text = item.text(tags::kUnformattedTextValue)};
  bool is_left_out = false;
  if (item.contains(tags::kBoundingBoxTopLeftHandCorner)) {
    TextObject::Box box;
    OVERREAD_TRY(const auto units, units_of(item, tags::kBoundingBoxAnnotationUnits));
    OVERREAD_TRY(box.top_left, point_at(item, tags::kBoundingBoxTopLeftHandCorner));
    OVERREAD_TRY(box.bottom_right, point_at(item, tags::kBoundingBoxBottomRightHandCorner));
    if (!item.text(tags::kBoundingBoxTextHorizontalJustification).empty()) {
      OVERREAD_TRY(box.justification,
                   named<TextJustification>(item, tags::kBoundingBoxTextHorizontalJustification,
                                            {{"LEFT", TextJustification::kLeft},
                                             {"CENTER", TextJustification::kCenter},
                                             {"RIGHT", TextJustification::kRight}}));
    }
    is_left_out = !units;
    box.units = units.value_or(AnnotationUnits::kPixel);
    object.box = box;
  }
  if (item.contains(tags::kAnchorPoint)) {
    TextObject::Anchor anchor;
    OVERREAD_TRY(const auto units, units_of(item, tags::kAnchorPointAnnotationUnits));
    OVERREAD_TRY(anchor.point, point_at(item, tags::kAnchorPoint));
    anchor.is_visible = item.text(tags::kAnchorPointVisibility) == "Y";
    is_left_out = is_left_out || !units;
    anchor.units = units.value_or(AnnotationUnits::kPixel);
    object.anchor = anchor;
  }
  if (is_left_out) return std::optional<TextObject>();
  if (!object.box && !object.anchor) {
    return fail(
        ErrorCode::kInvalidAttribute,
        std::format("{} and {} are missing, a text must have one of them",
                    describe(tags::kBoundingBoxTopLeftHandCorner), describe(tags::kAnchorPoint)));
  }
  return std::optional(std::move(object));
}

/// How many points a type has: at least, and at most.
std::pair<std::size_t, std::size_t> point_counts(GraphicType type) {
  switch (type) {
    case GraphicType::kPoint:
      return {1, 1};
    case GraphicType::kCircle:
      return {2, 2};
    case GraphicType::kEllipse:
      return {4, 4};
    case GraphicType::kPolyline:
    case GraphicType::kInterpolated:
      break;
  }
  return {1, kMostAnnotationPoints};
}

Result<std::vector<AnnotationPoint>> graphic_points_of(const Dataset& item, GraphicType type) {
  const std::vector<double> data = item.numbers(tags::kGraphicData);
  if (data.empty() || data.size() % 2 != 0 || !std::ranges::all_of(data, is_place)) {
    return fail(ErrorCode::kInvalidAttribute,
                std::format("{} has {} readable numbers, must be column and row of each point, "
                            "each within ±{:.0f}",
                            describe(tags::kGraphicData), data.size(), kLargestAnnotationPlace));
  }
  const std::size_t count = data.size() / 2;
  const auto promised = item.integer(tags::kNumberOfGraphicPoints);
  if (promised && *promised != static_cast<std::int64_t>(count)) {
    return fail(ErrorCode::kInvalidAttribute,
                std::format("{} is {}, {} has {} points", describe(tags::kNumberOfGraphicPoints),
                            *promised, describe(tags::kGraphicData), count));
  }
  const auto [least, most] = point_counts(type);
  if (count > kMostAnnotationPoints) {
    return fail(ErrorCode::kTooLarge,
                std::format("{} has {} points, must be at most {}", describe(tags::kGraphicData),
                            count, kMostAnnotationPoints));
  }
  if (count < least || count > most) {
    return fail(
        ErrorCode::kInvalidAttribute,
        std::format("{} has {} points, {} {} must have {}", describe(tags::kGraphicData), count,
                    describe(tags::kGraphicType), item.text(tags::kGraphicType), least));
  }
  std::vector<AnnotationPoint> points;
  points.reserve(count);
  for (std::size_t i = 0; i < data.size(); i += 2) points.push_back({data[i], data[i + 1]});
  return points;
}

Result<std::optional<GraphicObject>> graphic_object_of(const Dataset& item) {
  GraphicObject object;
  OVERREAD_TRY(const auto units, units_of(item, tags::kGraphicAnnotationUnits));
  OVERREAD_TRY(object.type, named<GraphicType>(item, tags::kGraphicType,
                                               {{"POINT", GraphicType::kPoint},
                                                {"POLYLINE", GraphicType::kPolyline},
                                                {"INTERPOLATED", GraphicType::kInterpolated},
                                                {"CIRCLE", GraphicType::kCircle},
                                                {"ELLIPSE", GraphicType::kEllipse}}));
  if (const auto dimensions = item.integer(tags::kGraphicDimensions);
      dimensions && *dimensions != 2) {
    return fail(
        ErrorCode::kInvalidAttribute,
        std::format("{} is {}, must be 2", describe(tags::kGraphicDimensions), *dimensions));
  }
  OVERREAD_TRY(object.points, graphic_points_of(item, object.type));
  object.is_filled = item.text(tags::kGraphicFilled) == "Y";
  if (!units) return std::optional<GraphicObject>();
  object.units = *units;
  return std::optional(std::move(object));
}

/// What one more object adds to what all have.
class Limits {
 public:
  Result<void> add(std::size_t points) {
    ++objects_;
    points_ += points;
    if (objects_ <= kMostAnnotationObjects && points_ <= kMostAnnotationPoints) return {};
    return fail(ErrorCode::kTooLarge, std::format("{} has more than {} objects or {} points",
                                                  describe(tags::kGraphicAnnotationSequence),
                                                  kMostAnnotationObjects, kMostAnnotationPoints));
  }

 private:
  std::size_t objects_ = 0, points_ = 0;
};

Result<GraphicAnnotation> annotation_of(const Dataset& item, Limits& limits) {
  GraphicAnnotation annotation{.images = sop_references(item, tags::kReferencedImageSequence),
                               .layer = item.text(tags::kGraphicLayer)};
  for (const Dataset& each : item.sequence(tags::kTextObjectSequence)) {
    OVERREAD_TRY(auto object, text_of(each));
    OVERREAD_CHECK(limits.add(1));
    if (object) annotation.texts.push_back(std::move(*object));
    if (!object) ++annotation.left_out_count;
  }
  for (const Dataset& each : item.sequence(tags::kGraphicObjectSequence)) {
    OVERREAD_TRY(auto object, graphic_object_of(each));
    OVERREAD_CHECK(limits.add(object ? object->points.size() : 1));
    if (object) annotation.graphics.push_back(std::move(*object));
    if (!object) ++annotation.left_out_count;
  }
  return annotation;
}

/// The gray of a P-Value, where the file recommends no color.
std::optional<RgbColor> recommended_color(const Dataset& item) {
  if (auto color = cielab_color(item, tags::kGraphicLayerRecommendedDisplayCielabValue)) {
    return color;
  }
  constexpr double kHighest = 65535.0;
  const auto gray = item.number(tags::kGraphicLayerRecommendedDisplayGrayscaleValue);
  if (!gray || !(*gray >= 0.0 && *gray <= kHighest)) return std::nullopt;
  const auto level = static_cast<std::uint8_t>(std::floor(*gray / kHighest * 255.0 + 0.5));
  return RgbColor{level, level, level};
}

}  // namespace

Result<std::vector<GraphicAnnotation>> graphic_annotations(const Dataset& dataset) {
  std::vector<GraphicAnnotation> annotations;
  Limits limits;
  for (const Dataset& item : dataset.sequence(tags::kGraphicAnnotationSequence)) {
    auto annotation = annotation_of(item, limits);
    if (!annotation) {
      return fail(annotation.error().code, std::format("Annotation {}: {}", annotations.size() + 1,
                                                       annotation.error().message));
    }
    annotations.push_back(std::move(*annotation));
  }
  return annotations;
}

Result<std::vector<GraphicLayer>> graphic_layers(const Dataset& dataset) {
  std::vector<GraphicLayer> layers;
  for (const Dataset& item : dataset.sequence(tags::kGraphicLayerSequence)) {
    GraphicLayer layer{.name = item.text(tags::kGraphicLayer),
                       .color = recommended_color(item),
                       .description = item.text(tags::kGraphicLayerDescription)};
    if (layer.name.empty()) {
      return fail(ErrorCode::kInvalidAttribute,
                  std::format("{} of layer {} is missing", describe(tags::kGraphicLayer),
                              layers.size() + 1));
    }
    constexpr auto kHighest = static_cast<std::int64_t>(std::numeric_limits<int>::max());
    const auto order = item.integer(tags::kGraphicLayerOrder);
    if (!order || *order < -kHighest || *order > kHighest) {
      return fail(ErrorCode::kInvalidAttribute,
                  std::format("{} is \"{}\", must be a whole number within ±{}",
                              describe(tags::kGraphicLayerOrder),
                              item.text(tags::kGraphicLayerOrder), kHighest));
    }
    layer.order = static_cast<int>(*order);
    layers.push_back(std::move(layer));
  }
  std::ranges::stable_sort(layers, {}, &GraphicLayer::order);
  return layers;
}

}  // namespace overread
