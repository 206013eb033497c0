#include "wasm/core/mask_json.hpp"

#include <string>
#include <utility>

namespace overread {
namespace {

using nlohmann::json;

json concept_json(const Concept& code) {
  return {{"scheme", code.scheme}, {"value", code.value}, {"meaning", code.meaning}};
}

std::string text_of(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

int integer_of(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_number_integer() ? found->get<int>() : 0;
}

Concept concept_of(const json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_object()) return {};
  return {text_of(*found, "scheme"), text_of(*found, "value"), text_of(*found, "meaning")};
}

}  // namespace

json describe_mask(const LabelMask& mask) {
  json labels = json::array();
  for (const LabelMask::Label& label : mask.labels) {
    labels.push_back({{"number", label.number},
                      {"name", label.name},
                      {"category", concept_json(label.category)},
                      {"type", concept_json(label.type)},
                      {"rgb", label.rgb}});
  }
  return {{"columns", mask.columns},
          {"rows", mask.rows},
          {"slices", mask.slices},
          {"labels", std::move(labels)}};
}

Result<LabelMask> mask_from(const json& description, ByteView values) {
  if (!description.is_object()) return fail(ErrorCode::kInvalidJson, "A mask must be an object");
  LabelMask mask;
  mask.columns = integer_of(description, "columns");
  mask.rows = integer_of(description, "rows");
  mask.slices = integer_of(description, "slices");
  for (const json& item : description.value("labels", json::array())) {
    LabelMask::Label label{.number = integer_of(item, "number"),
                           .name = text_of(item, "name"),
                           .category = concept_of(item, "category"),
                           .type = concept_of(item, "type"),
                           .rgb = {}};
    const auto rgb = item.find("rgb");
    if (rgb != item.end() && rgb->is_array() && rgb->size() == 3) {
      for (std::size_t index = 0; index < 3; ++index) {
        if ((*rgb)[index].is_number_integer()) {
          label.rgb[index] = static_cast<std::uint8_t>((*rgb)[index].get<int>());
        }
      }
    }
    mask.labels.push_back(std::move(label));
  }
  if (mask.columns < 0 || mask.rows < 0 || mask.slices < 0) {
    return fail(ErrorCode::kInvalidArgument, "A mask has a negative size");
  }
  OVERREAD_TRY(const std::size_t expected,
               checked_product(
                   {static_cast<std::uint64_t>(mask.columns), static_cast<std::uint64_t>(mask.rows),
                    static_cast<std::uint64_t>(mask.slices)},
                   std::size_t{1} << 31, "Mask columns × rows × slices"));
  if (values.size() != expected) {
    return fail(ErrorCode::kInvalidArgument, "A mask of " + std::to_string(expected) +
                                                 " voxels has " + std::to_string(values.size()) +
                                                 " values");
  }
  mask.values.assign(values.begin(), values.end());
  return mask;
}

}  // namespace overread
