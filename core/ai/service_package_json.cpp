#include "core/ai/service_package.hpp"

#include <algorithm>
#include <cctype>

#include "core/ai/gates.hpp"
#include "core/ai/json_cursor.hpp"

namespace overread {
namespace {

template <class T>
Result<std::vector<T>> parse_list(const JsonCursor& object, std::string_view key,
                                  Result<T> (*parse)(const JsonCursor&)) {
  OVERREAD_TRY(const JsonCursor list, object.at(key));
  OVERREAD_TRY(const auto items, list.items());
  std::vector<T> parsed;
  for (const JsonCursor& item : items) {
    OVERREAD_TRY(T one, parse(item));
    parsed.push_back(std::move(one));
  }
  return parsed;
}

Result<std::string> text_at(const JsonCursor& object, std::string_view key) {
  OVERREAD_TRY(const JsonCursor value, object.at(key));
  return value.text();
}

Result<double> number_at(const JsonCursor& object, std::string_view key) {
  OVERREAD_TRY(const JsonCursor value, object.at(key));
  return value.number();
}

Result<std::array<double, 2>> pair_at(const JsonCursor& object, std::string_view key,
                                      std::string_view allowed) {
  OVERREAD_TRY(const JsonCursor value, object.at(key));
  OVERREAD_TRY(const auto numbers, value.numbers());
  if (numbers.size() != 2) return value.wrong(allowed);
  return std::array<double, 2>{numbers[0], numbers[1]};
}

Result<std::vector<std::int64_t>> sizes_at(const JsonCursor& object, std::string_view key) {
  OVERREAD_TRY(const JsonCursor value, object.at(key));
  OVERREAD_TRY(const auto items, value.items());
  std::vector<std::int64_t> sizes;
  for (const JsonCursor& item : items) {
    OVERREAD_TRY(const std::int64_t size, item.integer(0, 65536));
    sizes.push_back(size);
  }
  return sizes;
}

Result<LocalizedText> localized_at(const JsonCursor& object, std::string_view key) {
  OVERREAD_TRY(const JsonCursor value, object.at(key));
  OVERREAD_CHECK(value.keys({"en", "ru"}));
  LocalizedText text;
  OVERREAD_TRY(text.en, text_at(value, "en"));
  OVERREAD_TRY(text.ru, text_at(value, "ru"));
  return text;
}

bool is_kebab_case(std::string_view text) {
  if (text.empty() || text.size() > 64 || text.front() == '-' || text.back() == '-') return false;
  return std::ranges::all_of(
      text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

bool is_version(std::string_view text) {
  int dots = 0;
  bool digit = false;
  for (char c : text) {
    if (c == '.') {
      if (!digit) return false;
      ++dots;
      digit = false;
    } else if (c >= '0' && c <= '9') {
      digit = true;
    } else {
      return false;
    }
  }
  return dots == 2 && digit && text.size() <= 32;
}

bool is_sha256(std::string_view text) {
  return text.size() == 64 && std::ranges::all_of(text, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

/// One folder deep at most and no way out of it.
bool is_plain_file_name(std::string_view text) {
  if (text.empty() || text.size() > 128 || text.front() == '.' || text.front() == '/') return false;
  if (text.find("..") != std::string_view::npos) return false;
  return std::ranges::all_of(text, [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-' || c == '_';
  });
}

bool is_color(std::string_view text) {
  return text.size() == 7 && text[0] == '#' && std::ranges::all_of(text.substr(1), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
         });
}

std::uint8_t hex_byte(std::string_view digits) {
  const auto nibble = [](char c) { return c <= '9' ? c - '0' : c - 'A' + 10; };
  return static_cast<std::uint8_t>(nibble(digits[0]) * 16 + nibble(digits[1]));
}

Result<NamedStep> parse_step(const JsonCursor& json) {
  OVERREAD_CHECK(json.keys({"name", "parameters"}));
  NamedStep step;
  OVERREAD_TRY(const JsonCursor name, json.at("name"));
  OVERREAD_TRY(step.name, name.text_where(is_kebab_case, "a kebab-case name"));
  if (!json.contains("parameters")) return step;
  OVERREAD_TRY(const JsonCursor parameters, json.at("parameters"));
  if (!parameters.value().is_object()) return parameters.wrong("an object");
  for (const auto& [key, value] : parameters.value().items()) {
    const JsonCursor parameter(value, parameters.path() + "." + key);
    if (value.is_number()) {
      OVERREAD_TRY(step.numbers[key], parameter.number());
    } else if (value.is_string()) {
      OVERREAD_TRY(std::string text, parameter.text());
      step.texts[key] = {std::move(text)};
    } else if (value.is_array()) {
      OVERREAD_TRY(step.texts[key], parameter.texts());
    } else {
      return parameter.wrong("a number, a text or a list of texts");
    }
  }
  return step;
}

Result<NamedStep> parse_gate(const JsonCursor& json) {
  OVERREAD_TRY(NamedStep gate, parse_step(json));
  const GateRule* rule = find_gate_rule(gate.name);
  if (rule == nullptr) {
    return fail(ErrorCode::kInvalidJson, json.path() + ".name is \"" + gate.name +
                                             "\", must be one of: " + known_gate_names());
  }
  for (const GateParameter& parameter : rule->parameters) {
    const bool found = parameter.kind == GateParameter::Kind::kNumber
                           ? gate.numbers.contains(parameter.name)
                           : gate.texts.contains(parameter.name);
    if (!found) {
      return fail(
          ErrorCode::kInvalidJson,
          json.path() + ".parameters." + parameter.name + " is missing, must be " +
              (parameter.kind == GateParameter::Kind::kNumber ? "a number" : "a list of texts"));
    }
  }
  return gate;
}

Result<ServiceInputSpec> parse_input(const JsonCursor& json) {
  OVERREAD_CHECK(json.keys({"name", "layout", "size", "spacing_mm", "window"}));
  ServiceInputSpec input;
  OVERREAD_TRY(input.name, text_at(json, "name"));
  OVERREAD_TRY(const JsonCursor layout, json.at("layout"));
  OVERREAD_TRY(input.layout, layout.one_of({"NCHW", "NCDHW", "DHW"}));
  OVERREAD_TRY(input.size, sizes_at(json, "size"));
  if (input.size.size() != input.layout.size()) {
    OVERREAD_TRY(const JsonCursor size, json.at("size"));
    return size.wrong("a list of " + std::to_string(input.layout.size()) +
                      " sizes, one for each letter of the layout " + input.layout);
  }
  if (json.contains("spacing_mm")) {
    OVERREAD_TRY(const JsonCursor spacing, json.at("spacing_mm"));
    OVERREAD_TRY(input.spacing_mm, spacing.numbers());
    if (std::ranges::any_of(input.spacing_mm, [](double mm) { return mm <= 0.0; })) {
      return spacing.wrong("a list of lengths above 0 mm");
    }
  }
  if (json.contains("window")) {
    constexpr std::string_view kAllowed = "[center, width] with a width above 0";
    OVERREAD_TRY(const auto window, pair_at(json, "window", kAllowed));
    if (window[1] <= 0.0) {
      OVERREAD_TRY(const JsonCursor place, json.at("window"));
      return place.wrong(kAllowed);
    }
    input.window = window;
  }
  return input;
}

Result<ServiceOutputSpec> parse_output(const JsonCursor& json) {
  OVERREAD_CHECK(json.keys({"name", "kind", "size"}));
  ServiceOutputSpec output;
  OVERREAD_TRY(output.name, text_at(json, "name"));
  OVERREAD_TRY(const JsonCursor kind, json.at("kind"));
  OVERREAD_TRY(output.kind, kind.one_of({"classification", "segmentation", "detection", "keypoints",
                                         "class-activation-map", "measurement"}));
  if (json.contains("size")) {
    OVERREAD_TRY(output.size, sizes_at(json, "size"));
  }
  return output;
}

Result<ServiceThreshold> parse_threshold(const JsonCursor& json) {
  OVERREAD_CHECK(json.keys({"finding", "measure", "unit", "scheme", "value", "unsure"}));
  ServiceThreshold threshold;
  OVERREAD_TRY(threshold.finding, text_at(json, "finding"));
  OVERREAD_TRY(threshold.measure, text_at(json, "measure"));
  OVERREAD_TRY(threshold.unit, text_at(json, "unit"));
  OVERREAD_TRY(threshold.scheme, text_at(json, "scheme"));
  OVERREAD_TRY(threshold.value, number_at(json, "value"));
  OVERREAD_TRY(threshold.unsure, pair_at(json, "unsure", "[from, to]"));
  if (threshold.unsure[0] > threshold.value || threshold.unsure[1] < threshold.value) {
    OVERREAD_TRY(const JsonCursor unsure, json.at("unsure"));
    return unsure.wrong("a band [from, to] around the threshold's value");
  }
  return threshold;
}

Result<ServiceFindingSpec> parse_finding(const JsonCursor& json) {
  OVERREAD_CHECK(json.keys({"key", "concept", "name", "color"}));
  ServiceFindingSpec finding;
  OVERREAD_TRY(const JsonCursor key, json.at("key"));
  OVERREAD_TRY(finding.key, key.text_where(is_kebab_case, "a kebab-case key"));
  OVERREAD_TRY(const JsonCursor code, json.at("concept"));
  OVERREAD_CHECK(code.keys({"scheme", "value", "meaning"}));
  OVERREAD_TRY(finding.concept_name.scheme, text_at(code, "scheme"));
  OVERREAD_TRY(finding.concept_name.value, text_at(code, "value"));
  OVERREAD_TRY(finding.concept_name.meaning, text_at(code, "meaning"));
  OVERREAD_TRY(finding.name, localized_at(json, "name"));
  OVERREAD_TRY(const JsonCursor color, json.at("color"));
  OVERREAD_TRY(finding.color, color.text_where(is_color, "#RRGGBB with capital digits"));
  for (std::size_t i = 0; i < 3; ++i) {
    finding.rgb[i] = hex_byte(std::string_view(finding.color).substr(1 + 2 * i, 2));
  }
  return finding;
}

Result<ServiceRegistration> parse_registration(const JsonCursor& json) {
  OVERREAD_CHECK(json.keys({"country", "number", "class", "status", "valid_until", "sha256"}));
  ServiceRegistration registration;
  OVERREAD_TRY(registration.country, text_at(json, "country"));
  OVERREAD_TRY(registration.number, text_at(json, "number"));
  OVERREAD_TRY(registration.device_class, text_at(json, "class"));
  OVERREAD_TRY(const JsonCursor status, json.at("status"));
  OVERREAD_TRY(registration.status, status.one_of({"active", "suspended", "expired"}));
  OVERREAD_TRY(registration.valid_until, text_at(json, "valid_until"));
  OVERREAD_TRY(const JsonCursor sha256, json.at("sha256"));
  OVERREAD_TRY(registration.sha256,
               sha256.text_where(is_sha256, "64 lower-case hexadecimal digits"));
  return registration;
}

Result<ServiceEvidence> parse_evidence(const JsonCursor& json) {
  OVERREAD_CHECK(json.keys({"data", "n", "metric", "unit", "value", "ci95"}));
  ServiceEvidence evidence;
  OVERREAD_TRY(evidence.data, text_at(json, "data"));
  OVERREAD_TRY(evidence.metric, text_at(json, "metric"));
  OVERREAD_TRY(evidence.unit, text_at(json, "unit"));
  OVERREAD_TRY(const JsonCursor n, json.at("n"));
  OVERREAD_TRY(const std::int64_t count, n.integer(1, 100'000'000));
  evidence.n = static_cast<int>(count);
  OVERREAD_TRY(evidence.value, number_at(json, "value"));
  if (json.contains("ci95")) {
    OVERREAD_TRY(evidence.ci95, pair_at(json, "ci95", "[from, to]"));
  }
  return evidence;
}

Result<ServiceFile> parse_file(const JsonCursor& json) {
  OVERREAD_CHECK(json.keys({"name", "role", "size", "sha256"}));
  ServiceFile file;
  OVERREAD_TRY(const JsonCursor name, json.at("name"));
  OVERREAD_TRY(file.name, name.text_where(is_plain_file_name,
                                          "a file name of letters, digits, '.', '-', '_' inside "
                                          "the service's folder"));
  OVERREAD_TRY(const JsonCursor role, json.at("role"));
  OVERREAD_TRY(file.role, role.one_of({"model", "card", "data"}));
  OVERREAD_TRY(const JsonCursor size, json.at("size"));
  OVERREAD_TRY(const std::int64_t bytes, size.integer(1, 1LL << 32));
  file.size = static_cast<std::uint64_t>(bytes);
  OVERREAD_TRY(const JsonCursor sha256, json.at("sha256"));
  OVERREAD_TRY(file.sha256, sha256.text_where(is_sha256, "64 lower-case hexadecimal digits"));
  return file;
}

Result<ServiceAcceptance> parse_acceptance(const JsonCursor& json) {
  OVERREAD_CHECK(json.keys({"modality", "body_part", "view"}));
  ServiceAcceptance accepts;
  OVERREAD_TRY(const JsonCursor modality, json.at("modality"));
  OVERREAD_TRY(accepts.modalities, modality.texts());
  OVERREAD_TRY(const JsonCursor body_part, json.at("body_part"));
  OVERREAD_TRY(accepts.body_parts, body_part.texts());
  OVERREAD_TRY(const JsonCursor view, json.at("view"));
  OVERREAD_TRY(accepts.views, view.texts());
  return accepts;
}

/// What a schema cannot say: the parts must fit each other.
Result<void> check_consistency(const ServicePackage& package) {
  for (std::size_t i = 0; i < package.findings.size(); ++i) {
    if (package.finding(package.findings[i].key) != &package.findings[i]) {
      return fail(ErrorCode::kInvalidJson, "$.findings[" + std::to_string(i) + "].key is \"" +
                                               package.findings[i].key +
                                               "\", which is there twice");
    }
  }
  for (std::size_t i = 0; i < package.thresholds.size(); ++i) {
    if (package.finding(package.thresholds[i].finding) == nullptr) {
      return fail(ErrorCode::kInvalidJson, "$.thresholds[" + std::to_string(i) + "].finding is \"" +
                                               package.thresholds[i].finding +
                                               "\", must be the key of a finding of this package");
    }
  }
  const auto models = std::ranges::count(package.files, "model", &ServiceFile::role);
  if (package.backend == "onnx" && models != 1) {
    return fail(ErrorCode::kInvalidJson, "$.files has " + std::to_string(models) +
                                             " files with role \"model\", must be 1 for the "
                                             "backend \"onnx\"");
  }
  if (package.backend == "builtin" && models != 0) {
    return fail(ErrorCode::kInvalidJson, "$.files has " + std::to_string(models) +
                                             " files with role \"model\", must be 0 for the "
                                             "backend \"builtin\"");
  }
  return {};
}

}  // namespace

Result<ServicePackage> parse_service_package(std::string_view json) {
  const nlohmann::json document = nlohmann::json::parse(json, nullptr, false);
  if (document.is_discarded()) return fail(ErrorCode::kInvalidJson, "service.json is not JSON");
  const JsonCursor root(document, "$");
  OVERREAD_CHECK(
      root.keys({"schema", "id", "version", "name", "intended_use", "evidence_level", "backend",
                 "algorithm", "accepts", "gates", "inputs", "outputs", "thresholds", "steps",
                 "findings", "registrations", "evidence", "files"}));
  ServicePackage package;
  OVERREAD_TRY(const JsonCursor schema, root.at("schema"));
  OVERREAD_TRY(const std::string name, schema.one_of({"overread-service/1"}));
  OVERREAD_TRY(const JsonCursor id, root.at("id"));
  OVERREAD_TRY(package.id, id.text_where(is_kebab_case, "a kebab-case name"));
  OVERREAD_TRY(const JsonCursor version, root.at("version"));
  OVERREAD_TRY(package.version, version.text_where(is_version, "a version like 1.0.0"));
  OVERREAD_TRY(package.name, localized_at(root, "name"));
  OVERREAD_TRY(package.intended_use, localized_at(root, "intended_use"));
  OVERREAD_TRY(const JsonCursor level, root.at("evidence_level"));
  OVERREAD_TRY(package.evidence_level, level.one_of({"teaching", "research", "clinical"}));
  OVERREAD_TRY(const JsonCursor backend, root.at("backend"));
  OVERREAD_TRY(package.backend, backend.one_of({"builtin", "onnx"}));
  OVERREAD_TRY(const JsonCursor algorithm, root.at("algorithm"));
  OVERREAD_TRY(package.algorithm, algorithm.text_where(is_kebab_case, "a kebab-case name"));
  OVERREAD_TRY(const JsonCursor accepts, root.at("accepts"));
  OVERREAD_TRY(package.accepts, parse_acceptance(accepts));
  OVERREAD_TRY(package.gates, parse_list(root, "gates", parse_gate));
  OVERREAD_TRY(package.inputs, parse_list(root, "inputs", parse_input));
  OVERREAD_TRY(package.outputs, parse_list(root, "outputs", parse_output));
  OVERREAD_TRY(package.thresholds, parse_list(root, "thresholds", parse_threshold));
  OVERREAD_TRY(package.steps, parse_list(root, "steps", parse_step));
  OVERREAD_TRY(package.findings, parse_list(root, "findings", parse_finding));
  OVERREAD_TRY(package.registrations, parse_list(root, "registrations", parse_registration));
  OVERREAD_TRY(package.evidence, parse_list(root, "evidence", parse_evidence));
  OVERREAD_TRY(package.files, parse_list(root, "files", parse_file));
  OVERREAD_CHECK(check_consistency(package));
  return package;
}

}  // namespace overread
