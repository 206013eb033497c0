#include "server-stub/catalog.hpp"

namespace overread {
namespace {

constexpr const char* kServiceManifest = "service.json";
constexpr const char* kCaseManifest = "case.json";

CatalogEntry broken(const std::string& id, std::string reason) {
  CatalogEntry entry;
  entry.id = id;
  entry.json = {{"id", id}, {"status", "broken"}, {"reason", reason}};
  entry.reason = std::move(reason);
  return entry;
}

Result<void> check_id(const JsonObject& manifest, const std::string& folder_name) {
  OVERREAD_TRY(const std::string id, manifest.text("id"));
  if (id != folder_name) {
    return fail(ErrorCode::kInvalidJson, "id is " + id + ", must be the folder's name");
  }
  return {};
}

Result<CatalogEntry> read_service(const std::filesystem::path& folder, const std::string& id,
                                  FileHashes& hashes) {
  OVERREAD_TRY(const std::string text, read_text_file(folder / kServiceManifest));
  OVERREAD_TRY(const Json json, parse_json_object(text));
  OVERREAD_TRY(const auto manifest, JsonObject::create(json, ""));
  OVERREAD_CHECK(check_id(manifest, id));
  OVERREAD_TRY(const std::string version, manifest.text("version"));
  OVERREAD_TRY(const auto names, manifest.object("name"));
  OVERREAD_TRY(const std::string name_en, names.text("en"));
  OVERREAD_TRY(const std::string name_ru, names.text("ru"));
  OVERREAD_TRY(const std::string evidence, manifest.text("evidence_level"));
  OVERREAD_TRY(const auto accepts, manifest.object("accepts"));
  OVERREAD_TRY(const auto modalities, accepts.optional_array("modality", json_string));
  OVERREAD_TRY(const auto files, manifest.array("files", promised_file));

  const std::string url = "/services/" + id;
  CatalogEntry entry;
  entry.id = id;
  entry.files.insert(kServiceManifest);
  std::string model_sha256;
  Json listed = Json::array();
  for (const PromisedFile& file : files) {
    OVERREAD_CHECK(check_promised_file(folder, file, hashes));
    entry.files.insert(file.name);
    listed.push_back(file_json(file, url));
    if (file.role == "model") model_sha256 = file.sha256;
  }
  entry.json = {{"id", id},
                {"version", version},
                {"names", {{"en", name_en}, {"ru", name_ru}}},
                {"modalities", modalities},
                {"evidence", evidence},
                {"model_sha256", model_sha256},
                {"status", "ready"},
                {"reason", ""},
                {"url", url + "/" + kServiceManifest},
                {"files", std::move(listed)}};
  return entry;
}

Result<CatalogEntry> read_case(const std::filesystem::path& folder, const std::string& id,
                               FileHashes& hashes) {
  OVERREAD_TRY(const std::string text, read_text_file(folder / kCaseManifest));
  OVERREAD_TRY(Json json, parse_json_object(text));
  OVERREAD_TRY(const auto manifest, JsonObject::create(json, ""));
  OVERREAD_CHECK(manifest.choice("schema", {"overread-case/1"}));
  OVERREAD_CHECK(check_id(manifest, id));
  OVERREAD_TRY(const auto files, manifest.array("files", promised_file));

  const std::string url = "/cases/" + id;
  CatalogEntry entry;
  entry.id = id;
  entry.files.insert(kCaseManifest);
  Json listed = Json::array();
  for (const PromisedFile& file : files) {
    OVERREAD_CHECK(check_promised_file(folder, file, hashes));
    entry.files.insert(file.name);
    listed.push_back(file_json(file, url));
  }
  Json truth_json;
  if (const Json* truth = manifest.find("truth")) {
    OVERREAD_TRY(const PromisedFile file, promised_file(*truth, "truth"));
    OVERREAD_CHECK(check_promised_file(folder, file, hashes));
    entry.files.insert(file.name);
    truth_json = file_json(file, url);
  }
  json.erase("schema");
  json["files"] = std::move(listed);
  if (!truth_json.is_null()) json["truth"] = std::move(truth_json);
  json["status"] = "ready";
  json["reason"] = "";
  json["url"] = url + "/" + kCaseManifest;
  entry.json = std::move(json);
  return entry;
}

using ReadEntry = Result<CatalogEntry> (*)(const std::filesystem::path&, const std::string&,
                                           FileHashes&);

std::vector<CatalogEntry> read_all(const std::filesystem::path& parent, const char* manifest,
                                   ReadEntry read, FileHashes& hashes) {
  std::vector<CatalogEntry> entries;
  if (parent.empty()) return entries;
  for (const std::string& id : folders_with(parent, manifest)) {
    auto entry = read(parent / id, id, hashes);
    entries.push_back(entry ? *std::move(entry) : broken(id, entry.error().message));
  }
  return entries;
}

}  // namespace

std::vector<CatalogEntry> read_services(const std::filesystem::path& models, FileHashes& hashes) {
  return read_all(models, kServiceManifest, read_service, hashes);
}

std::vector<CatalogEntry> read_cases(const std::filesystem::path& cases, FileHashes& hashes) {
  return read_all(cases, kCaseManifest, read_case, hashes);
}

}  // namespace overread
