#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "core/findings/result.hpp"

namespace overread {

/// One text in both languages of the application.
struct LocalizedText {
  std::string en, ru;
};

/// A gate or a measuring step: its name and its parameters, all from service.json.
struct NamedStep {
  std::string name;
  std::map<std::string, double> numbers;
  std::map<std::string, std::vector<std::string>> texts;  ///< A single text is a list of one.

  /// The number `key`; service.json was checked to hold what a known step needs, so `fallback` is
  /// for parameters a step documents as optional.
  double number(std::string_view key, double fallback = 0.0) const;
  std::vector<std::string> list(std::string_view key) const;
  bool has(std::string_view key) const;
};

/// What the routing may send to the service. An empty list accepts everything.
struct ServiceAcceptance {
  std::vector<std::string> modalities, body_parts, views;
};

/// One tensor of the network, or the volume of a weight-free service.
struct ServiceInputSpec {
  std::string name;
  std::string layout;              ///< "NCHW", "NCDHW", or "DHW" for a builtin's volume.
  std::vector<std::int64_t> size;  ///< In the layout's order; 0 where free.
  std::vector<double> spacing_mm;  ///< Empty: as the series has it.
  std::optional<std::array<double, 2>> window;  ///< Center, width; values go to [0, 1].
};

struct ServiceOutputSpec {
  std::string name;
  std::string kind;  ///< classification, segmentation, detection, keypoints, class-activation-map,
                     ///< measurement
  std::vector<std::int64_t> size;
};

/// Where "present" begins, in the unit of `measure`, and the band in which the service is unsure.
struct ServiceThreshold {
  std::string finding;  ///< Key of a finding of the package.
  std::string measure;  ///< Meaning of the measured concept, or "probability".
  std::string unit;
  std::string scheme;  ///< Named beside every grade made with it.
  double value = 0.0;
  std::array<double, 2> unsure{};
};

struct ServiceFindingSpec {
  std::string key;
  Concept concept_name;
  LocalizedText name;
  std::string color;  ///< "#RRGGBB" of the overlay palette.
  std::array<std::uint8_t, 3> rgb{};
};

struct ServiceRegistration {
  std::string country, number, device_class, status, valid_until, sha256;
};

/// One measured number with what it was measured on.
struct ServiceEvidence {
  std::string data, metric, unit;
  int n = 0;
  double value = 0.0;
  std::optional<std::array<double, 2>> ci95;
};

/// A file of the package, relative to its folder.
struct ServiceFile {
  std::string name, role, sha256;  ///< role: model, card, data
  std::uint64_t size = 0;
};

/// `models/<id>/service.json`, parsed and checked.
struct ServicePackage {
  std::string id, version;
  LocalizedText name, intended_use;
  std::string evidence_level;  ///< "teaching", "research" or "clinical"
  std::string backend;         ///< "builtin" or "onnx"
  std::string algorithm;
  ServiceAcceptance accepts;
  std::vector<NamedStep> gates, steps;
  std::vector<ServiceInputSpec> inputs;
  std::vector<ServiceOutputSpec> outputs;
  std::vector<ServiceThreshold> thresholds;
  std::vector<ServiceFindingSpec> findings;
  std::vector<ServiceRegistration> registrations;
  std::vector<ServiceEvidence> evidence;
  std::vector<ServiceFile> files;

  /// The file whose role is "model", nullptr for a weight-free service.
  const ServiceFile* model() const;
  const ServiceThreshold* threshold(std::string_view finding) const;
  const ServiceFindingSpec* finding(std::string_view key) const;
  const NamedStep* step(std::string_view step_name) const;
  const NamedStep* gate(std::string_view gate_name) const;
  /// How results name the service.
  ServiceIdentity identity() const;
};

/// Parses service.json and checks every rule of models/service.schema.json, and what a schema
/// cannot say: gates this build knows with their parameters, thresholds inside their band, findings
/// that exist, one model for an onnx service and none for a builtin one.
///
/// @errors kInvalidJson naming the JSON path, the value found and what is allowed.
Result<ServicePackage> parse_service_package(std::string_view json);

/// Compares one file of the package with what service.json promises. The hash itself is computed by
/// the platform.
///
/// @param sha256_hex  64 hexadecimal digits of the bytes as they were read.
/// @errors kNotFound when service.json does not list `name`; kIntegrity when size or hash differ.
Result<void> verify_file(const ServicePackage& package, std::string_view name, std::uint64_t size,
                         std::string_view sha256_hex);

}  // namespace overread
