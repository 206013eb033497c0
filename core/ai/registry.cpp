#include <array>
#include <string_view>

#include "core/ai/emphysema_run.hpp"
#include "core/ai/service.hpp"
#include "core/ai/spine_run.hpp"

namespace overread {
namespace {

struct Algorithm {
  std::string_view name;
  std::unique_ptr<ServiceRun> (*make)(const ServicePackage&, ServiceInput);
};

constexpr std::array kAlgorithms = {
    Algorithm{"emphysema-densitometry", make_emphysema_run},
    Algorithm{"spine-scoliosis", make_spine_run},
};

}  // namespace

Result<std::unique_ptr<ServiceRun>> make_service_run(const ServicePackage& package,
                                                     ServiceInput input) {
  std::string known;
  for (const Algorithm& algorithm : kAlgorithms) {
    if (algorithm.name == package.algorithm) return algorithm.make(package, std::move(input));
    known += (known.empty() ? "" : ", ") + std::string(algorithm.name);
  }
  return fail(ErrorCode::kUnsupported, "Service " + package.id + " names the algorithm \"" +
                                           package.algorithm + "\", this build has: " + known);
}

ServiceResult empty_result(const ServicePackage& package, const Series& series) {
  ServiceResult result;
  result.service = package.identity();
  result.backend = package.backend;
  if (series.instances.empty()) return result;
  result.input.study_instance_uid = series.instances.front().study_instance_uid;
  result.input.series_instance_uid = series.instances.front().series_instance_uid;
  result.input.sop_instance_uids = sop_instance_uids(series);
  return result;
}

ServiceOutcome cancelled_outcome(ServiceOutcome outcome) {
  outcome.result.status = ResultStatus::kFailed;
  outcome.result.reason = Reason{"cancelled", "The run was cancelled"};
  outcome.result.findings.clear();
  outcome.mask.reset();
  return outcome;
}

}  // namespace overread
