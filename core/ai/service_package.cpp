#include "core/ai/service_package.hpp"

#include <algorithm>

namespace overread {
namespace {

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return lower;
}

}  // namespace

double NamedStep::number(std::string_view key, double fallback) const {
  const auto found = numbers.find(std::string(key));
  return found == numbers.end() ? fallback : found->second;
}

std::vector<std::string> NamedStep::list(std::string_view key) const {
  const auto found = texts.find(std::string(key));
  return found == texts.end() ? std::vector<std::string>{} : found->second;
}

bool NamedStep::has(std::string_view key) const {
  return numbers.contains(std::string(key)) || texts.contains(std::string(key));
}

const ServiceFile* ServicePackage::model() const {
  const auto found = std::ranges::find(files, "model", &ServiceFile::role);
  return found == files.end() ? nullptr : &*found;
}

const ServiceThreshold* ServicePackage::threshold(std::string_view key) const {
  const auto found = std::ranges::find(thresholds, key, &ServiceThreshold::finding);
  return found == thresholds.end() ? nullptr : &*found;
}

const ServiceFindingSpec* ServicePackage::finding(std::string_view key) const {
  const auto found = std::ranges::find(findings, key, &ServiceFindingSpec::key);
  return found == findings.end() ? nullptr : &*found;
}

const NamedStep* ServicePackage::step(std::string_view step_name) const {
  const auto found = std::ranges::find(steps, step_name, &NamedStep::name);
  return found == steps.end() ? nullptr : &*found;
}

const NamedStep* ServicePackage::gate(std::string_view gate_name) const {
  const auto found = std::ranges::find(gates, gate_name, &NamedStep::name);
  return found == gates.end() ? nullptr : &*found;
}

ServiceIdentity ServicePackage::identity() const {
  const ServiceFile* weights = model();
  return {.id = id,
          .version = version,
          .model_sha256 = weights == nullptr ? std::string() : weights->sha256,
          .evidence = evidence_level};
}

Result<void> verify_file(const ServicePackage& package, std::string_view name, std::uint64_t size,
                         std::string_view sha256_hex) {
  const auto file = std::ranges::find(package.files, name, &ServiceFile::name);
  const std::string what = "Service " + package.id + ": file " + std::string(name);
  if (file == package.files.end()) {
    return fail(ErrorCode::kNotFound, what + " is not listed in service.json");
  }
  if (size != file->size) {
    return fail(ErrorCode::kIntegrity, what + " has " + std::to_string(size) +
                                           " bytes, service.json promises " +
                                           std::to_string(file->size) + "; it was not loaded");
  }
  const std::string found = lower_case(sha256_hex);
  if (found != file->sha256) {
    return fail(ErrorCode::kIntegrity, what + " has SHA-256 " + found + ", service.json promises " +
                                           file->sha256 + "; it was not loaded");
  }
  return {};
}

}  // namespace overread
