#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/ai/service_package.hpp"
#include "core/base/result.hpp"
#include "core/findings/mask.hpp"
#include "core/findings/result.hpp"
#include "core/image/frame.hpp"
#include "core/image/series.hpp"

namespace overread {

/// A named float tensor, row-major.
struct Tensor {
  std::string name;
  std::vector<std::int64_t> shape;
  std::vector<float> values;
};

/// What a service reads: one series with its frames in `series.frames` order.
struct ServiceInput {
  Series series;
  std::vector<Frame> frames;
};

/// What it says, with the mask its regions point to.
struct ServiceOutcome {
  ServiceResult result;
  std::optional<LabelMask> mask;
};

/// Work done so far, in [0, 1]; returning false cancels: the outcome is then `failed` with the
/// reason "cancelled".
using Progress = std::function<bool(double)>;

/// A service's algorithm: gates and preparation, then (for a network) tensors out, tensors back in.
/// One object a run. Refusal is an outcome with status `refused`, not an error.
class ServiceRun {
 public:
  virtual ~ServiceRun() = default;
  /// The outcome at once (refused, or a service without a network), or the network's inputs.
  virtual Result<std::variant<ServiceOutcome, std::vector<Tensor>>> begin(
      const Progress& progress) = 0;
  /// The outcome from the network's outputs. Only after begin() gave tensors.
  virtual Result<ServiceOutcome> finish(std::span<const Tensor> outputs,
                                        const Progress& progress) = 0;
};

/// The run for a package, by the algorithm its service.json names.
///
/// @errors kUnsupported when this build has no such algorithm.
Result<std::unique_ptr<ServiceRun>> make_service_run(const ServicePackage& package,
                                                     ServiceInput input);

/// A result that names the service, its backend and what it was given, and says nothing yet.
ServiceResult empty_result(const ServicePackage& package, const Series& series);

/// `outcome` as it stands when progress was answered with false.
ServiceOutcome cancelled_outcome(ServiceOutcome outcome);

}  // namespace overread
