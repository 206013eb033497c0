#include "core/ai/service_package.hpp"

#include <catch_amalgamated.hpp>
#include <fstream>
#include <sstream>
#include <string>

using namespace overread;

namespace {

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string emphysema_json() {
  return read(std::string(OVERREAD_SOURCE_DIR) + "/models/cct-emphysema/service.json");
}

/// The package's text with its first `from` replaced.
std::string changed(std::string from, const std::string& to) {
  std::string json = emphysema_json();
  const auto at = json.find(from);
  REQUIRE(at != std::string::npos);
  return json.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("The emphysema package is sound and says what its service.json says", "[ai][package]") {
  const auto package = parse_service_package(emphysema_json());
  if (!package) FAIL(package.error().message);
  CHECK(package->id == "cct-emphysema");
  CHECK(package->backend == "builtin");
  CHECK(package->algorithm == "emphysema-densitometry");
  CHECK(package->model() == nullptr);
  REQUIRE(package->threshold("emphysema") != nullptr);
  CHECK(package->threshold("emphysema")->value == 5.0);
  CHECK(package->threshold("emphysema")->unsure == std::array{4.0, 6.0});
  REQUIRE(package->finding("emphysema") != nullptr);
  CHECK(package->finding("emphysema")->rgb == std::array<std::uint8_t, 3>{0xE6, 0x9F, 0x00});
  REQUIRE(package->gate("slice-spacing") != nullptr);
  CHECK(package->gate("slice-spacing")->number("refuse_above_mm") == 10.0);
  REQUIRE(package->step("lung-mask") != nullptr);
  CHECK(package->step("lung-mask")->number("air_below_hu") == -400.0);
  CHECK(package->identity().model_sha256.empty());
}

TEST_CASE("A broken service.json is refused with path, value and what is allowed",
          "[ai][package]") {
  struct Broken {
    const char* from;
    const char* to;
    const char* message;
  };
  const auto [from, to, message] = GENERATE(
      Broken{"\"overread-service/1\"", "\"overread-service/9\"",
             "$.schema is \"overread-service/9\", must be one of: overread-service/1"},
      Broken{"\"cct-emphysema\"", "\"CCT emphysema\"",
             "$.id is \"CCT emphysema\", must be a kebab-case name"},
      Broken{"\"1.0.0\"", "\"1.0\"", "$.version is \"1.0\", must be a version like 1.0.0"},
      Broken{"\"teaching\"", "\"approved\"",
             "$.evidence_level is \"approved\", must be one of: teaching, research, clinical"},
      Broken{"\"builtin\"", "\"onnx\"",
             "$.files has 0 files with role \"model\", must be 1 for the backend \"onnx\""},
      Broken{"\"name\": \"modality\"", "\"name\": \"modalty\"",
             "$.gates[0].name is \"modalty\", must be one of: modality, body-part, view"},
      Broken{"{ \"allowed\": [\"CT\"] }", "{ \"allowd\": [\"CT\"] }",
             "$.gates[0].parameters.allowed is missing, must be a list of texts"},
      Broken{"\"min\": 10", "\"min\": \"ten\"",
             "$.gates[4].parameters.min is missing, must be a number"},
      Broken{"\"unsure\": [4.0, 6.0]", "\"unsure\": [6.0, 7.0]",
             "$.thresholds[0].unsure is [6.0,7.0], must be a band [from, to] around"},
      Broken{"\"finding\": \"emphysema\"", "\"finding\": \"fibrosis\"",
             "$.thresholds[0].finding is \"fibrosis\", must be the key of a finding"},
      Broken{"\"color\": \"#E69F00\"", "\"color\": \"orange\"",
             "$.findings[0].color is \"orange\", must be #RRGGBB"},
      Broken{"\"layout\": \"DHW\"", "\"layout\": \"NCHW\"",
             "$.inputs[0].size is [0,0,0], must be a list of 4 sizes"},
      Broken{"\"registrations\"", "\"registration\"",
             "$.registration is not a known key, allowed: schema, id"},
      Broken{"\"files\": []", "\"files\": {}", "$.files is {}, must be a list"},
      Broken{"\"files\": []",
             "\"files\": [{\"name\": \"../model.onnx\", \"role\": \"data\", \"size\": 1, "
             "\"sha256\": \"00\"}]",
             "$.files[0].name is \"../model.onnx\", must be a file name"},
      Broken{"\"files\": []",
             "\"files\": [{\"name\": \"a.bin\", \"role\": \"data\", \"size\": 0, "
             "\"sha256\": \"00\"}]",
             "$.files[0].size is 0, must be a whole number from 1"},
      Broken{"\"files\": []",
             "\"files\": [{\"name\": \"a.bin\", \"role\": \"data\", \"size\": 1, "
             "\"sha256\": \"xy\"}]",
             "$.files[0].sha256 is \"xy\", must be 64 lower-case hexadecimal digits"},
      Broken{"\"n\": 29", "\"n\": 0", "$.evidence[0].n is 0, must be a whole number from 1"},
      Broken{"\"value\": 0.11, ", "", "$.evidence[0].value is missing"});
  const auto package = parse_service_package(changed(from, to));
  REQUIRE_FALSE(package);
  CHECK(package.error().code == ErrorCode::kInvalidJson);
  INFO(package.error().message);
  CHECK(package.error().message.starts_with(message));
}

TEST_CASE("What is no JSON, or no object, is an error", "[ai][package]") {
  for (const char* text : {"", "{", "[]", "null", "3", "\"text\""}) {
    CHECK_FALSE(parse_service_package(text));
  }
}

TEST_CASE("A key missing anywhere at the top is named", "[ai][package]") {
  const auto package = parse_service_package("{\"schema\": \"overread-service/1\"}");
  REQUIRE_FALSE(package);
  CHECK(package.error().message == "$.id is missing");
}

TEST_CASE("A file is compared with its promised size and hash", "[ai][package]") {
  const std::string hash(64, 'a');
  const auto package =
      parse_service_package(changed("\"files\": []",
                                    "\"files\": [{\"name\": \"table.bin\", \"role\": \"data\", "
                                    "\"size\": 12, \"sha256\": \"" +
                                        hash + "\"}]"));
  REQUIRE(package);
  CHECK(verify_file(*package, "table.bin", 12, hash));
  CHECK(verify_file(*package, "table.bin", 12, std::string(64, 'A')));
  const auto other = verify_file(*package, "other.bin", 12, hash);
  REQUIRE_FALSE(other);
  CHECK(other.error().code == ErrorCode::kNotFound);
  const auto size = verify_file(*package, "table.bin", 13, hash);
  REQUIRE_FALSE(size);
  CHECK(size.error().message ==
        "Service cct-emphysema: file table.bin has 13 bytes, service.json promises 12; it was not "
        "loaded");
  const auto wrong = verify_file(*package, "table.bin", 12, std::string(64, 'b'));
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().code == ErrorCode::kIntegrity);
}
