#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ai/service_package.hpp"
#include "core/findings/result.hpp"
#include "core/image/series.hpp"

namespace overread {

/// A parameter a gate must be given in service.json.
struct GateParameter {
  enum class Kind { kNumber, kTexts };
  std::string name;
  Kind kind = Kind::kNumber;
};

/// A gate this build knows.
struct GateRule {
  std::string name;
  std::vector<GateParameter> parameters;
};

const GateRule* find_gate_rule(std::string_view name);
/// "modality, body-part, ...", for messages.
std::string known_gate_names();

/// What the gates say about a series. With a refusal the service must not look at a pixel.
struct GateOutcome {
  std::optional<Reason> refusal;
  std::vector<Reason> cautions;
};

/// Checks the gates of a package that need headers only, in the order of service.json; the first
/// refusal ends it. Gates about what is in the picture ("lungs-found") are left to the algorithm.
///
/// Out of scope is an explicit refusal, never a guess.
GateOutcome check_header_gates(const ServicePackage& package, const Series& series);

}  // namespace overread
