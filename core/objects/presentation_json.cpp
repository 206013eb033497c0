#include <algorithm>
#include <array>
#include <format>
#include <limits>
#include <memory>
#include <string_view>
#include <utility>

#include "core/objects/object_json.hpp"

/// Presentation states. The entries of their tables, the bits of their overlay planes and their
/// colors go as bytes.
namespace overread {
namespace {

constexpr std::array<std::string_view, 3> kKinds = {"grayscale", "color", "pseudo-color"};
constexpr std::array<std::string_view, 3> kFunctions = {"linear", "linear-exact", "sigmoid"};
constexpr std::array<std::string_view, 3> kModes = {"scale-to-fit", "true-size", "magnify"};
constexpr std::array<std::string_view, 3> kUses = {"graphics", "region", "shutter"};
constexpr int kPlace = kLargestShutterPlace;
constexpr int kLargestPlane = 65535;

template <class Enum>
Result<Enum> enum_at(const JsonObject& object, std::string_view key,
                     const std::array<std::string_view, 3>& names) {
  OVERREAD_TRY(const std::string name, object.choice(key, {names[0], names[1], names[2]}));
  return static_cast<Enum>(std::ranges::find(names, name) - names.begin());
}

/// A table without its entries.
Json table_json(const std::optional<LookUpTable>& table) {
  if (!table) return {};
  return {{"first_mapped", table->first_mapped},
          {"bits", table->bits},
          {"entry_count", table->entries.size()}};
}

/// A count of bytes at the front of what is left, which must be there.
Result<ByteView> take(ByteView& bytes, std::size_t count, std::string_view what) {
  if (bytes.size() < count) {
    return fail(ErrorCode::kTruncated,
                std::format("{} has {} bytes left, must have {}", what, bytes.size(), count));
  }
  const ByteView taken = bytes.first(count);
  bytes = bytes.subspan(count);
  return taken;
}

Result<std::optional<LookUpTable>> table_at(const JsonObject& object, std::string_view key,
                                            ByteView& bytes) {
  if (object.find(key) == nullptr) return std::optional<LookUpTable>();
  OVERREAD_TRY(const JsonObject inner, object.object(key));
  LookUpTable table;
  OVERREAD_TRY(table.first_mapped, inner.integer("first_mapped", -65536, 65535));
  OVERREAD_TRY(table.bits, inner.integer("bits", 8, 16));
  OVERREAD_TRY(const int count, inner.integer("entry_count", 1, 65536));
  OVERREAD_TRY(const ByteView words,
               take(bytes, static_cast<std::size_t>(count) * 2, inner.path()));
  table.entries.reserve(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < words.size(); i += 2) {
    table.entries.push_back(static_cast<std::uint16_t>(words[i] | words[i + 1] << 8));
  }
  return std::optional(std::move(table));
}

void append_entries(const std::optional<LookUpTable>& table, Bytes& bytes) {
  if (!table) return;
  for (const std::uint16_t entry : table->entries) {
    bytes.push_back(static_cast<std::uint8_t>(entry & 0xFF));
    bytes.push_back(static_cast<std::uint8_t>(entry >> 8));
  }
}

Json to_json_value(const PresentationModality& modality) {
  return {{"rescale_slope", modality.rescale_slope},
          {"rescale_intercept", modality.rescale_intercept},
          {"rescale_type", modality.rescale_type},
          {"table", table_json(modality.table)}};
}

Result<std::optional<PresentationModality>> modality_at(const JsonObject& object, ByteView& bytes) {
  if (object.find("modality") == nullptr) return std::optional<PresentationModality>();
  OVERREAD_TRY(const JsonObject inner, object.object("modality"));
  PresentationModality modality;
  OVERREAD_TRY(modality.rescale_slope, inner.number("rescale_slope"));
  OVERREAD_TRY(modality.rescale_intercept, inner.number("rescale_intercept"));
  OVERREAD_TRY(modality.rescale_type, inner.optional_text("rescale_type"));
  OVERREAD_TRY(modality.table, table_at(inner, "table", bytes));
  return std::optional(std::move(modality));
}

Json to_json_value(const SoftcopyVoi& voi) {
  Json json = {{"images", references_json(voi.images)},
               {"function", name_of(kFunctions, voi.function)},
               {"table", table_json(voi.table)}};
  if (voi.window) {
    json["window"] = {{"center", voi.window->center},
                      {"width", voi.window->width},
                      {"explanation", voi.window->explanation}};
  }
  return json;
}

Result<SoftcopyVoi> voi_from_json(const JsonObject& object, ByteView& bytes) {
  SoftcopyVoi voi;
  OVERREAD_TRY(voi.images, object.optional_array("images", sop_reference_from_json));
  OVERREAD_TRY(voi.function, enum_at<VoiFunction>(object, "function", kFunctions));
  OVERREAD_TRY(voi.table, table_at(object, "table", bytes));
  if (object.find("window") == nullptr) return voi;
  OVERREAD_TRY(const JsonObject inner, object.object("window"));
  Window window;
  OVERREAD_TRY(window.center, inner.number("center"));
  OVERREAD_TRY(window.width, inner.number("width"));
  OVERREAD_TRY(window.explanation, inner.optional_text("explanation"));
  voi.window = std::move(window);
  return voi;
}

Json to_json_value(const DisplayedArea& area) {
  Json json = {{"images", references_json(area.images)},
               {"top_left", area.top_left},
               {"bottom_right", area.bottom_right},
               {"mode", name_of(kModes, area.mode)},
               {"magnification", area.magnification}};
  if (area.pixel_aspect) json["pixel_aspect"] = *area.pixel_aspect;
  return json;
}

Result<double> ratio_at(const JsonObject& object, std::string_view key) {
  OVERREAD_TRY(const double ratio, object.number(key));
  if (ratio >= 1.0 / kLargestRatio && ratio <= kLargestRatio) return ratio;
  return fail(ErrorCode::kInvalidJson,
              std::format("{} must be 1/{}–{}", object.path_of(key), kLargestRatio, kLargestRatio));
}

Result<std::array<int, 2>> corner_from_json(const JsonObject& object, std::string_view key) {
  OVERREAD_TRY(const std::vector<int> numbers, integers_from_json(object, key, -kLargestCorner));
  if (numbers.size() != 2 || std::ranges::max(numbers) > kLargestCorner) {
    return fail(ErrorCode::kInvalidJson, std::format("{} must be two whole numbers within ±{}",
                                                     object.path_of(key), kLargestCorner));
  }
  return std::array{numbers[0], numbers[1]};
}

Result<DisplayedArea> area_from_json(const Json& value, const std::string& path) {
  OVERREAD_TRY(const JsonObject object, JsonObject::create(value, path));
  DisplayedArea area;
  OVERREAD_TRY(area.images, object.optional_array("images", sop_reference_from_json));
  OVERREAD_TRY(area.top_left, corner_from_json(object, "top_left"));
  OVERREAD_TRY(area.bottom_right, corner_from_json(object, "bottom_right"));
  OVERREAD_TRY(area.mode, enum_at<PresentationSizeMode>(object, "mode", kModes));
  OVERREAD_TRY(area.magnification, ratio_at(object, "magnification"));
  if (object.find("pixel_aspect") != nullptr) {
    OVERREAD_TRY(area.pixel_aspect, ratio_at(object, "pixel_aspect"));
  }
  return area;
}

Json to_json_value(const DisplayShutter& shutter) {
  Json json = {{"presentation_value", shutter.presentation_value}};
  if (const auto& r = shutter.rectangle) {
    json["rectangle"] = {
        {"left", r->left}, {"right", r->right}, {"upper", r->upper}, {"lower", r->lower}};
  }
  if (const auto& c = shutter.circle) {
    json["circle"] = {{"column", c->column}, {"row", c->row}, {"radius", c->radius}};
  }
  json["polygon"] = Json::array();
  for (const DisplayShutter::Vertex& vertex : shutter.polygon) {
    json["polygon"].push_back(vertex[0]);
    json["polygon"].push_back(vertex[1]);
  }
  return json;
}

Result<DisplayShutter> shutter_at(const JsonObject& object) {
  OVERREAD_TRY(const JsonObject given, object.object("shutter"));
  DisplayShutter shutter;
  OVERREAD_TRY(shutter.presentation_value, given.integer("presentation_value", 0, 65535));
  // Places of the file from 1, here from 0.
  constexpr int kLowest = -kPlace - 1, kHighest = kPlace;
  if (given.find("rectangle") != nullptr) {
    OVERREAD_TRY(const JsonObject inner, given.object("rectangle"));
    DisplayShutter::Rectangle rectangle;
    OVERREAD_TRY(rectangle.left, inner.integer("left", kLowest, kHighest));
    OVERREAD_TRY(rectangle.right, inner.integer("right", kLowest, kHighest));
    OVERREAD_TRY(rectangle.upper, inner.integer("upper", kLowest, kHighest));
    OVERREAD_TRY(rectangle.lower, inner.integer("lower", kLowest, kHighest));
    shutter.rectangle = rectangle;
  }
  if (given.find("circle") != nullptr) {
    OVERREAD_TRY(const JsonObject inner, given.object("circle"));
    DisplayShutter::Circle circle;
    OVERREAD_TRY(circle.column, inner.integer("column", kLowest, kHighest));
    OVERREAD_TRY(circle.row, inner.integer("row", kLowest, kHighest));
    OVERREAD_TRY(circle.radius, inner.integer("radius", 1, kHighest));
    shutter.circle = circle;
  }
  OVERREAD_TRY(const std::vector<int> vertices, integers_from_json(given, "polygon", kLowest));
  const bool in_range = std::ranges::all_of(vertices, [](int place) { return place <= kPlace; });
  if (vertices.size() % 2 != 0 || vertices.size() > 2 * kMostShutterVertices || !in_range) {
    return fail(ErrorCode::kInvalidJson,
                std::format("{} must be columns and rows within ±{} of at most {} vertices",
                            given.path_of("polygon"), kPlace, kMostShutterVertices));
  }
  for (std::size_t i = 0; i < vertices.size(); i += 2) {
    shutter.polygon.push_back({vertices[i], vertices[i + 1]});
  }
  return shutter;
}

/// A plane without its bits.
Json to_json_value(const OverlayPlane& plane) {
  return {{"columns", plane.columns}, {"rows", plane.rows},
          {"left", plane.left},       {"top", plane.top},
          {"group", plane.group},     {"use", name_of(kUses, plane.use)},
          {"label", plane.label},     {"description", plane.description}};
}

Result<OverlayPlane> plane_from_json(const JsonObject& object, ByteView& bytes) {
  OverlayPlane plane;
  OVERREAD_TRY(plane.columns, object.integer("columns", 1, kLargestPlane));
  OVERREAD_TRY(plane.rows, object.integer("rows", 1, kLargestPlane));
  OVERREAD_TRY(plane.left, object.integer("left", -kLargestPlane, kLargestPlane));
  OVERREAD_TRY(plane.top, object.integer("top", -kLargestPlane, kLargestPlane));
  OVERREAD_TRY(plane.group, object.integer("group", 0x6000, 0x60FF));
  OVERREAD_TRY(plane.use, enum_at<OverlayUse>(object, "use", kUses));
  OVERREAD_TRY(plane.label, object.optional_text("label"));
  OVERREAD_TRY(plane.description, object.optional_text("description"));
  OVERREAD_TRY(const std::size_t size, overlay_byte_count(plane.columns, plane.rows));
  OVERREAD_TRY(const ByteView bits, take(bytes, size, object.path()));
  plane.bits.assign(bits.begin(), bits.end());
  return plane;
}

Result<std::shared_ptr<const ColorMap>> color_map_at(const JsonObject& object, ByteView& bytes) {
  if (object.find("color_map") == nullptr) return std::shared_ptr<const ColorMap>();
  OVERREAD_TRY(const JsonObject inner, object.object("color_map"));
  ColorMap map;
  OVERREAD_TRY(map.name, inner.optional_text("name"));
  OVERREAD_TRY(const int count,
               inner.integer("color_count", static_cast<int>(kFewestColors), kMostColors));
  OVERREAD_TRY(const ByteView levels,
               take(bytes, static_cast<std::size_t>(count) * 3, inner.path()));
  map.colors.resize(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < levels.size(); ++i) map.colors[i / 3][i % 3] = levels[i];
  return std::make_shared<const ColorMap>(std::move(map));
}

}  // namespace

Json to_json_value(const PresentationState& state) {
  Json json = {{"kind", name_of(kKinds, state.kind)},
               {"content_label", state.content_label},
               {"content_description", state.content_description},
               {"content_creator_name", state.content_creator_name},
               {"creation_date", state.creation_date},
               {"creation_time", state.creation_time},
               {"images", references_json(state.images)},
               {"voi", Json::array()},
               {"inverted", state.inverted},
               {"presentation_lut", table_json(state.presentation_lut)},
               {"areas", Json::array()},
               {"quarter_turns", state.quarter_turns},
               {"flip_horizontal", state.flip_horizontal},
               {"annotations", Json::array()},
               {"layers", Json::array()},
               {"shutter", to_json_value(state.shutter)},
               {"planes", Json::array()},
               {"active_groups", state.active_groups},
               {"subtracts_mask", state.subtracts_mask}};
  if (state.modality) json["modality"] = to_json_value(*state.modality);
  if (state.color_map != nullptr) {
    json["color_map"] = {{"name", state.color_map->name},
                         {"color_count", state.color_map->colors.size()}};
  }
  if (!state.unknown_palette_uid.empty()) json["unknown_palette_uid"] = state.unknown_palette_uid;
  for (const SoftcopyVoi& voi : state.voi) json["voi"].push_back(to_json_value(voi));
  for (const DisplayedArea& area : state.areas) json["areas"].push_back(to_json_value(area));
  for (const GraphicAnnotation& each : state.annotations) {
    json["annotations"].push_back(to_json_value(each));
  }
  for (const GraphicLayer& layer : state.layers) json["layers"].push_back(to_json_value(layer));
  for (const OverlayPlane& plane : state.planes) json["planes"].push_back(to_json_value(plane));
  return json;
}

Bytes presentation_bytes(const PresentationState& state) {
  Bytes bytes;
  if (state.modality) append_entries(state.modality->table, bytes);
  for (const SoftcopyVoi& voi : state.voi) append_entries(voi.table, bytes);
  append_entries(state.presentation_lut, bytes);
  for (const OverlayPlane& plane : state.planes) {
    bytes.insert(bytes.end(), plane.bits.begin(), plane.bits.end());
  }
  if (state.color_map != nullptr) {
    for (const auto& color : state.color_map->colors) {
      bytes.insert(bytes.end(), color.begin(), color.end());
    }
  }
  return bytes;
}

Result<PresentationState> presentation_from_json(const JsonObject& object, ByteView bytes) {
  PresentationState state;
  OVERREAD_TRY(state.kind, enum_at<PresentationKind>(object, "kind", kKinds));
  OVERREAD_TRY(state.content_label, object.optional_text("content_label"));
  OVERREAD_TRY(state.content_description, object.optional_text("content_description"));
  OVERREAD_TRY(state.content_creator_name, object.optional_text("content_creator_name"));
  OVERREAD_TRY(state.creation_date, object.optional_text("creation_date"));
  OVERREAD_TRY(state.creation_time, object.optional_text("creation_time"));
  OVERREAD_TRY(state.images, object.array("images", sop_reference_from_json));
  ByteView left = bytes;
  OVERREAD_TRY(state.modality, modality_at(object, left));
  const auto read_voi = [&](const Json& value, const std::string& path) -> Result<SoftcopyVoi> {
    OVERREAD_TRY(const JsonObject inner, JsonObject::create(value, path));
    return voi_from_json(inner, left);
  };
  OVERREAD_TRY(state.voi, object.optional_array("voi", read_voi));
  OVERREAD_TRY(state.inverted, object.optional_flag("inverted"));
  OVERREAD_TRY(state.presentation_lut, table_at(object, "presentation_lut", left));
  OVERREAD_TRY(state.areas, object.optional_array("areas", area_from_json));
  OVERREAD_TRY(state.quarter_turns, object.integer("quarter_turns", 0, 3));
  OVERREAD_TRY(state.flip_horizontal, object.optional_flag("flip_horizontal"));
  OVERREAD_TRY(state.annotations, object.optional_array("annotations", annotation_from_json));
  OVERREAD_TRY(state.layers, object.optional_array("layers", layer_from_json));
  OVERREAD_TRY(state.shutter, shutter_at(object));
  const auto read_plane = [&](const Json& value, const std::string& path) -> Result<OverlayPlane> {
    OVERREAD_TRY(const JsonObject inner, JsonObject::create(value, path));
    return plane_from_json(inner, left);
  };
  OVERREAD_TRY(state.planes, object.optional_array("planes", read_plane));
  OVERREAD_TRY(state.color_map, color_map_at(object, left));
  OVERREAD_TRY(state.unknown_palette_uid, object.optional_text("unknown_palette_uid"));
  OVERREAD_TRY(state.active_groups, integers_from_json(object, "active_groups", 0x6000));
  OVERREAD_TRY(state.subtracts_mask, object.optional_flag("subtracts_mask"));
  if (!left.empty()) {
    return fail(ErrorCode::kTruncated,
                std::format("{} bytes belong to no table, plane or color", left.size()));
  }
  return state;
}

}  // namespace overread
