#include <utility>

#include "core/findings/finding_json.hpp"
#include "core/objects/object_json.hpp"

namespace overread {
namespace {

Json to_json_value(const ContentGraphic& graphic) {
  return {{"graphic_type", graphic.graphic_type},
          {"data", graphic.data},
          {"dimensions", graphic.dimensions},
          {"frame_of_reference_uid", graphic.frame_of_reference_uid}};
}

/// A report has many items and each few of the members: absent ones are left out.
Json to_json_value(const ContentItem& item) {
  Json json = {{"depth", item.depth},
               {"relationship", item.relationship},
               {"value_type", item.value_type},
               {"concept", to_json_value(item.concept_name)}};
  if (!item.value.empty()) json["value"] = item.value;
  if (!item.references.empty()) {
    json["references"] = Json::array();
    for (const SopReference& reference : item.references) {
      json["references"].push_back(to_json_value(reference));
    }
  }
  if (item.graphic) json["graphic"] = to_json_value(*item.graphic);
  if (item.by_reference) json["target"] = item.target;
  return json;
}

Result<ContentGraphic> graphic_from_json(const JsonObject& object) {
  ContentGraphic graphic;
  OVERREAD_TRY(graphic.graphic_type, object.optional_text("graphic_type"));
  OVERREAD_TRY(graphic.data, numbers_from_json(object, "data"));
  OVERREAD_TRY(graphic.dimensions, object.integer("dimensions", 2, 3));
  OVERREAD_TRY(graphic.frame_of_reference_uid, object.optional_text("frame_of_reference_uid"));
  return graphic;
}

Result<ContentItem> item_from_json(const Json& value, const std::string& path) {
  OVERREAD_TRY(const JsonObject object, JsonObject::create(value, path));
  ContentItem item;
  OVERREAD_TRY(item.depth, object.integer("depth", 0, kMaxContentDepth));
  OVERREAD_TRY(item.relationship, object.optional_text("relationship"));
  OVERREAD_TRY(item.value_type, object.optional_text("value_type"));
  if (const Json* name = object.find("concept")) {
    OVERREAD_TRY(item.concept_name, concept_from_json(*name, object.path_of("concept")));
  }
  OVERREAD_TRY(item.value, object.optional_text("value"));
  OVERREAD_TRY(item.references, object.optional_array("references", sop_reference_from_json));
  if (object.find("graphic") != nullptr) {
    OVERREAD_TRY(const JsonObject graphic, object.object("graphic"));
    OVERREAD_TRY(item.graphic, graphic_from_json(graphic));
  }
  if (object.find("target") != nullptr) {
    item.by_reference = true;
    OVERREAD_TRY(item.target, object.integer("target", -1, static_cast<int>(kMaxContentItems) - 1));
  }
  return item;
}

Result<ReportVerifier> verifier_from_json(const Json& value, const std::string& path) {
  OVERREAD_TRY(const JsonObject object, JsonObject::create(value, path));
  ReportVerifier verifier;
  OVERREAD_TRY(verifier.name, object.optional_text("name"));
  OVERREAD_TRY(verifier.date_time, object.optional_text("date_time"));
  OVERREAD_TRY(verifier.organization, object.optional_text("organization"));
  return verifier;
}

/// Nothing downstream has to ask whether an item that is pointed to is there.
Result<void> check_targets(const StructuredReport& report, const JsonObject& object) {
  for (const ContentItem& item : report.items) {
    if (item.target >= static_cast<int>(report.items.size())) {
      return fail(ErrorCode::kInvalidJson, object.path_of("items") + " refers to item " +
                                               std::to_string(item.target) + " of " +
                                               std::to_string(report.items.size()));
    }
  }
  return {};
}

}  // namespace

Json to_json_value(const StructuredReport& report) {
  Json json = {{"title", report.title},
               {"is_complete", report.is_complete},
               {"is_verified", report.is_verified},
               {"content_date", report.content_date},
               {"content_time", report.content_time},
               {"verifiers", Json::array()},
               {"items", Json::array()}};
  for (const ReportVerifier& verifier : report.verifiers) {
    json["verifiers"].push_back({{"name", verifier.name},
                                 {"date_time", verifier.date_time},
                                 {"organization", verifier.organization}});
  }
  for (const ContentItem& item : report.items) json["items"].push_back(to_json_value(item));
  return json;
}

Result<StructuredReport> report_from_json(const JsonObject& object) {
  StructuredReport report;
  OVERREAD_TRY(report.title, object.optional_text("title"));
  OVERREAD_TRY(report.is_complete, object.optional_flag("is_complete"));
  OVERREAD_TRY(report.is_verified, object.optional_flag("is_verified"));
  OVERREAD_TRY(report.content_date, object.optional_text("content_date"));
  OVERREAD_TRY(report.content_time, object.optional_text("content_time"));
  OVERREAD_TRY(report.verifiers, object.optional_array("verifiers", verifier_from_json));
  OVERREAD_TRY(report.items, object.array("items", item_from_json));
  if (report.items.empty()) {
    return fail(ErrorCode::kInvalidJson, object.path_of("items") + " is empty");
  }
  OVERREAD_CHECK(check_targets(report, object));
  return report;
}

}  // namespace overread
