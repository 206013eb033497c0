#include <algorithm>
#include <array>
#include <cmath>
#include <format>
#include <limits>
#include <string_view>
#include <utility>

#include "core/objects/object_json.hpp"

/// Texts, graphics and layers of presentation states.
namespace overread {
namespace {

constexpr std::array<std::string_view, 2> kUnits = {"pixel", "display"};
constexpr std::array<std::string_view, 3> kJustifications = {"left", "center", "right"};
constexpr std::array<std::string_view, 5> kTypes = {"point", "polyline", "interpolated", "circle",
                                                    "ellipse"};

Result<AnnotationUnits> units_at(const JsonObject& object) {
  OVERREAD_TRY(const std::string name, object.choice("units", {kUnits[0], kUnits[1]}));
  return enum_of<AnnotationUnits>(kUnits, name);
}

Result<std::vector<AnnotationPoint>> points_from_json(const JsonObject& object,
                                                      std::string_view key) {
  OVERREAD_TRY(const std::vector<double> numbers, numbers_from_json(object, key));
  const bool in_range = std::ranges::all_of(
      numbers, [](double value) { return std::fabs(value) <= kLargestAnnotationPlace; });
  if (numbers.size() % 2 != 0 || numbers.size() > 2 * kMostAnnotationPoints || !in_range) {
    return fail(ErrorCode::kInvalidJson,
                std::format("{} must be columns and rows within ±{:.0f} of at most {} points",
                            object.path_of(key), kLargestAnnotationPlace, kMostAnnotationPoints));
  }
  std::vector<AnnotationPoint> points;
  points.reserve(numbers.size() / 2);
  for (std::size_t i = 0; i < numbers.size(); i += 2) {
    points.push_back({numbers[i], numbers[i + 1]});
  }
  return points;
}

Result<AnnotationPoint> point_from_json(const JsonObject& object, std::string_view key) {
  OVERREAD_TRY(const std::vector<AnnotationPoint> points, points_from_json(object, key));
  if (points.size() == 1) return points.front();
  return fail(ErrorCode::kInvalidJson,
              std::format("{} must be a column and a row", object.path_of(key)));
}

Json to_json_value(const TextObject& object) {
  Json json = {{"text", object.text}};
  if (const auto& box = object.box) {
    json["box"] = {{"units", name_of(kUnits, box->units)},
                   {"top_left", box->top_left},
                   {"bottom_right", box->bottom_right},
                   {"justification", name_of(kJustifications, box->justification)}};
  }
  if (const auto& anchor = object.anchor) {
    json["anchor"] = {{"units", name_of(kUnits, anchor->units)},
                      {"point", anchor->point},
                      {"is_visible", anchor->is_visible}};
  }
  return json;
}

Result<TextObject> text_from_json(const Json& value, const std::string& path) {
  OVERREAD_TRY(const JsonObject object, JsonObject::create(value, path));
  TextObject text;
  OVERREAD_TRY(text.text, object.optional_text("text"));
  if (object.find("box") != nullptr) {
    OVERREAD_TRY(const JsonObject inner, object.object("box"));
    TextObject::Box box;
    OVERREAD_TRY(box.units, units_at(inner));
    OVERREAD_TRY(box.top_left, point_from_json(inner, "top_left"));
    OVERREAD_TRY(box.bottom_right, point_from_json(inner, "bottom_right"));
    OVERREAD_TRY(const std::string side,
                 inner.choice("justification",
                              {kJustifications[0], kJustifications[1], kJustifications[2]}));
    box.justification = enum_of<TextJustification>(kJustifications, side);
    text.box = box;
  }
  if (object.find("anchor") != nullptr) {
    OVERREAD_TRY(const JsonObject inner, object.object("anchor"));
    TextObject::Anchor anchor;
    OVERREAD_TRY(anchor.units, units_at(inner));
    OVERREAD_TRY(anchor.point, point_from_json(inner, "point"));
    OVERREAD_TRY(anchor.is_visible, inner.optional_flag("is_visible"));
    text.anchor = anchor;
  }
  return text;
}

Json to_json_value(const GraphicObject& object) {
  Json points = Json::array();
  for (const AnnotationPoint& point : object.points) {
    points.push_back(point[0]);
    points.push_back(point[1]);
  }
  return {{"type", name_of(kTypes, object.type)},
          {"units", name_of(kUnits, object.units)},
          {"points", std::move(points)},
          {"is_filled", object.is_filled}};
}

Result<GraphicObject> graphic_object_from_json(const Json& value, const std::string& path) {
  OVERREAD_TRY(const JsonObject object, JsonObject::create(value, path));
  GraphicObject graphic;
  OVERREAD_TRY(const std::string type,
               object.choice("type", {kTypes[0], kTypes[1], kTypes[2], kTypes[3], kTypes[4]}));
  graphic.type = enum_of<GraphicType>(kTypes, type);
  OVERREAD_TRY(graphic.units, units_at(object));
  OVERREAD_TRY(graphic.points, points_from_json(object, "points"));
  OVERREAD_TRY(graphic.is_filled, object.optional_flag("is_filled"));
  const std::size_t wanted = graphic.type == GraphicType::kCircle    ? 2
                             : graphic.type == GraphicType::kEllipse ? 4
                                                                     : 1;
  if (graphic.points.size() < wanted) {
    return fail(ErrorCode::kInvalidJson,
                std::format("{} must have {} points", object.path_of("points"), wanted));
  }
  return graphic;
}

}  // namespace

Json to_json_value(const GraphicAnnotation& annotation) {
  Json json = {{"images", Json::array()},
               {"layer", annotation.layer},
               {"texts", Json::array()},
               {"graphics", Json::array()},
               {"left_out_count", annotation.left_out_count}};
  for (const SopReference& image : annotation.images) {
    json["images"].push_back(to_json_value(image));
  }
  for (const TextObject& text : annotation.texts) json["texts"].push_back(to_json_value(text));
  for (const GraphicObject& graphic : annotation.graphics) {
    json["graphics"].push_back(to_json_value(graphic));
  }
  return json;
}

Result<GraphicAnnotation> annotation_from_json(const Json& value, const std::string& path) {
  OVERREAD_TRY(const JsonObject object, JsonObject::create(value, path));
  GraphicAnnotation annotation;
  OVERREAD_TRY(annotation.images, object.optional_array("images", sop_reference_from_json));
  OVERREAD_TRY(annotation.layer, object.optional_text("layer"));
  OVERREAD_TRY(annotation.texts, object.optional_array("texts", text_from_json));
  OVERREAD_TRY(annotation.graphics, object.optional_array("graphics", graphic_object_from_json));
  OVERREAD_TRY(annotation.left_out_count, object.integer("left_out_count", 0, kHighestInt));
  return annotation;
}

Json to_json_value(const GraphicLayer& layer) {
  return {{"name", layer.name},
          {"order", layer.order},
          {"color", color_json(layer.color)},
          {"description", layer.description}};
}

Result<GraphicLayer> layer_from_json(const Json& value, const std::string& path) {
  OVERREAD_TRY(const JsonObject object, JsonObject::create(value, path));
  GraphicLayer layer;
  OVERREAD_TRY(layer.name, object.text("name"));
  OVERREAD_TRY(layer.order, object.integer("order", -kHighestInt, kHighestInt));
  OVERREAD_TRY(layer.color, color_from_json(object));
  OVERREAD_TRY(layer.description, object.optional_text("description"));
  return layer;
}

}  // namespace overread
