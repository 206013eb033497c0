#pragma once

#include <deque>
#include <functional>
#include <map>

#include "core/ai/inference_service.hpp"

namespace overread {

/// Runs a network: the package's model on these inputs, or why not.
using TensorRunner =
    std::function<Result<std::vector<Tensor>>(const ServicePackage&, std::span<const Tensor>)>;

/// Inference inside this process: algorithms of the registry, networks through a runner that the
/// platform gives. One job an advance().
class LocalInference : public InferenceService {
 public:
  explicit LocalInference(TensorRunner runner = {}) : runner_(std::move(runner)) {}

  /// Sees each job's progress as it happens, and may cancel from there.
  void on_progress(std::function<void(JobId, double)> watcher) { watcher_ = std::move(watcher); }

  Result<JobId> submit(const ServicePackage& package, ServiceInput input) override;
  Result<void> cancel(JobId job) override;
  Result<InferenceStatus> status(JobId job) const override;
  bool advance() override;

 private:
  struct Job {
    ServicePackage package;
    std::unique_ptr<ServiceRun> run;
    InferenceStatus status;
    bool cancel_asked = false;
  };

  Result<ServiceOutcome> perform(JobId id, Job& job);

  TensorRunner runner_;
  std::function<void(JobId, double)> watcher_;
  std::map<JobId, Job> jobs_;
  std::deque<JobId> queue_;
  JobId last_ = 0;
};

}  // namespace overread
