#include "core/objects/object_codec.hpp"

#include <format>
#include <utility>

#include "core/findings/json_object.hpp"
#include "core/objects/object_json.hpp"

namespace overread {
namespace {

struct Encode {
  ObjectMessage operator()(const ObjectCard& card) const {
    return {json_text({{"kind", "card"}, {"card", to_json_value(card)}}), {}};
  }
  ObjectMessage operator()(const StructuredReport& report) const {
    return {json_text({{"kind", "report"}, {"report", to_json_value(report)}}), {}};
  }
  ObjectMessage operator()(const KeyObjectDocument& document) const {
    return {json_text({{"kind", "key-objects"}, {"report", to_json_value(document.report)}}), {}};
  }
  ObjectMessage operator()(Segmentation& segmentation) const {
    return {json_text({{"kind", "segmentation"}, {"segmentation", to_json_value(segmentation)}}),
            std::move(segmentation.pixels)};
  }
  ObjectMessage operator()(const StructureSet& set) const {
    return {json_text({{"kind", "structure-set"}, {"set", to_json_value(set)}}),
            structure_set_points(set)};
  }
  ObjectMessage operator()(const PresentationState& state) const {
    return {json_text({{"kind", "presentation-state"}, {"state", to_json_value(state)}}),
            presentation_bytes(state)};
  }
  ObjectMessage operator()(const Video& video) const {
    return {json_text({{"kind", "video"}, {"video", to_json_value(video)}}), {}};
  }
};

template <class T>
Result<ObjectContent> decoded_content(Result<T> value) {
  if (!value) return std::unexpected(std::move(value).error());
  return ObjectContent(std::move(*value));
}

}  // namespace

ObjectMessage object_message(ObjectContent content) { return std::visit(Encode{}, content); }

Result<ObjectContent> object_from_message(std::string_view json, ByteView bytes) {
  OVERREAD_TRY(const Json document, parse_json_object(json));
  OVERREAD_TRY(const JsonObject object, JsonObject::create(document, ""));
  OVERREAD_TRY(const std::string kind,
               object.choice("kind", {"card", "report", "key-objects", "segmentation",
                                      "structure-set", "presentation-state", "video"}));
  if (kind == "card") {
    OVERREAD_TRY(const JsonObject card, object.object("card"));
    return decoded_content(object_card_from_json(card));
  }
  if (kind == "segmentation") {
    OVERREAD_TRY(const JsonObject segmentation, object.object("segmentation"));
    return decoded_content(segmentation_from_json(segmentation, bytes));
  }
  if (kind == "structure-set") {
    OVERREAD_TRY(const JsonObject set, object.object("set"));
    return decoded_content(structure_set_from_json(set, bytes));
  }
  if (kind == "video") {
    OVERREAD_TRY(const JsonObject video, object.object("video"));
    return decoded_content(video_from_json(video));
  }
  if (kind == "presentation-state") {
    OVERREAD_TRY(const JsonObject state, object.object("state"));
    return decoded_content(presentation_from_json(state, bytes));
  }
  OVERREAD_TRY(const JsonObject inner, object.object("report"));
  OVERREAD_TRY(StructuredReport report, report_from_json(inner));
  if (kind == "report") return ObjectContent(std::move(report));
  KeyObjectDocument selection{key_objects(report), {}};
  selection.report = std::move(report);
  return ObjectContent(std::move(selection));
}

}  // namespace overread
