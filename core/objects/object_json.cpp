#include "core/objects/object_json.hpp"

#include <cmath>
#include <limits>
#include <utility>

namespace overread {
namespace {}  // namespace

Json to_json_value(const SopReference& reference) {
  return {{"sop_class_uid", reference.sop_class_uid},
          {"sop_instance_uid", reference.sop_instance_uid},
          {"frame_numbers", reference.frame_numbers},
          {"segment_numbers", reference.segment_numbers}};
}

Json references_json(const std::vector<SopReference>& references) {
  Json json = Json::array();
  for (const SopReference& reference : references) json.push_back(to_json_value(reference));
  return json;
}

Result<SopReference> sop_reference_from_json(const Json& value, const std::string& path) {
  OVERREAD_TRY(const JsonObject object, JsonObject::create(value, path));
  SopReference reference;
  OVERREAD_TRY(reference.sop_class_uid, object.optional_text("sop_class_uid"));
  OVERREAD_TRY(reference.sop_instance_uid, object.text("sop_instance_uid"));
  OVERREAD_TRY(reference.frame_numbers, integers_from_json(object, "frame_numbers", 1));
  OVERREAD_TRY(reference.segment_numbers, integers_from_json(object, "segment_numbers", 1));
  return reference;
}

Json color_json(const std::optional<RgbColor>& color) { return color ? Json(*color) : Json(); }

Result<std::optional<RgbColor>> color_from_json(const JsonObject& object) {
  if (object.find("color") == nullptr) return std::optional<RgbColor>();
  OVERREAD_TRY(const std::vector<int> numbers, integers_from_json(object, "color", 0));
  RgbColor color{};
  for (std::size_t i = 0; i < color.size(); ++i) {
    if (numbers.size() != color.size() || numbers[i] > 255) {
      return fail(ErrorCode::kInvalidJson, object.path_of("color") + " must be three of 0 to 255");
    }
    color[i] = static_cast<std::uint8_t>(numbers[i]);
  }
  return std::optional(color);
}

Result<std::vector<int>> integers_from_json(const JsonObject& object, std::string_view key,
                                            int lowest) {
  return object.optional_array(key, [&](const Json& value, const std::string& path) -> Result<int> {
    if (value.is_number_integer()) {
      const auto number = value.get<std::int64_t>();
      if (number >= lowest && number <= kHighestInt) return static_cast<int>(number);
    }
    return fail(ErrorCode::kInvalidJson,
                path + " must be a whole number from " + std::to_string(lowest));
  });
}

Result<std::vector<double>> numbers_from_json(const JsonObject& object, std::string_view key) {
  return object.optional_array(key,
                               [](const Json& value, const std::string& path) -> Result<double> {
                                 if (!value.is_number() || !std::isfinite(value.get<double>())) {
                                   return fail(ErrorCode::kInvalidJson, path + " must be a number");
                                 }
                                 return value.get<double>();
                               });
}

Json to_json_value(const ObjectCard& card) {
  Json json = {{"sop_class_name", card.sop_class_name},
               {"label", card.label},
               {"description", card.description},
               {"content_date", card.content_date},
               {"content_time", card.content_time},
               {"unread_transfer_syntax_uid", card.unread_transfer_syntax_uid}};
  if (card.document) {
    json["document"] = {{"mime_type", card.document->mime_type},
                        {"title", card.document->title},
                        {"size", card.document->size}};
  }
  json["waveforms"] = Json::array();
  for (const WaveformGroup& group : card.waveforms) {
    json["waveforms"].push_back({{"channel_count", group.channel_count},
                                 {"sample_count", static_cast<double>(group.sample_count)},
                                 {"sampling_frequency_hz", group.sampling_frequency_hz}});
  }
  return json;
}

Result<ObjectCard> object_card_from_json(const JsonObject& object) {
  ObjectCard card;
  OVERREAD_TRY(card.sop_class_name, object.text("sop_class_name"));
  OVERREAD_TRY(card.label, object.optional_text("label"));
  OVERREAD_TRY(card.description, object.optional_text("description"));
  OVERREAD_TRY(card.content_date, object.optional_text("content_date"));
  OVERREAD_TRY(card.content_time, object.optional_text("content_time"));
  OVERREAD_TRY(card.unread_transfer_syntax_uid, object.optional_text("unread_transfer_syntax_uid"));
  if (object.find("document") != nullptr) {
    OVERREAD_TRY(const JsonObject inner, object.object("document"));
    WrappedDocument document;
    OVERREAD_TRY(document.mime_type, inner.text("mime_type"));
    OVERREAD_TRY(document.title, inner.optional_text("title"));
    OVERREAD_TRY(document.size, inner.unsigned_integer("size"));
    card.document = std::move(document);
  }
  const auto read = [](const Json& value, const std::string& path) -> Result<WaveformGroup> {
    OVERREAD_TRY(const JsonObject inner, JsonObject::create(value, path));
    WaveformGroup group;
    OVERREAD_TRY(group.channel_count, inner.integer("channel_count", 0, 65535));
    OVERREAD_TRY(const double samples, inner.number("sample_count"));
    group.sample_count = std::llround(samples);
    OVERREAD_TRY(group.sampling_frequency_hz, inner.number("sampling_frequency_hz"));
    return group;
  };
  OVERREAD_TRY(card.waveforms, object.optional_array("waveforms", read));
  return card;
}

}  // namespace overread
