#pragma once

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.hpp"
#include "core/findings/json_object.hpp"
#include "core/objects/object.hpp"

/// The parts of an object's message as JSON values, and back. Internal to core/objects.
namespace overread {

Json to_json_value(const ObjectCard& card);
Json to_json_value(const StructuredReport& report);
Json to_json_value(const Segmentation& segmentation);  ///< Without its pixels.
Json to_json_value(const StructureSet& set);           ///< Points only counted.
Bytes structure_set_points(const StructureSet& set);
/// Without entries of tables and bits of planes, which follow each other in presentation_bytes().
Json to_json_value(const PresentationState& state);
Bytes presentation_bytes(const PresentationState& state);
Json to_json_value(const Video& video);
Json to_json_value(const GraphicAnnotation& annotation);
Json to_json_value(const GraphicLayer& layer);

/// An enumeration by its word in the message, and back; the word must be one of `names`.
template <class Enum, std::size_t N>
std::string_view name_of(const std::array<std::string_view, N>& names, Enum value) {
  return names[static_cast<std::size_t>(value)];
}
template <class Enum, std::size_t N>
Enum enum_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return static_cast<Enum>(std::ranges::find(names, name) - names.begin());
}

inline constexpr int kHighestInt = std::numeric_limits<int>::max();

Json to_json_value(const SopReference& reference);
Json references_json(const std::vector<SopReference>& references);
Result<SopReference> sop_reference_from_json(const Json& value, const std::string& path);
Json color_json(const std::optional<RgbColor>& color);
Result<std::optional<RgbColor>> color_from_json(const JsonObject& object);
/// Whole numbers from `lowest` to 2147483647.
Result<std::vector<int>> integers_from_json(const JsonObject& object, std::string_view key,
                                            int lowest);
Result<std::vector<double>> numbers_from_json(const JsonObject& object, std::string_view key);

Result<ObjectCard> object_card_from_json(const JsonObject& object);
Result<StructuredReport> report_from_json(const JsonObject& object);
Result<Segmentation> segmentation_from_json(const JsonObject& object, ByteView pixels);
Result<StructureSet> structure_set_from_json(const JsonObject& object, ByteView points);
Result<PresentationState> presentation_from_json(const JsonObject& object, ByteView bytes);
Result<Video> video_from_json(const JsonObject& object);
Result<GraphicAnnotation> annotation_from_json(const Json& value, const std::string& path);
Result<GraphicLayer> layer_from_json(const Json& value, const std::string& path);

}  // namespace overread
