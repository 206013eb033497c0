#pragma once

#include <cstdint>
#include <optional>

#include "core/ai/service.hpp"
#include "core/ai/service_package.hpp"
#include "core/base/result.hpp"

namespace overread {

/// Where a job stands. pending → running → success, error or cancelled; the last three are final.
enum class InferenceState { kPending, kRunning, kSuccess, kError, kCancelled };

/// "pending", "running", "success", "error", "cancelled".
std::string_view inference_state_name(InferenceState state);

struct InferenceStatus {
  InferenceState state = InferenceState::kPending;
  double progress = 0.0;                  ///< [0, 1], never falls; 1 with kSuccess.
  std::optional<ServiceOutcome> outcome;  ///< Only with kSuccess; a refusal is a success.
  std::optional<Error> error;             ///< Only with kError.
};

/// Runs services one job at a time, whatever stands behind it: this process, ONNX Runtime, a
/// server.
class InferenceService {
 public:
  using JobId = std::uint64_t;
  virtual ~InferenceService() = default;

  /// Queues a job; ids are never used twice.
  ///
  /// @errors kUnsupported when the package's algorithm is not known here.
  virtual Result<JobId> submit(const ServicePackage& package, ServiceInput input) = 0;
  /// Asks for an end. A pending job is cancelled at once, a running one at its next progress, a
  /// finished one stays as it is.
  ///
  /// @errors kNotFound for an id that was never given.
  virtual Result<void> cancel(JobId job) = 0;
  /// @errors kNotFound for an id that was never given.
  virtual Result<InferenceStatus> status(JobId job) const = 0;
  /// Takes the work one step further; false when there is none left.
  virtual bool advance() = 0;
};

}  // namespace overread
